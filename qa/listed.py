"""The item of a list that "the first one", "the former" or "the latter" means.

>>> which_of("Who made the second one?", "It compares InfluxDB, PhilDB and SciDB.")
Listed(meant='PhilDB', others=('InfluxDB', 'SciDB'))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.text import TYPED, content_terms, split_sentences

_PLACES = {"first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "latter": -1}
_NTH = re.compile(
    r"\bthe (?:(first|second|third|fourth|last)(?= one\b| of (?:them|these|those)\b|\W*$)|(former|latter)\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,;]\s*(?:(?:and|or)\s+)?|\s+(?:and|or|&)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """The item of a list that is meant, "" for none, and the others, in order."""

    meant: str = ""
    others: tuple[str, ...] = ()


def which_of(question: str, text: str) -> Listed:
    """The item that a question means of the longest list in a text, if it means one and the text has a list."""
    nth = _NTH.search(question)
    if nth is None:
        return Listed()
    place = _PLACES[(nth[1] or nth[2]).casefold()]
    items = max((_items(sentence.of(text)) for sentence in split_sentences(text)), key=len, default=())
    if len(items) < 2 or place >= len(items):
        return Listed()
    return Listed(items[place], tuple(item for item in items if item != items[place]))


def _items(sentence: str) -> tuple[str, ...]:
    """The items of the longest list of a sentence, the first of several, where it has one; else none."""
    pieces = _BETWEEN.split(sentence)
    return max((tuple(_from(pieces, start)) for start in range(len(pieces) - 1)), key=len, default=())


def _from(pieces: Sequence[str], start: int) -> Iterator[str]:
    """The items of the list whose first one ends a piece: each of the next is a whole piece, the last may begin one."""
    first = _run(pieces[start], reverse=True)
    for number, piece in enumerate(pieces[start + 1 :]):
        piece = _ARTICLE.sub("", piece)
        item = _run(piece)
        if not (first and item):
            return
        if not number:  # "sold salt and wool": what is no name has as many words as the next
            yield first if first[0].isupper() else " ".join(first.split()[-len(item.split()) :])
        yield item
        if len(item) < len(piece.rstrip(" .?!")):
            return


def _run(piece: str, reverse: bool = False) -> str:
    """The words of content that begin a piece, or end it; only those of a name where the nearest is a part of one."""
    typed = list(TYPED.finditer(piece))
    if reverse:
        typed.reverse()
    if not typed or not content_terms(typed[0][0]):
        return ""
    named = typed[0][0][0].isupper()
    run = list(takewhile(lambda word: content_terms(word[0]) and word[0][0].isupper() == named, typed))
    return piece[min(word.start() for word in run) : max(word.end() for word in run)]
