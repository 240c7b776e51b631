"""BankQuestions: how close a question is to those that the bank knows."""

from __future__ import annotations

import numpy as np

from index.bank import BankUnits
from index.dense import Cosines, DenseIndex
from index.search import BestOf, Scores, SearchText

from .asking import without_opening


class BankQuestions:
    """The bank's questions beside the sentences that they point at, and those that nothing answers."""

    def __init__(self, units: BankUnits, answered: DenseIndex, unanswered: Cosines | None) -> None:
        """The index of ``units.answered``, and the cosines of ``units.unanswered``, None where there is none."""
        self._best = BestOf(units.sentences, max(units.sentences) + 1)
        self._answered = answered
        self._unanswered = unanswered

    def sentence_scores(self, question: SearchText, count: int) -> Scores:
        """For each of the article's ``count`` sentences the cosine of the closest question about it, else 0."""
        best = self._best(self._answered.scores(question))
        scores = np.zeros(count, dtype=np.float32)
        scores[: len(best)] = np.where(np.isfinite(best), best, 0)
        return scores

    def closest(self, question: SearchText) -> tuple[float, float]:
        """The cosines of the closest answered and the closest unanswered question, to the whole question or to the part
        of it that asks; 0 where there is none."""
        texts = {id(text): text for text in (question, without_opening(question))}.values()
        unanswered = [float(self._unanswered.of(text).max()) for text in texts] if self._unanswered else []
        return max(float(self._answered.scores(text).max()) for text in texts), max(0.0, *unanswered, 0.0)
