"""PDF: text by its geometry. PDFium (pypdfium2) gives the characters; the steps from them are ``words`` (characters
-> words), ``lines`` (-> lines in reading order), ``regions`` (-> paragraphs, tables, captions, notes), ``blocks`` (->
blocks) and ``joining`` (words cut by line ends). ``layout`` holds their measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from ...passage import Span
from ..manuscript import Block, Manuscript, counted
from .blocks import PdfBlock, blocks_of, line_texts
from .cover import without_cover
from .document import opened, page_of, pdfium
from .faces import with_faces
from .headings import levels_of, with_headings
from .imprint import Told, metadata_of, xmp_of
from .joining import Vocabulary, join_lines
from .layout import LAYOUT
from .line_numbers import without_line_numbers
from .lines import Line, lines_of
from .links import PdfLink, page_links
from .ocr import MAX_PAGES as MOST_SCANS
from .ocr import read_scans
from .page_labels import labels_of
from .places import Piece, links_of
from .regions import parts_of
from .signs import measures_of
from .title import is_told, title_of
from .words import UNKNOWN, Word, clean, page_words, without_unknown_runs

MAX_CHARACTERS = 100_000  # on a page: a dense one has 10,000, a map of a city a million

_NEEDS_OCR = f"it needs OCR: pip install 'article-qa[ocr]' reads up to {MOST_SCANS} such pages"


def read(path: Path) -> Manuscript:
    """The manuscript of a PDF.

    Its text holds the words as they are meant, not as lines show them: a word cut by a hyphen at a line's end is
    written whole, ligatures are letters, footnote marks are gone from prose.

    ValueError for a file that is encrypted or damaged, has more than ``MAX_PAGES`` pages or ``MAX_CHARACTERS``
    characters on one of them, or holds no text; ModuleNotFoundError without pypdfium2.
    """
    file = _pages(path)
    _check(file.pages, path.name)
    pages = without_line_numbers([without_unknown_runs(page) for page in file.pages])
    lines, header, numbers = lines_of(pages)
    if not lines:
        raise ValueError(f"{path.name} has no text but running headers and page numbers: expected paragraphs")
    cover, lines = without_cover(with_faces(lines))
    labels = labels_of(file.labels, numbers, {line.page for line in cover})
    title = _title(cover, lines, file.told.info.get("Title", ""))
    taken = set(map(id, title))
    text = [line for line in lines if id(line) not in taken]
    parts = with_headings(parts_of(text), measures_of(text).body)
    metadata = metadata_of(pages, [*cover, *lines], title, file.told)
    manuscript = _manuscript(blocks_of(parts, title), header, len(pages), file.links)
    left_out = counted({"attached file": file.attached})
    return replace(manuscript, page_labels=labels, metadata=metadata, scanned=file.scanned, left_out=left_out)


def _title(cover: Sequence[Line], lines: Sequence[Line], told: str) -> list[Line]:
    """The title's lines: the article's own where it repeats the cover's, else the cover's."""
    body = measures_of(lines).body
    on_cover = title_of(cover, body, told)
    title = title_of(lines, body, " ".join(line.text for line in on_cover) or told)
    return title if not on_cover or is_told(title, " ".join(line.text for line in on_cover)) else on_cover


class _File(NamedTuple):
    """The words of each page; its links; what the file says of itself; the label of each page, "" if none; the pages,
    from 1, that were read by OCR; how many files are attached."""

    pages: list[list[Word]]
    links: list[PdfLink]
    told: Told
    labels: list[str]
    scanned: tuple[int, ...]
    attached: int


def _pages(path: Path) -> _File:
    with opened(path) as document:
        numbers = range(len(document))
        links = [link for number in numbers for link in page_links(pdfium().raw, document, number)]
        pages = [words_on(document, number, path.name) for number in numbers]
        labels = [clean(document.get_page_label(number)) for number in numbers]
        info = {key: clean(document.get_metadata_value(key)) for key in ("Title", "Author", "Subject")}
        scanned = read_scans(pdfium().raw, document, pages, path, every=_is_unknown(pages))
        attached = max(0, pdfium().raw.FPDFDoc_GetAttachmentCount(document))
        return _File(pages, links, Told(info, xmp_of(path.read_bytes())), labels, scanned, attached)


def words_on(document: Any, number: int, name: str) -> list[Word]:
    """The words of a page, from 0 on, of a document; ``name``: the file's, for errors."""
    library = pdfium()
    try:
        with page_of(document, number) as page:
            return page_words(library.raw, page, MAX_CHARACTERS)
    except library.PdfiumError:
        raise ValueError(
            f"page {number + 1} of {name} is damaged: open the file in a viewer and save it anew"
        ) from None
    except ValueError as error:
        raise ValueError(f"page {number + 1} of {name}: {error}") from None


def _check(pages: Sequence[Sequence[Word]], name: str) -> None:
    letters = [sum(sum(map(str.isalpha, word.text)) for word in page) for page in pages]
    if _is_unknown(pages):
        raise ValueError(f"the fonts of {name} do not say which letters they draw, so it has no text: {_NEEDS_OCR}")
    blank = sum(count < LAYOUT.documents.page_letters for count in letters)
    if blank > LAYOUT.documents.blank_pages * len(pages):
        raise ValueError(f"{blank} of the {len(pages)} pages of {name} have no text: {_NEEDS_OCR}")


def _is_unknown(pages: Sequence[Sequence[Word]]) -> bool:
    """Whether the fonts do not tell most of the letters."""
    letters = sum(sum(map(str.isalpha, word.text)) for page in pages for word in page)
    return sum(word.text.count(UNKNOWN) for page in pages for word in page) > letters


def _manuscript(found: Sequence[PdfBlock], header: str, page_count: int, links: Sequence[PdfLink]) -> Manuscript:
    vocabulary = Vocabulary(line.text for block in found for part in block.parts for line in part.lines)
    pieces: list[tuple[tuple[Line, ...], int, str]] = []  # lines, number of the block, text: of one column each
    for number, block in enumerate(found):
        pieces += [(lines, number, text) for lines, text in _pieces(block, vocabulary)]
    pieces.sort(key=lambda piece: (piece[0][0].page, piece[0][0].region))
    text, length = [], 0
    page_starts = [0]
    spans: dict[int, list[Span]] = {}

    def write(line: str) -> Span:
        nonlocal length
        text.append(f"{line}\n")
        length += len(line) + 1
        return Span(length - len(line) - 1, length - 1)

    running = Block((write(header),), header) if header else None
    placed: list[Piece] = []
    for lines, number, words in pieces:
        page_starts += [length] * (lines[0].page + 1 - len(page_starts))
        placed.append(Piece(lines, write(words)))
        spans.setdefault(number, []).append(placed[-1].at)
    page_starts += [length] * (page_count - len(page_starts))
    whole = "".join(text)
    levels = _levels(found)
    blocks = tuple(
        Block(tuple(spans[i]), " ".join(span.of(whole) for span in spans[i]), block.kind, levels.get(i, 0))
        for i, block in enumerate(found)
        if i in spans
    )
    styled = sum(block.kind == "heading" for block in blocks) >= LAYOUT.headings.told
    led = links_of(placed, whole, links)
    return Manuscript(whole, blocks, running, tuple(page_starts), headings=styled, links=led)


def _levels(found: Sequence[PdfBlock]) -> dict[int, int]:
    """The levels of the headings among blocks, by their places."""
    places = [i for i, block in enumerate(found) if block.kind == "heading"]
    return dict(zip(places, levels_of([found[i].parts[0] for i in places]), strict=True))


def _pieces(block: PdfBlock, vocabulary: Vocabulary) -> list[tuple[tuple[Line, ...], str]]:
    """A block's text in pieces, each with its lines: one for each column, or for each row of a table."""
    lines = [line for part in block.parts for line in part.lines]
    texts = line_texts(block)
    if block.kind == "table":
        return [((line,), text) for line, text in zip(lines, texts, strict=True) if text]
    slack = LAYOUT.documents.brimful
    brimful = [len(line.words) == 1 and line.x1 > line.column[1] - slack * line.size for line in lines]
    mended = list(zip(lines, join_lines(texts, vocabulary, brimful), strict=True))
    found = []
    for _, group in groupby(mended, key=lambda item: item[0].region):
        together = list(group)
        words = " ".join(" ".join(text for _, text in together).split())
        if words:
            found.append((tuple(line for line, _ in together), words))
    return found
