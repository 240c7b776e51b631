"""The lines of a paragraph -> its text: words that a line's end has cut are put together again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ...text import tokenize
from .layout import LAYOUT

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*")
_CUT = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)([-\u2010\u00ad])$")
_BEGINNING = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.|doi:|10\.\d{4,}/)\S*$", re.IGNORECASE)
_SCHEME = re.compile(r"https?://")  # cut in itself: "https:" and "//..."
_SUSPENDED = frozenset({"and", "or", "to", "nor", "und", "versus"})  # "pre- and post-war"


class Vocabulary:
    """The words that stand whole somewhere in the document, and those of English: evidence for how a cut word is
    written, the document's own first."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Counts the words of a document's lines, each line's first and last word left out."""
        self._times: Counter[str] = Counter()
        for line in lines:
            # The first and last word of a line may be pieces of a cut one.
            self._times.update(word.casefold() for word in _WORD.findall(line)[1:-1])
        self._stems = {stem for word in self._times for stem in tokenize(word)}

    def joined(self, left: str, right: str) -> bool:
        """Whether "effec-" and "tive" are one word.

        They are if the document has it elsewhere, in this or another form, or the language does; they are not if the
        document has it with its hyphen. What nobody knows is one word if neither of its halves is a word.
        """
        whole, dashed = f"{left}{right}".casefold(), f"{left}-{right}".casefold()
        if self._times[whole] or self._times[dashed]:
            return self._times[whole] > self._times[dashed]
        long = len(whole) >= LAYOUT.documents.joined_length
        if long and self._stems.intersection(tokenize(whole)):
            return True
        end = left.rpartition("-")[2]  # of "non-stan-dardized" the middle
        known = _plain(end + right)
        if known in _english() or (long and _english_stems().intersection(tokenize(known))):
            return True
        return not (self._is_word(end) or self._is_word(right))

    def _is_word(self, text: str) -> bool:
        return bool(self._times[text.casefold()]) or _plain(text) in _english()


def _plain(word: str) -> str:
    """A word in lower case and without accents, as the encoder's vocabulary has it."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _english() -> frozenset[str]:
    from ...encoding.encoder import vocabulary  # takes long to import, and most files have no cut word of doubt

    return vocabulary()


@lru_cache(maxsize=1)
def _english_stems() -> frozenset[str]:
    long = (word for word in _english() if len(word) >= LAYOUT.documents.stem_length)
    return frozenset(stem for word in long for stem in tokenize(word))


def join_lines(lines: Sequence[str], vocabulary: Vocabulary, brimful: Sequence[bool] = ()) -> list[str]:
    """As many lines, each cut word whole and on the line in which it begins; a line that is left empty is "".

    A dash at a line's end is dropped if the joined word occurs elsewhere in the document or is a word of English, or
    if it is a soft hyphen; any other dash stays, as in "US-Pakistan", for it may be the word's own. A web
    address goes on after a line that it alone fills to the edge, or by its look. ``brimful`` tells for each line
    whether one word fills it.
    """
    mended = list(lines)
    for i in range(len(mended)):
        rest = ""
        while mended[i] and not rest:  # a word may go over several lines: a long web address does
            following = next((j for j in range(i + 1, len(mended)) if mended[j]), None)
            if following is None:
                break
            first, _, rest = mended[following].partition(" ")
            filled = following <= len(brimful) and brimful[following - 1] and _ADDRESS.search(mended[i])
            joined = mended[i] + first if filled else _across(mended[i], first, vocabulary)
            if joined is None:
                break
            mended[i], mended[following] = joined, rest
    return mended


def _across(line: str, first: str, vocabulary: Vocabulary) -> str | None:
    """The line with the word that opens the next one, if no space belongs between the two; else None."""
    address = _ADDRESS.search(line)
    if address:
        return line + first if _goes_on(address[0], first) else None
    if _SCHEME.match(line.rpartition(" ")[2] + first) and not _SCHEME.match(first):
        return line + first
    cut, beginning = _CUT.search(line), _BEGINNING.match(first)
    if cut and beginning:
        if cut[2] == "\u00ad":
            return line[:-1] + first
        if beginning[0] in _SUSPENDED:
            return None
        lower = beginning[0][0].islower() and not cut[1].isupper()
        return (line[:-1] if lower and vocabulary.joined(cut[1], beginning[0]) else line) + first
    return line + first if re.search(r"\S[-\u2010–—]$", line) and first[:1].isalnum() else None


def _goes_on(address: str, first: str) -> bool:
    """Whether a web address that a line's end has cut goes on with the next line's first word."""
    if address.endswith("://"):
        return True
    if re.match(r"(?:https?:|www\.|[(\[])", first):
        return False
    if address.endswith(("/", "_", "=", "&", "?", "%", "#", "-", "~", ":")):
        return True
    if address.endswith("."):
        return first[:1].islower() or bool(re.fullmatch(r"[\d.-]+[.,;]?", first))
    return bool(re.search(r"[/_=&%#]|\w\.\w|\w-\w.*-\w", first))
