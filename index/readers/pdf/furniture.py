"""The page furniture of a PDF: running headers and footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from .layout import LAYOUT
from .runs import Run, row_text

_LONE_NUMBER = re.compile(r"[^\w]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[^\w]*", re.IGNORECASE)
_NUMBER_AT_EDGE = re.compile(r"^\W*(\d{1,5})\b|\b(\d{1,5})\W*$")
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page\s*)?\d{1,5}[\s|·•–—-]+|(?<![,.])[\s|·•–—-]+(?:page\s*)?\d{1,5}\W*$", re.IGNORECASE
)


def furniture_of(rows: Sequence[Sequence[Sequence[Run]]]) -> set[tuple[int, int]]:
    """(page, row) of every row that recurs at the head or foot of pages, its digits apart, and of page numbers."""
    layout = LAYOUT.furniture
    alike: dict[tuple[str, bool], list[float]] = defaultdict(list)
    offsets: Counter[int] = Counter()
    edges = list(_edges(rows))
    for page, i, head in edges:
        alike[_folded(rows[page][i]), head].append(rows[page][i][0].y)
        offsets.update(_offsets(row_text(rows[page][i]), page))
    offset, steady = max(offsets.items(), key=lambda item: item[1], default=(0, 0))
    enough = layout.times if len(rows) > layout.short_document else layout.times_in_short
    found, heights = set(), Counter[tuple[int, bool]]()
    for page, i, head in edges:
        row = rows[page][i]
        outermost = len(rows[page]) > 1 and i in (0, len(rows[page]) - 1)
        # In large type "2 Methods" is a heading.
        small = row[0].size < layout.heading_size * median(other[0].size for other in rows[page])
        numbered = steady >= enough and offset in _offsets(row_text(row), page)
        lone = _LONE_NUMBER.fullmatch(row_text(row))
        times = sum(abs(y - row[0].y) < layout.same_height for y in alike[_folded(row), head])
        if times >= enough or (outermost and small and (numbered or lone)):
            found.add((page, i))
            heights[round(row[0].y), head] += 1
    # A header that names the chapter seldom repeats; it stands at the height of the others.
    return found | {
        (page, i)
        for page, i, head in edges
        if i in (0, len(rows[page]) - 1) and heights[round(rows[page][i][0].y), head] >= enough
    }


def _edges(rows: Sequence[Sequence[Sequence[Run]]]) -> Iterator[tuple[int, int, bool]]:
    """(page, row, whether at the head) of the rows that may be furniture."""
    edge = LAYOUT.furniture.edge_rows
    for page, page_rows in enumerate(rows):
        for i in range(len(page_rows)):
            if i < edge or i >= len(page_rows) - edge:
                yield page, i, i < edge


def _folded(row: Sequence[Run]) -> str:
    return re.sub(r"\d+", "0", row_text(row)).casefold()


def _offsets(text: str, page: int) -> set[int]:
    """How far the numbers at the two ends of a row are from the page's own."""
    return {int(number) - page for match in _NUMBER_AT_EDGE.findall(text) for number in match if number}


def header_of(rows: Sequence[Sequence[Sequence[Run]]], furniture: set[tuple[int, int]]) -> str:
    """The running header without the page's number: the words that recur most often at the pages' heads, else at
    their feet; "" for words that name chapters, each on a few pages only."""
    times: Counter[tuple[bool, str]] = Counter()
    for page, i in sorted(furniture):
        words = _PAGE_NUMBER.sub("", row_text(rows[page][i])).strip()
        if any(map(str.isalpha, words)):
            times[i < LAYOUT.furniture.edge_rows, words] += 1
    at_head, words = max(times, key=lambda key: (key[0], times[key]), default=(False, ""))
    return words if times[at_head, words] > max(1, len(rows) / LAYOUT.furniture.header_one_in) else ""
