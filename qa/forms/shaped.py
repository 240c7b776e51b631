"""Shaped: quotes in the form that a question asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import Span

from ..answer import Citation, Form
from ..reading.findings import Finding


@dataclass(frozen=True, slots=True)
class Shaped:
    """The quotes of an answer, as ``Answer`` has the fields of the same names."""

    citations: tuple[Citation, ...]
    form: Form = "quotes"
    sides: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


def in_reading_order(findings: Sequence[Finding]) -> list[Finding]:
    """Findings by the place of their quotes in the article."""
    return sorted(findings, key=lambda finding: (finding.hit.position, finding.citation.span))


def apart(findings: Sequence[Finding]) -> list[Finding]:
    """Findings without those whose quote meets that of one before."""
    kept: list[Finding] = []
    for finding in findings:
        if not any(same(finding, other) for other in kept):
            kept.append(finding)
    return kept


def same(one: Finding, other: Finding) -> bool:
    """Whether two quotes share words."""
    return one.citation.passage is other.citation.passage and one.citation.span.meets(other.citation.span)


def joined(findings: Sequence[Finding]) -> tuple[Citation, ...]:
    """The quotes of findings in reading order, those of neighbouring sentences made one; its short answer is that of
    the better of them."""
    kept: list[Finding] = []
    for finding in findings:
        before = kept[-1] if kept else finding
        passage, gap = finding.citation.passage, Span(0, 0)
        if kept and before.citation.passage is passage and before.citation.span.end <= finding.citation.span.start:
            gap = Span(before.citation.span.end, finding.citation.span.start)
            if not gap.of(passage.text).strip():
                kept[-1] = _one(before, finding)
                continue
        kept.append(finding)
    return tuple(finding.citation for finding in kept)


def _one(first: Finding, second: Finding) -> Finding:
    better = first if first.score >= second.score else second
    span = Span(first.citation.span.start, second.citation.span.end)
    return Finding(
        better.hit,
        Citation(better.citation.passage, span, better.citation.answer),
        better.score,
        better.answer,
        better.proof,
    )
