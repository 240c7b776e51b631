"""Candidates: of a whole library the passages that a text may be about, found by words and by each kind of vector.

They are found by the indexes of the database, and put in order by about the scores that they are given afterwards:
the best are taken, and scored anew exactly (see excerpt.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..bm25 import K1, B
from ..encoding.encoder import Vectors
from ..text import tokenize
from .rows import stored_term
from .statistics import Statistics

if TYPE_CHECKING:
    from .connection import Session

KINDS = ("paragraphs", "sentences", "pairs")


@dataclass(frozen=True)
class Breadth:
    """How broadly candidates are sought; chosen by the recall and the time that ``python -m eval.speed library``
    prints.

    vectors   the closest texts of each kind
    words     the best passages by their words
    postings  passages that are looked at for words: the rarest terms first, as many as hold no more together
    kept      the candidates that are scored exactly
    """

    vectors: int = 100
    words: int = 150
    postings: int = 30_000
    kept: int = 64


BREADTH = Breadth()

# The passages closest by one kind of vector. The kind and the dimensions stand in the text of the statement, so that
# the index of that kind is taken.
_NEAR = (
    "(SELECT passage FROM texts WHERE kind = {kind}"
    " ORDER BY vector::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions}) LIMIT %(vectors)s)"
)
_STATEMENT = """
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(%(terms)s::text[], %(bounds)s::float8[], %(sought)s::bool[]) AS a (term, bound, sought)),
words AS (
    SELECT p.passage FROM asked a JOIN postings p ON p.term = a.term WHERE a.sought AND p.times > 0
    GROUP BY p.passage ORDER BY sum({part}) DESC, p.passage LIMIT %(words)s),
found AS MATERIALIZED (SELECT passage FROM words UNION {near}),
meant AS (
    SELECT t.passage, {cosines} FROM found f JOIN texts t ON t.passage = f.passage GROUP BY t.passage),
worded AS (
    SELECT p.passage, sum({part}) AS score FROM found f CROSS JOIN asked a
    JOIN postings p ON p.term = a.term AND p.passage = f.passage GROUP BY p.passage)
SELECT m.passage FROM meant m LEFT JOIN worded w ON w.passage = m.passage
ORDER BY coalesce(w.score, 0) * %(of_words)s / %(most)s + {meaning} DESC, m.passage LIMIT %(kept)s
"""
_PART = f"a.bound * p.times / ({K1} * ({1 - B} + {B} * p.length / %(mean)s) + p.times)"


def candidates(
    session: Session,
    statistics: Statistics,
    text: str,
    vector: Vectors,
    weights: Mapping[str, float],
    unrelated: float,
    breadth: Breadth = BREADTH,
) -> list[int]:
    """The ids of the passages that may be best for a text, about best first.

    vector   of the text, shape (1, dimensions)
    weights  of the indexes, by the names of ``qa.building``
    unrelated  of the encoder
    """
    terms = Counter(map(stored_term, tokenize(text)))
    bounds = statistics.bounds(terms)[:, 0] * np.array(list(terms.values())) if terms else np.zeros(0)
    dimensions = vector.shape[1]
    scale = 1 / (1 - unrelated)
    words = sum(weights.get(name, 0.0) for name in ("bm25", "bm25-sentences"))
    meaning = " + ".join(
        f"coalesce(m.c{kind}, 0) * {scale * weights.get(name, 0.0)}" for kind, name in enumerate(KINDS)
    )
    statement = _STATEMENT.format(
        part=_PART,
        near=" UNION ".join(_NEAR.format(kind=kind, dimensions=dimensions) for kind in range(len(KINDS))),
        cosines=", ".join(
            f"max(-(t.vector <#> %(vector)s::vector)) FILTER (WHERE t.kind = {kind}) AS c{kind}"
            for kind in range(len(KINDS))
        ),
        meaning=meaning,
    )
    given = {
        "terms": list(terms),
        "bounds": bounds.tolist(),
        "sought": _sought(statistics, terms, breadth.postings),
        "mean": statistics.means[0],
        "most": float(bounds.sum()) or 1.0,
        "of_words": words,
        "vector": as_text(vector[0]),
        "vectors": breadth.vectors,
        "words": breadth.words,
        "kept": breadth.kept,
    }
    session.execute(f"SET LOCAL hnsw.ef_search = {breadth.vectors}".encode())
    return [int(row[0]) for row in session.execute(statement.encode(), given)]


def as_text(vector: Vectors) -> str:
    """A vector as the database reads it."""
    return "[" + ",".join(map(repr, vector.tolist())) + "]"


def _sought(statistics: Statistics, terms: Mapping[str, int], most: int) -> list[bool]:
    """Of each term whether passages are sought by it: the rarest, as long as they hold together no more than ``most``
    postings. Of a library in which even the rarest stands more often, by that one within four times as many."""
    often = {term: statistics.of(term).paragraphs for term in terms}
    seen = 0
    sought: set[str] = set()
    for term in sorted((term for term in often if often[term]), key=often.__getitem__):
        seen += often[term]
        if seen > (most if sought else 4 * most):
            break
        sought.add(term)
    return [term in sought for term in terms]
