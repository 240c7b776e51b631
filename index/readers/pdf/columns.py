"""The columns of a PDF's page, in reading order.

They are found by their gutter: a strip of the page that few lines cross and that has lines on both sides
of it, side by side. Lines that do cross it (a title, a wide caption) part the page into bands, and each
band is read column by column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .runs import Run, row_text, rows_of

_MANY = 2_000  # a page of text has 300 runs: more is a drawing, and would take long
_LONG = 18  # characters: a narrow column's line has more, a table's cell seldom


def in_columns(
    runs: Sequence[Run], usual: float | None = None, inner: bool = False
) -> Iterator[tuple[list[Run], tuple[float, float]]]:
    """The runs of a page or (``inner``) a column, part by part in reading order, each with its column's edges.

    usual  the other pages' gutter, for a page that has too few lines to tell
    """
    gutter = _gutter(runs, inner)
    if gutter is None and usual is not None and _respected(runs, usual):
        gutter = usual
    if gutter is None:
        if runs:
            yield list(runs), _bounds(runs)
        return
    crossing = _wide_runs(runs, gutter)
    heights = sorted(run.y for run in crossing)
    wide: dict[int, list[Run]] = defaultdict(list)
    sides: tuple[dict[int, list[Run]], ...] = (defaultdict(list), defaultdict(list))
    for run in runs:
        band = sum(y < run.y - 1 for y in heights)
        group = wide if run in crossing else sides[(run.x0 + run.x1) / 2 > gutter]
        group[band].append(run)
    waiting: list[Run] = []
    for band in sorted({*wide, *sides[0], *sides[1]}):
        # What stands beside each other in a band of two columns comes before the wide line that ends it.
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
    """The runs that cross the gutter, and the short last line of what they are part of."""
    wide = [run for run in runs if _crosses(run, gutter)]
    ends = []
    for above, row in pairwise(rows_of(runs)):
        whole, run = above[0], row[0]
        if len(row) > 1 or run in wide or whole not in wide or abs(run.size - whole.size) > 0.05 * whole.size:
            continue
        below = min(abs(run.x0 - whole.x0), abs(run.x0 + run.x1 - whole.x0 - whole.x1) / 2) < run.size
        if below and run.y - whole.y < 1.5 * whole.size:
            ends.append(run)
    return wide + ends


def _bounds(runs: Sequence[Run]) -> tuple[float, float]:
    """Where the lines of a column begin and end; a few that stick out do not count."""
    rows = rows_of(runs)
    starts, ends = sorted(row[0].x0 for row in rows), sorted(row[-1].x1 for row in rows)
    return starts[len(starts) // 20], ends[-1 - len(ends) // 20]


def _crosses(run: Run, gutter: float) -> bool:
    em = run.size
    return run.x0 < gutter - 1.5 * em and run.x1 > gutter + 1.5 * em


def _gutter(runs: Sequence[Run], inner: bool = False) -> float | None:
    """Where the gutter between two columns runs, None where lines go over the full width.

    Within a column (``inner``) it must part most of the lines: else it is a table's.
    """
    if not 8 <= len(runs) <= _MANY:
        return None
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    margin = 0.15 * (right - left)
    places = {round(run.x0) - 2.0 for run in runs if left + margin < run.x0 - 2 < right - margin}
    enough, crossed = (max(4, len(rows_of(runs)) // 2), 0.1) if inner else (4, 0.5)
    scores = {x: _parted(runs, x, enough, crossed) for x in sorted(places)}
    best = max(scores, key=lambda x: scores[x], default=0.0)
    return best if scores and scores[best] > 0 else None


def usual_gutter(pages: Sequence[Sequence[Run]]) -> float | None:
    """The gutter of most pages that have one, None where it is that of one page among several."""
    found = [gutter for runs in pages if (gutter := _gutter(runs)) is not None]
    near = {x: sum(abs(x - other) < 5 for other in found) for x in found}
    best = max(near, key=lambda x: near[x], default=None)
    return best if best is not None and near[best] >= min(2, len(pages) / 2) else None


def _respected(runs: Sequence[Run], gutter: float) -> bool:
    """Whether a page has the others' gutter, though one of its columns may be next to empty."""
    crossing = [run for run in runs if _crosses(run, gutter)]
    cut = sum(run.x0 < gutter < run.x1 for run in runs) - len(crossing)
    return not cut and len(rows_of(crossing)) < 0.5 * len(rows_of(runs))


def _parted(runs: Sequence[Run], x: float, enough: int, crossed: float) -> float:
    """How well a vertical line parts the runs into two columns of text; 0 where it does not.

    enough   so many lines must stand on each side, beside each other
    crossed  so many lines may cross the gutter for each line beside it, from the columns' tops to their ends
    """
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    sides = [run for run in runs if not _crosses(run, x)]
    on_left = rows_of([run for run in sides if (run.x0 + run.x1) / 2 <= x])
    on_right = rows_of([run for run in sides if (run.x0 + run.x1) / 2 > x])
    if min(len(on_left), len(on_right)) < enough or not (_filled(on_left, x - left) and _filled(on_right, right - x)):
        return 0.0
    top, end = _middle(on_right)
    beside = [row for row in on_left if top - 20 < row[0].y < end + 20]
    tops, ends = zip(_middle(on_left), (top, end), strict=True)
    crossing = sum(_crosses(run, x) and max(tops) < run.y < min(ends) for run in runs)
    cut = sum(run.x0 < x < run.x1 for run in sides)
    if len(beside) < enough or crossing > crossed * len(beside):
        return 0.0
    return len(beside) - 2 * cut - 0.5 * crossing


def _middle(rows: Sequence[Sequence[Run]]) -> tuple[float, float]:
    """From where to where on the page the rows stand, a tenth at either end left out."""
    heights = sorted(row[0].y for row in rows)
    return heights[len(heights) // 10], heights[-1 - len(heights) // 10]


def _filled(rows: Sequence[Sequence[Run]], width: float) -> bool:
    """Whether most of the text is in lines about as long as a column is wide: a table's cells are shorter."""
    widths = [row[-1].x1 - row[0].x0 for row in rows]
    long = [len(row_text(row)) > _LONG for row, w in zip(rows, widths, strict=True) if w > 0.6 * width]
    return sum(w for w in widths if w > 0.6 * width) > 0.5 * sum(widths) and sum(long) > 0.5 * len(long)
