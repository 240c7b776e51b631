"""The words of a quotation and of a passage, in one form each, so that they can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from index import Span
from index.characters import with_powers

_TOKEN = re.compile(r"\w+(?:['-]\w+)*(?:\^-?\w+|[⁻⁺]\w+)?|[^\w\s]")
RUN = re.compile(r"\w+")  # of letters and digits in a word
_FOLDED = str.maketrans(dict.fromkeys('‘’‚‛´`′"“”„‟«»', "'") | dict.fromkeys("‐‑‒–—−", "-"))
_MARKS = "\"'“”„‟‘’«»"
# What stands behind the closing mark of a copied quote: "(Kux, 2001, p. 4) [read by OCR]."
_CITATION = re.compile(
    r"(?<=[\"”'’»])\s*(?:\((?:[^()]|\([^()]*\))*\)|\[\d[^\]]*\])?\s*(?:\[read by OCR\])?\s*[.,;]?\s*$"
)
_SIC = re.compile(r"\s*\[sic[.!]?\]", re.IGNORECASE)
_CAPITAL = re.compile(r"\[(\w)\](?=\w)")
_LINE_END = re.compile(r"(?<=\w)[-‐\u00ad]\s*\n\s*(?=\w)")


def cleaned(quotation: str) -> tuple[str, frozenset[str]]:
    """A quotation without what its writer may add, and the words whose capital was set in brackets, in lower case.

    Quotation marks around it and a citation behind them, "[sic]" and hyphens at line ends go; "[T]he" becomes "The".

    >>> cleaned("“[T]he road fell [sic] si-\\nlent” (Fern, 2010).")
    ('The road fell silent', frozenset({'the'}))
    """
    text = quotation.strip()
    if text[:1] and text[0] in _MARKS:
        text = _CITATION.sub("", text)
    text = _LINE_END.sub("", _SIC.sub("", text.strip(_MARKS + " ")))
    words = {word[0] for m in _CAPITAL.finditer(text) if (word := RUN.match(f"{m[1]}{text[m.end() :]}"))}
    return _CAPITAL.sub(r"\1", text), frozenset(word.casefold() for word in words)


@dataclass(frozen=True)
class Words:
    """A text, cut into words and punctuation marks at the first need: most passages of a check never are.

    Quotation marks are left out: copies differ in them, and an author's are nested in those of the person who quotes.
    """

    text: str

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words and marks, quotation marks, dashes and letters in one form each."""
        folded = self.text.translate(_FOLDED)
        found = tuple(token for token in _TOKEN.findall(folded) if token != "'")
        if folded.isascii() and "^" not in folded:
            return found
        # Without spaces: the normal form of a mark such as "¨" is a space and a combining mark.
        return tuple(unicodedata.normalize("NFKC", with_powers(token)).replace(" ", "") for token in found)

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Start and end in ``text`` of each token."""
        found = _TOKEN.finditer(self.text.translate(_FOLDED))
        return tuple(match.span() for match in found if match[0] != "'")

    @property
    def words(self) -> tuple[str, ...]:
        """The tokens that are no marks, in lower case."""
        return tuple(token.casefold() for token in self.tokens if token[0].isalnum())

    def shares_at_most(self, runs: Counter[str]) -> int:
        """The most words of a quotation that the text can share, told without cutting it.

        ``runs`` holds the longest run of letters and digits of each word, in lower case.
        """
        if not self.text.isascii():
            return runs.total()
        lower = self.text.lower()
        return sum(times for run, times in runs.items() if run in lower)

    def span(self, tokens: Span) -> Span:
        """The characters of a span of tokens; of none, the empty place after the token before."""
        if tokens.start < tokens.end:
            return Span(self.places[tokens.start][0], self.places[tokens.end - 1][1])
        place = self.places[tokens.start - 1][1] if tokens.start else 0
        return Span(place, place)
