"""What is counted over a whole library: how many texts there are, how long, and how many of them hold a term."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from ..bm25 import MOST
from .rows import stored_term

if TYPE_CHECKING:
    from .connection import Session


class Held(NamedTuple):
    """In how many passages, paragraphs and sentences a term stands; a passage counts function words as none."""

    passages: int = 0
    paragraphs: int = 0
    sentences: int = 0


class Statistics:
    """The statistics of a library as one question sees it; each is asked for once."""

    def __init__(self, session: Session) -> None:
        """session: of the question."""
        self._session = session
        found = session.execute("SELECT word, n FROM counts WHERE kind = 't'").fetchall()
        totals = {str(word): int(n) for word, n in found}
        self.articles = totals.get("articles", 0)
        self.passages = totals.get("passages", 0)
        self.texts = tuple(totals.get(name, 0) for name in ("paragraphs", "sentences"))
        words = (totals.get(f"{name}' words", 0) for name in ("paragraphs", "sentences"))
        self.means = tuple(count / texts if texts else 1.0 for count, texts in zip(words, self.texts, strict=True))
        self._held: dict[str, Held] = {}

    def learn(self, terms: Iterable[str]) -> None:
        """Ask for several terms at once."""
        lacking = [term for term in dict.fromkeys(map(stored_term, terms)) if term not in self._held]
        if lacking:
            self._held.update(dict.fromkeys(lacking, Held()))
            rows = self._session.execute(
                "SELECT term, passages, paragraphs, sentences FROM terms WHERE term = ANY(%s)", [lacking]
            )
            self._held.update({str(term): Held(*numbers) for term, *numbers in rows})

    def of(self, term: str) -> Held:
        """Of one term."""
        self.learn([term])
        return self._held[stored_term(term)]

    def bounds(self, terms: Iterable[str]) -> npt.NDArray[np.float64]:
        """The most that each term adds to a score, of paragraphs and of sentences, shape (terms, 2); see bm25.py."""
        terms = list(terms)
        self.learn(terms)
        rows = [
            [_bound(texts, held) for texts, held in zip(self.texts, self.of(term)[1:], strict=True)] for term in terms
        ]
        return np.array(rows, dtype=np.float64).reshape(len(terms), 2)


def _bound(texts: int, held: int) -> float:
    """As ``Bm25Scorer`` has it, to the last bit."""
    return float(MOST * (np.log(texts + 1) if held == 0 else math.log((texts + 1) / held)))
