"""DenseIndex: meaning, over faiss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from .encoding.encoder import Encoder, Vectors
from .search import BestOf, Match, Scores, SearchText, Units, check_k, first_texts, top_matches


class Cosines:
    """Exact inner-product search (faiss) over unit vectors, shape (texts, dimensions), float32.

    Scores are cosines on one scale for every encoder: 0 where the encoder's texts have little to do with each other, 1
    where they are the same.
    """

    def __init__(self, vectors: Vectors, encoder: Encoder) -> None:
        """vectors: of the corpus's texts; encoder: made them, and makes those of the texts searched for."""
        self._encoder = encoder
        # Not a faiss index but its arithmetic: numpy keeps large arrays in large pages. These are read a third faster
        # from cold caches, and caches are cold once a question has been encoded.
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self.count, self._dimensions = vectors.shape

    def of(self, text: SearchText) -> Scores:
        """The score of every text of the corpus for the one searched for, shape (texts,), read-only."""
        return text.once(self, self._scores)

    def among(self, rows: Sequence[int]) -> Scores:
        """The scores of some texts of the corpus for each other, shape (rows, rows)."""
        some = self._vectors[list(rows)]
        low = np.float32(self._encoder.unrelated)
        return np.asarray((some @ some.T - low) / (1 - low), dtype=np.float32)

    def _vector(self, text: SearchText) -> Vectors:
        return np.ascontiguousarray(self._encoder.encode([text.text]), dtype=np.float32)

    def _scores(self, text: SearchText) -> Scores:
        import faiss

        vector = text.once(self._encoder, self._vector)
        if vector.shape != (1, self._dimensions):
            raise ValueError(f"expected a vector of shape (1, {self._dimensions}) for the query, found {vector.shape}")
        scores = np.empty(self.count, dtype=np.float32)
        # The arithmetic of IndexFlatIP.search, without its sorting. Not in faiss's stubs.
        arrays = (faiss.swig_ptr(array) for array in (scores, vector, self._vectors))
        faiss.fvec_inner_products_ny(*arrays, self._dimensions, self.count)  # type: ignore[attr-defined]
        low = np.float32(self._encoder.unrelated)
        scores = (scores - low) / (1 - low)
        scores.setflags(write=False)
        return scores


class DenseIndex:
    """Passages by the cosines of their texts: those of ``units`` stand in ``cosines`` one after another."""

    def __init__(self, units: Units, cosines: Cosines, first: int = 0) -> None:
        """first: where the first text stands; several indexes may share one search."""
        self._rows = slice(first, first + len(units.texts))
        if self._rows.stop > cosines.count:
            raise ValueError(f"{self._rows.stop} texts need as many vectors, found {cosines.count}")
        self._cosines = cosines
        self._best = BestOf(units.positions, max(units.positions) + 1)

    def scores(self, text: SearchText) -> Scores:
        """The cosine of every text of the index with the one searched for, shape (texts,), read-only."""
        return self._cosines.of(text)[self._rows]

    def among(self, texts: Sequence[int]) -> Scores:
        """The cosines of some texts of the index with each other, shape (texts, texts)."""
        return self._cosines.among([self._rows.start + text for text in texts])

    def passage_scores(self, text: SearchText) -> Scores:
        """See ``ScoringIndex``; every passage has a score."""
        return self._best(self.scores(text))

    def search(self, query: str, k: int) -> list[Match]:
        """The k passages whose best text is closest in meaning; every passage has a score."""
        check_k(k)
        return top_matches(self.passage_scores(SearchText(query)), k)


def dense_indexes(units: Mapping[str, Units], vectors: Vectors, encoder: Encoder) -> dict[str, DenseIndex]:
    """An index of each of the units, by the same names, over one search for all: a question costs one pass.

    vectors   of their texts, one unit's after another's, shape (texts, dimensions)
    """
    cosines = Cosines(vectors, encoder)
    places = first_texts(units)
    texts = sum(len(unit.texts) for unit in units.values())
    if texts != cosines.count:
        raise ValueError(f"{texts} texts need as many vectors, found {cosines.count}")
    return {name: DenseIndex(unit, cosines, places[name]) for name, unit in units.items()}
