"""The last look at an answer: does the article say otherwise than was taken for granted, and is it yes or no?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .answer import Answer
from .premises import otherwise
from .query import Query
from .reading.findings import Finding, Reader
from .verdict import load_verdicts, verdict

SAYS_OTHERWISE = "The article says otherwise."
# Kinds whose questions say something that the article may deny; to a yes/no question or a claim it says no.
WITH_PREMISE = frozenset({"why", "fact", "list", "definition", "comparison", "order"})
_WHETHER = frozenset({"yesno", "claim"})


def judged(answer: Answer, query: Query, findings: Sequence[Finding], reader: Reader) -> Answer:
    """An answer, or in its place the quote that denies what the question takes for granted.

    findings   of the question, best first
    reader     of passages; of one that cannot tell the answer stays as it is
    """
    asked = query.alone.text
    if query.asks in WITH_PREMISE:
        found = otherwise(asked, query.asks, findings, answer.confidence, reader.verdicts)
        if found is not None:
            return replace(
                answer,
                citations=(),
                outcome="refused",
                correction=found.citation,
                nearest=None,
                reason=SAYS_OTHERWISE,
                unanswered=(),
                form="quotes",
                sides=(),
            )
    if query.asks in _WHETHER and answer.found and load_verdicts().ever:
        text = " ".join(citation.quote for citation in answer.citations[:1])
        (logits,) = reader.verdicts(asked, [text])
        return replace(answer, says=verdict(asked, text, logits).says)
    return answer
