"""Manuscript: the words of a file in blocks. A format's reader makes it, read_article makes passages of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..characters import normalized
from ..metadata import NOT_STATED, Metadata
from ..passage import Span
from .links import Link, Links

BlockKind = Literal["text", "item", "heading", "authors", "caption", "table", "note"]


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item, bibliography entry, caption, table or note.

    lines  slices of the manuscript's text, markers such as a list's dash cut off; of a table, its rows
    text   the lines, joined with single spaces
    kind   "text" unless the format says more: a heading or the authors may be "text" in a format that does not say;
           "item" is a list's, which is text however short it is
    level  of a heading: 1 for the highest, 0 for an unknown one
    """

    lines: tuple[Span, ...]
    text: str
    kind: BlockKind = "text"
    level: int = 0


@dataclass(frozen=True)
class Manuscript:
    """A file's words in reading order.

    text         all of them, decoded; every ``Passage.source`` is slices of it
    blocks       in reading order, the title first, page furniture (running headers, page numbers) gone
    header       the running header once, if there is one
    page_starts  places in ``text`` at which pages begin, empty when the file marks none
    page_labels  the numbers that the pages bear in print, one a page, "" for a page without; empty when unknown or the
                 same as the pages' places in the file
    markup       whether the lines hold Markdown's signs (*emphasis*), to be dropped; else each word is meant
    headings     whether every heading is marked as one; else a short line of text may be a heading too
    links        the links and the marks of notes in the text, in order
    scanned      the pages, from 1, whose words were read by OCR
    metadata     the fields that the file states apart from its text, or that are printed where no block is made of them
    left_out     parts of the file that are not read, though they may hold words, counted: "2 comments"
    """

    text: str
    blocks: tuple[Block, ...]
    header: Block | None = None
    page_starts: tuple[int, ...] = ()
    page_labels: tuple[str, ...] = ()
    markup: bool = False
    headings: bool = False
    links: tuple[Link, ...] = ()
    metadata: Metadata = NOT_STATED
    scanned: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()


def counted(parts: Mapping[str, int]) -> tuple[str, ...]:
    """Parts of a file, by what one is called, with their numbers; without those that there are none of.

    >>> counted({"comment": 2, "attached file": 1, "embedded object": 0})
    ('2 comments', '1 attached file')
    """
    return tuple(f"{count:,} {name}{'' if count == 1 else 's'}" for name, count in parts.items() if count)


class Draft:
    """A manuscript being written, block by block, by the reader of a format that marks its blocks.

    Text may hold form feeds, between two words or inside one: each begins a page. It may hold the signs of ``links``.
    """

    def __init__(self) -> None:
        """A blank manuscript without pages."""
        self.links = Links()
        self._text: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pages: list[int] = []

    def page(self) -> None:
        """Begin a page here. The first call is page 1; the reader of a file without pages makes none."""
        self._pages.append(self._length)

    def add(self, text: str, kind: BlockKind = "text", level: int = 0) -> None:
        """Add a block of one line, its runs of white space cut down to single spaces; a blank line adds nothing."""
        self.add_lines([text], kind, level)

    def add_lines(self, lines: Sequence[str], kind: BlockKind = "text", level: int = 0) -> None:
        """Add a block of several lines, such as a table's rows; blank lines are dropped. ``level``: of a heading."""
        spans: list[Span] = []
        words: list[str] = []
        for line in lines:
            tidy = self.links.put(normalized(line), self._length)
            spans += self._line(tidy)
            words += tidy.replace("\f", "").split()
        if spans:
            self._blocks.append(Block(tuple(spans), " ".join(words), kind, level))
            self._write("\n")

    @property
    def is_blank(self) -> bool:
        """Whether no block was added yet."""
        return not self._blocks

    def manuscript(self, *, headings: bool = False) -> Manuscript:
        """All that was added. ``headings``: whether every heading was added as one (see Manuscript)."""
        pages = (0, *self._pages[1:]) if self._pages else ()
        found = self.links.found()
        return Manuscript("".join(self._text), tuple(self._blocks), page_starts=pages, headings=headings, links=found)

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
