"""Answers by their outcome: what is cited, what is only shown as the nearest, and what a refusal lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .answer import Answer, Citation, Hit, Outcome
from .confidence import Coefficients
from .forms.shaped import Shaped
from .query import Query
from .reading.findings import Reader, Reading
from .remarks import OF_KIND


def fixed(query: Query) -> Answer:
    """The answer to what is no question about the article: a sentence of the program, and no passages."""
    return Answer(
        query.typed,
        (),
        (),
        0.0,
        query.searched.text,
        changes=query.changes,
        outcome="refused",
        asks=query.asks,
        remark=OF_KIND[query.asks],
    )


def plain(query: Query, hits: Sequence[Hit], confidence: float) -> Answer:
    """The answer without quotes."""
    text = query.searched.text
    return Answer(query.typed, (), tuple(hits), confidence, text, changes=query.changes, asks=query.asks)


def half_compared(query: Query, found: Shaped) -> bool:
    """Whether a side of a comparison has no quote: what of two is more cannot be told by one of them."""
    return query.asks == "comparison" and bool(found.unanswered)


def outcome_of(confidence: float, coefficients: Coefficients, found: bool) -> Outcome:
    """answered from the threshold on, perhaps from the lower one on; refused below, and where nothing was found."""
    if not found or confidence < min(coefficients.perhaps, coefficients.threshold):
        return "refused"
    return "answered" if confidence >= coefficients.threshold else "perhaps"


def in_form(answer: Answer, found: Shaped) -> Answer:
    """An answer with its quotes, as its outcome has it: cited, the first as the nearest, or none of them."""
    if answer.outcome == "answered":
        return replace(
            answer,
            citations=found.citations,
            unanswered=found.unanswered,
            form=found.form,
            sides=found.sides,
            reason="",
        )
    nearest = found.citations[0] if answer.outcome == "perhaps" and found.citations else None
    return replace(answer, nearest=nearest)


def nearby(query: Query, hits: Sequence[Hit], reading: Reading, closest: Reader) -> tuple[Citation, ...]:
    """The best sentence of each hit: that of the reader where it was read, else the closest one."""
    read = {id(one.hit.passage): one.citation for one in reversed(reading.every or reading.whole)}
    return tuple(
        read.get(id(hit.passage)) or found[0].citation
        for hit in hits
        if id(hit.passage) in read or (found := closest.read(query.searched, [hit]))
    )
