"""Query: a question as it is asked, made once of the words typed and of the conversation before them, and passed on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index import Span
from index.characters import normalized
from index.search import SearchText
from index.text import content_terms

from .answer import Change
from .asking import QUESTION_WORDS
from .conversation import Turn, asks_for_more, carried_over, with_carried
from .kinds import Asks, asks
from .salience import Rarity
from .signs import goes_on
from .spelling import Speller
from .tuned import TUNED

_NEXT_ASKED = re.compile(
    r"(?:,?\s+and|[?]+(?:\s+and)?)\s+(?=(?:(?:at|by|for|from|in|of|on|since|to|under|until|with)\s+)?"
    rf"(?:{QUESTION_WORDS})\b)",
    re.IGNORECASE,
)

Closeness = Callable[[SearchText], float]  # a text -> the best passage's score, as a weighted mean over the indexes


@dataclass(frozen=True)
class Query:
    """A question, cleaned, mended and put in context.

    typed     as it was typed, on one line
    alone     the same with its misspelt words mended, and names spelt as the article does
    searched  what is searched for: ``alone``, behind it the words carried over; the same object where there are none
    turns     the conversation before it, oldest first
    carried   the words of the conversation that it needs, as they stand there
    changes   where ``searched`` differs from ``typed``, in order
    parts     of several things asked each, in the words of ``alone``; else none
    kind      "more" for a question for nothing but more of what was answered before, else "question"
    asks      what kind of answer it asks for
    """

    typed: str
    alone: SearchText
    searched: SearchText
    turns: tuple[Turn, ...] = ()
    carried: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    parts: tuple[SearchText, ...] = ()
    kind: Literal["question", "more"] = "question"
    asks: Asks = "fact"

    @property
    def in_context(self) -> str:
        """As it was typed, behind it the words carried over, nothing mended."""
        return with_carried(self.typed, self.carried)


def make_query(typed: str, turns: Sequence[Turn], speller: Speller, rarity: Rarity, closeness: Closeness) -> Query:
    """The query for a cleaned question.

    Its own words may not tell whether it goes on from what was said before ("In which city?") or opens a topic ("What
    is neorealism?"): then words are carried over only where they bring it clearly closer to some passage.
    """
    mended = speller.correct(typed)
    alone = SearchText(mended.text)
    more = bool(turns) and asks_for_more(typed)
    query = Query(
        typed,
        alone,
        searched=alone,
        turns=tuple(turns),
        changes=mended.changes,
        parts=() if more else tuple(map(SearchText, parts_of(alone.text))),
        kind="more" if more else "question",
        asks=asks(alone.text),
    )
    carried = carried_over(typed, turns, rarity)
    if not carried:
        return query
    leaning = _leaning(query, carried, speller)
    if goes_on(typed) or closeness(leaning.searched) - closeness(alone) >= TUNED.asking.clearly_closer:
        return leaning
    return query


def _leaning(query: Query, carried: tuple[str, ...], speller: Speller) -> Query:
    """The query with words of the conversation behind it, misspelt ones mended too."""
    alone = query.alone.text
    added = speller.correct(with_carried("", carried)).text
    searched = alone + added
    words = Change(Span(len(alone) + len(" ("), len(searched) - len(")")), "")
    return replace(query, searched=SearchText(searched), carried=carried, changes=(*query.changes, words))


def clean_question(question: str) -> str:
    """The question on one line, without control and formatting characters.

    Raises TypeError when it is no text, ValueError when it is blank, has no letter or digit, or is
    longer than ``TUNED.asking.most_characters``.

    >>> clean_question("Who did\\x07 Marshall \\u202ewrite to?\\n")
    'Who did Marshall write to?'
    """
    if not isinstance(question, str):
        raise TypeError(f"a question is text, found {type(question).__name__}")
    if len(question) > TUNED.asking.most_characters:
        limit = f"the limit is {TUNED.asking.most_characters:,}"
        raise ValueError(f"the question has {len(question):,} characters, {limit}: ask one thing at a time")
    plain = question.isascii() and question.isprintable()
    kept = question if plain else normalized("".join(_kept(character) for character in question))
    cleaned = " ".join(kept.split())
    if not cleaned:
        raise ValueError("the question is empty: type a question about the article")
    if not any(character.isalnum() for character in cleaned):
        raise ValueError(f"the question {cleaned[:20]!r} has no word in it: ask in words")
    return cleaned


def parts_of(question: str) -> tuple[str, ...]:
    """The first ``TUNED.asking.most_parts`` things that a question asks, in order, where it asks several; else none.

    >>> parts_of("Who wrote to Truman, and when?")  # "when?" says too little to be read by itself
    ()
    >>> parts_of("Who wrote to Truman and what did the memo say?")
    ('Who wrote to Truman', 'what did the memo say?')
    """
    parts = tuple(part for part in _NEXT_ASKED.split(question) if content_terms(part))
    return parts[: TUNED.asking.most_parts] if len(parts) > 1 else ()


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace() or category == "Cc":
        return " "
    return "" if category in ("Cf", "Cs", "Co", "Cn") and character != "\u200d" else character
