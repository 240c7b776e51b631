"""The chance that the article answers: a small logistic model over the findings.

The coefficients are in data/confidence.json, fitted on the dev questions of the eval set by
``python -m eval.tuning.fit``; nothing here was fitted on the test questions.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from statistics import fmean

from index.search import SearchText
from index.text import content_terms

from .answer import Citation
from .asking import without_opening
from .bank import NO_BANK, Nearness
from .contrasts import contrasts
from .reading.findings import Finding, Reading
from .tuned import TUNED
from .vocabulary import Vocabulary, names_and_numbers
from .wanted import counts, quote_holds, wanted

_COEFFICIENTS = Path(__file__).parent / "data" / "confidence.json"


@dataclass(frozen=True, slots=True)
class Features:
    """The model's input for one question; names are those of the coefficients.

    A question that asks several things is as answerable as the mean of them: the first four are the whole question's,
    or the mean of its parts' where that is more; the last four are means of its parts'.

    best        the best finding's score
    answer      how far its passage's span outscores "no answer here", in logits
    here        the same for the best finding's passage
    proof       how far the best finding's sentence outscores "no evidence", in logits
    agreeing    in how many of the passages read a span outscores "no answer here"
    deep        how many hits were found before the best finding's
    retrieval   the best hit's score as a weighted mean over the indexes, in [0, 1]
    far         how far that lies below ``TUNED.refusing.on_topic``, where next to no question about the article lies
    quoted      share of the question's words, weighted by idf, that the best quote has
    unknown     share of the question's words, weighted by idf, that the article lacks
    missing     how many of the question's names and numbers the best passage lacks, at most so
                many as ``TUNED.refusing.most_missing``
    answered    cosine of the closest question of the bank that is answered, 0 without a bank
    unanswered  the same for the bank's questions that are not
    known       how much of the bank's near questions is answered, see ``Nearness``
    opposed     words of the question whose opposites the best quote has instead, each times the share of the question's
                words that it has: a sentence of another matter says nothing by an opposite
    absent      how many of the question's names, numbers and identifiers the article lacks, at most so many likewise
    no_number   1 when a number, date, sum, measure or identifier is asked for and the best quote holds none
    other_count 1 when things are to be counted and the best quote has no number before their name
    other_short 1 when such a thing is asked for and the best quote's short answer holds none (it is the whole quote)
    other_kind  1 when a person, place or reason is asked for and the best quote names none
    """

    best: float
    answer: float
    here: float
    proof: float
    agreeing: float
    deep: float
    retrieval: float
    far: float
    quoted: float
    unknown: float
    missing: float
    answered: float
    unanswered: float
    known: float
    opposed: float
    absent: float
    no_number: float
    other_count: float
    other_short: float
    other_kind: float


@dataclass(frozen=True, slots=True)
class Coefficients:
    """A logistic model: ``threshold`` is the confidence below which nothing is cited, ``perhaps`` the lower one below
    which no quote is shown as the nearest either."""

    intercept: float
    weights: Mapping[str, float]
    threshold: float
    perhaps: float = 1.0

    def confidence(self, features: Features) -> float:
        """The chance that the article answers, in [0, 1]."""
        total = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in asdict(features).items())
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


@lru_cache(maxsize=4)
def load_coefficients(setting: str) -> Coefficients:
    """The fitted model for a setting: "trained, with bank", "sentences, without bank" and so on."""
    stored = json.loads(_COEFFICIENTS.read_text(encoding="utf-8"))[setting]
    return Coefficients(stored["intercept"], stored["weights"], stored["threshold"], stored["perhaps"])


def features(
    question: SearchText,
    closeness: float,
    reading: Reading,
    vocabulary: Vocabulary,
    bank: Nearness = NO_BANK,
) -> Features:
    """The features of a question for which something was found (``reading.whole`` is not empty).

    closeness  ``retrieval`` in ``Features``
    bank       how near the question is to those of the bank
    """
    best = reading.whole[0]
    lacking = [_lacking(SearchText(part), found[0].citation) for part, found in reading.parts.items() if found]
    no_number, other_count, other_short, other_kind = (
        fmean(values) for values in zip(*(lacking or [_lacking(question, best.citation)]), strict=True)
    )
    terms = set(without_opening(question).terms)
    passage = set(content_terms(best.citation.passage.text))
    quote = set(content_terms(best.citation.quote))
    against = contrasts(question.text, best.citation.quote)
    names = [set(content_terms(name)) for name in names_and_numbers(question.text)]
    return Features(
        best=_of_all(reading, lambda found: found[0].score),
        answer=_of_all(reading, lambda found: max(finding.answer for finding in found)),
        here=_of_all(reading, lambda found: found[0].answer),
        proof=_of_all(reading, lambda found: found[0].proof),
        agreeing=_of_all(reading, lambda found: len({id(f.hit.passage) for f in found if f.answer > 0})),
        deep=best.hit.rank - 1.0,
        retrieval=closeness,
        far=max(0.0, TUNED.refusing.on_topic - closeness),
        quoted=vocabulary.share(terms & quote, terms),
        unknown=vocabulary.unknown(question),
        missing=min(TUNED.refusing.most_missing, float(sum(1 for name in names if name and not name & passage))),
        answered=bank.answered,
        unanswered=bank.unanswered,
        known=bank.known,
        opposed=against.opposites * against.covered,
        absent=min(TUNED.refusing.most_missing, float(len(vocabulary.never_mentioned(question)))),
        no_number=no_number,
        other_count=other_count,
        other_short=other_short,
        other_kind=other_kind,
    )


def _lacking(question: SearchText, citation: Citation) -> tuple[float, float, float, float]:
    """``no_number``, ``other_count``, ``other_short`` and ``other_kind`` of a quote."""
    asked = wanted(question)
    lacks = not quote_holds(asked, citation)
    return (
        float(asked.measurable and lacks),
        float(not counts(asked, citation.quote)),
        float(asked.measurable and citation.answer == citation.span),
        float(not asked.measurable and lacks),
    )


def _of_all(reading: Reading, value: Callable[[Sequence[Finding]], float]) -> float:
    own = float(value(reading.whole))
    parts = [value(found) for found in reading.parts.values() if found]
    return max(own, fmean(parts)) if parts else own
