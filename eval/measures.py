"""Measures of answers and of confidence. Those of rankings are ir_measures': see ranking.py."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import numpy as np

from index import Span

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalise(text: str) -> str:
    """SQuAD's normal form (Rajpurkar et al., 2016): lower case, no punctuation, no articles, single spaces.

    >>> normalise("The U.S.  aid!")
    'us aid'
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(answer: str, gold: Sequence[str]) -> float:
    """1.0 when the answer is one of the gold answers in normal form, else 0.0."""
    return float(normalise(answer) in {normalise(g) for g in gold})


def token_f1(answer: str, gold: Sequence[str]) -> float:
    """SQuAD's F1 of shared words, against the gold answer it fits best; 0.0 if no word is shared."""
    return max(_f1(normalise(answer).split(), normalise(g).split()) for g in gold)


def token_recall(quotes: str, gold: Sequence[str]) -> float:
    """The share of a gold answer's words that quotes have, of the gold answer for which it is most; 0.0 if none.

    >>> token_recall("It was dug by miners in 1790.", ["Cornish miners"])
    0.5
    """
    return max(_recall(normalise(quotes).split(), normalise(g).split()) for g in gold)


def contains(quote: str, gold: Sequence[str]) -> float:
    """1.0 when the quote holds one of the gold answers, whole words in normal form, else 0.0."""
    padded = f" {normalise(quote)} "
    return float(any(f" {normalise(g)} " in padded for g in gold if normalise(g)))


def overlaps(cited: Span, evidence: Span) -> bool:
    """Whether a cited span proves a quote of evidence in the same passage.

    They must share at least half of the characters of the shorter one; so it does when one of them
    holds the other.
    """
    shared = min(cited.end, evidence.end) - max(cited.start, evidence.start)
    return shared > 0 and 2 * shared >= min(cited.end - cited.start, evidence.end - evidence.start)


def holds(cited: Span, evidence: Span) -> bool:
    """Whether a cited span holds all of an answer's characters: the rule for sets that mark the answer only."""
    return cited.holds(evidence)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The chance that a positive scores above a negative, ties counting half; neither may be empty."""
    low = np.sort(np.asarray(negative, dtype=float))
    below = np.searchsorted(low, positive, side="left")
    at_most = np.searchsorted(low, positive, side="right")
    return float(np.mean(below + at_most) / (2 * len(low)))


def brier(confidence: Sequence[float], answerable: Sequence[bool]) -> float:
    """The mean squared distance of the confidence from 1 (answerable) or 0 (Brier, 1950); lower is better."""
    return float(np.mean((np.asarray(confidence) - np.asarray(answerable, dtype=float)) ** 2))


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """The risk-coverage curve (El-Yaniv & Wiener, 2010), by growing coverage, ending at coverage 1.

    Each point belongs to one threshold: the share of all questions that is answered, and the share of the
    answered ones that is wrong. Questions of one confidence are answered together.
    """
    order = sorted(zip(confidence, right, strict=True), key=lambda pair: -pair[0])
    points = []
    answered = wrong = 0
    for _, same in groupby(order, key=lambda pair: pair[0]):
        for _, is_right in same:
            answered += 1
            wrong += not is_right
        points.append((answered / len(order), wrong / answered))
    return points


def risk_at(points: Sequence[tuple[float, float]], coverage: float) -> float:
    """The risk of the first point of a curve that answers at least that share."""
    return next(risk for share, risk in points if share >= coverage - 1e-9)


def area_under(points: Sequence[tuple[float, float]]) -> float:
    """The mean risk over all coverages (AURC), each point standing for the coverage since the one before it."""
    shares = [0.0, *(share for share, _ in points)]
    return sum(risk * (shares[i + 1] - shares[i]) for i, (_, risk) in enumerate(points))


def _f1(answer: list[str], gold: list[str]) -> float:
    if not answer or not gold:
        return float(answer == gold)
    shared = (Counter(answer) & Counter(gold)).total()
    return 2 * shared / (len(answer) + len(gold))


def _recall(answer: list[str], gold: list[str]) -> float:
    if not gold:
        return 0.0
    return (Counter(answer) & Counter(gold)).total() / len(gold)
