"""What may be asked: the checks that every question passes before it is searched for, and what it asks."""

from __future__ import annotations

import re
import unicodedata

from index.text import content_terms

MAX_CHARACTERS = 1000
MAX_PARTS = 3  # read apart: each takes as long as the whole question
QUESTION_WORDS = "how|what|when|where|which|who|whom|whose|why"
_NEXT_ASKED = re.compile(
    r"(?:,?\s+and|[?]+(?:\s+and)?)\s+(?=(?:(?:at|by|for|from|in|of|on|since|to|under|until|with)\s+)?"
    rf"(?:{QUESTION_WORDS})\b)",
    re.IGNORECASE,
)


def clean_question(question: str) -> str:
    """The question on one line, without control and formatting characters.

    Raises TypeError when it is no text, ValueError when it is blank, has no letter or digit, or is
    longer than ``MAX_CHARACTERS``.

    >>> clean_question("Who did\\x07 Marshall \\u202ewrite to?\\n")
    'Who did Marshall write to?'
    """
    if not isinstance(question, str):
        raise TypeError(f"a question is text, found {type(question).__name__}")
    if len(question) > MAX_CHARACTERS:
        raise ValueError(
            f"the question has {len(question):,} characters, the limit is {MAX_CHARACTERS:,}: ask one thing at a time"
        )
    plain = question.isascii() and question.isprintable()
    kept = question if plain else "".join(_kept(character) for character in question)
    cleaned = " ".join(kept.split())
    if not cleaned:
        raise ValueError("the question is empty: type a question about the article")
    if not any(character.isalnum() for character in cleaned):
        raise ValueError(f"the question {cleaned[:20]!r} has no word in it: ask in words")
    return cleaned


def parts_of(question: str) -> tuple[str, ...]:
    """The first ``MAX_PARTS`` things that a question asks, in order, where it asks several; else none.

    >>> parts_of("Who wrote to Truman, and when?")  # "when?" says too little to be read by itself
    ()
    >>> parts_of("Who wrote to Truman and what did the memo say?")
    ('Who wrote to Truman', 'what did the memo say?')
    """
    parts = tuple(part for part in _NEXT_ASKED.split(question) if content_terms(part))
    return parts[:MAX_PARTS] if len(parts) > 1 else ()


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace() or category == "Cc":
        return " "
    return "" if category in ("Cf", "Cs", "Co", "Cn") and character != "\u200d" else character
