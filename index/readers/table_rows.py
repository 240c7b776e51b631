"""The rows of a table as lines of text: their cells parted by bars, merged ones filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

MAX_SPAN = 100  # rows or columns that one cell of a table stands over

_REPEATED = 200  # characters of a cell that is written again in each row and column that it stands over


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: its words, and over how many rows and columns it stands."""

    text: str
    rows: int = 1
    columns: int = 1


def filled(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The texts of a table's rows, a cell that stands over several rows or columns in each of them.

    A cell over all columns stands once. ``MAX_SPAN`` columns, and rows, are filled at most.

    >>> filled([[Cell("Upper", rows=2), Cell("Ischl")], [Cell("Aussee")]])
    [['Upper', 'Ischl'], ['Upper', 'Aussee']]
    """
    found: list[list[str]] = []
    over: dict[int, tuple[str, int]] = {}  # by column: the words that go on into the next row, and into how many
    for row in rows:
        texts: list[str] = []

        def go_on(texts: list[str] = texts) -> None:
            while len(texts) in over:
                text, left = over.pop(len(texts))
                if left > 1:
                    over[len(texts)] = text, left - 1
                texts.append(text)

        for cell in row:
            go_on()
            again = cell.text if len(cell.text) <= _REPEATED else ""
            columns = min(cell.columns, MAX_SPAN) if len(row) > 1 or over else 1
            for i in range(columns):
                if cell.rows > 1:
                    over[len(texts)] = again, min(cell.rows, MAX_SPAN) - 1
                texts.append(again if i else cell.text)
        go_on()
        found.append(texts)
    return found


def cell_of(element: etree._Element, words: str) -> Cell:
    """The cell that an element of HTML or JATS is; ``words``: in it."""
    more = element.get("morerows", "")  # of CALS tables, which count the rows that follow
    rows = int(more) + 1 if re.fullmatch(r"\d{1,4}", more) else _span(element, "rowspan")
    return Cell(words, rows, _span(element, "colspan"))


def _span(element: etree._Element, name: str) -> int:
    """The number of an attribute such as "rowspan"; 1 for one that is none, ``MAX_SPAN`` for "0": all that follow."""
    said = element.get(name, "1").strip()
    if not re.fullmatch(r"\d{1,6}", said):
        return 1
    return min(int(said), MAX_SPAN) or MAX_SPAN


def cells(texts: Iterable[str]) -> str:
    """A table's row as a line; "" for blank cells alone.

    >>> cells(["Fern", "", "1904"])
    'Fern | | 1904'
    """
    row = [" ".join(text.split()) for text in texts]
    return re.sub(r" +", " ", " | ".join(row)) if any(row) else ""
