"""Bm25Index: words, over rank-bm25."""

from __future__ import annotations

import numpy as np

from .search import Match, Scores, Units, best_by_passage, check_k, top_matches
from .text import tokenize


class Bm25Index:
    """BM25 (Robertson & Zaragoza, 2009) with scores bounded by what any text could reach.

    BM25Plus's idf, log((N + 1) / df), is positive for every term, which BM25Okapi's is not; its
    delta is set to 0 so that a text without a query's words scores 0. A score is divided by the sum
    of idf x (k1 + 1) over the query's terms, a word that the corpus lacks counting with the idf of
    a word found once: so scores lie in [0, 1) and compare between queries.

    >>> Bm25Index(Units(("the ally", "the war"), (0, 1))).search("Which war?", k=5)
    [Match(position=1, score=0.45...)]
    """

    def __init__(self, units: Units) -> None:
        from rank_bm25 import BM25Plus

        self._units = units
        self._count = max(units.positions) + 1
        # A text without any word would make rank-bm25 divide by an average length of 0.
        self._bm25 = BM25Plus([tokenize(text) or [""] for text in units.texts], k1=1.2, delta=0)
        self._unseen_idf = float(np.log(len(units.texts) + 1))

    def scores(self, query: str) -> Scores:
        """The bounded score of every text, shape (texts,)."""
        terms = tokenize(query)
        bound = sum(self._bm25.idf.get(term, self._unseen_idf) for term in terms) * (self._bm25.k1 + 1)
        if not bound:
            return np.zeros(len(self._units.texts), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(terms) / bound, dtype=np.float32)

    def search(self, query: str, k: int) -> list[Match]:
        """The best k passages that share a word with the query; none when no word is known."""
        check_k(k)
        scores = self.scores(query)
        scores = np.where(scores > 0, scores, -np.inf).astype(np.float32)
        return top_matches(best_by_passage(scores, self._units.positions, self._count), k)
