"""Retriever: the matches of several indexes -> hits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index import Passage
from index.search import Match, SearchIndex, check_k

from .answer import Hit

Fusion = Callable[[Sequence[Sequence[Match]], Sequence[float]], dict[int, float]]


class Retriever:
    """Searches every index and fuses their matches; one index alone is a retriever too.

    indexes   each with its weight
    fuse      how scores meet; ``weighted_mean`` needs indexes whose scores are bounded alike
    """

    def __init__(
        self, passages: Sequence[Passage], indexes: Sequence[tuple[SearchIndex, float]], fuse: Fusion | None = None
    ) -> None:
        self._passages = passages
        self._indexes = [index for index, _ in indexes]
        self._weights = [weight for _, weight in indexes]
        self._fuse = fuse or weighted_mean

    def retrieve(self, question: str, k: int) -> list[Hit]:
        """The best k passages, best first; k may exceed their number, k < 1 is a ValueError."""
        check_k(k)
        results = [index.search(question, len(self._passages)) for index in self._indexes]
        scores = self._fuse(results, self._weights)
        best = sorted(scores, key=lambda position: (-scores[position], position))[:k]
        return [Hit(self._passages[p], rank, scores[p]) for rank, p in enumerate(best, start=1)]


def weighted_mean(results: Sequence[Sequence[Match]], weights: Sequence[float]) -> dict[int, float]:
    """The weighted sum of scores as they are, a passage that an index did not find counting 0 there.

    It needs no rescaling per question where scores are bounded alike (cosines, bounded BM25): a
    question whose words the corpus lacks then leans on the vectors by itself.
    """
    fused: dict[int, float] = {}
    for matches, weight in zip(results, weights, strict=True):
        for match in matches:
            fused[match.position] = fused.get(match.position, 0.0) + weight * match.score
    return fused


def reciprocal_rank(results: Sequence[Sequence[Match]], weights: Sequence[float]) -> dict[int, float]:
    """Reciprocal rank fusion, sum of weight / (60 + rank) (Cormack, Clarke & Buettcher, 2009)."""
    fused: dict[int, float] = {}
    for matches, weight in zip(results, weights, strict=True):
        for rank, match in enumerate(matches, start=1):
            fused[match.position] = fused.get(match.position, 0.0) + weight / (60 + rank)
    return fused


def z_scores(results: Sequence[Sequence[Match]], weights: Sequence[float]) -> dict[int, float]:
    """The weighted sum of standard scores, each index's mean and deviation taken over its matches.

    A passage that an index did not find gets that index's lowest standard score.
    """
    everywhere = {match.position for matches in results for match in matches}
    fused = dict.fromkeys(everywhere, 0.0)
    for matches, weight in zip(results, weights, strict=True):
        if not matches:
            continue
        scores = {match.position: match.score for match in matches}
        mean = sum(scores.values()) / len(scores)
        deviation = (sum((s - mean) ** 2 for s in scores.values()) / len(scores)) ** 0.5 or 1.0
        lowest = min(scores.values())
        for position in everywhere:
            fused[position] += weight * (scores.get(position, lowest) - mean) / deviation
    return fused
