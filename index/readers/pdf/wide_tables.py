"""Tables over both columns of a PDF's page: they part the text above them from the text below, as wide lines do."""

from __future__ import annotations

from collections.abc import Sequence

from .layout import LAYOUT
from .runs import Run, row_text, rows_of


def wide_table(runs: Sequence[Run], gutter: float) -> list[Run]:
    """The runs of tables that stand on both sides of a page's gutter, as the document's other pages have it.

    A table's rows have several cells on one side, and no line of text on the other; what stands between two of them
    belongs to it, unless it is lines of both columns.
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
        cells = all(sides) and max(map(len, sides)) > 1 and not any(lines)
        if all(lines):
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


def _is_line(side: Sequence[Run], left: float, right: float) -> bool:
    """Whether one side of a row is a column's line: one run that begins at its edge and is about as long as it."""
    if len(side) != 1:
        return False
    run = side[0]
    begins = run.x0 - left < 2 * LAYOUT.columns.gutter_to_text + run.size
    return (
        begins
        and run.x1 - run.x0 > LAYOUT.columns.long_row * (right - left)
        and len(row_text(side)) > LAYOUT.columns.long_text
    )
