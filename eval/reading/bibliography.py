"""The gold entries that a reading has whole, and its citations that lead to the right entry."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from index import Article, Cite, Passage

from .gold import GoldReference
from .paragraphs import Found
from .words import Word, folded, words_of

ReferenceFate = Literal["whole", "in part", "missed"]
REFERENCE_FATES: tuple[ReferenceFate, ...] = ("whole", "in part", "missed")
Place = tuple[str, int]
"""The section and number of a reference: no other of its article has both."""

_WHOLE = 0.9  # of an entry's words, in a passage that is the whole entry
_PART = 0.5  # of them, in a passage that is a part of the entry
_MORE = 3  # words that a whole entry may have beside a tenth of its own: its number, an address's pieces
_NEAR = 3  # words from a citation to the next word that is known to be of a paragraph


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A gold entry in a reading; ``place`` is that of the passage with the most of its words, if it has half.

    whole    a passage has 90 % of its words, in any order, and is not another gold entry's place with 90 % too; of an
             entry that was typed in full, the passage has no more than a tenth, and three words, beside them
    in part  the passage has half of its words, or several entries
    missed   no passage has half of them
    """

    id: str
    fate: ReferenceFate
    place: Place | None


@dataclass(frozen=True, slots=True)
class Links:
    """The citations of gold entries that a reading has right, and has not, and those to another entry."""

    right: int
    missing: int
    wrong: int


def place_of(reference: Passage) -> Place:
    """The place of a reference."""
    return reference.section, reference.number


def found_references(article: Article, gold: Sequence[GoldReference], in_full: bool) -> list[FoundReference]:
    """The gold entries as an article's references have them; ``in_full``: their keys are all of their words."""
    read = [(place_of(r), Counter(folded(r.text))) for r in article.references]
    taken: Counter[Place] = Counter()  # by entries of which a passage has 90 %
    best: list[tuple[float, int, Place | None]] = []
    for entry in gold:
        key = Counter(folded(entry.key))
        shares = [(_share(key, said), -taken[place], -i) for i, (place, said) in enumerate(read)]
        share, _, number = max(shares, default=(0.0, 0, 0))
        place, said = read[-number] if read else (None, Counter())
        best.append((share, said.total() - key.total(), place))
        if place is not None and share >= _WHOLE:
            taken[place] += 1
    return [
        FoundReference(entry.id, *_reference_fate(*found, taken, key_size=len(folded(entry.key)) if in_full else 0))
        for entry, found in zip(gold, best, strict=True)
    ]


def _reference_fate(
    share: float, more: int, place: Place | None, taken: Mapping[Place, int], key_size: int
) -> tuple[ReferenceFate, Place | None]:
    """``key_size``: the number of the words of an entry that was typed in full, else 0."""
    if place is None or share < _PART:
        return "missed", None
    fits = not key_size or more <= (1 - _WHOLE) * key_size + _MORE
    return ("whole" if share >= _WHOLE and taken[place] == 1 and fits else "in part"), place


def links_of(article: Article, found: Sequence[Found], references: Sequence[FoundReference]) -> Links:
    """The pairs of paragraph and entry that both the gold and the reading have, and those that one has alone.

    A pair of the gold is right when a citation in the words of the paragraph, in whatever passages they are, leads to
    the passage that is the entry; an entry cited twice is to be cited twice. Wrong is a citation in these words to a
    passage that is none of the entries that the paragraph cites. Citations outside the paragraphs are not looked at.
    """
    places = {reference.id: reference.place for reference in references}
    read = _cited_by_paragraph(article, found)
    right = wrong = wanted = 0
    for number, paragraph in enumerate(found):
        wanted += len(paragraph.paragraph.cited)
        gold = Counter(place for entry in paragraph.paragraph.cited if (place := places.get(entry)))
        cited = read.get(number, Counter())
        right += (gold & cited).total()
        wrong += sum(times for place, times in cited.items() if place not in gold)
    return Links(right, wanted - right, wrong)


def _cited_by_paragraph(article: Article, found: Sequence[Found]) -> dict[int, Counter[Place]]:
    """The entries cited in the words of each paragraph, by its number."""
    owners: dict[tuple[int, int], int] = {}  # of a passage's words
    parts = [(part, number) for number, paragraph in enumerate(found) for part in paragraph.parts]
    for part, number in sorted(parts, key=lambda pair: -len(pair[0].places)):
        if part.unit.kind != "heading":
            for place in part.places:
                owners.setdefault((part.unit.position, place), number)
    cited: dict[int, Counter[Place]] = {}
    for position, passage in enumerate(article.passages):
        words = words_of(passage.text) if passage.cites else []
        for cite in passage.cites:
            near = _words_near(cite, words)
            owner = next((owners[position, i] for i in near if (position, i) in owners), None)
            if owner is not None:
                cited.setdefault(owner, Counter())[place_of(cite.reference)] += 1
    return cited


def _words_near(cite: Cite, words: Sequence[Word]) -> list[int]:
    """The places of the words in a citation, then of those around it, the nearest first."""
    first = bisect_left(words, cite.span.start, key=lambda word: word.start)
    end = bisect_left(words, cite.span.end, key=lambda word: word.start)
    around = [i for step in range(1, _NEAR + 1) for i in (first - step, end + step - 1)]
    return [*range(first, end), *around]


def _share(key: Counter[str], said: Counter[str]) -> float:
    return (key & said).total() / key.total() if key else 0.0
