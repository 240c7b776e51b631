"""DenseIndex: meaning, over faiss."""

from __future__ import annotations

import numpy as np

from .encoder import Encoder, Vectors
from .search import Match, Scores, Units, best_by_passage, check_k, top_matches


class DenseIndex:
    """Exact inner-product search (faiss IndexFlatIP) over unit vectors: scores are cosines.

    vectors   of the units' texts, shape (texts, dimensions), float32, unit length
    """

    def __init__(self, units: Units, vectors: Vectors, encoder: Encoder) -> None:
        import faiss

        if vectors.shape[0] != len(units.texts):
            raise ValueError(f"{len(units.texts)} texts need as many vectors, found {vectors.shape[0]}")
        self._units = units
        self._count = max(units.positions) + 1
        self._encoder = encoder
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def scores(self, query: str) -> Scores:
        """The cosine of every text with the query, shape (texts,)."""
        found, ids = self._index.search(self._encoder.encode([query]), len(self._units.texts))
        scores = np.empty(len(self._units.texts), dtype=np.float32)
        scores[ids[0]] = found[0]
        return scores

    def search(self, query: str, k: int) -> list[Match]:
        """The k passages whose best text is closest in meaning; every passage has a score."""
        check_k(k)
        return top_matches(best_by_passage(self.scores(query), self._units.positions, self._count), k)
