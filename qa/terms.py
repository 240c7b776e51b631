"""Words as they are compared: stemmed, and folded so that the spellings of one name meet.

>>> spellings = Spellings("Osama bin Laden was found in Kabul.")
>>> spellings.find(spellings.slots("Usama Bin Ladin"), words_in("Osama bin Laden was found in Kabul."))
(Span(start=0, end=15),)
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index import Span
from index.characters import with_powers
from index.text import WORD, tokenize

from .tuned import TUNED

_EXPLAINED = re.compile(r"(?<![^\W\d_])(?P<name>(?:[^\W\d_][\w'’-]{0,60}\s+){2,8})\((?P<short>[^\W\d_][\w&.]{1,9})\)")
_LINKING = frozenset("and for in of on the to".split())

# Abbreviations that everybody takes for one another; those of an article's subject come with it.
EVERYBODYS = (
    ("US", "USA", "United States", "United States of America", "America"),
    ("USSR", "Soviet Union"),
    ("UN", "United Nations"),
    ("UK", "United Kingdom", "Britain", "Great Britain"),
    ("CIA", "Central Intelligence Agency"),
    ("NATO", "North Atlantic Treaty Organization", "North Atlantic Treaty Organisation"),
)

Keys = tuple[str, ...]


class Word(NamedTuple):
    """A word and where it stands in its text; two words are the same when their keys are."""

    key: str
    start: int
    end: int


def words_in(text: str) -> tuple[Word, ...]:
    """The words of a text in their order; neither punctuation nor hyphens belong to them.

    >>> words_in("Allies'")
    (Word(key='alli', start=0, end=6),)
    """
    return tuple(Word(_key(match[0]), *match.span()) for match in WORD.finditer(text))


class Spellings:
    """Which words are one name: ``EVERYBODYS``, the groups given, and what a text itself explains, "Long Name (LN)"."""

    def __init__(self, text: str = "", groups: Iterable[Sequence[str]] = ()) -> None:
        """text: may explain abbreviations; groups: names that mean the same."""
        self._groups: dict[Keys, dict[Keys, str]] = {}
        for group in (*EVERYBODYS, *groups, *explained(text)):
            spellings = {keys_of(spelling): spelling for spelling in reversed(group)}
            for keys in tuple(spellings):
                spellings = self._groups.get(keys, {}) | spellings
            if len(spellings) <= TUNED.spelling.most_spellings:
                self._groups |= dict.fromkeys(spellings, spellings)
        # How many words the longest name has that begins with a word.
        self._longest: dict[str, int] = {}
        for keys in self._groups:
            self._longest[keys[0]] = max(len(keys), self._longest.get(keys[0], 0))

    def of(self, keys: Keys) -> dict[Keys, str]:
        """All spellings of a name, by their keys, its own among them; words that are no name have themselves alone."""
        return self._groups.get(keys, {keys: ""})

    def names(self, words: Sequence[Word]) -> Iterator[tuple[Sequence[Word], dict[Keys, str]]]:
        """The words one after another, those of a known name together, each with all its spellings."""
        start = 0
        while start < len(words):
            longest = self._longest.get(words[start].key, 1)
            for length in range(min(len(words) - start, longest), 0, -1):
                found = words[start : start + length]
                keys = tuple([word.key for word in found])
                if keys in self._groups or length == 1:
                    yield found, self.of(keys)
                    start += length
                    break

    def times(self, keys: Sequence[str]) -> Counter[Keys]:
        """How often each spelling of a known name stands among the keys of a text's words, one after another."""
        beginning: dict[str, list[Keys]] = {}
        for spelling in self._groups:
            beginning.setdefault(spelling[0], []).append(spelling)
        return Counter(
            spelling
            for i, key in enumerate(keys)
            for spelling in beginning.get(key, ())
            if tuple(keys[i : i + len(spelling)]) == spelling
        )

    def slots(self, term: str) -> list[tuple[Keys, ...]]:
        """For each word or name of a term, all its spellings: what ``find`` looks for."""
        return [tuple(spellings) for _, spellings in self.names(words_in(term))]

    def find(self, slots: Sequence[tuple[Keys, ...]], words: Sequence[Word]) -> tuple[Span, ...]:
        """Where a term's slots stand one after another among the words of a text: in order, none overlapping."""
        keys = tuple(word.key for word in words)
        found = []
        start = 0
        while slots and start < len(keys):
            end = _match(slots, keys, start)
            if end > start:
                found.append(Span(words[start].start, words[end - 1].end))
            start = max(end, start + 1)
        return tuple(found)


def _match(slots: Iterable[tuple[Keys, ...]], keys: Keys, start: int) -> int:
    """The furthest end of a match of all slots, one after another, from ``start``; ``start`` when there is none."""
    ends = {start}
    for spellings in slots:
        ends = {end + len(s) for end in ends for s in spellings if keys[end : end + len(s)] == s}
    return max(ends, default=start)


def keys_of(text: str) -> Keys:
    """The keys of the words of a text, in their order."""
    return tuple(word.key for word in words_in(text))


@lru_cache(maxsize=16384)
def _key(word: str) -> str:
    """Without accents, case, dots and inflection."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", with_powers(word)) if not unicodedata.combining(c))
    return " ".join(tokenize(plain.replace("’", "'")))


def explained(text: str) -> Iterator[tuple[str, str]]:
    """The abbreviations that a text explains: "Central Treaty Organization (CENTO)", not "Professor (OPS)"."""
    for match in _EXPLAINED.finditer(text):
        letters = re.sub(r"\W", "", match["short"]).casefold()
        name = re.findall(r"[^\W\d_][\w'’]*", match["name"])
        words = [word.casefold() for word in name]
        for first, word in enumerate(words):
            if word not in _LINKING and _spells(words[first:], letters):
                yield " ".join(name[first:]), match["short"]
                break


def _spells(words: Sequence[str], letters: str) -> bool:
    """Whether letters are the beginnings of the words, in order; "of" and its like may be passed over."""
    if not words or not letters:
        return not words and not letters
    if words[0] in _LINKING and _spells(words[1:], letters):
        return True
    lengths = range(1, len(letters) + 1)
    return any(words[0].startswith(letters[:n]) and _spells(words[1:], letters[n:]) for n in lengths)
