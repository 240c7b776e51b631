"""The form of an answer, by the kind of its question."""

from __future__ import annotations

from dataclasses import replace

from index import Article

from ..extent import gone_on, with_context
from ..query import Query
from ..quotes import choose, unanswered
from ..reading.findings import Reading
from ..vocabulary import Vocabulary
from .comparison import comparison
from .listing import listing
from .ordering import ordering
from .shaped import Shaped


def shaped(query: Query, reading: Reading, vocabulary: Vocabulary, article: Article) -> Shaped:
    """The quotes for a question for which something was found, in the form that it asks for."""
    found = _shaped(query, reading, vocabulary, article)
    return replace(found, citations=tuple(map(with_context, found.citations)))


def _shaped(query: Query, reading: Reading, vocabulary: Vocabulary, article: Article) -> Shaped:
    if query.kind == "more":
        return Shaped(choose(query.alone, reading, vocabulary))
    match query.asks:
        case "list" if not any(reading.parts.values()):
            return listing(reading, article)
        case "order":
            return ordering(reading)
        case "comparison" if reading.sides:
            return comparison(reading)
        case "why" if not any(reading.parts.values()):
            first, *others = reading.whole
            reading = replace(reading, whole=[gone_on(first, reading.every), *others])
    return Shaped(choose(query.alone, reading, vocabulary), unanswered=unanswered(reading))
