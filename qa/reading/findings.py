"""Findings: the words that a reader found in a hit. ``Reader`` is the seam for another reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index.search import SearchText

from ..answer import Citation, Hit
from .span_search import Logits


@dataclass(frozen=True, slots=True)
class Finding:
    """A quote that a reader found in one hit.

    score    how well the quote answers, the hit's own score included; comparable between the passages
             of one question and, as far as the reader can tell, between questions
    answer   by how much "it is answered here" outscores "it is not" for this passage; 0 for a reader
             that cannot tell
    proof    by how much "this sentence proves it" outscores "none of the passage does"; 0 likewise
    """

    hit: Hit
    citation: Citation
    score: float
    answer: float = 0.0
    proof: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The findings for a question, best first.

    whole  the best of each passage
    parts  of several things asked those for each, by its words
    every  one for each sentence that was read; empty where a reader or a caller keeps no more than the best
    sides  of things to be compared the best of each passage for each, by its name
    """

    whole: Sequence[Finding]
    parts: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    every: Sequence[Finding] = ()
    sides: Mapping[str, Sequence[Finding]] = field(default_factory=dict)


class Reader(Protocol):
    """Reads a question against hits."""

    def read(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        """Findings best first, up to ``TUNED.reading.quotes_a_hit`` of them for each hit."""
        ...

    def every(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        """The same, one for each sentence that may answer."""
        ...

    def verdicts(self, statement: str, texts: Sequence[str]) -> list[Logits]:
        """What each text says to a yes/no question or a claim: the logits of yes, no and open, shape (3,); zeros from a
        reader that cannot tell."""
        ...


def best_first(findings: list[Finding]) -> list[Finding]:
    """Findings by falling score; of equals the better hit's first."""
    return sorted(findings, key=lambda finding: (-finding.score, finding.hit.rank))


def shortlist(findings: Sequence[Finding], most: int) -> list[Finding]:
    """The first ``most`` findings of each hit, in the order given."""
    counts: Counter[int] = Counter()
    kept = []
    for finding in findings:
        counts[id(finding.hit)] += 1
        if counts[id(finding.hit)] <= most:
            kept.append(finding)
    return kept
