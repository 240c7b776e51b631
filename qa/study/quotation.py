"""A check whether a pasted sentence is in the article, word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein

from index import Article, Span
from index.characters import normalized

from ..tuned import TUNED
from .grounds import Ground, Place
from .quoted_words import RUN, Words, cleaned

# Of four dots the first ends a sentence.
_OMISSION = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.(?!\s?\.)")
_NOT = re.compile(r"\b(?:not|no|never|neither|nor|none|cannot|without|hardly)\b|n['’]t\b", re.IGNORECASE)
_PROSE = ("abstract", "body")


@dataclass(frozen=True, slots=True)
class Difference:
    """A place at which a quotation departs from the article.

    kind      "missing" words stand only in the article, "added" ones only in the quotation
    quoted    the quotation's words and marks, "" when missing
    original  the article's, "" when added
    span      the original's characters in the passage's text; empty, at the place, when added
    place     the number, from 0 on, of the check's place in which it stands
    """

    kind: Literal["missing", "added", "changed"]
    quoted: str
    original: str
    span: Span
    place: int = 0


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """The result of a check.

    verdict      "exact": the same words, capitals and punctuation; "nearly": a few differ, or dots stand for a
                 "not"; "absent"
    places       the parts of the quotation in order: one, or more if words are left out between them with "...", or
                 it runs on into the next paragraph; empty when absent
    differences  in order; empty when exact and when absent
    left_out     the article's words for which dots stand, in order
    """

    verdict: Literal["exact", "nearly", "absent"]
    places: tuple[Place, ...] = ()
    differences: tuple[Difference, ...] = ()
    left_out: tuple[Place, ...] = ()

    @property
    def hides_a_not(self) -> bool:
        """Whether dots stand for words that turn the sense: "not", "never", "no"."""
        return any(_NOT.search(place.span.of(place.passage.text)) for place in self.left_out)


def check_quotation(article: Article, quotation: str) -> QuotationCheck:
    """Look for a quotation in the article's passages, and over the end of a paragraph in two that follow each other.

    White space, quotation marks, a citation behind them, "[sic]", a capital in brackets, hyphens at line ends and the
    form of dashes and apostrophes do not matter. Parts between "...", "…" or "[...]" are looked for one after another.
    Of several passages the one with the least differences is taken, of equal ones the first.

    Raises ValueError if the quotation has no word, and if it has more characters than
    ``TUNED.checking.most_characters``.
    """
    if len(quotation) > TUNED.checking.most_characters:
        limit = f"the limit is {TUNED.checking.most_characters:,}"
        raise ValueError(f"the quotation has {len(quotation):,} characters, {limit}: check it in parts")
    text, capitals = cleaned(quotation)
    text = normalized(text)
    parts = [part for piece in _OMISSION.split(text) if (part := Words(piece)).words]
    if not parts:
        raise ValueError(f"no quotation to check: expected words, found {quotation.strip()[:20]!r}")
    single = [Ground((passage,), Words(passage.text)) for passage in article.passages]
    runs = Counter(max(RUN.findall(word), key=len) for part in parts for word in part.words)
    several = list(_following(article, runs))
    # The article may itself have an ellipsis: so first the whole, then its parts.
    for grounds in (single, several):
        for wanted in ([Words(text)], parts):
            for ground in grounds:
                if ground.words.shares_at_most(runs) == runs.total() and (regions := _exact(wanted, ground.words)):
                    return _told("exact", ground, regions, ())
    found = _nearly(parts, single, runs)
    return _without(found if found.places else _nearly(parts, several, runs), capitals)


def _following(article: Article, runs: Counter[str]) -> Iterator[Ground]:
    """Every two paragraphs that follow each other, notes and tables between them aside, and have most of the words."""
    for part in article.parts or (article,):
        prose = [passage for passage in part.passages if passage.kind in _PROSE]
        for pair in pairwise(prose):
            ground = Ground(pair, Words(" ".join(passage.text for passage in pair)))
            if ground.words.shares_at_most(runs) >= (1 - 2 * TUNED.checking.most_different) * runs.total():
                yield ground


def _told(
    verdict: Literal["exact", "nearly"], ground: Ground, regions: Sequence[Span], differences: Sequence[Difference]
) -> QuotationCheck:
    """The check of a quotation whose parts stand on these tokens; differences: spans of the ground's text."""
    spans = [ground.words.span(region) for region in regions]
    places = [place for span in spans for place in ground.places(span)]
    gaps = [Span(before.end, max(before.end, after.start)) for before, after in pairwise(spans)]
    left_out = tuple(place for gap in gaps for place in ground.places(gap) if _worded(place))
    own = []
    for difference in differences:
        (at, *_) = ground.places(difference.span)
        held = [i for i, place in enumerate(places) if place.passage is at.passage and place.span.holds(at.span)]
        own.append(replace(difference, span=at.span, place=(held or [0])[0]))
    check = QuotationCheck(verdict, tuple(places), tuple(own), left_out)
    return replace(check, verdict="nearly") if check.hides_a_not else check


def _worded(place: Place) -> bool:
    return any(character.isalnum() for character in place.span.of(place.passage.text))


def _without(check: QuotationCheck, capitals: frozenset[str]) -> QuotationCheck:
    """The check without the differences that the quotation itself shows: [T]he for "the"."""
    kept = tuple(
        d
        for d in check.differences
        if d.quoted.casefold() != d.original.casefold() or d.quoted.casefold() not in capitals
    )
    exact = check.verdict == "nearly" and not kept and not check.hides_a_not
    return replace(check, differences=kept, verdict="exact" if exact else check.verdict)


def _exact(parts: Sequence[Words], text: Words) -> list[Span]:
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


def _nearly(parts: Sequence[Words], grounds: Sequence[Ground], runs: Counter[str]) -> QuotationCheck:
    """The ground with the least differing words, if every part differs in few enough."""
    wanted = Counter(word for part in parts for word in part.words)
    # A word that a passage lacks is at best misspelt: with fewer than this it cannot be near enough.
    enough = (1 - 2 * TUNED.checking.most_different) * wanted.total()
    hopeful = [i for i, ground in enumerate(grounds) if ground.words.shares_at_most(runs) >= enough]
    shared = {i: (wanted & Counter(grounds[i].words.words)).total() for i in hopeful}
    likely = [i for i in sorted(shared, key=lambda i: -shared[i])[: TUNED.checking.candidates] if shared[i] >= enough]
    best, least = QuotationCheck("absent"), TUNED.checking.most_different
    for i in sorted(likely):
        text = grounds[i].words
        regions: list[Span] = []
        for part in parts:
            regions.append(_nearest(part, text, regions[-1].end if regions else 0))
        found = [list(_differences(part, text, region)) for part, region in zip(parts, regions, strict=True)]
        shares = [_cost(d) / len(part.words) for d, part in zip(found, parts, strict=True)]
        mean = sum(shares) / len(shares)
        if max(shares) <= TUNED.checking.most_different and mean < least:
            least = mean
            best = _told("nearly", grounds[i], regions, [d for some in found for d in some])
    return best


def _nearest(part: Words, text: Words, start: int) -> Span:
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


def _differences(part: Words, text: Words, region: Span) -> Iterator[Difference]:
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
        quoted, original = Words(difference.quoted).words, Words(difference.original).words
        if quoted != original:
            alike = fuzz.ratio(" ".join(quoted), " ".join(original)) >= TUNED.checking.misspelt
            cost += max(len(quoted), len(original)) * (0.5 if alike else 1.0)
    return cost
