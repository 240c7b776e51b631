"""How far a quote goes: over the next sentences that belong to it, and with the one before that it leans on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index import Passage, Span

from .answer import Citation
from .reading.findings import Finding
from .tuned import TUNED

_LEANS = re.compile(
    r"[\"“'‘(]?(?:This|It|These|Such|They|Those)\b(?! (?:article|paper|study|research|essay|report|work)\b)"
)


def with_context(citation: Citation) -> Citation:
    """The same with the sentence before a quote that opens with "This" or "It", where its paragraph has one."""
    before = sentence_before(citation)
    leans = citation.passage.kind in ("body", "abstract", "note") and bool(_LEANS.match(citation.quote))
    return replace(citation, context=before) if leans and before.end else citation


def sentence_before(citation: Citation) -> Span:
    """The sentence of the passage that ends before a quote, the last of them; an empty span where there is none."""
    before = [sentence for sentence in citation.passage.sentences if sentence.end <= citation.span.start]
    return before[-1] if before else Span(0, 0)


def leans_back(text: str) -> bool:
    """Whether a sentence opens with a word that stands for something said before it."""
    return bool(_LEANS.match(text))


def gone_on(finding: Finding, every: Sequence[Finding]) -> Finding:
    """The finding with the sentences behind its quote that prove the answer too, without a gap.

    every   the findings of all sentences that were read; ``TUNED.forms.most_sentences`` is the most of a quote
    """
    passage = finding.citation.passage
    proofs = {one.citation.span: one.proof for one in every if one.citation.passage is passage}
    span = finding.citation.span
    for following in _behind(passage, span)[: TUNED.forms.most_sentences - 1]:
        if proofs.get(following, -1.0) <= TUNED.forms.goes_on:
            break
        span = Span(span.start, following.end)
    whole = finding.citation.answer == finding.citation.span
    answer = span if whole else finding.citation.answer
    return replace(finding, citation=replace(finding.citation, span=span, answer=answer))


def _behind(passage: Passage, span: Span) -> list[Span]:
    return [sentence for sentence in passage.sentences if sentence.start >= span.end]
