"""Which cell of a table answers: in the row of what is asked about, under the heading that the question names."""

from __future__ import annotations

from collections.abc import Sequence

from index import Passage, Span
from index.search import SearchText
from index.text import content_terms

from ..answer import Citation

_HOW_MANY = frozenset(content_terms("how many, how much"))  # no name of a row or column


def cell_of(question: SearchText, table: Passage, span: Span) -> Span:
    """The one cell that a span of a table's text stands for, without its bars.

    The row is the one below the first that shares most terms with the question, if there is one such row; else, of
    those that the span meets, the one that shares most. Of the row's cells it is the one in the column whose heading,
    in the first row, shares most with the question, or else the first that the span meets and the question does not
    name; the whole row if the span lies elsewhere. In a table of one row, and in the first row if no other is asked
    about, a span stays as it is.
    """
    asked = set(question.terms)
    row = _row_asked_about(asked, table) or _row_met(asked, table, span)
    if row is None:
        return span
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
    if not met:
        return span if row.meets(span) else row
    return span if any(cell.holds(span) for cell in met) else met[0]


def looked_up(question: SearchText, citation: Citation) -> bool:
    """Whether a question names the row and the column of the cell that is its short answer, and nothing that the two
    do not have: no reader is needed then to tell that the table answers."""
    table, row = citation.passage, citation.span
    if table.kind != "table" or row not in table.sentences[1:]:
        return False
    cells, headings = _cells(table, row), _cells(table, table.sentences[0])
    if citation.answer not in cells or len(cells) != len(headings):
        return False
    asked, heading = set(question.terms) - _HOW_MANY, _terms(table, headings[cells.index(citation.answer)])
    beside = _terms(table, row) - _terms(table, citation.answer)
    return bool(asked & heading and asked & beside) and asked <= beside | _terms(table, table.sentences[0])


def _row_asked_about(asked: set[str], table: Passage) -> Span | None:
    """The row below the first that alone shares most terms with a question; None if there is none."""
    shared = [len(asked & _terms(table, row)) for row in table.sentences[1:]]
    most = max(shared, default=0)
    return table.sentences[1 + shared.index(most)] if most and shared.count(most) == 1 else None


def _row_met(asked: set[str], table: Passage, span: Span) -> Span | None:
    """Of the rows below the first that a span meets the one that shares most terms; None if it meets none."""
    rows = [row for row in table.sentences[1:] if row.meets(span)]
    return max(rows, key=lambda row: len(asked & _terms(table, row)), default=None)


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
