"""Retriever: the scores of several indexes -> hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from index import Article, Passage
from index.search import Match, Scores, ScoringIndex, SearchIndex, SearchText, check_k

from .answer import Hit
from .asking import without_opening
from .tuned import TUNED

Table = npt.NDArray[np.float64]
Row = npt.NDArray[np.float64]
Fusion = Callable[[Table, Sequence[float]], Row]
"""Scores of shape (indexes, passages), -inf where an index did not find a passage, and the indexes' weights ->
one score for each passage, -inf where none found it."""


class Retriever:
    """Searches every index and fuses their scores; one index alone is a retriever too.

    indexes   each with its weight
    fuse      how scores meet; ``weighted_mean`` needs indexes whose scores are bounded alike
    """

    def __init__(
        self, passages: Sequence[Passage], indexes: Sequence[tuple[SearchIndex, float]], fuse: Fusion | None = None
    ) -> None:
        """passages: of the article, in its order; fuse: None for ``weighted_mean``."""
        self._passages = passages
        self._indexes = [scoring(index, len(passages)) for index, _ in indexes]
        self._weights = [weight for _, weight in indexes]
        self._fuse = fuse or weighted_mean

    def retrieve(self, text: SearchText, k: int) -> list[Hit]:
        """The best k passages, best first, ties by position; k may exceed their number, k < 1 is a ValueError.

        Where something only leads up to what a text asks (see ``asked``), its scores are a mean of its own and of those
        of the part that asks, weighted by ``TUNED.wanting.opening``.
        """
        check_k(k)
        fused, asked = self._fused(text), self.asked(text)
        if asked is not text:
            share = TUNED.wanting.opening
            fused = weighted_mean(np.array([fused, self._fused(asked)]), (1 - share, share))
        best = np.argsort(-fused, kind="stable")[:k]
        scored = zip(best.tolist(), fused[best].tolist(), strict=True)
        return [Hit(self._passages[p], p, rank, score) for rank, (p, score) in enumerate(scored, 1) if score != -np.inf]

    def asked(self, text: SearchText) -> SearchText:
        """A text without what leads up to it, if that is about as close to some passage as the whole
        (``TUNED.wanting.stands_alone``): else the opening says what it is about, and the text stays itself."""
        asked = without_opening(text)
        if asked is text or self._fused(asked).max() < TUNED.wanting.stands_alone * self._fused(text).max():
            return text
        return asked

    def scores(self, text: SearchText) -> Table:
        """The passages' scores in each index, a row each, -inf where it did not find one."""
        table = np.full((len(self._indexes), len(self._passages)), -np.inf)
        for row, index in zip(table, self._indexes, strict=True):
            found = index.passage_scores(text)
            row[: len(found)] = found
        return table

    def _fused(self, text: SearchText) -> Row:
        """The fused score of each passage, -inf for one that no index finds."""
        return self._fuse(self.scores(text), self._weights)


def scoring(index: SearchIndex, count: int) -> ScoringIndex:
    """An index that tells the score of each of ``count`` passages: itself, or one that takes them from its matches."""
    return index if isinstance(index, ScoringIndex) else _OfMatches(index, count)


class _OfMatches:
    """The scores of an index that gives only matches."""

    def __init__(self, index: SearchIndex, count: int) -> None:
        self._index = index
        self._count = count

    def search(self, query: str, k: int) -> list[Match]:
        return self._index.search(query, k)

    def passage_scores(self, text: SearchText) -> Scores:
        scores = np.full(self._count, -np.inf, dtype=np.float32)
        for match in self.search(text.text, self._count):
            scores[match.position] = match.score
        return scores


def weighted_mean(table: Table, weights: Sequence[float]) -> Row:
    """The weighted sum of scores as they are, a passage that an index did not find counting 0 there.

    It needs no rescaling per question where scores are bounded alike (cosines, bounded BM25): a
    question whose words the corpus lacks then leans on the vectors by itself.
    """
    found = table > -np.inf
    return where_found(found, np.where(found, table, 0) * np.array(weights)[:, None])


def where_found(found: npt.NDArray[np.bool_], terms: Table) -> Row:
    """The sum over indexes, row after row, where any of them found a passage."""
    return np.where(found.any(axis=0), terms.sum(axis=0), -np.inf)


def shipped_weights(indexes: Iterable[str]) -> dict[str, float]:
    """The weight of each of the indexes that are there, by their names, in the order in which they are fused."""
    known = {**TUNED.retrieval.weights, **TUNED.retrieval.bank_weights}
    there = set(indexes)
    return {name: weight for name, weight in known.items() if name in there}


def shipped_retriever(article: Article, indexes: Mapping[str, SearchIndex], fuse: Fusion | None = None) -> Retriever:
    """The shipped retriever over as many of its indexes as are there; fuse: another fusion in place of the mean."""
    weights = shipped_weights(indexes)
    return Retriever(article.passages, [(indexes[name], weight) for name, weight in weights.items()], fuse)
