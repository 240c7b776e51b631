"""The passages in which a gold paragraph was read, found by the word triples that both have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index import Article
from index.sections import STEP

from .words import Word, folded, words_of

_LEAST = 3  # words of a paragraph, not yet found, that a passage must hold to have a part of it
_PARTS = 40  # passages that one paragraph can be spread over


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage of the article read, or one of its headings: "heading" is a kind here too.

    position  in reading order; a heading's is that of the first passage under it
    """

    kind: str
    position: int
    words: tuple[Word, ...]

    @property
    def folded(self) -> tuple[str, ...]:
        """Its words as they are compared."""
        return tuple(word.folded for word in self.words)


@dataclass(frozen=True, slots=True)
class Part:
    """A unit that holds words of a paragraph.

    held    the places of these words in the paragraph
    places  their places in the unit
    """

    unit: Unit
    held: frozenset[int]
    places: frozenset[int]


@dataclass(frozen=True)
class Concordance:
    """All units of an article, and the places of each triple of words: the unit and the word in it."""

    units: tuple[Unit, ...]
    triples: Mapping[tuple[str, ...], Sequence[tuple[int, int]]] = field(repr=False)

    def parts_of(self, words: Sequence[str]) -> tuple[Part, ...]:
        """The units that hold a paragraph's words, the one with the most first; () for one that is nowhere.

        A unit has a part if it shares with the paragraph triples of words of which three words or more are not yet
        in the parts before it.
        """
        found: defaultdict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for i in range(len(words) - 2):
            for unit, place in self.triples.get(tuple(words[i : i + 3]), ()):
                for step in range(3):
                    found[unit][i + step].add(place + step)
        parts: list[Part] = []
        missing = set(range(len(words)))
        while found and len(parts) < _PARTS:
            best = max(found, key=lambda unit: (len(found[unit].keys() & missing), -unit))
            held = found.pop(best)
            if len(held.keys() & missing) < _LEAST:
                break
            parts.append(Part(self.units[best], frozenset(held), frozenset().union(*held.values())))
            missing -= held.keys()
        return tuple(parts)


def concordance(article: Article) -> Concordance:
    """The concordance of an article's passages and headings; the title is among its passages."""
    units = [Unit(p.kind, i, tuple(words_of(p.text))) for i, p in enumerate(article.passages)]
    units += [Unit("heading", position, tuple(words_of(text))) for position, text in read_headings(article)]
    triples: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, unit in enumerate(units):
        said = unit.folded
        for i in range(len(said) - 2):
            triples[said[i : i + 3]].append((number, i))
    return Concordance(tuple(units), triples)


def read_headings(article: Article) -> list[tuple[int, str]]:
    """The headings of an article as read, each with the position of the first passage under it.

    A heading with nothing under it is not among them: an article knows its headings by their passages only. The
    headings of a path, as "Experiment 1 > Method", are one each; one that stands above several counts once.
    """
    found: list[tuple[int, str]] = []
    before = ""
    paths: set[tuple[str, ...]] = set()
    for position, passage in enumerate(article.passages):
        if passage.section and passage.section != before:
            path = tuple(passage.section.split(STEP))
            above = [path[:n] for n in range(1, len(path)) if path[:n] not in paths]
            found += [(position, part[-1]) for part in (*above, path)]
            paths |= {path[:n] for n in range(1, len(path) + 1)}
        before = passage.section or before
    return found


def overlap(words: Sequence[str], text: str) -> float:
    """The share of the words, each counted as often as it stands there, that a text has in any order; 0 for none."""
    wanted = Counter(words)
    return sum((wanted & Counter(folded(text))).values()) / len(words) if words else 0.0
