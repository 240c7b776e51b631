"""The page furniture of a PDF: running headers and footers, page numbers.

A line that recurs is furniture if it is the same each time or differs in a number that rises with the pages; minutes,
that say the same of other days and sums, are text. So is a sentence in the flow of a page, though it recurs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from ...headings import ends_sentence
from .layout import LAYOUT
from .runs import Run, row_text

_LONE_NUMBER = re.compile(r"[^\w]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[^\w]*", re.IGNORECASE)
_PAGE_OF = re.compile(r"(?:page\s*)?\d{1,4}\s*(?:of|/)\s*\d{1,4}\.?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}")
_NUMBER_AT_EDGE = re.compile(r"^\W*(\d{1,5})\b|\b(\d{1,5})\W*$")
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page\s*)?\d{1,5}[\s|·•–—-]+|(?<![,.])[\s|·•–—-]+(?:page\s*)?\d{1,5}\W*$", re.IGNORECASE
)


class _Look(NamedTuple):
    """A row at an edge of a page as it may recur.

    words   its words, a 0 for each number
    height  on the page, in steps of ``same_height``
    said    the numbers that are the same each time
    rising  the place of each other number, and how far it is from the page's own
    """

    words: str
    head: bool
    height: int
    said: tuple[int, ...]
    rising: tuple[tuple[int, int], ...]


def furniture_of(rows: Sequence[Sequence[Sequence[Run]]]) -> set[tuple[int, int]]:
    """(page, row) of every row that recurs at the head or foot of pages, the page's number in it apart, and of page
    numbers."""
    layout = LAYOUT.furniture
    seen: Counter[_Look] = Counter()
    offsets: Counter[int] = Counter()
    edges = list(_edges(rows))
    apart = {(page, i): _distance(rows[page], i, head) for page, i, head in edges}
    for page, i, head in edges:
        row = rows[page][i]
        seen.update(set(_looks(row, page, head)))
        offsets.update(_offsets(row_text(row), page))
    offset, steady = max(offsets.items(), key=lambda item: item[1], default=(0, 0))
    enough = layout.times if len(rows) > layout.short_document else layout.times_in_short
    found, heights = set(), Counter[tuple[int, bool]]()
    for page, i, head in edges:
        row = rows[page][i]
        outermost = len(rows[page]) > 1 and i in (0, len(rows[page]) - 1)
        # In large type "2 Methods" is a heading.
        small = row[0].size < layout.heading_size * median(other[0].size for other in rows[page])
        numbered = steady >= enough and offset in _offsets(row_text(row), page)
        near = apart[page, i] < layout.apart
        lone = _LONE_NUMBER.fullmatch(row_text(row)) and not (near and _opens_line(rows[page], i))
        times = max(_times(look, seen) for look in _looks(row, page, head))
        flows = near or (apart[page, i] < layout.far_apart and _is_prose(rows[page], i, head))
        if flows and (_is_sentence(row_text(row)) or _is_prose(rows[page], i, head)):
            continue
        if times >= enough or (outermost and small and (numbered or lone)):
            found.add((page, i))
            heights[round(row[0].y), head] += 1
    # A header that names the chapter seldom repeats; it stands at the height of the others.
    return found | {
        (page, i)
        for page, i, head in edges
        if i in (0, len(rows[page]) - 1) and heights[round(rows[page][i][0].y), head] >= enough
    }


def _looks(row: Sequence[Run], page: int, head: bool) -> Iterator[_Look]:
    """The ways in which a row may recur: with the same numbers, with one of them or with all rising with the pages."""
    text = row_text(row)
    said = [int(number) for number in _NUMBER.findall(text)]
    rising = [number - page for number in said]
    words, height = _NUMBER.sub("0", text).casefold(), round(row[0].y / LAYOUT.furniture.same_height)
    yield _Look(words, head, height, tuple(said), ())
    for i in range(len(said)):
        yield _Look(words, head, height, (*said[:i], *said[i + 1 :]), ((i, rising[i]),))
    yield _Look(words, head, height, (), tuple(enumerate(rising)))


def _times(look: _Look, seen: Counter[_Look]) -> int:
    """How many pages have a row of a look, at its height or next to it."""
    return sum(seen[look._replace(height=look.height + step)] for step in (-1, 0, 1))


def _distance(rows: Sequence[Sequence[Run]], i: int, head: bool) -> float:
    """How far a row at the head or foot of a page, with others there, stands from the text, in multiples of the usual
    distance of rows."""
    heights = [row[0].y for row in rows]
    gaps = [b - a for a, b in pairwise(heights)]
    if not gaps:
        return inf
    edge = LAYOUT.furniture.edge_rows
    between = gaps[i:edge] if head else gaps[max(0, len(gaps) - edge) : i]
    return max(between, default=0.0) / (median(gaps) or 1.0)


def _opens_line(rows: Sequence[Sequence[Run]], i: int) -> bool:
    """Whether a row begins where the one above it does, as the last word of a paragraph would."""
    return i > 0 and abs(rows[i][0].x0 - rows[i - 1][0].x0) < rows[i][0].size


def _is_prose(rows: Sequence[Sequence[Run]], i: int, head: bool) -> bool:
    """Whether a row of words, most without a capital, begins where the next one towards the middle of the page does, in
    its type."""
    j = i + 1 if head else i - 1
    words = row_text(rows[i]).split()
    small = sum(word[0].islower() for word in words)
    if not 0 <= j < len(rows) or len(words) < LAYOUT.furniture.prose_words or 2 * small < len(words):
        return False
    row, other = rows[i][0], rows[j][0]
    return abs(row.x0 - other.x0) < row.size and abs(row.size - other.size) < LAYOUT.paragraphs.same_size * row.size


def _is_sentence(text: str) -> bool:
    """Whether a row ends a sentence: as a number that ends one does, and unlike a number between dashes."""
    return ends_sentence(text) and not _PAGE_OF.fullmatch(text)


def _edges(rows: Sequence[Sequence[Sequence[Run]]]) -> Iterator[tuple[int, int, bool]]:
    """(page, row, whether at the head) of the rows that may be furniture."""
    edge = LAYOUT.furniture.edge_rows
    for page, page_rows in enumerate(rows):
        for i in range(len(page_rows)):
            if i < edge or i >= len(page_rows) - edge:
                yield page, i, i < edge


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
