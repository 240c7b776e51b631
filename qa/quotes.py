"""Findings -> the parts of an Answer: the hits in their new order, the quotes that are cited, or why none is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.search import SearchText
from index.text import content_terms

from .answer import Citation, Hit
from .asking import QUESTION_WORDS
from .reading.findings import Finding, Reading
from .tuned import TUNED
from .vocabulary import Vocabulary

_SEVERAL = re.compile(
    r"\b(compare|contrast|differ\w*|both|each|list|two|three|several|versus|vs|respectively)\b"
    rf"|\band ({QUESTION_WORDS})\b",
    re.IGNORECASE,
)


def reordered(hits: Sequence[Hit], findings: Sequence[Finding]) -> tuple[Hit, ...]:
    """The hits in the order of their best findings, then those that were not read; ranks made new."""
    order = dict.fromkeys(id(finding.hit) for finding in findings)
    by_id = {id(hit): hit for hit in hits}
    ordered = [by_id.pop(key) for key in order] + list(by_id.values())
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1))


def choose(question: SearchText, reading: Reading, vocabulary: Vocabulary) -> tuple[Citation, ...]:
    """The best quote, then up to two more.

    A question whose parts were read apart gets the best quote of each that is answered, in their order; one that asks
    for several things otherwise ("compare", "both") the next best ones from other passages; any other only those
    of them that hold words of the question which no quote before them does.
    """
    findings = reading.whole
    if any(reading.parts.values()):
        lacking = unanswered(reading)
        return _apart([findings[0], *(found[0] for part, found in reading.parts.items() if part not in lacking)])
    chosen = [findings[0]]
    several = bool(_SEVERAL.search(question.text))
    terms = set(question.terms)
    weight = vocabulary.weight(terms) or 1.0
    uncovered = terms - set(content_terms(findings[0].citation.quote))
    for finding in findings[1:]:
        if len(chosen) == TUNED.quoting.most or finding.score < TUNED.quoting.further_score * chosen[0].score:
            break
        gain = uncovered & set(content_terms(finding.citation.quote))
        adds = several or vocabulary.weight(gain) >= TUNED.quoting.further_gain * weight
        if adds and all(finding.hit.passage is not earlier.hit.passage for earlier in chosen):
            chosen.append(finding)
            uncovered -= gain
    return tuple(finding.citation for finding in chosen)


def unanswered(reading: Reading) -> tuple[str, ...]:
    """Of several things asked, those for which "no answer here" wins in the best passage, or no passage was found.

    A thing named here mostly has no answer in the article; others may lack one all the same (see the model card).
    """
    return tuple(part for part, found in reading.parts.items() if not found or found[0].answer < 0)


def _apart(findings: Sequence[Finding]) -> tuple[Citation, ...]:
    """The quotes that share no word with one before them."""
    kept: list[Citation] = []
    for citation in (finding.citation for finding in findings):
        if not any(citation.passage is other.passage and citation.span.meets(other.span) for other in kept):
            kept.append(citation)
    return tuple(kept[: TUNED.quoting.most])


def why_not(question: SearchText, closeness: float, vocabulary: Vocabulary) -> str:
    """Why nothing is cited, in one line: a name the article lacks, another topic, or a fact not stated.

    closeness   the best passage's score as a weighted mean over the indexes, in [0, 1]
    """
    absent = vocabulary.never_mentioned(question)
    if absent:
        return f"The article never mentions {' or '.join(f'“{name}”' for name in absent[:3])}."
    if closeness < TUNED.refusing.on_topic:
        return "The question is off the article's topic."
    return "The article speaks of this, but does not state what is asked."
