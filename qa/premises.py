"""Premises: where the article says otherwise than a question takes for granted.

"Why did India invade Nepal?" takes for granted that it did. The sentences that were found for the question, and those
that follow them, are held against it: by the contrasts of their words and by the reader's verdict. A small fitted model
weighs these; its coefficients are in data/premises.json, fitted by ``python -m eval.tuning.fit_premises`` on dev
questions and those in other voices.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from index import Span

from .answer import Citation
from .contrasts import Contrasts, contrasts
from .kinds import Asks
from .reading.findings import Finding
from .reading.span_search import Logits
from .tuned import TUNED

Verdicts = Callable[[str, Sequence[str]], list[Logits]]  # a question and texts -> the logits of yes, no and open

_FITTED = Path(__file__).parent / "data" / "premises.json"
_ASKING = re.compile(
    r"^(?:(?:and|but|so|then)\s+)?(?:why|y|wy|how come(?: it)?(?: that)?|how came it that|how|when|where"
    r"|in (?:what|which) (?:way|ways|year|sense)|(?:for )?(?:what|which) reasons?)\s+",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"^(?:and\s+)?what (?:made|led|caused|persuaded|convinced|prompted|drove|forced|allowed|explains)\s+(?=\w)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"^(?:since|after|when|while|although|given that|now that)\s+(?P<clause>[^,]{15,}),"
    r"\s+(?=(?:why|how|what|which|who)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may say otherwise.

    finding  the sentence as a finding
    context  the sentence before it, if it is here for following one that was found, else ""
    rank     of the finding that it is or follows, from 0
    signs    what in its words speaks against the question
    """

    finding: Finding
    context: str
    rank: int
    signs: Contrasts

    @property
    def text(self) -> str:
        """The sentence, behind the one before it."""
        return f"{self.context} {self.finding.citation.quote}".strip()

    @property
    def swaps(self) -> bool:
        """Whether it plainly has two names of the question in each other's part. A reader is sure all the same: it does
        not tell who does what to whom."""
        return bool(self.signs.swapped) and self.signs.covered >= TUNED.correcting.swapped


@dataclass(frozen=True)
class PremiseModel:
    """A logistic model: the weights by the features' names, and the chance from which on a sentence is a correction."""

    intercept: float
    weights: Mapping[str, float]
    least: float

    def chance(self, features: Mapping[str, float]) -> float:
        """The chance that a sentence says otherwise than the question takes for granted, in [0, 1]."""
        total = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


_SIGNS = ("numbers", "opposites", "denial", "other")
FEATURES = ("no", "open", "confidence", "first", "rank", "follows", "proof", "covered", "numbered", "names", *_SIGNS)
"""The names of ``premise_features``, in their order."""


@lru_cache(maxsize=1)
def load_premises() -> PremiseModel:
    """The fitted model."""
    stored = json.loads(_FITTED.read_text(encoding="utf-8"))
    return PremiseModel(stored["intercept"], stored["weights"], stored["least"])


def otherwise(
    question: str,
    asks: Asks,
    findings: Sequence[Finding],
    confidence: float,
    verdicts: Verdicts,
    model: PremiseModel | None = None,
) -> Finding | None:
    """The sentence that says otherwise than a question takes for granted; None if none clearly does.

    findings    of the question, best first
    confidence  the chance that the article answers it; one that is surely answered takes nothing wrong for granted
    model       None for the fitted one
    """
    chosen = [
        one
        for one in candidates(taken_for_granted(question), asks, findings)
        if one.swaps or confidence < TUNED.correcting.surely
    ]
    if not chosen:
        return None
    said = verdicts(question, [one.text for one in chosen])
    if not np.any(said):  # the reader cannot tell
        return None
    rows = [premise_features(one, confidence, logits) for one, logits in zip(chosen, said, strict=True)]
    model = model or load_premises()
    chances = [1.0 if one.swaps else model.chance(row) for one, row in zip(chosen, rows, strict=True)]
    best = int(np.argmax(chances))
    return chosen[best].finding if chances[best] >= model.least else None


def taken_for_granted(question: str) -> str:
    """What a question says, without the words that ask for more.

    >>> taken_for_granted("Why did India invade Nepal?")
    'Did India invade Nepal?'
    >>> taken_for_granted("Since the US left early, why did it come back?")
    'the US left early'
    """
    if clause := _CLAUSE.match(question):
        return clause["clause"]
    if made := _MADE.match(question):
        return f"Did {question[made.end() :]}"
    rest = question[match.end() :] if (match := _ASKING.match(question)) else question
    return rest[:1].upper() + rest[1:]


def candidates(statement: str, asks: Asks, findings: Sequence[Finding]) -> list[Candidate]:
    """The sentences to be held against a statement: of those of the best findings, and of those that follow them, the
    ones with a sign that they say otherwise, such as another number or names in each other's part.

    A question why or how takes much for granted; for any other kind the sign must be plain, and the sentence near.
    """
    found: dict[tuple[int, Span], Candidate] = {}
    for rank, finding in enumerate(findings[: TUNED.correcting.findings]):
        passage, span = finding.citation.passage, finding.citation.span
        if passage.kind not in ("body", "abstract", "caption", "note"):
            continue
        after = [sentence for sentence in passage.sentences if sentence.start >= span.end][:1]
        for sentence, context in ((span, ""), *((one, span.of(passage.text)) for one in after)):
            signs = contrasts(statement, sentence.of(passage.text))
            found.setdefault((id(passage), sentence), Candidate(_as_finding(finding, sentence), context, rank, signs))
    return [one for one in found.values() if _has_sign(one.signs, asks)]


def premise_features(candidate: Candidate, confidence: float, logits: Logits) -> dict[str, float]:
    """The model's input for a sentence.

    no, open      the network's lead of no over yes, and of open over the better of the two
    confidence    as for ``otherwise``
    first, rank   whether it is or follows the best finding, and the finding's rank; proof: see ``Finding``
    follows       1 for a sentence that follows one that was found
    covered, numbered, names    as the contrasts have them
    the signs     numbers, opposites (two at most), denial and other, each times ``covered``: a sentence of another
                  matter says nothing by another number
    """
    yes, no, undecided = map(float, logits)
    signs = candidate.signs
    values = (signs.numbers, min(2.0, signs.opposites), signs.denial, signs.other)
    return {
        "no": no - yes,
        "open": undecided - max(yes, no),
        "confidence": confidence,
        "first": float(candidate.rank == 0),
        "rank": float(candidate.rank),
        "follows": float(bool(candidate.context)),
        "proof": candidate.finding.proof,
        "covered": signs.covered,
        "numbered": signs.numbered,
        "names": signs.names,
        **{name: value * signs.covered for name, value in zip(_SIGNS, values, strict=True)},
    }


def _has_sign(signs: Contrasts, asks: Asks) -> bool:
    plain = bool(signs.numbers or signs.opposites or signs.swapped or signs.other)
    if asks == "why":
        return plain or bool(signs.denial)
    return plain and signs.covered >= TUNED.correcting.covered


def _as_finding(finding: Finding, sentence: Span) -> Finding:
    citation = Citation(finding.citation.passage, sentence, sentence)
    return Finding(finding.hit, citation, finding.score, finding.answer, finding.proof)
