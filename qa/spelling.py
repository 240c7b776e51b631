"""Misspelt words of a question, and names that the article spells otherwise -> the article's own words.

A word is taken for a misspelling only when neither the article nor ordinary English has it. Ordinary
English is the word list of the embedded encoder: its 22,500 whole words are the most frequent
ones of English books and Wikipedia.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from index import Article, Span
from index.encoding.encoder import vocabulary
from index.text import tokenize

from .answer import Change
from .terms import Keys, Spellings, Word, words_in
from .tuned import TUNED
from .words import Words, counted

_POSSESSIVE = re.compile(r"['’]s?$")
_BARE = frozenset({"america", "britain", "great britain"})  # have no "the" before them, unlike the US and the UK
_OTHER_LAND = re.compile(r"\b(?:central|latin|north|south)\s+$", re.IGNORECASE)  # Latin America is not the US
_ALIKE = ("aeiouy", "ckqsz", "dt", "fpv", "gj", "mn")
# Beginnings and ends that make a new word of an ordinary one: "firmer" is no misspelling.
_PREFIXES = "anti counter dis inter mid mis multi non out over post pre pro re semi sub super un under".split()
_SUFFIXES = "able al dom er est ful hood ish ism ist ity ive ize less like ly ness or ship th ward wide wise".split()


@dataclass(frozen=True, slots=True)
class Correction:
    """A question with its misspelt words mended, and where they stand in it, in order; empty when none."""

    text: str
    changes: tuple[Change, ...]

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """(as typed, taken for) of each change."""
        return tuple((change.typed, change.read.of(self.text)) for change in self.changes)


class Speller:
    """The words of one article, to mend questions with."""

    def __init__(self, known: Article | Words) -> None:
        """known: an article, or its words counted."""
        self._words = counted(known)

    def correct(self, question: str) -> Correction:
        """The question with each misspelt word replaced by the article's word that it is closest to, and each name
        by the article's spelling of it where that is more than ``TUNED.spelling.rarer`` times as frequent there as the
        one typed.

        A letter left out, added, changed or swapped with the next is one slip (optimal string alignment,
        after Damerau, 1964): one is forgiven from five letters on, two from nine on, none in the first
        letter. Names and short words may not have a letter in place of one that sounds otherwise.

        >>> Speller(article).correct("Which missle did the mujahidin get?").words
        (('missle', 'missile'), ('mujahidin', 'mujahideen'))
        """
        changes: list[Change] = []
        mended, kept = "", 0  # the text so far, and how far in the question it goes
        found = words_in(question)
        known = self._words.spellings(found)
        for words, spellings in known.names(found):
            if len(spellings) == 1 and self._words.has_key(words[0].key):
                continue
            start = words[0].start
            typed = _POSSESSIVE.sub("", question[start : words[-1].end])
            if len(spellings) > 1:
                keys = tuple(word.key for word in words)
                taken = "" if _is_no_name(question, typed, start) else self._articles_own(keys, known)
                taken = f"the {taken}" if taken and typed.casefold() in _BARE else taken
            else:
                taken = self._closest(typed, named=_is_name(question, words[0]))
            if taken:
                mended += question[kept:start]
                changes.append(Change(Span(len(mended), len(mended) + len(taken)), typed))
                mended, kept = mended + taken, start + len(typed)
        return Correction(mended + question[kept:], tuple(changes))

    def _articles_own(self, typed: Keys, known: Spellings) -> str:
        """The article's own spelling of a name, "" where the one typed will do."""
        spellings = known.of(typed)
        own = max(spellings, key=self._words.times)
        return spellings[own] if self._words.times(own) > TUNED.spelling.rarer * self._words.times(typed) else ""

    def _closest(self, typed: str, named: bool) -> str:
        word = typed.casefold()
        if len(word) < (TUNED.spelling.name if named else TUNED.spelling.one_slip) or self._is_known(word):
            return ""
        slips = 2 if len(word) >= TUNED.spelling.two_slips and not named else 1
        counts = self._words.like(word, slips)
        near = process.extract(word, counts.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None)
        strict = named or len(word) < TUNED.spelling.any_letter
        fitting = [
            (distance, -counts[found], found)
            for found, distance, _ in near
            if found[0] == word[0] and not (strict and _sounds_different(word, found))
        ]
        return self._words.form(min(fitting)[2]) if fitting else ""

    def _is_known(self, word: str) -> bool:
        return (
            not word.isalpha()
            or self._has(word)
            or any(word.startswith(p) and self._has(word.removeprefix(p)) for p in _PREFIXES)
            or any(word.endswith(s) and self._has(word.removesuffix(s)) for s in _SUFFIXES)
        )

    def _has(self, word: str) -> bool:
        return len(word) > 2 and all(self._words.has_key(w.key) or w.key in ordinary_keys() for w in words_in(word))


@lru_cache(maxsize=1)
def ordinary_keys() -> frozenset[str]:
    """The keys of the whole words of the embedded encoder's word list."""
    accented = " ".join(word for word in vocabulary() if not word.isascii())
    # All at once: of plain letters a word's key is its stem.
    plain = tokenize(" ".join(word for word in vocabulary() if word.isascii()))
    return frozenset([*plain, *(word.key for word in words_in(accented))])


def _is_no_name(question: str, typed: str, start: int) -> bool:
    """Whether what looks like a known name is none: us in small letters, the America of Latin America."""
    return typed == "us" or _OTHER_LAND.search(question[:start]) is not None


def _is_name(question: str, word: Word) -> bool:
    return word.start > 0 and question[word.start].isupper() and not question.isupper()


def _sounds_different(word: str, found: str) -> bool:
    """Whether a letter stands in place of one that does not sound like it; swapped letters do not count."""
    if sorted(word) == sorted(found):
        return False
    changed = [(word[e.src_pos], found[e.dest_pos]) for e in Levenshtein.editops(word, found) if e.tag == "replace"]
    return not all(any(a in group and b in group for group in _ALIKE) for a, b in changed)
