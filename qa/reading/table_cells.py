"""Which cell of a table answers: in the row of what is asked about, under the heading that the question names."""

from __future__ import annotations

from collections.abc import Sequence

from index import Passage, Span
from index.search import SearchText
from index.text import content_terms


def cell_of(question: SearchText, table: Passage, span: Span) -> Span:
    """The one cell that a span of a table's text stands for, without its bars.

    Of the rows that the span meets it is in the one that shares most terms with the question, of that row's cells in
    the column whose heading, in the first row, shares most with it, or else the first that the span meets and the
    question does not name. A span in the first row, or in a table of one row, stays as it is.
    """
    rows = [row for row in table.sentences if row.meets(span)]
    if len(table.sentences) < 2 or not rows or rows == [table.sentences[0]]:
        return span
    asked = set(question.terms)
    row = max((r for r in rows if r != table.sentences[0]), key=lambda r: len(asked & _terms(table, r)))
    cells = _cells(table, row)
    headings = _cells(table, table.sentences[0])
    named = [len(asked & _terms(table, heading)) for heading in headings]
    unasked = [i for i, cell in enumerate(cells) if cell.start < cell.end and not _terms(table, cell) <= asked]
    told = [i for i in unasked if i < len(named) and named[i]]
    if told and len(cells) == len(headings) and asked & _terms(table, row):
        best = max(named[i] for i in told)
        if [named[i] for i in told].count(best) == 1:
            return cells[next(i for i in told if named[i] == best)]
    met = [cells[i] for i in unasked if cells[i].meets(span)] or [cell for cell in cells if cell.meets(span)]
    inside = [cell for cell in met if cell.holds(span)]
    return span if inside or not met else met[0]


def _cells(table: Passage, row: Span) -> Sequence[Span]:
    """The cells of a row, a blank one as an empty span."""
    cells, at = [], row.start
    for piece in row.of(table.text).split("|"):
        words = piece.strip()
        start = at + (piece.index(words) if words else 0)
        cells.append(Span(start, start + len(words)))
        at += len(piece) + 1
    return cells


def _terms(table: Passage, span: Span) -> set[str]:
    return set(content_terms(span.of(table.text)))
