"""Match and SearchIndex: the only seam for another search engine.

Contract for every index: best first; at most k matches, and k may exceed the corpus; ties by
position; same input, same output; an empty corpus or k < 1 is a ValueError that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Protocol, TypeVar, runtime_checkable

import numpy as np
import numpy.typing as npt

from .passage import Article, Kind, Passage, Span
from .text import content_terms

Scores = npt.NDArray[np.float32]
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class SearchText:
    """A text that is searched for, with all that was made of it so far: its terms, its vector, the scores of texts.

    Several indexes share one encoder and one pass over their texts, and a stage after the search asks for the same
    scores again: each is computed once, and goes with the text.
    """

    text: str
    _made: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, owner: object, make: Callable[[SearchText], _Made]) -> _Made:
        """What ``make`` makes of the text for an owner, one thing for each; it is called the first time only."""
        if owner not in self._made:
            self._made[owner] = make(self)
        made: _Made = self._made[owner]
        return made

    @property
    def terms(self) -> list[str]:
        """Its stemmed words that are no function words, in order."""
        return self.once(content_terms, lambda text: content_terms(text.text))


@dataclass(frozen=True, slots=True)
class Match:
    """position: in ``article.passages``; score: higher is better, comparable within one index."""

    position: int
    score: float


class SearchIndex(Protocol):
    """Anything that finds passages for a query."""

    def search(self, query: str, k: int) -> list[Match]:
        """The best k matches; see the contract above."""
        ...


@runtime_checkable
class ScoringIndex(SearchIndex, Protocol):
    """An index that can tell the score of every passage at once, which spares making and sorting matches."""

    def passage_scores(self, text: SearchText) -> Scores:
        """By position, -inf for a passage that ``search`` would not find. Shape (passages,)."""
        ...


@dataclass(frozen=True)
class Units:
    """The texts that an index holds and the passage each belongs to; a passage scores as its best text."""

    texts: tuple[str, ...]
    positions: tuple[int, ...]

    def __post_init__(self) -> None:
        """ValueError for an empty corpus, and for texts without a position."""
        if not self.texts:
            raise ValueError("an index needs at least one text, found an empty corpus")
        if len(self.texts) != len(self.positions):
            raise ValueError(f"{len(self.texts)} texts need as many positions, found {len(self.positions)}")


def first_texts(units: Mapping[str, Units]) -> dict[str, int]:
    """Where the first text of each stands when the texts of all stand one after another."""
    ends = accumulate((len(unit.texts) for unit in units.values()), initial=0)
    return dict(zip(units, ends, strict=False))  # the last end begins nothing


LONGEST = 400  # words of a passage that is searched for as one

# The kind of a passage in words: "who wrote it" finds the authors, though their line says nothing of writing.
_LABELS: dict[Kind, str] = {
    "title": "Title of this article: ",
    "authors": "Authors, who wrote this article, their university and department: ",
    "header": "Journal in which this article was published: ",
}


def whole_passages(article: Article) -> Units:
    """One text a passage, the front matter labelled with what it is.

    A passage of more than ``LONGEST`` words is several texts, each of whole sentences: of one that is about many
    things no vector says what it is about, and its length hides each of its words.
    """
    texts, positions = [], []
    for position, passage in enumerate(article.passages):
        for part in _parts(passage):
            texts.append(_LABELS.get(passage.kind, "") + part.of(passage.text))
            positions.append(position)
    return Units(tuple(texts), tuple(positions))


def _parts(passage: Passage) -> Iterator[Span]:
    """The parts of a passage that are searched for alone: all of it, or runs of its sentences; none without any."""
    if not passage.sentences:
        return
    counts = [len(sentence.of(passage.text).split()) for sentence in passage.sentences]
    if sum(counts) <= LONGEST:
        yield Span(0, len(passage.text))
        return
    size = sum(counts) / -(-sum(counts) // LONGEST)  # parts of about one length
    begin, ended, said = 0, 1, 0
    for i, count in enumerate(counts):
        if i > begin and said + count / 2 > ended * size:
            yield Span(passage.sentences[begin].start, passage.sentences[i - 1].end)
            begin, ended = i, ended + 1
        said += count
    yield Span(passage.sentences[begin].start, passage.sentences[-1].end)


def windows(article: Article, sentences: int) -> Units:
    """Every run of ``sentences`` neighbouring sentences, labelled likewise; a shorter passage is one text."""
    texts, positions = [], []
    for position, passage in enumerate(article.passages):
        runs = max(1, len(passage.sentences) - sentences + 1) if passage.sentences else 0
        for first in range(runs):
            run = passage.sentences[first : first + sentences]
            texts.append(_LABELS.get(passage.kind, "") + Span(run[0].start, run[-1].end).of(passage.text))
            positions.append(position)
    return Units(tuple(texts), tuple(positions))


def units_of(article: Article) -> dict[str, Units]:
    """The texts by which an article is searched: its paragraphs, its sentences and every two that follow each other."""
    return {"paragraphs": whole_passages(article), "sentences": windows(article, 1), "pairs": windows(article, 2)}


class BestOf:
    """Scores of texts -> scores of their passages, each that of its best text.

    >>> BestOf((0, 0, 2), 3)(np.array([0.2, 0.9, 0.4], dtype=np.float32))
    array([ 0.9, -inf,  0.4], dtype=float32)
    """

    def __init__(self, positions: Sequence[int], count: int) -> None:
        """positions: the passage that each text belongs to; count: of the passages."""
        owners = np.asarray(positions)
        order = np.argsort(owners, kind="stable")
        owned, self._starts = np.unique(owners[order], return_index=True)
        # Texts mostly stand in the order of their passages, and no passage is without one: that leaves less to do.
        self._order = None if (order[1:] > order[:-1]).all() else order
        self._owners = None if len(owned) == count else owned
        self._count = count

    def __call__(self, scores: Scores) -> Scores:
        """Shape (texts,) -> shape (passages,), -inf for a passage without a text."""
        best = np.maximum.reduceat(scores if self._order is None else scores[self._order], self._starts)
        if self._owners is None:
            return best
        every = np.full(self._count, -np.inf, dtype=np.float32)
        every[self._owners] = best
        return every


def top_matches(scores: Scores, k: int) -> list[Match]:
    """The k best finite scores as matches, best first, ties by position."""
    order = np.argsort(-scores, kind="stable")[:k]
    order = order[np.isfinite(scores[order])]
    return [Match(*pair) for pair in zip(order.tolist(), scores[order].tolist(), strict=True)]


def check_k(k: int) -> None:
    """Raise ValueError for a k below 1."""
    if k < 1:
        raise ValueError(f"k is how many to return: expected 1 or more, found {k}")
