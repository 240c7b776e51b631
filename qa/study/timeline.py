"""What an article dates and what it counts, each with the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index import Article, Passage, Span

from ..amounts import numbers_in
from ..dates import dates_in

_TELLING = frozenset(("abstract", "body", "caption", "note", "table"))  # kinds of passages that tell of their subject
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 4  # words: a row of numbers says nothing by itself


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that tells of a date or of numbers.

    passage   that it stands in
    sentence  its span of ``passage.text``
    spans     of ``passage.text``: the date, or each of the numbers; in order, at least one
    """

    passage: Passage
    sentence: Span
    spans: tuple[Span, ...]


def timeline(article: Article) -> tuple[Told, ...]:
    """The sentences that tell of a date, by date and then in reading order; one of several dates stands at each.

    Dates of citations and of the bibliography do not count. A year stands before its months, a month before its days.
    """
    dated = [
        (date.key, Told(passage, sentence, (_in_passage(date.span, sentence),)))
        for passage, sentence in _sentences(article)
        for date in dates_in(sentence.of(passage.text), _cited(passage, sentence))
    ]
    return tuple(told for _, told in sorted(dated, key=lambda pair: pair[0]))


def figures(article: Article) -> tuple[Told, ...]:
    """The sentences that count or measure something in figures, in reading order."""
    found = []
    for passage, sentence in _sentences(article):
        cited = _cited(passage, sentence)
        numbers = [span for span in numbers_in(sentence.of(passage.text)) if not any(span.meets(one) for one in cited)]
        if numbers:
            found.append(Told(passage, sentence, tuple(_in_passage(span, sentence) for span in numbers)))
    return tuple(found)


def _sentences(article: Article) -> Iterator[tuple[Passage, Span]]:
    for passage in article.passages:
        if passage.kind in _TELLING:
            for sentence in passage.sentences:
                if len(_WORD.findall(sentence.of(passage.text))) >= _FEWEST:
                    yield passage, sentence


def _cited(passage: Passage, sentence: Span) -> list[Span]:
    """Where citations stand in a sentence, as spans of the sentence."""
    return [
        Span(max(0, cite.span.start - sentence.start), min(sentence.end, cite.span.end) - sentence.start)
        for cite in passage.cites
        if cite.span.meets(sentence)
    ]


def _in_passage(span: Span, sentence: Span) -> Span:
    return Span(sentence.start + span.start, sentence.start + span.end)
