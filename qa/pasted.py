"""A passage of the article that was pasted in place of a question: checked as a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index import Article, Passage, Span
from index.text import words

from .answer import Citation
from .asking import QUESTION_WORDS
from .query import Query
from .remarks import EXACTLY, NEARLY
from .study.quotation import check_quotation

_QUOTED = re.compile(r"[\"“«]([^\"”»]+)[\"”»]")
_ASKS = re.compile(rf"\?|\b(?:{QUESTION_WORDS})\b", re.IGNORECASE)
_LEAST = 4  # words: fewer stand together by chance


@dataclass(frozen=True, slots=True)
class Pasted:
    """The quote in which pasted words stand, and what is to be said of them."""

    citation: Citation
    remark: str


def pasted(query: Query, article: Article) -> tuple[Pasted, ...]:
    """The place of the words that a claim quotes, or that were pasted in place of a question; else nothing.

    Of a claim words that differ a little count too; a question without any word that asks must be exact.
    """
    for passage_of in may_be_pasted(query):
        check = check_quotation(article, passage_of)
        if check.verdict == "exact" or (check.verdict == "nearly" and query.asks == "claim"):
            place = check.places[0]
            words_there = Span(place.span.start, check.places[-1].span.end)
            found = Citation(place.passage, _sentences(place.passage, words_there), words_there)
            return (Pasted(found, EXACTLY if check.verdict == "exact" else NEARLY),)
    return ()


def may_be_pasted(query: Query) -> list[str]:
    """The words of a query that may stand in the article as they are; none where it asks for something."""
    text = query.typed
    quoted = [found for found in _QUOTED.findall(text) if len(words(found)) >= _LEAST]
    if query.asks != "claim" and (_ASKS.search(text) or len(words(text)) < _LEAST):
        return []
    return [*quoted, text]


def _sentences(passage: Passage, span: Span) -> Span:
    """The whole sentences in which a span stands."""
    meeting = [sentence for sentence in passage.sentences if sentence.meets(span)]
    return Span(min(meeting[0].start, span.start), max(meeting[-1].end, span.end))
