"""Findings -> what an Answer holds: the hits in their new order, the quotes that are cited, or why none is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.text import content_terms

from .answer import Citation, Hit
from .confidence import Vocabulary
from .reader import Finding

MAX_CITATIONS = 3
_FURTHER_SCORE = 0.6  # of the first quote's score
_FURTHER_GAIN = 0.2  # of the question's weight of words
_OFF_TOPIC = 0.3


def reordered(hits: Sequence[Hit], findings: Sequence[Finding]) -> tuple[Hit, ...]:
    """The hits in the order of their best findings, then those that were not read; ranks made new."""
    order = dict.fromkeys(id(finding.hit) for finding in findings)
    by_id = {id(hit): hit for hit in hits}
    ordered = [by_id.pop(key) for key in order] + list(by_id.values())
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1))


def choose(question: str, findings: Sequence[Finding], vocabulary: Vocabulary) -> tuple[Citation, ...]:
    """The best quote, then up to two more from other passages that hold words of the question which no
    quote before them does: so a comparison or a list cites each passage that it needs."""
    chosen = [findings[0]]
    terms = set(content_terms(question))
    weight = sum(vocabulary.idf(term) for term in terms) or 1.0
    uncovered = terms - set(content_terms(findings[0].citation.passage.text))
    for finding in findings[1:]:
        gain = uncovered & set(content_terms(finding.citation.quote))
        if (
            len(chosen) < MAX_CITATIONS
            and finding.score >= _FURTHER_SCORE * chosen[0].score
            and all(finding.hit.passage is not earlier.hit.passage for earlier in chosen)
            and sum(vocabulary.idf(term) for term in gain) >= _FURTHER_GAIN * weight
        ):
            chosen.append(finding)
            uncovered -= gain
    return tuple(finding.citation for finding in chosen)


def why_not(question: str, hits: Sequence[Hit], vocabulary: Vocabulary) -> str:
    """Why nothing is cited, in one line: a name the article lacks, another topic, or a fact not stated."""
    absent = vocabulary.never_mentioned(question)
    if absent:
        return f"The article never mentions {' or '.join(f'“{name}”' for name in absent[:3])}."
    if hits[0].score < _OFF_TOPIC:
        return "The question is off the article's topic."
    return "The article speaks of this, but does not state what is asked."
