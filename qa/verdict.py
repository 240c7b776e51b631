"""Verdict: in a word, whether quoted sentences say yes or no to a question or claim, or leave it open.

A small fitted model weighs what the reader's network says of question and quote with the contrasts of their words. The
coefficients are in data/verdict.json, fitted by ``python -m eval.tuning.fit_verdict`` on parts of BoolQ, PubMedQA,
Symmetric FEVER and Fool Me Twice that no reader was trained on. Nothing is said below the score from which on it was
right in ``TUNED.judging.right`` of cases.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from .answer import Says
from .contrasts import contrasts
from .reading.span_search import Logits

SAYINGS: tuple[Says, Says, Says] = ("yes", "no", "open")
"""In the order of the network's logits."""

_FITTED = Path(__file__).parent / "data" / "verdict.json"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text says to a question, "" where that cannot be said; score: the chance that it is right, in [0, 1]."""

    says: Says
    score: float


@dataclass(frozen=True)
class VerdictModel:
    """A logistic model of three outcomes.

    intercept, weights  of each outcome, in the order of ``SAYINGS``; the weights by the features' names
    least               for each outcome the score below which it is not said; above 1 for one that never is
    """

    intercept: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    least: tuple[float, ...]

    @property
    def ever(self) -> bool:
        """Whether any outcome is ever said."""
        return min(self.least) <= 1

    def chances(self, features: Mapping[str, float]) -> tuple[float, ...]:
        """The chance of each outcome; they sum to 1."""
        scores = np.array(self.intercept)
        for name, value in features.items():
            scores = scores + value * np.array(self.weights[name])
        powers = np.exp(scores - scores.max())
        return tuple((powers / powers.sum()).tolist())


@lru_cache(maxsize=1)
def load_verdicts() -> VerdictModel:
    """The fitted model."""
    stored = json.loads(_FITTED.read_text(encoding="utf-8"))
    weights = {name: tuple(values) for name, values in stored["weights"].items()}
    return VerdictModel(tuple(stored["intercept"]), weights, tuple(stored["least"]))


def verdict_features(question: str, text: str, logits: Logits) -> dict[str, float]:
    """The model's input for a question or claim and the text that is to decide it.

    Beside the contrasts of their words: yes, the network's lead of yes over no; open, that of open over the better of
    the two; asked, 1 for a question and 0 for a claim; long, the logarithm of the text's words.
    """
    yes, no, undecided = map(float, logits)
    return {
        "yes": yes - no,
        "open": undecided - max(yes, no),
        "asked": float(not question.rstrip().endswith(".")),
        "long": float(np.log(1 + len(text.split()))),
        **asdict(contrasts(question, text)),
    }


def verdict(question: str, text: str, logits: Logits, model: VerdictModel | None = None) -> Verdict:
    """What a text says to a question or claim.

    logits  of yes, no and open, as ``SpanModel.verdicts`` gives them; all zeros, from a reader that cannot tell, make
            no verdict
    model   None for the fitted one
    """
    if not np.any(logits):
        return Verdict("", 0.0)
    model = model or load_verdicts()
    chances = model.chances(verdict_features(question, text, logits))
    best = int(np.argmax(chances))
    return Verdict(SAYINGS[best] if chances[best] >= model.least[best] else "", chances[best])
