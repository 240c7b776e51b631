"""Words for BM25 and sentences for quoting."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from .characters import with_powers
from .passage import Span
from .variants import one_form, with_names_apart

if TYPE_CHECKING:
    from Stemmer import Stemmer
    from yasbd import BoundaryDetector

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:\d+(?:[.,/]\d+)+|[^\W_]+(?:['’][^\W_]+)*)(?:\^[({]?[-−–+]?\w+[)}]?|[⁻⁺][⁰¹²³⁴-⁹ⁿⁱ]+)?"
)
"""A word as it is compared: a dotted abbreviation (U.S.), a number with inner marks (9/11, 4,659), a word with inner
apostrophes; with a power (10^6, kg⁻¹)."""

TYPED = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_][\w.'’/^⁻⁺-]*\w|[^\W_]")
"""A word as it is written or typed, hyphens and dots inside it kept: al-Qaeda, U.S."""

LETTERS = re.compile(r"[^\W\d_]+")
"""A run of letters."""

# The number of a source that stands after the full stop: "fell.[12] Next".
_CITED_AFTER_STOP = re.compile(r"[^\W\d_][.!?][\"”’)]*((?:\[\d[\d,–-]*\])+)(?=\s+[\"“(]?[^\W\d_a-z])")

_NO_WORD = re.compile(r"\S{1000,}")
_LONGEST = 5000  # characters: sentences are sought in so many at a time

# Words that carry the form of a question or sentence and nothing of its matter.
_FUNCTION_WORDS = frozenset(
    "a about also an and any are as at be been being but by can could d did do does doing for from had has have having"
    " he her him his how i if in into is it its itself ll m may me might more most my no not of on one or our out re s"
    " she should so some such t than that the their them then there these they this those to too up ve very was we were"
    " what when where whether which while who whom whose why will with would you your".split()
)


def words(text: str) -> list[str]:
    """Lower-case words in their order, neither stemmed nor filtered; dots inside abbreviations go.

    >>> words("The U.S. left; 9/11's aftermath.")
    ['the', 'us', 'left', '9/11', 's', 'aftermath']
    >>> words("10⁶ or 10^6 cells, no 106; 3 km² or km2")
    ['10^6', 'or', '10^6', 'cells', 'no', '106', '3', 'km2', 'or', 'km2']
    """
    folded = unicodedata.normalize("NFKC", with_powers(text)).casefold().replace("’", "'")
    return [word.replace(".", "") if word[0].isalpha() else word for word in WORD.findall(folded)]


def tokenize(text: str) -> list[str]:
    """The terms that BM25 counts: words, in one form for all spellings, stemmed by the Snowball English stemmer.

    There is no stop list: idf gives frequent words next to no weight, and with bounded scores their small weight
    leaves more of a question of few rare words to the vectors (better R@1 on XQuAD).

    >>> tokenize("Who supplied the weapons?")
    ['who', 'suppli', 'the', 'weapon']
    """
    return list(_stemmer().stemWords(_forms(text)))


def content_terms(text: str) -> list[str]:
    """The stemmed words of a text that are no function words ("the", "who", "did"), in order.

    >>> content_terms("Who supplied the weapons?")
    ['suppli', 'weapon']
    """
    return list(_stemmer().stemWords([word for word in _forms(text) if word not in _FUNCTION_WORDS]))


def _forms(text: str) -> list[str]:
    """The words of a text, each in the one form in which all its spellings meet."""
    return [one_form(word) for word in words(with_names_apart(text))]


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of one paragraph, in order, without the white space around them.

    Boundaries are found by yasbd (rules for English, offsets kept), and after a numbered citation that
    follows a full stop ("It fell.[12] Next ..."). The words after the last full stop are a sentence too; a
    blank text has none.
    """
    spans = []
    start = 0
    for end in _boundaries(text):
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            spans.append(Span(start + lead, start + lead + len(piece.strip())))
        start = end
    return tuple(spans)


def _boundaries(text: str) -> list[int]:
    """The ends of sentences, in order. A run of characters longer than any word is a piece of its own: yasbd would
    take time by the square of its length."""
    ends: list[int] = []
    start = 0
    for run in _NO_WORD.finditer(text):
        ends += [start + end for end in _ends(text[start : run.start()])] + [run.end()]
        start = run.end()
    return ends + [start + end for end in _ends(text[start:])]


def _ends(text: str) -> list[int]:
    """The ends of sentences, in order. A long text is searched piece by piece, each from the last end in the one
    before: some of yasbd's rules take time by the square of the length. A piece without any end is cut at a space, if
    it has one."""
    ends: list[int] = []
    start = 0
    while len(text) - start > _LONGEST:
        piece = text[start : start + _LONGEST]
        found = [end for end in _ends_of_piece(piece) if end < len(piece.rstrip())]
        if not found or found[-1] < _LONGEST // 2:
            found.append(piece.rfind(" ", _LONGEST // 2) + 1 or len(piece))
        ends += [start + end for end in found]
        start = ends[-1]
    return ends + [start + end for end in _ends_of_piece(text[start:])]


def _ends_of_piece(text: str) -> list[int]:
    if not text.strip():
        return []
    cites = [match.span(1) for match in _CITED_AFTER_STOP.finditer(text)]
    ends = sorted({*_detector().detect(text), *(end for _, end in cites)} - {start for start, _ in cites})
    return ends if ends and ends[-1] >= len(text.rstrip()) else [*ends, len(text)]


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer:
    from Stemmer import Stemmer

    return Stemmer("english")


@lru_cache(maxsize=1)
def _detector() -> BoundaryDetector:
    from yasbd import BoundaryDetector

    return BoundaryDetector("en")
