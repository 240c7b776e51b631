"""BankQuestions: how close a question is to those that the bank knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.bank import BankUnits
from index.dense import Cosines, DenseIndex
from index.search import BestOf, Scores, SearchText

from .asking import without_opening
from .tuned import TUNED


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a question is to those of the bank.

    answered    cosine of the closest one that is answered, 0 where there is none
    unanswered  cosine of the closest one that is not, likewise
    known       the share of answered ones among the closest, ``TUNED.refusing.near`` of each: soft nearest neighbours
                (Goldberger et al., 2005), weighted by exp(cosine / ``TUNED.refusing.softness``); 0 without a bank
    """

    answered: float
    unanswered: float
    known: float


NO_BANK = Nearness(0.0, 0.0, 0.0)


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

    def nearness(self, question: SearchText) -> Nearness:
        """How near the bank's questions are to a question, the whole of it or the part that asks: the nearer counts."""
        texts = {id(text): text for text in (question, without_opening(question))}.values()
        answered = _nearest([self._answered.scores(text) for text in texts])
        unanswered = _nearest([self._unanswered.of(text) for text in texts] if self._unanswered else [])
        yes, no = (float(np.exp(scores / TUNED.refusing.softness).sum()) for scores in (answered, unanswered))
        return Nearness(float(answered.max(initial=0.0)), float(unanswered.max(initial=0.0)), yes / max(yes + no, 1.0))


def _nearest(scores: Sequence[Scores]) -> Scores:
    """The best scores of one text or another, at most ``TUNED.refusing.near``."""
    best = np.max(scores, axis=0) if scores else np.zeros(0, dtype=np.float32)
    return np.sort(best)[-TUNED.refusing.near :]
