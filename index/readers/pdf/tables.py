"""The tables of a PDF: lines of cells that stand below each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from .layout import LAYOUT
from .lines import Line
from .runs import text_of
from .signs import EQUATION_NUMBER, LABEL, Measures, gap_between, near
from .words import Word


def cells(line: Line) -> list[list[Word]]:
    """The words of a line, parted at the gaps that are much wider than between words: one list for each cell."""
    layout = LAYOUT.tables
    gaps = [b.x0 - a.x1 for a, b in pairwise(line.words) if b.spaced]
    usual = median(gaps) if len(gaps) >= layout.known_gaps else 0.0
    full = line.x1 - line.x0 > layout.full_line * (line.column[1] - line.column[0])
    stretched = gaps and max(gaps) < layout.stretched * min(gaps) and full
    if stretched and not any(map(str.isdigit, line.text)):
        return [list(line.words)]
    wide = max(layout.cell_gap * line.size, layout.usual_gap * usual if usual < line.size else 0.0)
    found: list[list[Word]] = [[line.words[0]]]
    for a, b in pairwise(line.words):
        if b.x0 - a.x1 > wide and not (len(found) == 1 and LABEL.match(f"{text_of(found[0])} x")):
            found.append([])
        found[-1].append(b)
    return found


def table_rows(lines: Sequence[Line], measures: Measures) -> list[bool]:
    """For each line of a region, in their order, whether it stands in a table."""
    layout = LAYOUT.tables
    rows = [cells(line) for line in lines]
    is_row = [len(row) > 1 and not EQUATION_NUMBER.fullmatch(text_of(row[-1])) for row in rows]
    found = [False] * len(lines)
    start = 0
    while start < len(lines):
        if not is_row[start]:
            start += 1
            continue
        end = last = start
        while end + 1 < len(lines) and end - last < layout.odd_rows and near(lines[end], lines[end + 1], measures):
            end += 1
            if is_row[end]:
                last = end
            elif lines[end].x1 - lines[end].x0 > layout.prose_width * (lines[end].column[1] - lines[end].column[0]):
                break
        chosen = [i for i in range(start, last + 1) if is_row[i]]
        above = lines[max(0, start - layout.caption_above) : start]
        captioned = any(re.match("tab", line.text, re.IGNORECASE) for line in above)
        if len(chosen) >= (layout.captioned_rows if captioned else layout.rows) and _aligned([rows[i] for i in chosen]):
            if last + 1 < len(lines) and _goes_on([rows[i] for i in chosen], lines[last], lines[last + 1], measures):
                last += 1
            found[start : last + 1] = [True] * (last + 1 - start)
        start = last + 1
    return found


def _goes_on(rows: Sequence[Sequence[Sequence[Word]]], row: Line, below: Line, measures: Measures) -> bool:
    """Whether the line below a table's last row is the second line of one of its cells, beyond the first column."""
    starts = [cell[0].x0 for other in rows for cell in other[1:]]
    under = any(abs(below.x0 - start) < LAYOUT.tables.grid for start in starts)
    return under and below.x0 > row.x0 + row.size and gap_between(row, below, measures) < LAYOUT.paragraphs.doubtful_gap


def _aligned(rows: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Whether, in most rows, a cell beyond the first begins, ends or is centred below or above another row's."""
    grid = LAYOUT.tables.grid

    def places(row: Sequence[Sequence[Word]]) -> set[tuple[str, int]]:
        found = set()
        for cell in row[1:]:
            left, right = cell[0].x0, cell[-1].x1
            for name, x in (("left", left), ("right", right), ("middle", (left + right) / 2)):
                found |= {(name, round(x / grid)), (name, round(x / grid) + 1)}
        return found

    all_places = [places(row) for row in rows]
    shared = sum(any(mine & other for j, other in enumerate(all_places) if j != i) for i, mine in enumerate(all_places))
    return shared >= LAYOUT.tables.aligned * len(rows)
