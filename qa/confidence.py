"""How likely it is that the article answers: a small logistic model over what was found.

The coefficients are in data/confidence.json, fitted on the dev questions of the eval set by
``python -m eval.tuning.fit``; nothing here was fitted on the test questions.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from statistics import fmean

from index import Article
from index.text import content_terms

from .reading.findings import Finding, Reading

_COEFFICIENTS = Path(__file__).parent / "data" / "confidence.json"
ON_TOPIC = 0.2  # seen on dev questions
_FOREIGN = 0.9  # likewise: none that is answerable and names something never mentioned comes near
_DIGITS = re.compile(r"\d")
_ASKS_NUMBER = re.compile(
    r"\b(how (many|much|long|old|far|often)|when|what (year|date|number|percentage|share|amount)|which year)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Features:
    """What the model sees of one question; names are those of the coefficients.

    A question that asks several things is as answerable as the mean of them: the first three are the whole question's,
    or the mean of its parts' where that is more.

    best        the best finding's score
    answer      how far its passage's span outscores "no answer here", in logits
    agreeing    in how many of the passages read a span outscores "no answer here"
    retrieval   the best hit's score as a weighted mean over the indexes, in [0, 1]
    far         how far that lies below ``ON_TOPIC``, where next to no question about the article lies
    lead        how far the best finding is ahead of the best one in another passage
    coverage    share of the question's words, weighted by idf, that the best passage has
    quoted      the same for the best quote
    unknown     share of the question's words, weighted by idf, that the article lacks
    missing     how many of the question's names and numbers the best passage lacks, at most 3
    answered    cosine of the closest question of the bank that is answered, 0 without a bank
    unanswered  the same for the bank's questions that are not
    no_number   1 when a number or date is asked for and the best quote holds none
    """

    best: float
    answer: float
    agreeing: float
    retrieval: float
    far: float
    lead: float
    coverage: float
    quoted: float
    unknown: float
    missing: float
    answered: float
    unanswered: float
    no_number: float


@dataclass(frozen=True, slots=True)
class Coefficients:
    """A logistic model: ``threshold`` is the confidence below which nothing is cited."""

    intercept: float
    weights: Mapping[str, float]
    threshold: float

    def confidence(self, features: Features) -> float:
        total = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in asdict(features).items())
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


@lru_cache(maxsize=4)
def load_coefficients(setting: str) -> Coefficients:
    """The fitted model for a setting: "trained, with bank", "sentences, without bank" and so on."""
    stored = json.loads(_COEFFICIENTS.read_text(encoding="utf-8"))[setting]
    return Coefficients(stored["intercept"], stored["weights"], stored["threshold"])


class Vocabulary:
    """Which words the article has, and how rare they are."""

    def __init__(self, article: Article) -> None:
        self._passages = len(article.passages)
        self._counts: Counter[str] = Counter()
        for passage in article.passages:
            self._counts.update(set(content_terms(passage.text)))

    def __contains__(self, term: str) -> bool:
        return term in self._counts

    def idf(self, term: str) -> float:
        return math.log((self._passages + 1) / max(1, self._counts[term]))

    def names_and_numbers(self, question: str) -> list[str]:
        """The words of a question that name something: capitalised inside it, or holding a digit."""
        found = re.findall(r"[^\s\"“”()?!,;:]+", question)
        named = [w for i, w in enumerate(found) if _DIGITS.search(w) or (i > 0 and w[:1].isupper() and len(w) > 1)]
        return [w.rstrip(".'’") for w in named]

    def never_mentioned(self, question: str) -> list[str]:
        """The names and numbers of a question that stand nowhere in the article."""
        return [
            name
            for name in self.names_and_numbers(question)
            if content_terms(name) and not any(term in self._counts for term in content_terms(name))
        ]

    def unknown(self, question: str) -> float:
        """The share of a question's words, weighted by idf, that the article lacks, in [0, 1]."""
        terms = set(content_terms(question))
        return _share({term for term in terms if term not in self}, terms, self)

    def is_foreign(self, question: str) -> bool:
        """Whether a question names something that the article never mentions, and has next to no word of it either.

        Its meaning may still be close to some passage's ("Why did the Berlin Wall come down?"), and a reader finds a
        reason in a passage full of reasons.
        """
        return bool(self.never_mentioned(question)) and self.unknown(question) >= _FOREIGN


def features(
    question: str,
    closeness: float,
    reading: Reading,
    vocabulary: Vocabulary,
    answered: float = 0.0,
    unanswered: float = 0.0,
) -> Features:
    """The features of a question for which something was found (``reading.whole`` is not empty).

    closeness, answered, unanswered: ``retrieval`` and the two of their name in ``Features``.
    """
    findings = reading.whole
    best = findings[0]
    terms = set(content_terms(question))
    passage = set(content_terms(best.citation.passage.text))
    quote = set(content_terms(best.citation.quote))
    names = [set(content_terms(name)) for name in vocabulary.names_and_numbers(question)]
    others = [f.score for f in findings if f.hit.passage is not best.hit.passage]
    return Features(
        best=_of_all(reading, lambda found: found[0].score),
        answer=_of_all(reading, lambda found: max(finding.answer for finding in found)),
        agreeing=_of_all(reading, lambda found: len({id(f.hit.passage) for f in found if f.answer > 0})),
        retrieval=closeness,
        far=max(0.0, ON_TOPIC - closeness),
        lead=best.score - max(others, default=best.score),
        coverage=_share(terms & passage, terms, vocabulary),
        quoted=_share(terms & quote, terms, vocabulary),
        unknown=vocabulary.unknown(question),
        missing=min(3.0, float(sum(1 for name in names if name and not name & passage))),
        answered=answered,
        unanswered=unanswered,
        no_number=float(bool(_ASKS_NUMBER.search(question)) and not _DIGITS.search(best.citation.quote)),
    )


def _of_all(reading: Reading, value: Callable[[Sequence[Finding]], float]) -> float:
    own = float(value(reading.whole))
    parts = [value(found) for found in reading.parts.values() if found]
    return max(own, fmean(parts)) if parts else own


def _share(some: set[str], terms: set[str], vocabulary: Vocabulary) -> float:
    whole = sum(vocabulary.idf(term) for term in terms)
    return sum(vocabulary.idf(term) for term in some) / whole if whole else 0.0
