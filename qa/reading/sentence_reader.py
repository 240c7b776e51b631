"""SentenceReader: the untrained reader, which picks the sentences of the found passages that are closest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index import Article
from index.bm25 import Bm25Index
from index.dense import DenseIndex
from index.search import Scores, SearchText

from ..answer import Citation, Hit
from ..bank import BankQuestions
from ..tuned import TUNED
from .findings import Finding, best_first, shortlist
from .span_search import Logits, no_verdict


class SentenceReader:
    """The untrained reader: every sentence is scored by closeness in meaning and by words.

    A sentence's score is the mean of its bounded BM25 score and of two cosines with the question: its
    own, and that of it with the sentence before, to which a pronoun may point. The closest of a question bank's
    questions about the sentence counts too. The whole sentence is the short answer.
    """

    def __init__(
        self,
        article: Article,
        sentences: DenseIndex,
        pairs: DenseIndex,
        words: Bm25Index,
        bank: BankQuestions | None = None,
    ) -> None:
        """sentences, words: indexes of the windows of one sentence; pairs: of those of two."""
        self._sentences = sentences
        self._pairs = pairs
        self._words = words
        self._bank = bank
        counts = [len(passage.sentences) for passage in article.passages]
        self._first = np.cumsum([0, *counts])
        self._pair_before = _pair_before(counts)

    def sentence_scores(self, question: SearchText) -> Scores:
        """The score of every sentence of the article, in order, shape (sentences,)."""
        own = self._sentences.scores(question)
        paired = self._pairs.scores(question)[self._pair_before]
        with_previous = np.where(self._pair_before < 0, own, paired)
        scores = ((own + with_previous) / 2 + self._words.scores(question)) / 2
        if self._bank is not None:
            scores = scores + TUNED.reading.bank_share * self._bank.sentence_scores(question, len(own))
        return np.asarray(scores, dtype=np.float32)

    def among(self, places: Sequence[tuple[int, int]]) -> Scores:
        """How close sentences are to each other in meaning, shape (places, places); each is named by the position of
        its passage and its number in it, from 0 on."""
        return self._sentences.among([self.row(*place) for place in places])

    def row(self, position: int, number: int) -> int:
        """Where ``sentence_scores`` has a sentence of the passage at a position."""
        return int(self._first[position]) + number

    def of_hit(self, scores: Scores, hit: Hit) -> Scores:
        """The part of ``sentence_scores`` that belongs to one passage."""
        start, end = self._first[hit.position : hit.position + 2]
        return scores[start:end]

    def read(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        """See ``Reader``."""
        return shortlist(self.every(question, hits), TUNED.reading.quotes_a_hit)

    def every(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        """See ``Reader``."""
        scores = self.sentence_scores(question)
        findings = []
        for hit in hits:
            own = self.of_hit(scores, hit)
            for i, span in enumerate(hit.passage.sentences):
                findings.append(Finding(hit, Citation(hit.passage, span, span), float(own[i]) + hit.score))
        return best_first(findings)

    def verdicts(self, statement: str, texts: Sequence[str]) -> list[Logits]:
        """See ``Reader``: it cannot tell."""
        return [no_verdict() for _ in texts]


def _pair_before(counts: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For every sentence the window of two that ends with it, -1 for the first of a passage."""
    found = []
    window = 0
    for count in filter(None, counts):
        found += [-1, *range(window, window + count - 1)]
        window += max(1, count - 1)
    return np.array(found, dtype=np.int64)
