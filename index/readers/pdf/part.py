"""Part: lines of a PDF that stand together in one column."""

from __future__ import annotations

from dataclasses import dataclass

from ..manuscript import BlockKind
from .lines import Line


@dataclass(frozen=True)
class Part:
    """A paragraph or a piece of one, a heading, caption, table or note.

    lines     from the top down, at least one
    indented  whether the first line begins further right than the others: how paragraphs begin, or, in a
              bibliography with hanging entries, the sign that it goes on from the column before
    hanging   whether every line but an entry's first is indented
    fragment  whether it is no prose: a displayed formula, or the words in a figure
    """

    lines: tuple[Line, ...]
    kind: BlockKind = "text"
    indented: bool = False
    hanging: bool = False
    fragment: bool = False

    @property
    def text(self) -> str:
        """Its lines, joined with single spaces."""
        return " ".join(line.text for line in self.lines)
