"""Bm25Index: words, over rank-bm25."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from .search import BestOf, Match, Scores, SearchText, Units, check_k, first_texts, top_matches
from .text import tokenize

if TYPE_CHECKING:
    from rank_bm25 import BM25Plus

K1, B = 1.2, 0.75
Numbers = npt.NDArray[np.float64]
_NOTHING = (np.zeros(0, dtype=np.int64), np.zeros(0))
MOST = K1 + 1  # times idf: the most that a term adds to a score


def part_of(bound: Numbers, often: Numbers, length: Numbers) -> Numbers:
    """What a term adds to the score of a text that holds it so often.

    bound   the most that it can add: MOST times its idf
    length  of the text, in proportion to the mean of its corpus
    """
    return bound * often / (K1 * (1 - B + B * length) + often)


def bounded(texts: npt.NDArray[np.int64], added: Numbers, bounds: Numbers, corpus: npt.NDArray[np.int64]) -> Scores:
    """The score of every text, shape (texts,), read-only.

    texts, added   the texts that hold a term of the question, term after term, and the term's part in their scores
    bounds         of the question's terms in each corpus, shape (terms, corpora)
    corpus         of every text, shape (texts,)
    """
    scores = np.zeros(len(corpus), dtype=np.float32)
    if len(texts):
        sums = np.bincount(texts, added, minlength=len(scores))
        scores[:] = sums / bounds.sum(axis=0)[corpus]
    scores.setflags(write=False)
    return scores


class TextScores(Protocol):
    """The scores of texts for a text that is searched for."""

    def of(self, text: SearchText) -> Scores:
        """The score of every text, shape (texts,), read-only."""
        ...


class Bm25Scorer:
    """The bounded BM25 scores of one corpus's texts or of several corpora's, each with its own idf and lengths.

    BM25 (Robertson & Zaragoza, 2009) with scores bounded by what any text could reach. BM25Plus's idf,
    log((N + 1) / df), is positive for every term, which BM25Okapi's is not; its delta is set to 0 so that a text
    without a query's words scores 0. A score is divided by the sum of idf x (k1 + 1) over the query's terms, a word
    that the corpus lacks counting with the idf of a word found once: so scores lie in [0, 1) and compare between
    queries.

    The texts that hold a term, and its part in their scores, are computed once for every term: rank-bm25 does so for
    all texts at every question, which takes a hundred times as long.
    """

    def __init__(self, corpora: Sequence[Sequence[str]]) -> None:
        """corpora: the texts of each; a text's place is counted over all of them."""
        counted = [_count(corpus) for corpus in corpora]
        self._numbers = {term: number for number, term in enumerate(dict.fromkeys(t for c in counted for t in c.idf))}
        self._bounds = np.empty((len(self._numbers) + 1, len(counted)))  # the last row is that of unknown words
        self._bounds[:] = [MOST * np.log(bm25.corpus_size + 1) for bm25 in counted]
        for column, bm25 in enumerate(counted):
            self._bounds[[self._numbers[term] for term in bm25.idf], column] = MOST * np.array(list(bm25.idf.values()))
        self._corpus = np.repeat(np.arange(len(counted)), [bm25.corpus_size for bm25 in counted])
        self._postings = self._inverted(counted)

    def _inverted(self, counted: Sequence[BM25Plus]) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
        """For every term, by number: the positions of the texts that hold it, and its part in their scores."""
        documents = [counts for bm25 in counted for counts in bm25.doc_freqs]
        terms = np.array([self._numbers[term] for counts in documents for term in counts], dtype=np.int64)
        often = np.array([times for counts in documents for times in counts.values()], dtype=np.float64)
        texts = np.repeat(np.arange(len(documents)), [len(counts) for counts in documents])
        # each in proportion to its corpus's mean
        length = np.concatenate([np.array(bm25.doc_len) / bm25.avgdl for bm25 in counted])[texts]
        idf = self._bounds[terms, self._corpus[texts]]
        added = part_of(idf, often, length)
        order = np.argsort(terms, kind="stable")
        ends = np.cumsum(np.bincount(terms, minlength=len(self._numbers)))[:-1]
        return list(zip(np.split(texts[order], ends), np.split(added[order], ends), strict=True))

    def of(self, text: SearchText) -> Scores:
        """The score of every text, one corpus's after another's, shape (texts,), read-only."""
        return text.once(self, self._scores)

    def _scores(self, text: SearchText) -> Scores:
        numbers = [self._numbers.get(term, -1) for term in tokenize(text.text)]
        held = [self._postings[number] for number in numbers if number >= 0]
        texts, added = (np.concatenate(parts) for parts in zip(*held, strict=True)) if held else _NOTHING
        return bounded(texts, added, self._bounds[numbers], self._corpus)


def _count(texts: Sequence[str]) -> BM25Plus:
    from rank_bm25 import BM25Plus

    # A text without any word would make rank-bm25 divide by an average length of 0.
    return BM25Plus([tokenize(text) or [""] for text in texts], k1=K1, b=B, delta=0)


class Bm25Index:
    """Passages by the bounded BM25 scores of their texts, see ``Bm25Scorer``; those of ``units`` stand in the
    scorer's one after another.

    >>> Bm25Index(Units(("the ally", "the war"), (0, 1))).search("Which war?", k=5)
    [Match(position=1, score=0.45...)]
    """

    def __init__(self, units: Units, scorer: TextScores | None = None, first: int = 0) -> None:
        """scorer: None for one of its own; first: where the first text stands, for several indexes may share one."""
        self._scorer = scorer or Bm25Scorer([units.texts])
        self._rows = slice(first, first + len(units.texts))
        self._best = BestOf(units.positions, max(units.positions) + 1)

    def scores(self, text: SearchText) -> Scores:
        """The bounded score of every text, shape (texts,), read-only."""
        return self._scorer.of(text)[self._rows]

    def passage_scores(self, text: SearchText) -> Scores:
        """See ``ScoringIndex``; a passage that shares no word with the text is not found."""
        best = self._best(self.scores(text))
        best[best <= 0] = -np.inf
        return best

    def search(self, query: str, k: int) -> list[Match]:
        """The best k passages that share a word with the query; none when no word is known."""
        check_k(k)
        return top_matches(self.passage_scores(SearchText(query)), k)


def bm25_indexes(units: Mapping[str, Units]) -> dict[str, Bm25Index]:
    """An index of each of the units, by the same names, over one search for all; each unit is a corpus of its own."""
    scorer = Bm25Scorer([unit.texts for unit in units.values()])
    places = first_texts(units)
    return {name: Bm25Index(unit, scorer, places[name]) for name, unit in units.items()}
