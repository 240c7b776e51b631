"""The columns of a PDF's page, in reading order.

They are found by their gutter: a strip of the page that few lines cross and that has lines on both sides
of it, side by side. Lines that do cross it (a title, a wide caption) part the page into bands, and each
band is read column by column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .layout import LAYOUT
from .runs import Run, row_text, rows_of
from .wide_tables import wide_table


def in_columns(
    runs: Sequence[Run], usual: float | None = None, inner: bool = False
) -> Iterator[tuple[list[Run], tuple[float, float]]]:
    """The runs of a page or (``inner``) a column, part by part in reading order, each with its column's edges.

    usual  the other pages' gutter, for a page that has too few lines to tell
    """
    table = [] if usual is None else wide_table(runs, usual)
    aside = set(map(id, table))
    beside = [run for run in runs if id(run) not in aside]
    gutter = _gutter(beside, inner)
    if gutter is None and usual is not None and _respected(beside, usual):
        gutter = usual
    if gutter is None:
        if runs:
            yield list(runs), _bounds(runs)
        return
    crossing = [*_wide_runs(beside, gutter), *table]
    heights = sorted(run.y for run in crossing)
    wide: dict[int, list[Run]] = defaultdict(list)
    sides: tuple[dict[int, list[Run]], ...] = (defaultdict(list), defaultdict(list))
    for run in runs:
        band = sum(y < run.y - LAYOUT.columns.above for y in heights)
        group = wide if run in crossing else sides[(run.x0 + run.x1) / 2 > gutter]
        group[band].append(run)
    waiting: list[Run] = []
    for band in sorted({*wide, *sides[0], *sides[1]}):
        # The two columns of a band come before the wide line that ends it.
        if waiting and (band in sides[0] or band in sides[1]):
            yield waiting, _bounds(runs)
            waiting = []
        for side in sides:
            if band in side:
                whole = [run for part in side.values() for run in part]
                parts = list(in_columns(side[band], inner=True))
                yield from parts if len(parts) > 1 else [(side[band], _bounds(whole))]
        waiting += wide.get(band, [])
    if waiting:
        yield waiting, _bounds(runs)


def _wide_runs(runs: Sequence[Run], gutter: float) -> list[Run]:
    """The runs that cross the gutter, and the short last line of a paragraph of such runs."""
    wide = [run for run in runs if _crosses(run, gutter)]
    ends = []
    for above, row in pairwise(rows_of(runs)):
        whole, run = above[0], row[0]
        little = LAYOUT.columns.last_line_size * whole.size
        if len(row) > 1 or run in wide or whole not in wide or abs(run.size - whole.size) > little:
            continue
        below = min(abs(run.x0 - whole.x0), abs(run.x0 + run.x1 - whole.x0 - whole.x1) / 2) < run.size
        if below and run.y - whole.y < LAYOUT.columns.last_line_gap * whole.size:
            ends.append(run)
    return wide + ends


def _bounds(runs: Sequence[Run]) -> tuple[float, float]:
    """The left and right edge of a column's lines; a few that stick out do not count."""
    rows = rows_of(runs)
    starts, ends = sorted(row[0].x0 for row in rows), sorted(row[-1].x1 for row in rows)
    strays = len(rows) // LAYOUT.columns.strays_one_in
    return starts[strays], ends[-1 - strays]


def _crosses(run: Run, gutter: float) -> bool:
    reach = LAYOUT.columns.crossing * run.size
    return run.x0 < gutter - reach and run.x1 > gutter + reach


def _gutter(runs: Sequence[Run], inner: bool = False) -> float | None:
    """The x of the gutter between two columns, None for lines over the full width.

    Within a column (``inner``) it must part most of the lines: else it is a table's.
    """
    layout = LAYOUT.columns
    if not layout.fewest_runs <= len(runs) <= layout.most_runs:
        return None
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    margin, before = layout.margin * (right - left), layout.gutter_to_text
    places = {round(run.x0) - before for run in runs if left + margin < run.x0 - before < right - margin}
    enough, crossed = layout.fewest_lines, layout.crossed_page
    if inner:
        enough, crossed = max(enough, len(rows_of(runs)) // 2), layout.crossed_column
    scores = {x: _parted(runs, x, enough, crossed) for x in sorted(places)}
    best = max(scores, key=lambda x: scores[x], default=0.0)
    return best if scores and scores[best] > 0 else None


def usual_gutter(pages: Sequence[Sequence[Run]]) -> float | None:
    """The x of the gutter that the most pages share, None if too few share one."""
    found = [gutter for runs in pages if (gutter := _gutter(runs)) is not None]
    near = {x: sum(abs(x - other) < LAYOUT.columns.same_gutter for other in found) for x in found}
    best = max(near, key=lambda x: near[x], default=None)
    enough = min(LAYOUT.columns.pages_with_gutter, len(pages) / 2)
    return best if best is not None and near[best] >= enough else None


def _respected(runs: Sequence[Run], gutter: float) -> bool:
    """Whether a page has the others' gutter, though one of its columns may be next to empty."""
    crossing = [run for run in runs if _crosses(run, gutter)]
    cut = sum(run.x0 < gutter < run.x1 for run in runs) - len(crossing)
    return not cut and len(rows_of(crossing)) < LAYOUT.columns.crossed_usual * len(rows_of(runs))


def _parted(runs: Sequence[Run], x: float, enough: int, crossed: float) -> float:
    """How well a vertical line parts the runs into two columns of text, in lines; 0 if it does not.

    enough   so many lines must stand on each side, beside each other
    crossed  so many lines may cross the gutter for each line beside it, from the columns' tops to their ends
    """
    layout = LAYOUT.columns
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    sides = [run for run in runs if not _crosses(run, x)]
    on_left = rows_of([run for run in sides if (run.x0 + run.x1) / 2 <= x])
    on_right = rows_of([run for run in sides if (run.x0 + run.x1) / 2 > x])
    if min(len(on_left), len(on_right)) < enough or not (_filled(on_left, x - left) and _filled(on_right, right - x)):
        return 0.0
    top, end = _middle(on_right)
    beside = [row for row in on_left if top - layout.beside < row[0].y < end + layout.beside]
    tops, ends = zip(_middle(on_left), (top, end), strict=True)
    crossing = sum(_crosses(run, x) and max(tops) < run.y < min(ends) for run in runs)
    cut = sum(run.x0 < x < run.x1 for run in sides)
    if len(beside) < enough or crossing > crossed * len(beside):
        return 0.0
    return len(beside) - layout.cut_cost * cut - layout.crossing_cost * crossing


def _middle(rows: Sequence[Sequence[Run]]) -> tuple[float, float]:
    """The heights on the page of the first and the last row, a few at either end left out."""
    heights = sorted(row[0].y for row in rows)
    left_out = len(heights) // LAYOUT.columns.ends_one_in
    return heights[left_out], heights[-1 - left_out]


def _filled(rows: Sequence[Sequence[Run]], width: float) -> bool:
    """Whether most of the text is in lines about as long as a column is wide: a table's cells are shorter."""
    layout = LAYOUT.columns
    widths = [row[-1].x1 - row[0].x0 for row in rows]
    wide = [(row, w) for row, w in zip(rows, widths, strict=True) if w > layout.long_row * width]
    long = sum(len(row_text(row)) > layout.long_text for row, _ in wide)
    return sum(w for _, w in wide) > layout.mostly_long * sum(widths) and long > layout.mostly_long * len(wide)
