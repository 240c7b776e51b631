"""PDF: text by its geometry. PDFium (pypdfium2) gives the characters; the steps from them are ``words`` (characters
-> words), ``lines`` (-> lines in reading order), ``regions`` (-> paragraphs, tables, captions, notes), ``blocks`` (->
blocks) and ``joining`` (words cut by line ends). ``layout`` holds their measures."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from ...passage import Span
from .. import needs
from ..manuscript import Block, Manuscript
from .blocks import PdfBlock, blocks_of, line_texts
from .cover import without_cover
from .imprint import Told, metadata_of, xmp_of
from .joining import Vocabulary, join_lines
from .layout import LAYOUT
from .lines import Line, lines_of
from .ocr import MAX_PAGES as MOST_SCANS
from .ocr import read_scans
from .regions import parts_of
from .signs import measures_of
from .title import is_told, title_of
from .words import UNKNOWN, Word, clean, page_words

MAX_PAGES = 2_000
MAX_CHARACTERS = 100_000  # on a page: a dense one has 10,000, a map of a city a million

_NEEDS_OCR = f"it needs OCR: pip install 'article-qa[ocr]' reads up to {MOST_SCANS} such pages"
_PASSWORD, _SECURITY = 4, 5  # PDFium's error codes
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not safe to use from several threads


def read(path: Path) -> Manuscript:
    """The manuscript of a PDF.

    Its text holds the words as they are meant, not as lines show them: a word cut by a hyphen at a line's end is
    written whole, ligatures are letters, footnote marks are gone from prose.

    ValueError for a file that is encrypted or damaged, has more than ``MAX_PAGES`` pages or ``MAX_CHARACTERS``
    characters on one of them, or holds no text; ModuleNotFoundError without pypdfium2.
    """
    with _ONE_AT_A_TIME:
        pages, told, scanned = _pages(path)
    _check(pages, path.name)
    lines, header = lines_of(pages)
    if not lines:
        raise ValueError(f"{path.name} has no text but running headers and page numbers: expected paragraphs")
    cover, lines = without_cover(lines)
    title = _title(cover, lines, told.info.get("Title", ""))
    taken = set(map(id, title))
    parts = parts_of([line for line in lines if id(line) not in taken])
    metadata = metadata_of(pages, [*cover, *lines], title, told)
    return replace(_manuscript(blocks_of(parts, title), header, len(pages)), metadata=metadata, scanned=scanned)


def _title(cover: Sequence[Line], lines: Sequence[Line], told: str) -> list[Line]:
    """The title's lines: the article's own where it repeats the cover's, else the cover's."""
    body = measures_of(lines).body
    on_cover = title_of(cover, body, told)
    title = title_of(lines, body, " ".join(line.text for line in on_cover) or told)
    return title if not on_cover or is_told(title, " ".join(line.text for line in on_cover)) else on_cover


def _pages(path: Path) -> tuple[list[list[Word]], Told, tuple[int, ...]]:
    """The words of each page, what the file says of itself, and the pages that were read by OCR."""
    pdfium = needs("pypdfium2", ".pdf", "pypdfium2")
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise ValueError(f"{path.name} is encrypted: save a copy without a password and read that") from None
        raise ValueError(f"{path.name} is damaged, or no PDF: open it in a viewer and save it anew") from None
    try:
        if len(document) > MAX_PAGES:
            raise ValueError(f"{path.name} has {len(document):,} pages, the limit is {MAX_PAGES:,}: split it")
        pages = [_page(pdfium, document, number, path.name) for number in range(len(document))]
        info = {key: clean(document.get_metadata_value(key)) for key in ("Title", "Author", "Subject")}
        scanned = read_scans(pdfium.raw, document, pages, path, every=_is_unknown(pages))
        return pages, Told(info, xmp_of(path.read_bytes())), scanned
    finally:
        document.close()


def _page(pdfium: Any, document: Any, number: int, name: str) -> list[Word]:
    try:
        page = document[number]
        try:
            return page_words(pdfium.raw, page, MAX_CHARACTERS)
        finally:
            page.close()
    except pdfium.PdfiumError:
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


def _manuscript(found: Sequence[PdfBlock], header: str, page_count: int) -> Manuscript:
    vocabulary = Vocabulary(line.text for block in found for part in block.parts for line in part.lines)
    pieces: list[tuple[Line, int, str]] = []  # first line, number of the block, text: of one column each
    for number, block in enumerate(found):
        pieces += [(line, number, text) for line, text in _pieces(block, vocabulary)]
    pieces.sort(key=lambda piece: (piece[0].page, piece[0].region))
    text, length = [], 0
    page_starts = [0]
    spans: dict[int, list[Span]] = {}

    def write(line: str) -> Span:
        nonlocal length
        text.append(f"{line}\n")
        length += len(line) + 1
        return Span(length - len(line) - 1, length - 1)

    running = Block((write(header),), header) if header else None
    for line, number, words in pieces:
        page_starts += [length] * (line.page + 1 - len(page_starts))
        spans.setdefault(number, []).append(write(words))
    page_starts += [length] * (page_count - len(page_starts))
    whole = "".join(text)
    blocks = tuple(
        Block(tuple(spans[i]), " ".join(span.of(whole) for span in spans[i]), block.kind)
        for i, block in enumerate(found)
        if i in spans
    )
    styled = sum(block.kind == "heading" for block in blocks) >= LAYOUT.headings.told
    return Manuscript(whole, blocks, running, tuple(page_starts), headings=styled)


def _pieces(block: PdfBlock, vocabulary: Vocabulary) -> list[tuple[Line, str]]:
    """A block's text in pieces, each with its first line: one for each column, or for each row of a table."""
    lines = [line for part in block.parts for line in part.lines]
    texts = line_texts(block)
    if block.kind == "table":
        return [(line, text) for line, text in zip(lines, texts, strict=True) if text]
    slack = LAYOUT.documents.brimful
    brimful = [len(line.words) == 1 and line.x1 > line.column[1] - slack * line.size for line in lines]
    mended = list(zip(lines, join_lines(texts, vocabulary, brimful), strict=True))
    found = []
    for _, group in groupby(mended, key=lambda item: item[0].region):
        together = list(group)
        words = " ".join(" ".join(text for _, text in together).split())
        if words:
            found.append((together[0][0], words))
    return found
