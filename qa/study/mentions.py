"""Every place where the article speaks of a term: nothing is ranked, nothing is left out."""

from __future__ import annotations

from dataclasses import dataclass

from index import Article, Passage, Span
from index.characters import normalized

from ..terms import Spellings, words_in


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that speaks of a term. spans: of ``passage.text``, one each time, in order, at least one."""

    passage: Passage
    spans: tuple[Span, ...]


def every_mention(article: Article, term: str) -> tuple[Mention, ...]:
    """All passages that speak of ``term``, in reading order; empty when none does.

    A term of several words is found where they stand next to each other. Case, accents, hyphens, plurals
    and possessives do not matter, and the spellings of one name meet (see terms.py): "drone strike" finds
    "drone strikes", "Usama Bin Ladin" finds "Osama bin Laden", "United States" finds "US" but not the
    pronoun. A term without a word in it is a ValueError.
    """
    term = normalized(term)
    if not words_in(term):
        raise ValueError(f"nothing to look for: expected a word or a name, found {term[:20]!r}")
    spellings = Spellings("\n".join(passage.text for passage in article.passages), article.spellings)
    slots = spellings.slots(term)
    found = []
    for passage in article.passages:
        spans = spellings.find(slots, words_in(passage.text))
        spans = tuple(span for span in spans if span.of(passage.text) != "us")
        if spans:
            found.append(Mention(passage, spans))
    return tuple(found)
