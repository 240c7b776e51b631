"""A PDF's words -> its lines in reading order: columns one after the other, page furniture gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .columns import in_columns, usual_gutter
from .furniture import furniture_of, header_of
from .layout import LAYOUT
from .page_labels import printed_numbers
from .runs import Run, main_word, rows_of, runs_of, text_of
from .words import Word


@dataclass(frozen=True)
class Line:
    """Words on one base line of one column, from left to right.

    column  (left, right): the edges of the column's text on this page
    even    whether the lines of its region are stretched to one edge, so that a shorter line ends a paragraph
    bold    whether all its letters are heavier than most of the document's
    apart   whether it is set in a face that the document has for headings alone (see faces.py)
    region  lines of one region follow each other with nothing between: a column's part of a band of a page
    """

    words: tuple[Word, ...]
    page: int
    region: int
    column: tuple[float, float]
    even: bool
    bold: bool
    apart: bool = False

    @property
    def x0(self) -> float:
        """The left edge of its first word, in points."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge of its last word, in points."""
        return self.words[-1].x1

    @cached_property
    def size(self) -> float:
        """The type size of most of its letters, in points."""
        return main_word(self.words).size

    @cached_property
    def y(self) -> float:
        """The base line of most of its letters, in points from the page's top downwards."""
        return main_word(self.words).y

    @cached_property
    def text(self) -> str:
        """Its words, spaced as they are drawn."""
        return text_of(self.words)


class Lines(NamedTuple):
    """Every page's lines in reading order; the running header, "" if there is none; the number printed on each page,
    "" if it is not known."""

    lines: list[Line]
    header: str
    numbers: tuple[str, ...]


def lines_of(pages: Sequence[Sequence[Word]]) -> Lines:
    """The lines of a document's words, and what its running lines tell."""
    layout = LAYOUT.lines
    rows = [rows_of(runs_of(words)) for words in pages]
    furniture = furniture_of(rows)
    header = header_of(rows, furniture)
    bodies = [
        [run for i, row in enumerate(page_rows) if (page, i) not in furniture for run in row]
        for page, page_rows in enumerate(rows)
    ]
    usual = usual_gutter(bodies)
    parts = [(page, part, edges) for page, runs in enumerate(bodies) for part, edges in in_columns(runs, usual)]
    columns = Counter(
        (round(left), round(right)) for page, _, (left, right) in parts if len(bodies[page]) >= layout.few_runs
    )
    usual_weight = _usual_weight(pages)
    lines: list[Line] = []
    for region, (page, part, edges) in enumerate(parts):
        column = edges if len(bodies[page]) >= layout.few_runs else _like_others(edges, columns)
        texts = _lines(part, front=page == 0)
        at_edge = sum(abs(words[-1].x1 - column[1]) < layout.at_edge * words[-1].size for words in texts)
        even = len(texts) >= layout.even_lines and at_edge > layout.even_share * len(texts)
        lines += [Line(tuple(words), page, region, column, even, _is_bold(words, usual_weight)) for words in texts]
    return Lines(lines, header, printed_numbers(rows, furniture))


def _usual_weight(pages: Sequence[Sequence[Word]]) -> int:
    weights: Counter[int] = Counter()
    for page in pages:
        for word in page:
            weights[word.weight] += len(word.text)
    return max(weights, key=lambda weight: weights[weight], default=0)


def _is_bold(words: Sequence[Word], usual: int) -> bool:
    weights = [word.weight for word in words if any(map(str.isalpha, word.text))]
    return bool(weights) and min(weights) > max(LAYOUT.lines.bold * usual, LAYOUT.lines.semi_bold)


def _like_others(edges: tuple[float, float], columns: Counter[tuple[int, int]]) -> tuple[float, float]:
    """The edges of a column of few lines, as other pages have them: its own lines may all be short."""
    left, right = edges
    layout = LAYOUT.lines
    same = [
        other for other in columns if abs(other[0] - left) < layout.same_left and other[1] >= right - layout.short_by
    ]
    return (left, min((other[1] for other in same), default=right))


def _lines(runs: Sequence[Run], front: bool = False) -> list[list[Word]]:
    rows = _with_small(rows_of(runs))
    return [
        [word for run in line for word in run.words] for row in rows for line in (_by_type(row) if front else [row])
    ]


def _by_type(row: Sequence[Run]) -> list[list[Run]]:
    """A row as lines of one type each: on a first page a title stands beside a column of small print."""
    lines = [[row[0]]]
    for before, run in pairwise(row):
        small, large = sorted((before.size, run.size))
        words = min(sum(c.isalpha() for word in part.words for c in word.text) for part in (before, run))
        if large > LAYOUT.lines.other_type * small and words >= LAYOUT.paragraphs.prose_letters:
            lines.append([])
        lines[-1].append(run)
    return lines


def _with_small(rows: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """Rows, a row of nothing but raised marks put into the row that it belongs to."""
    layout = LAYOUT.lines
    merged: list[list[Run]] = [list(rows[0])]
    for before, row in pairwise(rows):
        near = row[0].y - before[0].y < layout.mark_row * max(before[0].size, row[0].size)
        into = layout.mark_overlap
        apart = all(a.x1 <= b.x0 + into or b.x1 <= a.x0 + into for a in merged[-1] for b in row)
        if near and apart:
            merged[-1] = sorted([*merged[-1], *row], key=lambda run: run.x0)
        else:
            merged.append(list(row))
    return merged
