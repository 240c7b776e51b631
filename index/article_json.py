"""An article as JSON and back, to cross from the process that read it and to be kept in the cache."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from .metadata import Metadata, Name
from .passage import Article, Cite, Mark, Passage, Span


def to_json(article: Article) -> str:
    """An article as one line of ASCII; a library's ``parts`` are left out."""
    numbers = {id(reference): number for number, reference in enumerate(article.references)}
    numbers |= {id(passage): number for number, passage in enumerate(article.passages) if passage.kind == "note"}
    passages = [_plain(passage, numbers) for passage in article.passages]
    stated = [asdict(article.metadata), article.digest, article.left_out]
    return json.dumps([article.title, article.page_count, article.file_text, passages, article.spellings, *stated])


def from_json(text: str | bytes) -> Article:
    """The article that ``to_json`` wrote. ValueError, TypeError, IndexError or KeyError for anything else."""
    title, page_count, file_text, rows, spellings, stated, digest, left_out = json.loads(text)
    references = tuple(_passage(row, (), {}) for row in rows if row[1] == "reference")
    entries = iter(references)
    notes: dict[int, Passage] = {}  # a note's marks lead to earlier ones
    for number, row in enumerate(rows):
        if row[1] == "note":
            notes[number] = _passage(row, references, notes)
    passages = tuple(
        next(entries) if row[1] == "reference" else notes.get(number) or _passage(row, references, notes)
        for number, row in enumerate(rows)
    )
    spelt, metadata = tuple(map(tuple, spellings)), _metadata(**stated)
    return Article(
        title,
        passages,
        references,
        file_text,
        page_count,
        spellings=spelt,
        metadata=metadata,
        digest=digest,
        left_out=tuple(left_out),
    )


def _metadata(authors: Sequence[Mapping[str, str]], pages: Sequence[str], **others: str) -> Metadata:
    return Metadata(tuple(Name(**name) for name in authors), pages=tuple(pages), **others)


def _plain(passage: Passage, numbers: dict[int, int]) -> list[Any]:
    return [
        passage.number,
        passage.kind,
        passage.section,
        passage.pages,
        passage.text,
        [(span.start, span.end) for span in passage.sentences],
        [(span.start, span.end) for span in passage.source],
        passage.page_breaks,
        [(cite.span.start, cite.span.end, numbers[id(cite.reference)]) for cite in passage.cites],
        passage.labels,
        [(mark.span.start, mark.span.end, numbers[id(mark.note)], mark.label) for mark in passage.marks],
        passage.ocr,
    ]


def _passage(row: Sequence[Any], references: Sequence[Passage], notes: Mapping[int, Passage]) -> Passage:
    number, kind, section, pages, text, sentences, source, page_breaks, cites, labels, marks, ocr = row
    return Passage(
        number,
        kind,
        section,
        tuple(pages),
        text,
        tuple(Span(start, end) for start, end in sentences),
        tuple(Span(start, end) for start, end in source),
        tuple(page_breaks),
        tuple(Cite(Span(start, end), references[entry]) for start, end, entry in cites),
        labels=tuple(labels),
        marks=tuple(Mark(Span(start, end), notes[note], label) for start, end, note, label in marks),
        ocr=ocr,
    )
