"""Tables over both columns of a PDF's page: they part the text above them from the text below, as wide lines do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .layout import LAYOUT
from .runs import Run, rows_of, text_of

_LABEL = re.compile(r"[•▪●◦‣·–—-]|\(?\[?(?:\d{1,3}|[a-z])[.)\]]+")


def wide_table(runs: Sequence[Run], gutter: float) -> list[Run]:
    """The runs of tables that stand on both sides of a page's gutter, as the document's other pages have it.

    A table's rows have several cells on one side, and no line of a column; what stands between two of them belongs to
    it, unless it is such a line. Rows that begin anew at the right column's edge are of two
    tables, one in each column.
    """
    left, right = min((run.x0 for run in runs), default=0.0), max((run.x1 for run in runs), default=0.0)
    table: list[Run] = []
    open_rows: list[Sequence[Run]] = []  # from the first row of a table on
    count = last = 0  # of its rows with cells, and the place behind the last of them

    def close() -> None:
        nonlocal count, last
        if count >= LAYOUT.tables.rows:
            table.extend(run for row in open_rows[:last] for run in row)
        open_rows.clear()
        count = last = 0

    for row in rows_of(runs):
        sides = [run for run in row if run.x1 <= gutter], [run for run in row if run.x0 >= gutter]
        lines = (_is_line(sides[0], left, gutter), _is_line(sides[1], gutter, right))
        cells = all(sides) and max(map(_cells, sides)) > 1 and not _opens(sides[1][0], gutter)
        if any(lines):
            close()
        elif cells or open_rows:
            open_rows.append(row)
            count += cells
            goes_on = last == len(open_rows) - 1 and last and _is_next(open_rows[-2], row)  # a cell of two lines
            last = len(open_rows) if cells or goes_on else last
    close()
    return table


def _is_next(row: Sequence[Run], below: Sequence[Run]) -> bool:
    return below[0].y - row[0].y < LAYOUT.columns.last_line_gap * row[0].size


def _cells(side: Sequence[Run]) -> int:
    """The number of cells on one side of a row: a list's numbers are none."""
    return len(side) - bool(_LABEL.fullmatch(text_of(side[0].words)))


def _opens(run: Run, edge: float) -> bool:
    """Whether a run begins at the left edge of its column."""
    return run.x0 - edge < 2 * LAYOUT.columns.gutter_to_text


def _is_line(side: Sequence[Run], left: float, right: float) -> bool:
    """Whether one side of a row is a column's line, its number or bullet apart: a run about as long as the column."""
    long = LAYOUT.columns.long_row * (right - left)
    return any(run.x1 - run.x0 > long and len(text_of(run.words)) > LAYOUT.columns.long_text for run in side)
