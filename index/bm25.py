"""Bm25Index: words, over rank-bm25."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .search import BestOf, Match, Scores, Units, check_k, top_matches
from .text import tokenize

if TYPE_CHECKING:
    from rank_bm25 import BM25Plus

_KEPT = 8  # questions whose scores are kept: who retrieves and who reads ask for the same


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

        # A text without any word would make rank-bm25 divide by an average length of 0.
        bm25 = BM25Plus([tokenize(text) or [""] for text in units.texts], k1=1.2, delta=0)
        self._texts = len(units.texts)
        self._best = BestOf(units.positions, max(units.positions) + 1)
        self._postings = _Postings(bm25)
        self._idf: dict[str, float] = bm25.idf
        self._unseen_idf = float(np.log(self._texts + 1))
        self._most = bm25.k1 + 1
        self.scores = lru_cache(maxsize=_KEPT)(self._scores)

    def _scores(self, query: str) -> Scores:
        """The bounded score of every text, shape (texts,)."""
        terms = _terms(query)
        bound = sum(self._idf.get(term, self._unseen_idf) for term in terms) * self._most
        scores = self._postings.sums(terms, self._texts) / (bound or 1.0)
        found = scores.astype(np.float32)
        found.setflags(write=False)
        return found

    def passage_scores(self, query: str) -> Scores:
        """See ``ScoringIndex``; a passage that shares no word with the query is not found."""
        best = self._best(self.scores(query))
        best[best <= 0] = -np.inf
        return best

    def search(self, query: str, k: int) -> list[Match]:
        """The best k passages that share a word with the query; none when no word is known."""
        check_k(k)
        return top_matches(self.passage_scores(query), k)


@lru_cache(maxsize=_KEPT)
def _terms(query: str) -> tuple[str, ...]:
    """Several indexes ask for the same question's terms in turn."""
    return tuple(tokenize(query))


class _Postings:
    """For every term the texts that hold it and what it adds to their scores: rank-bm25 works that out for all
    texts of the corpus at every question, which takes a hundred times as long."""

    def __init__(self, bm25: BM25Plus) -> None:
        numbers = {term: number for number, term in enumerate(bm25.idf)}
        terms = np.array([numbers[term] for counts in bm25.doc_freqs for term in counts], dtype=np.int64)
        often = np.array([times for counts in bm25.doc_freqs for times in counts.values()], dtype=np.float64)
        texts = np.repeat(np.arange(len(bm25.doc_freqs)), [len(counts) for counts in bm25.doc_freqs])
        length = np.array(bm25.doc_len)[texts]
        idf = np.array(list(bm25.idf.values()))[terms]
        added = idf * (often * (bm25.k1 + 1) / (bm25.k1 * (1 - bm25.b + bm25.b * length / bm25.avgdl) + often))
        order = np.argsort(terms, kind="stable")
        ends = np.cumsum(np.bincount(terms, minlength=len(numbers)))[:-1]
        parts = zip(np.split(texts[order], ends), np.split(added[order], ends), strict=True)
        self._of = dict(zip(numbers, parts, strict=True))

    def sums(self, terms: Sequence[str], count: int) -> npt.NDArray[np.float64]:
        """The sum over the terms for each of ``count`` texts, shape (count,)."""
        held = [self._of[term] for term in terms if term in self._of]
        if not held:
            return np.zeros(count)
        texts, added = (np.concatenate(parts) for parts in zip(*held, strict=True))
        return np.bincount(texts, added, minlength=count).astype(np.float64, copy=False)
