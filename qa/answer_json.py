"""Answers and hits as plain data, for ``--json`` and the endpoints: fields are added, never renamed.

Gradio reads these types to describe the endpoints, so this file has no postponed annotations.
"""

from typing import TypedDict

from index import Mark, Passage, Span

from .answer import Answer, Citation, Hit, locator


class PassageJson(TypedDict):
    """A passage as ``index.Passage`` has it; article is "" unless it is one of a library's; ocr: read by OCR."""

    article: str
    kind: str
    number: int
    section: str
    pages: list[int]
    labels: list[str]
    text: str
    ocr: bool


class SpanJson(TypedDict):
    """Characters of a passage's text, from start up to end."""

    start: int
    end: int


class HitJson(PassageJson):
    """A passage that was found: rank 1 is the best; the score orders the hits of one question."""

    rank: int
    score: float
    locator: str


class NoteJson(TypedDict):
    """A note that a quote bears, its label as printed, and the entries or earlier notes that it names."""

    label: str
    text: str
    locator: str
    sources: list[str]


class CitationJson(TypedDict):
    """A quote, where it stands, and the bibliography entries and notes it rests on; spans are the passage's.

    ``header``: the first row of the table of which the quote is another row, else ""; ``context``: the sentence before
    a quote that is not understood without it, else "".
    """

    quote: str
    short: str
    locator: str
    span: SpanJson
    answer: SpanJson
    references: list[str]
    next_reference: list[str]
    notes: list[NoteJson]
    header: str
    context: str
    passage: PassageJson


class MendedJson(TypedDict):
    """A word that was taken for misspelt."""

    typed: str
    read: str


class AnswerJson(TypedDict):
    """An answer: no citations, and the reason, when the article does not say; the rest as ``Answer`` has it."""

    question: str
    searched: str
    mended: list[MendedJson]
    found: bool
    short: str
    confidence: float
    reason: str
    unanswered: list[str]
    citations: list[CitationJson]
    hits: list[HitJson]
    outcome: str
    nearest: CitationJson | None
    correction: CitationJson | None
    says: str
    asks: str
    form: str
    sides: list[str]
    remark: str
    nearby: list[CitationJson]


def answer_json(answer: Answer) -> AnswerJson:
    """An answer as plain data: what the types hold, with quotes, locators and references spelt out."""
    return {
        "question": answer.question,
        "searched": answer.searched,
        "mended": [{"typed": typed, "read": read} for typed, read in answer.mended],
        "found": answer.found,
        "short": answer.short,
        "confidence": round(answer.confidence, 4),
        "reason": answer.reason,
        "unanswered": list(answer.unanswered),
        "citations": [_citation(citation) for citation in answer.citations],
        "hits": [hit_json(hit) for hit in answer.hits],
        "outcome": answer.outcome,
        "nearest": _citation(answer.nearest) if answer.nearest else None,
        "correction": _citation(answer.correction) if answer.correction else None,
        "says": answer.says,
        "asks": answer.asks,
        "form": answer.form,
        "sides": list(answer.sides),
        "remark": answer.remark,
        "nearby": [_citation(citation) for citation in answer.nearby],
    }


def hit_json(hit: Hit) -> HitJson:
    """A hit as plain data, its passage with it."""
    return {"rank": hit.rank, "score": round(hit.score, 4), "locator": hit.locator, **_passage(hit.passage)}


def _citation(citation: Citation) -> CitationJson:
    return {
        "quote": citation.quote,
        "short": citation.short,
        "locator": citation.locator,
        "span": _span(citation.span),
        "answer": _span(citation.answer),
        "references": [reference.text for reference in citation.references],
        "next_reference": [reference.text for reference in citation.next_reference],
        "notes": [_note(mark) for mark in citation.notes],
        "header": citation.header,
        "context": citation.before,
        "passage": _passage(citation.passage),
    }


def _note(mark: Mark) -> NoteJson:
    return {
        "label": mark.label,
        "text": mark.note.text,
        "locator": locator(mark.note, Span(0, len(mark.note.text))),
        "sources": [source.text for source in mark.sources],
    }


def _span(span: Span) -> SpanJson:
    return {"start": span.start, "end": span.end}


def _passage(passage: Passage) -> PassageJson:
    return {
        "article": passage.article,
        "kind": passage.kind,
        "number": passage.number,
        "section": passage.section,
        "pages": list(passage.pages),
        "labels": list(passage.labels),
        "text": passage.text,
        "ocr": passage.ocr,
    }
