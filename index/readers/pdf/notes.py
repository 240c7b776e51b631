"""The notes at the foot of a PDF's column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...headings import looks_like_heading
from .layout import LAYOUT
from .lines import Line
from .runs import raised
from .signs import CAPTION, Measures, gap_between, styled
from .tables import cells

_MARK = re.compile(r"[*∗†‡§¶‖#]+|\d{1,3}")
_PLAIN_MARK = re.compile(r"[*∗†‡§¶‖]|\d{1,2}\s*(?:[A-Z“\"‘]|https?:|[a-z]+ )")


def notes_from(lines: Sequence[Line], sizes: Sequence[float], measures: Measures) -> int:
    """The place of the first note at a region's foot, as many as there are lines if it has none.

    Notes are set smaller than the text and begin with a mark, or are set apart. ``sizes``: of text at each line,
    in points.
    """
    layout = LAYOUT.notes
    i = len(lines)
    while i > 0 and lines[i - 1].size < layout.size * sizes[i - 1] and not CAPTION.match(lines[i - 1].text):
        i -= 1
    if 0 < i < len(lines) and gap_between(lines[i - 1], lines[i], measures) > layout.apart:
        above = lines[i - 1]
        headed = styled(above, sizes[i - 1]) and looks_like_heading(above.text)
        if not headed and not CAPTION.match(above.text) and len(cells(above)) == 1:
            return i
    return next((start for start in range(i, len(lines)) if begins_with_mark(lines[start])), len(lines))


def is_at_foot(region: Sequence[Line], page: Sequence[Line]) -> bool:
    """Whether no line of the page stands below a region."""
    last = region[-1]
    left, right = min(line.x0 for line in region), max(line.x1 for line in region)
    return not any(line.y > last.y + last.size and line.x0 < right and line.x1 > left for line in page)


def begins_with_mark(line: Line) -> bool:
    """Whether a line begins as a note does: with a raised mark, or with a sign or number before its words."""
    first = line.words[0]
    if raised(first, line.words) and _MARK.fullmatch(first.text):
        return True
    return _PLAIN_MARK.match(line.text) is not None
