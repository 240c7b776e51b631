"""Manuscript: what a format's reader makes of a file, and what read_article makes passages of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .passage import Span

BlockKind = Literal["text", "heading", "caption", "table", "note"]


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item, bibliography entry, caption, table or note.

    lines  slices of the manuscript's text, markers such as a list's dash cut off; of a table, its rows
    text   the lines, joined with single spaces
    kind   "text" unless the format says more; a heading may still be "text" where the format does not say
    """

    lines: tuple[Span, ...]
    text: str
    kind: BlockKind = "text"


@dataclass(frozen=True)
class Manuscript:
    """A file's words in reading order.

    text         all of them, decoded: what every ``Passage.source`` slices
    blocks       in reading order, the title first, page furniture (running headers, page numbers) gone
    header       the running header once, if there is one
    page_starts  places in ``text`` at which pages begin, empty when the file marks none
    markup       whether the lines hold Markdown's signs (*emphasis*), to be dropped; else each word is meant
    """

    text: str
    blocks: tuple[Block, ...]
    header: Block | None = None
    page_starts: tuple[int, ...] = ()
    markup: bool = False


class Draft:
    """A manuscript being written, block by block, by a reader whose format says what is a block."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pages: list[int] = []

    def page(self) -> None:
        """A new page begins here."""
        self._pages.append(self._length)

    def add(self, text: str, kind: BlockKind = "text") -> None:
        """A block of one line, its runs of white space cut down to single spaces; nothing for a blank one."""
        self.add_lines([text], kind)

    def add_lines(self, lines: Sequence[str], kind: BlockKind) -> None:
        """A block of several lines, such as a table's rows."""
        words = [line for line in (" ".join(line.split()) for line in lines) if line]
        if words:
            self._blocks.append(Block(tuple(map(self._line, words)), " ".join(words), kind))
            self._write("\n")

    def manuscript(self) -> Manuscript:
        pages = tuple(self._pages)
        return Manuscript("".join(self._text), tuple(self._blocks), page_starts=(0, *pages[1:]) if pages else ())

    def _line(self, line: str) -> Span:
        start = self._length
        self._write(f"{line}\n")
        return Span(start, start + len(line))

    def _write(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)
