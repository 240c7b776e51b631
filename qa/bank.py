"""BankQuestions: how close a question is to those that the bank knows."""

from __future__ import annotations

import numpy as np

from index.bank import BankUnits
from index.dense import DenseIndex
from index.encoder import Encoder, Vectors
from index.search import BestOf, Scores


class BankQuestions:
    """The bank's questions beside the sentences that they point at, and those that nothing answers."""

    def __init__(self, units: BankUnits, answered: DenseIndex, unanswered: Vectors, encoder: Encoder) -> None:
        """answered: the index of ``units.answered``; unanswered: vectors, shape (questions, dimensions)."""
        self._best = BestOf(units.sentences, max(units.sentences) + 1)
        self._answered = answered
        self._unanswered = unanswered
        self._encoder = encoder

    def sentence_scores(self, question: str, count: int) -> Scores:
        """For each of the article's ``count`` sentences the cosine of the closest question about it, else 0."""
        best = self._best(self._answered.scores(question))
        scores = np.zeros(count, dtype=np.float32)
        scores[: len(best)] = np.where(np.isfinite(best), best, 0)
        return scores

    def closest(self, question: str) -> tuple[float, float]:
        """The cosines of the closest answered and the closest unanswered question; 0 where there is none."""
        vector = self._encoder.encode([question])[0]
        unanswered = float(np.max(self._unanswered @ vector, initial=0.0))
        return float(self._answered.scores(question).max()), unanswered
