"""PDF: text by its geometry. The words come from PDFium (pypdfium2); the rest is ``pdf_words`` (characters ->
words), ``pdf_lines`` (-> lines in reading order), ``pdf_parts`` (-> paragraphs and what is none), ``pdf_blocks``
(-> blocks) and ``pdf_joining`` (words that line ends have cut)."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from ...passage import Span
from .. import needs
from ..manuscript import Block, Manuscript
from .blocks import Story, line_texts, stories_of
from .joining import Vocabulary, join_lines
from .lines import Line, lines_of
from .parts import parts_of
from .words import UNKNOWN, Word, page_words

MAX_PAGES = 2_000
MAX_CHARACTERS = 100_000  # on a page: a dense one has 10,000, a map of a city a million

_STYLED = 4  # so many headings, the title one of them, that can be told by their type: then all can

_PASSWORD, _SECURITY = 4, 5  # PDFium's error codes
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not safe to use from several threads


def read(path: Path) -> Manuscript:
    """ValueError when the file is encrypted, damaged, has more than ``MAX_PAGES`` pages or holds no text.

    The manuscript's text holds the words as they are meant, not as lines show them: what a hyphen at a line's
    end has cut is written whole, ligatures are letters, footnote marks are gone from prose.
    """
    with _ONE_AT_A_TIME:
        pages = _pages(path)
    _check(pages, path.name)
    lines, header = lines_of(pages)
    if not lines:
        raise ValueError(f"{path.name} has no text but running headers and page numbers: expected paragraphs")
    return _manuscript(stories_of(parts_of(lines)), header, len(pages))


def _pages(path: Path) -> list[list[Word]]:
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
        return [_page(pdfium, document, number, path.name) for number in range(len(document))]
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
    unknown = sum(word.text.count(UNKNOWN) for page in pages for word in page)
    if unknown > sum(letters):
        raise ValueError(f"the fonts of {name} do not say which letters they draw, so it has no text: it needs OCR")
    blank = sum(count < 10 for count in letters)
    if blank > 0.8 * len(pages):
        raise ValueError(f"{blank} of the {len(pages)} pages of {name} have no text: it needs OCR")


def _manuscript(stories: Sequence[Story], header: str, page_count: int) -> Manuscript:
    vocabulary = Vocabulary(line.text for story in stories for part in story.parts for line in part.lines)
    pieces: list[tuple[Line, int, str]] = []  # first line, story, text: what stands together on a page
    for number, story in enumerate(stories):
        pieces += [(line, number, text) for line, text in _pieces(story, vocabulary)]
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
        Block(tuple(spans[i]), " ".join(span.of(whole) for span in spans[i]), story.kind)
        for i, story in enumerate(stories)
        if i in spans
    )
    styled = sum(block.kind == "heading" for block in blocks) >= _STYLED
    return Manuscript(whole, blocks, running, tuple(page_starts), headings=styled)


def _pieces(story: Story, vocabulary: Vocabulary) -> list[tuple[Line, str]]:
    """A block's text, a piece for each column it stands in, and for each row of a table."""
    lines = [line for part in story.parts for line in part.lines]
    texts = line_texts(story)
    if story.kind == "table":
        return [(line, text) for line, text in zip(lines, texts, strict=True) if text]
    brimful = [len(line.words) == 1 and line.x1 > line.column[1] - 0.8 * line.size for line in lines]
    mended = list(zip(lines, join_lines(texts, vocabulary, brimful), strict=True))
    found = []
    for _, group in groupby(mended, key=lambda item: item[0].region):
        together = list(group)
        words = " ".join(" ".join(text for _, text in together).split())
        if words:
            found.append((together[0][0], words))
    return found
