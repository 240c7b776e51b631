"""The fate of each gold paragraph in a reading: whole, cut, merged, of another kind, altered or lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import LCSseq

from .alignment import Concordance, Part
from .gold import GoldParagraph
from .words import folded

LEAST_WORDS = 10
"""Words that a paragraph has at least: shorter ones are not counted."""

_SLACK = 0.02
"""The share of a paragraph's words that may lack, or be too many, in a passage that is the whole paragraph."""

_CUT = 0.9
"""The share of the words of a paragraph that was cut, that its pieces hold at least."""

_TEXT = frozenset(("body", "abstract"))

Fate = Literal["whole", "cut", "merged", "other kind", "altered", "lost"]
FATES: tuple[Fate, ...] = ("whole", "cut", "merged", "other kind", "altered", "lost")


@dataclass(frozen=True, slots=True)
class Found:
    """A gold paragraph in a reading.

    fate   the first that holds:
           other kind  half of its words or more stand first of all in a passage that is neither body nor abstract
           whole       one passage has its words in their order but for 2 %, and no more than 2 % beside them; the
                       title of a part of the abstract may lead it
           merged      one passage has them but for 2 %, and ten words or more of something else
           cut         several passages together have 90 % of them, and none has 98 %
           altered     one passage has half of them or more
           lost        none does
    parts  the passages that hold it
    words  its words
    lost   the number of its words that do not stand in these passages in their order
    """

    paragraph: GoldParagraph
    fate: Fate
    parts: tuple[Part, ...]
    words: tuple[str, ...]
    lost: int


def found_in(read: Concordance, paragraphs: Sequence[GoldParagraph]) -> list[Found]:
    """The paragraphs of ten words or more, in their order, as a reading has them."""
    return [_found(read, p, words) for p in paragraphs if len(words := folded(p.text)) >= LEAST_WORDS]


def in_order(found: Sequence[Found]) -> list[bool]:
    """Of every two neighbours that a reading has, whether the first is read before the second."""
    places = [_begin(f.parts[0]) for f in found if f.parts]
    return [first < second for first, second in pairwise(places)]


def _begin(part: Part) -> tuple[int, int]:
    return part.unit.position, min(part.places)


def _found(read: Concordance, paragraph: GoldParagraph, words: tuple[str, ...]) -> Found:
    parts = read.parts_of(words)
    beside = [word for part in sorted(parts, key=_begin) for word in part.unit.folded]
    return Found(
        paragraph,
        _fate(words, folded(paragraph.lead), parts),
        parts,
        words,
        len(words) - LCSseq.similarity(words, beside),
    )


def _fate(words: tuple[str, ...], lead: tuple[str, ...], parts: Sequence[Part]) -> Fate:
    if not parts:
        return "lost"
    best = parts[0]
    half, slack = len(words) / 2, _SLACK * len(words)
    if best.unit.kind not in _TEXT and len(best.held) >= half:
        return "other kind"
    same = LCSseq.similarity(words, best.unit.folded)
    more = len(best.unit.words) - same - (len(lead) if best.unit.folded[: len(lead)] == lead else 0)
    if len(words) - same <= slack and more <= slack:
        return "whole"
    if len(words) - same <= slack and more >= LEAST_WORDS:
        return "merged"
    together = len(frozenset().union(*(part.held for part in parts)))
    if len(words) - same > slack and len(parts) > 1 and together >= _CUT * len(words):
        return "cut"
    return "altered" if same >= half else "lost"
