"""A check whether a pasted sentence is in the article, word for word."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein

from index import Article, Passage, Span
from index.characters import normalized, with_powers

from ..tuned import TUNED

# Of four dots the first ends a sentence.
_OMISSION = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.(?!\s?\.)")
_TOKEN = re.compile(r"\w+(?:['-]\w+)*(?:\^-?\w+|[⁻⁺]\w+)?|[^\w\s]")
_RUN = re.compile(r"\w+")  # of letters and digits in a word
_FOLDED = str.maketrans(dict.fromkeys('‘’‚‛´`′"“”„‟«»', "'") | dict.fromkeys("‐‑‒–—−", "-"))


@dataclass(frozen=True, slots=True)
class Difference:
    """A place at which a quotation departs from the article.

    kind      "missing" words stand only in the article, "added" ones only in the quotation
    quoted    the quotation's words and marks, "" when missing
    original  the article's, "" when added
    span      the original's characters in the passage's text; empty, at the place, when added
    """

    kind: Literal["missing", "added", "changed"]
    quoted: str
    original: str
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """The passage that a quotation, or one part of it, stands in, and its characters in the passage's text."""

    passage: Passage
    span: Span


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """The result of a check.

    verdict      "exact": the same words, capitals and punctuation; "nearly": a few differ; "absent"
    places       the parts of the quotation in order: one, or more if words are left out between
                 them with "..."; all in one passage; empty when absent
    differences  in order; empty when exact and when absent
    """

    verdict: Literal["exact", "nearly", "absent"]
    places: tuple[Place, ...] = ()
    differences: tuple[Difference, ...] = ()


def check_quotation(article: Article, quotation: str) -> QuotationCheck:
    """Look for a quotation in the article's passages.

    White space, quotation marks and the form of dashes and apostrophes do not matter. Parts between
    "...", "…" or "[...]" are looked for one after another in the same passage.
    Of several passages the one with the least differences is taken, of equal ones the first.

    Raises ValueError if the quotation has no word, and if it has more characters than
    ``TUNED.checking.most_characters``.
    """
    if len(quotation) > TUNED.checking.most_characters:
        limit = f"the limit is {TUNED.checking.most_characters:,}"
        raise ValueError(f"the quotation has {len(quotation):,} characters, {limit}: check it in parts")
    quotation = normalized(quotation)
    parts = [part for piece in _OMISSION.split(quotation) if (part := _Text(piece)).words]
    if not parts:
        raise ValueError(f"no quotation to check: expected words, found {quotation.strip()[:20]!r}")
    passages = [(passage, _Text(passage.text)) for passage in article.passages]
    runs = Counter(max(_RUN.findall(word), key=len) for part in parts for word in part.words)
    # The article may itself have an ellipsis: so first the whole, then its parts.
    for wanted in ([_Text(quotation)], parts):
        for passage, text in passages:
            if text.shares_at_most(runs) == runs.total() and (regions := _exact(wanted, text)):
                return QuotationCheck("exact", _places(passage, text, regions))
    return _nearly(parts, passages, runs)


@dataclass(frozen=True)
class _Text:
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


def _exact(parts: Sequence[_Text], text: _Text) -> list[Span]:
    """The tokens that each part stands on, one after another; empty when a part is not there."""
    regions: list[Span] = []
    joined = " " + " ".join(text.tokens) + " "
    place = 0
    for part in parts:
        wanted = " " + " ".join(part.tokens) + " "
        place = joined.find(wanted, place)
        if place < 0:
            return []
        start = joined.count(" ", 0, place)
        regions.append(Span(start, start + len(part.tokens)))
        place += len(wanted) - 1
    return regions


def _nearly(parts: Sequence[_Text], passages: Sequence[tuple[Passage, _Text]], runs: Counter[str]) -> QuotationCheck:
    """The passage with the least differing words, if every part differs in few enough."""
    wanted = Counter(word for part in parts for word in part.words)
    # A word that a passage lacks is at best misspelt: with fewer than this it cannot be near enough.
    enough = (1 - 2 * TUNED.checking.most_different) * wanted.total()
    hopeful = [i for i, (_, text) in enumerate(passages) if text.shares_at_most(runs) >= enough]
    shared = {i: (wanted & Counter(passages[i][1].words)).total() for i in hopeful}
    likely = [i for i in sorted(shared, key=lambda i: -shared[i])[: TUNED.checking.candidates] if shared[i] >= enough]
    best, least = QuotationCheck("absent"), TUNED.checking.most_different
    for i in sorted(likely):
        passage, text = passages[i]
        regions: list[Span] = []
        for part in parts:
            regions.append(_nearest(part, text, regions[-1].end if regions else 0))
        found = [list(_differences(part, text, region)) for part, region in zip(parts, regions, strict=True)]
        shares = [_cost(d) / len(part.words) for d, part in zip(found, parts, strict=True)]
        mean = sum(shares) / len(shares)
        if max(shares) <= TUNED.checking.most_different and mean < least:
            least = mean
            best = QuotationCheck("nearly", _places(passage, text, regions), tuple(d for some in found for d in some))
    return best


def _nearest(part: _Text, text: _Text, start: int) -> Span:
    """The tokens from ``start`` on that are most like a part.

    The alignment finds the place roughly, in a window as long as the part. Each end then moves to the token at
    which the fewest words differ; of equal ones the most words agree, then the fewest letters differ.
    """
    wanted = [token.casefold() for token in part.tokens]
    rest = [token.casefold() for token in text.tokens[start:]]
    alignment = fuzz.partial_ratio_alignment(wanted, rest)
    if alignment is None or not rest:
        return Span(start, start)
    first, last = alignment.dest_start, alignment.dest_end
    slack = min(len(wanted) // 4, TUNED.checking.slack) + 2

    def unlike(first: int, last: int) -> tuple[int, int, int]:
        tokens = rest[first:last]
        letters = Levenshtein.distance(" ".join(wanted), " ".join(tokens))
        return Levenshtein.distance(wanted, tokens), -LCSseq.similarity(wanted, tokens), letters

    firsts = range(max(0, first - slack), min(first + slack, last) + 1)
    first = min(firsts, key=lambda i: unlike(i, last))
    lasts = range(max(first, last - slack), min(last + slack, len(rest)) + 1)
    last = min(lasts, key=lambda i: unlike(first, i))
    return Span(start + first, start + last)


def _differences(part: _Text, text: _Text, region: Span) -> Iterator[Difference]:
    """The differences between a part and the tokens of a text that are most like it, in order."""
    original = text.tokens[region.start : region.end]
    steps = Levenshtein.opcodes(part.tokens, original)
    for same, group in groupby(steps, key=lambda step: step.tag == "equal"):
        if same:
            continue
        run = list(group)
        theirs = part.span(Span(run[0].src_start, run[-1].src_end))
        ours = text.span(Span(region.start + run[0].dest_start, region.start + run[-1].dest_end))
        quoted, own = " ".join(theirs.of(part.text).split()), ours.of(text.text)
        yield Difference("missing" if not quoted else "changed" if own else "added", quoted, own, ours)


def _cost(differences: Sequence[Difference]) -> float:
    """The number of words that differ: marks and capitals count nothing, a misspelt word half."""
    cost = 0.0
    for difference in differences:
        quoted, original = _Text(difference.quoted).words, _Text(difference.original).words
        if quoted != original:
            alike = fuzz.ratio(" ".join(quoted), " ".join(original)) >= TUNED.checking.misspelt
            cost += max(len(quoted), len(original)) * (0.5 if alike else 1.0)
    return cost


def _places(passage: Passage, text: _Text, regions: Sequence[Span]) -> tuple[Place, ...]:
    return tuple(Place(passage, text.span(region)) for region in regions)
