"""Manuscript: the words of a file in blocks. A format's reader makes it, read_article makes passages of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..metadata import NOT_STATED, Metadata
from ..passage import Span

BlockKind = Literal["text", "heading", "authors", "caption", "table", "note"]

_SPACE = re.compile(r"\s+")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # soft hyphen, places of no width, byte order mark


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item, bibliography entry, caption, table or note.

    lines  slices of the manuscript's text, markers such as a list's dash cut off; of a table, its rows
    text   the lines, joined with single spaces
    kind   "text" unless the format says more: a heading or the authors may be "text" in a format that does not say
    """

    lines: tuple[Span, ...]
    text: str
    kind: BlockKind = "text"


@dataclass(frozen=True)
class Manuscript:
    """A file's words in reading order.

    text         all of them, decoded; every ``Passage.source`` is slices of it
    blocks       in reading order, the title first, page furniture (running headers, page numbers) gone
    header       the running header once, if there is one
    page_starts  places in ``text`` at which pages begin, empty when the file marks none
    markup       whether the lines hold Markdown's signs (*emphasis*), to be dropped; else each word is meant
    headings     whether every heading is marked as one; else a short line of text may be a heading too
    scanned      the pages, from 1, whose words were read by OCR
    metadata     the fields that the file states apart from its text, or that are printed where no block is made of them
    """

    text: str
    blocks: tuple[Block, ...]
    header: Block | None = None
    page_starts: tuple[int, ...] = ()
    markup: bool = False
    headings: bool = False
    metadata: Metadata = NOT_STATED
    scanned: tuple[int, ...] = ()


class Draft:
    """A manuscript being written, block by block, by the reader of a format that marks its blocks.

    Text may hold form feeds, between two words or inside one: each begins a page.
    """

    def __init__(self) -> None:
        """A blank manuscript without pages."""
        self._text: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pages: list[int] = []

    def page(self) -> None:
        """Begin a page here. The first call is page 1; the reader of a file without pages makes none."""
        self._pages.append(self._length)

    def add(self, text: str, kind: BlockKind = "text") -> None:
        """Add a block of one line, its runs of white space cut down to single spaces; a blank line adds nothing."""
        self.add_lines([text], kind)

    def add_lines(self, lines: Sequence[str], kind: BlockKind = "text") -> None:
        """Add a block of several lines, such as a table's rows; blank lines are dropped."""
        spans: list[Span] = []
        words: list[str] = []
        for line in lines:
            tidy = _SPACE.sub(_one_space, line.translate(_UNSEEN)).strip(" ")
            spans += self._line(tidy)
            words += tidy.replace("\f", "").split()
        if spans:
            self._blocks.append(Block(tuple(spans), " ".join(words), kind))
            self._write("\n")

    @property
    def is_blank(self) -> bool:
        """Whether no block was added yet."""
        return not self._blocks

    def manuscript(self, *, headings: bool = False) -> Manuscript:
        """All that was added. ``headings``: whether every heading was added as one (see Manuscript)."""
        pages = (0, *self._pages[1:]) if self._pages else ()
        return Manuscript("".join(self._text), tuple(self._blocks), page_starts=pages, headings=headings)

    def _line(self, line: str) -> list[Span]:
        """Write a line; its words on each page."""
        spans = []
        for number, piece in enumerate(line.split("\f")):
            if number:
                self.page()
            words = piece.rstrip(" ")
            if words:
                spans.append(Span(self._length, self._length + len(words)))
            self._write(piece)
        if spans:
            self._write("\n")
        return spans

    def _write(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)


def _one_space(run: re.Match[str]) -> str:
    """A run of white space as one space and its form feeds; a run of form feeds alone as they are."""
    pages = run[0].count("\f")
    return ("" if pages == len(run[0]) else " ") + "\f" * pages
