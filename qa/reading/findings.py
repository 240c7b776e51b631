"""Findings: the words that a reader found in a hit. ``Reader`` is the seam for another reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index.search import SearchText

from ..answer import Citation, Hit


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
    """The findings for a question, best first; and, of several things asked, those for each, by its words."""

    whole: Sequence[Finding]
    parts: Mapping[str, Sequence[Finding]] = field(default_factory=dict)


class Reader(Protocol):
    """Reads a question against hits."""

    def read(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        """Findings best first, up to ``TUNED.reading.quotes_a_hit`` of them for each hit."""
        ...


def best_first(findings: list[Finding]) -> list[Finding]:
    """Findings by falling score; of equals the better hit's first."""
    return sorted(findings, key=lambda finding: (-finding.score, finding.hit.rank))
