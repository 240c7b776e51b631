"""The numbers of lines in a manuscript's margin, every line's or every fifth one's: they are no text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from .layout import LAYOUT
from .words import Word


class _Number(NamedTuple):
    """A number that may be a line's: its word, and how many lines stand above it on its page."""

    word: Word
    line: int


def without_line_numbers(pages: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """The words of each page without the numbers of its lines.

    Numbers outside the text, below each other on one side of it, are the lines' if they rise by one step as the lines
    do, on most of the pages: those of a bibliography or a table pass over lines, and stand on few pages.
    """
    rest = [list(words) for words in pages]
    rows = [_rows(words) for words in rest]
    for left in (True, False):
        columns = [_column(page, left) for page in rows]
        if not _count_lines(columns, rows):
            continue
        for words, column in zip(rest, columns, strict=True):
            taken = {id(number.word) for number in column}
            words[:] = [word for word in words if id(word) not in taken]
        rows = [_rows(words) for words in rest]
    return rest


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words by their base lines, from the top down, each row from left to right."""
    rows: list[list[Word]] = []
    for word in sorted((word for word in words if word.text), key=lambda word: word.y):
        if rows and word.y - rows[-1][-1].y < LAYOUT.runs.same_row * max(word.size, rows[-1][-1].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _column(rows: Sequence[Sequence[Word]], left: bool) -> list[_Number]:
    """The numbers on one side of a page's text, below each other, from the top down."""
    texts = [row for row in rows if len(row) > 1 or not row[0].text.isdigit()]
    if not texts:
        return []
    inner = [[word for word in row if not word.text.isdigit()] or row for row in texts]
    one_in = len(inner) // LAYOUT.columns.ends_one_in
    edge = sorted(row[0].x0 for row in inner)[one_in] if left else sorted(row[-1].x1 for row in inner)[-1 - one_in]
    found = [
        _Number(word, line)
        for line, row in enumerate(rows)
        if (word := row[0] if left else row[-1]).text.isdigit() and (word.x1 < edge if left else word.x0 > edge)
    ]
    if not found:
        return []
    starts, ends = median(n.word.x0 for n in found), median(n.word.x1 for n in found)
    near = LAYOUT.furniture.number_column
    return [n for n in found if abs(n.word.x0 - starts) < near or abs(n.word.x1 - ends) < near]


def _count_lines(columns: Sequence[Sequence[_Number]], rows: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Whether the numbers of all pages rise by one step, and as the lines between them do."""
    pairs = [(a, b) for column in columns for a, b in pairwise(column)]
    numbers = sum(map(len, columns))
    numbered = sum(len(column) > 0 for column in columns)
    if numbers < LAYOUT.furniture.line_numbers or not pairs or 2 * numbered < len(columns):
        return False
    steps = Counter(int(b.word.text) - int(a.word.text) for a, b in pairs)
    step, times = steps.most_common(1)[0]
    as_lines = sum(abs(int(b.word.text) - int(a.word.text) - (b.line - a.line)) <= step // 5 for a, b in pairs)
    most = LAYOUT.furniture.numbered_lines
    lines = sum(len(page) for page, column in zip(rows, columns, strict=True) if column)
    return step > 0 and min(times, as_lines) >= most * len(pairs) and step * numbers >= lines / 2
