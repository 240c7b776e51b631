"""Passages of a library that are wanted beside those that were found: around them, or those that sum articles up."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..encoding.encoder import Vectors
from ..passage import Article, Passage
from .candidates import as_text
from .rows import PLACES

if TYPE_CHECKING:
    from .connection import Session

_UNDER_ANY = Passage(0, "body", "", (), "", (), ())
_SUMMING = 400  # passages of which an overview of a whole library is made, at most
_TELLING = """
SELECT id FROM passages WHERE kind = 'abstract' UNION
SELECT unnest(passages) FROM sections WHERE section ~* '\\mconclu' ORDER BY 1 LIMIT %s
"""
_FIRST = "SELECT id FROM passages WHERE kind IN ('body', 'note') ORDER BY id LIMIT %s"


_HEADINGS = 20_000  # different headings of a library among which a part that a question names is sought
_UNDER = 5_000  # passages under such headings that are looked at
_PLACED = """
SELECT passage FROM texts WHERE kind = 0 AND place = 0 AND passage IN (
    SELECT unnest(passages) FROM sections WHERE section = ANY(%s) LIMIT %s)
ORDER BY vector <#> %s::vector, passage LIMIT %s
"""


def headings(session: Session) -> Article:
    """The headings of a library, as an article of a passage under each."""
    rows = session.execute("SELECT DISTINCT section FROM sections ORDER BY 1 LIMIT %s", [_HEADINGS]).fetchall()
    passages = tuple(replace(_UNDER_ANY, section=str(row[0])) for row in rows)
    return Article("", passages, (), "", 0)


def under(session: Session, sections: Collection[str], vector: Vectors, most: int) -> list[int]:
    """The ids of the passages under some headings that are closest to a text by its vector, shape (1, dimensions)."""
    rows = session.execute(_PLACED, [list(sections), _UNDER, as_text(vector[0]), most])
    return [int(row[0]) for row in rows]


def around(ids: Iterable[int], each: int) -> list[int]:
    """The ids of the passages on each side of some, within their articles; not all of them need be there."""
    return [
        other
        for number in ids
        for other in range(number - each, number + each + 1)
        if other // PLACES == number // PLACES
    ]


def opening(session: Session) -> str:
    """The opening of the library's text, by which its language is told."""
    rows = session.execute("SELECT opening FROM articles ORDER BY id LIMIT 5").fetchall()
    return "\n\n".join(str(row[0]) for row in rows)


def telling(session: Session) -> list[int]:
    """The ids of the passages that sum articles up, abstracts and conclusions, ``_SUMMING`` at most; of a library of
    which hardly any does those of its beginning too."""
    found = [int(row[0]) for row in session.execute(_TELLING, [_SUMMING])]
    if len(found) < _SUMMING:
        found += [int(row[0]) for row in session.execute(_FIRST, [_SUMMING - len(found)])]
    return found
