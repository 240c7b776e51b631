"""Words of a passage -> the rectangles of their characters on the pages of its PDF.

The passage's text and the lines of its pages are compared letter by letter: line ends, hyphens and the marks of notes,
which a passage does without, make no difference.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import LCSseq

from ...passage import Box, Span
from .document import opened, page_of, pdfium
from .line_numbers import without_line_numbers
from .lines import Line, lines_of
from .reader import words_on
from .words import Word, without_unknown_runs

_FINE = 1_000_000  # steps of a page's width and height: PDFium gives places on a screen as whole numbers
_ANCHOR = 20  # letters at a passage's ends that are sought on its pages before the rest is compared
_STRAY = 3  # letters: fewer alike, between others, are chance


class _Letter(NamedTuple):
    """A letter or digit of a page: in lower case, without accent; its line; its word and place in the word's text."""

    sign: str
    line: int
    word: Word
    place: int


def boxes(path: Path, text: str, pages: Sequence[int], span: Span) -> list[Box]:
    """The rectangles of a span of a passage's ``text``, which stands on ``pages``: one for each line, in order.

    Empty where the words are not found on the pages, as those of a running header. ValueError for a file that cannot
    be opened, and for a page that it does not have.
    """
    with opened(path) as document:
        missing = [page for page in pages if not 1 <= page <= len(document)]
        if missing:
            raise ValueError(f"{path.name} has pages 1 to {len(document)}, page {missing[0]} was asked for")
        words = [without_unknown_runs(words_on(document, page - 1, path.name)) for page in pages]
        lines = lines_of(without_line_numbers(words)).lines
        letters = _found(text, span, list(_letters(lines)))
        found: list[Box] = []
        for i, page in enumerate(pages):
            on_page = [letter for letter in letters if lines[letter.line].page == i]
            if on_page:
                with page_of(document, page - 1) as opened_page:
                    found += _rectangles(opened_page, page, on_page)
        return found


def _folded(text: str) -> list[tuple[str, int]]:
    """The letters and digits of a text in one form, each with its place."""
    return [
        (sign, i)
        for i, character in enumerate(text)
        for sign in unicodedata.normalize("NFKD", character).casefold()
        if sign.isalnum()
    ]


def _letters(lines: Sequence[Line]) -> Iterator[_Letter]:
    for number, line in enumerate(lines):
        for word in line.words:
            for sign, place in _folded(word.text):
                yield _Letter(sign, number, word, place)


def _found(text: str, span: Span, letters: Sequence[_Letter]) -> list[_Letter]:
    """The letters of the pages that are those of a span of the passage's text."""
    wanted = _folded(text)
    passage, page = "".join(sign for sign, _ in wanted), "".join(letter.sign for letter in letters)
    start, end = _window(passage, page)
    pairs: list[tuple[int, int]] = []
    for step in LCSseq.opcodes(passage, page[start:end]):
        if step.tag == "equal" and (step.src_end - step.src_start >= _STRAY or len(passage) < 2 * _STRAY):
            pairs += zip(range(step.src_start, step.src_end), range(start + step.dest_start, end), strict=False)
    places = [(wanted[here][1], letters[there]) for here, there in pairs]
    inside = [(at, letter) for at, letter in places if span.start <= at < span.end]
    return [sign for at, letter in inside for sign in (letter, *_signs_around(text, span, at, letter))]


def _signs_around(text: str, span: Span, at: int, letter: _Letter) -> Iterator[_Letter]:
    """The signs beside a letter of the span, up to the next letter or space, that its word on the page has too."""
    for step in (-1, 1):
        here, there = at + step, letter.place + step
        while span.start <= here < span.end and 0 <= there < len(letter.word.text):
            sign = text[here]
            if sign != letter.word.text[there] or sign.isalnum() or sign.isspace():
                break
            yield letter._replace(sign=sign, place=there)
            here, there = here + step, there + step


def _window(passage: str, page: str) -> tuple[int, int]:
    """The part of the page's letters in which a passage stands: all of them, where its ends are not found."""
    whole = page.find(passage)
    if whole >= 0:
        return whole, whole + len(passage)
    start = max(0, page.find(passage[:_ANCHOR]))
    end = page.rfind(passage[-_ANCHOR:])
    return start, end + _ANCHOR if end >= start else len(page)


def _rectangles(page: Any, number: int, letters: Sequence[_Letter]) -> list[Box]:
    """A rectangle around the letters of each line, as shares of the page."""
    raw = pdfium().raw
    text_page = page.get_textpage()
    try:
        by_line: dict[int, list[Box]] = {}
        for letter in letters:
            box = _box(raw, page.raw, text_page.raw, number, letter)
            by_line.setdefault(letter.line, []).append(box)
        return [
            Box(
                number,
                min(box.left for box in line),
                min(box.top for box in line),
                max(box.right for box in line),
                max(box.bottom for box in line),
            )
            for line in by_line.values()
        ]
    finally:
        text_page.close()


def _box(raw: Any, page: Any, text_page: Any, number: int, letter: _Letter) -> Box:
    word = letter.word
    length = len(word.text)
    at = word.first + (letter.place if length == word.count else letter.place * word.count // length)
    edges, x, y = raw.FS_RECTF(), ctypes.c_int(), ctypes.c_int()
    raw.FPDFText_GetLooseCharBox(text_page, at, edges)
    places = []
    for across, down in ((edges.left, edges.top), (edges.right, edges.bottom)):
        raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, across, down, x, y)
        places.append((x.value / _FINE, y.value / _FINE))
    (left, top), (right, bottom) = places
    return Box(number, min(left, right), min(top, bottom), max(left, right), max(top, bottom))
