"""DenseIndex: meaning, over faiss."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .encoder import Encoder, Vectors
from .search import BestOf, Match, Scores, Units, check_k, top_matches

_KEPT = 8  # questions whose scores are kept: who retrieves and who reads ask for the same


class DenseIndex:
    """Exact inner-product search (faiss IndexFlatIP) over unit vectors: scores are cosines.

    vectors   of the units' texts, shape (texts, dimensions), float32, unit length
    """

    def __init__(self, units: Units, vectors: Vectors, encoder: Encoder) -> None:
        import faiss

        if vectors.shape[0] != len(units.texts):
            raise ValueError(f"{len(units.texts)} texts need as many vectors, found {vectors.shape[0]}")
        self._best = BestOf(units.positions, max(units.positions) + 1)
        self._encoder = encoder
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        self._texts = len(units.texts)
        self.scores = lru_cache(maxsize=_KEPT)(self._scores)

    def _scores(self, query: str) -> Scores:
        """The cosine of every text with the query, shape (texts,)."""
        import faiss

        vector = np.ascontiguousarray(self._encoder.encode([query]), dtype=np.float32)
        if vector.shape != (1, self._index.d):
            raise ValueError(f"expected a vector of shape (1, {self._index.d}) for the query, found {vector.shape}")
        scores = np.empty(self._texts, dtype=np.float32)
        # What IndexFlatIP.search computes, without the sorting of what is not to be sorted. Not in faiss's stubs.
        faiss.fvec_inner_products_ny(  # type: ignore[attr-defined]
            faiss.swig_ptr(scores), faiss.swig_ptr(vector), self._index.get_xb(), self._index.d, self._texts
        )
        scores.setflags(write=False)
        return scores

    def passage_scores(self, query: str) -> Scores:
        """See ``ScoringIndex``; every passage has a score."""
        return self._best(self.scores(query))

    def search(self, query: str, k: int) -> list[Match]:
        """The k passages whose best text is closest in meaning; every passage has a score."""
        check_k(k)
        return top_matches(self.passage_scores(query), k)
