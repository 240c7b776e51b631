"""Words as the measures compare them, so that neither case, hyphens, quotes nor line breaks make a difference."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LETTER = r"[^\W\d_]"
_SIGNS = "\u00ad\u2060\u200b-\u200d\ufeff"  # the soft hyphen, and the signs that no reader sees
_WITHIN = rf"(?:[{_SIGNS}]|(?<={_LETTER})[-‐‑‒–'’‘ʼ`](?={_LETTER}))"
_WORD = re.compile(rf"[^\W_][\u0300-\u036f]*(?:{_WITHIN}*[^\W_\u0300-\u036f][\u0300-\u036f]*)*")
_NO_LETTER = re.compile(rf"[{_SIGNS}\-‐‑‒–'’‘ʼ`]")
_NUMBERED = re.compile(r"(?:\d{1,2}|[ivx]{1,4}|[a-h])$")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and the characters of its text that it covers."""

    folded: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text in order, folded: NFKC, lower case, and no hyphen or apostrophe between letters.

    Hyphens, en dashes and apostrophes between two letters vanish, since a line's end may have put them there or
    taken them; between digits, and everywhere else, they part words as any other sign does.

    >>> [word.folded for word in words_of("Co-operation, 1990–92: the ﬁrst “don't”.")]
    ['cooperation', '1990', '92', 'the', 'first', 'dont']
    """
    return [Word(_folded(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def folded(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    return tuple(word.folded for word in words_of(text))


def heading_key(text: str) -> tuple[str, ...]:
    """The words of a heading without its number: those before the first word that is no number, letter or "iv".

    >>> heading_key("2.1. Field Work"), heading_key("IV Results"), heading_key("1990")
    (('field', 'work'), ('results',), ('1990',))
    """
    found = folded(text)
    first = next((i for i, word in enumerate(found) if not _NUMBERED.match(word)), 0)
    return found[first:]


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", _NO_LETTER.sub("", word)).casefold()
