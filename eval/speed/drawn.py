"""A collection of any size: articles of real sentences put together anew, each sentence with a drawn word, so that the
vocabulary grows with the collection as that of real text does (Simon, 1955: a word is now and then a new one, else one
of those before, the commoner the likelier)."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from index import Article, Passage, Span
from index.encoding.encoder import SentenceEncoder, Vectors

from .engines import Corpus

PASSAGES = 100  # of an article
_NEW = 0.15  # the chance that a drawn word is a new one
_SWAY = 0.3  # by how much a drawn word moves its sentence's vector
_SEED = 1
_BREAK = " – "  # between the sentences of a passage, and in none of them


class Drawn:
    """The articles of a collection. The same count gives the same articles, and a smaller collection is the beginning
    of a greater one."""

    def __init__(self, passages: int) -> None:
        """passages: in all, a multiple of ``PASSAGES``."""
        self.passages = passages
        corpus = Corpus(0)
        self.sentences = [text for text in corpus.sentences if text.endswith((".", "?")) and _BREAK not in text]
        self.encoder = SentenceEncoder()
        self._corpus = corpus

    @cached_property
    def known(self) -> dict[str, Vectors]:
        """The vector of each real sentence."""
        return dict(zip(self.sentences, self._corpus.embed(self.sentences), strict=True))

    def articles(self) -> Iterator[Article]:
        """The articles, one after another."""
        chance, said = random.Random(_SEED), list[str]()
        for number in range(self.passages // PASSAGES):
            passages = [self._passage(place, chance, said) for place in range(1, PASSAGES + 1)]
            text = "\n\n".join(passage.text for passage in passages)
            digest = hashlib.sha256(text.encode()).hexdigest()
            yield Article(f"Collected papers, {number}", tuple(passages), (), text, 0, digest=digest)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of an article's texts: of a sentence that of the real one, moved by its drawn word; of several
        their mean."""
        made: dict[str, Vectors] = {}
        rows = []
        for text in texts:
            sentences = [part if part.endswith((".", "?")) else f"{part}." for part in text.split(_BREAK)]
            parts = [made.setdefault(one, self._of(one)) for one in sentences]
            summed = np.sum(parts, axis=0)
            rows.append(summed / np.linalg.norm(summed))
        return np.stack(rows).astype(np.float32)

    def _passage(self, number: int, chance: random.Random, said: list[str]) -> Passage:
        both = []
        for _ in range(2):
            word = _coined(len(said)) if not said or chance.random() < _NEW else chance.choice(said)
            said.append(word)
            real = chance.choice(self.sentences)
            both.append(f"{real[:-1]}, {word}{real[-1]}")
        text = _BREAK.join(both)
        end = len(both[0])
        sentences = (Span(0, end), Span(end + len(_BREAK), len(text)))
        return Passage(number, "body", "", (), text, sentences, (Span(0, len(text)),))

    def _of(self, sentence: str) -> Vectors:
        real, _, word = sentence[:-1].rpartition(", ")
        base = self.known[real + sentence[-1]]
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        moved = np.random.default_rng(seed).normal(size=len(base))
        swayed = base + _SWAY * moved / np.linalg.norm(moved)
        return np.asarray(swayed / np.linalg.norm(swayed), dtype=np.float32)


class Remembered:
    """The encoder of questions, that has the vectors of a collection's articles at hand."""

    def __init__(self, drawn: Drawn) -> None:
        """drawn: the collection."""
        self._drawn = drawn
        self.fingerprint = f"drawn {drawn.encoder.fingerprint}"
        self.dimensions = drawn.encoder.dimensions
        self.unrelated = drawn.encoder.unrelated

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder.encode``: a text with a drawn word is one of the collection's."""
        try:
            return self._drawn.vectors(texts)
        except KeyError:
            return self._drawn.encoder.encode(texts)


def _coined(number: int) -> str:
    """A word for each number, no two alike."""
    syllables = "ba de fi go hu ka le mi no pu ra se ti vo zu".split()
    word = ""
    while number or len(word) < 4:
        number, place = divmod(number, len(syllables))
        word += syllables[place]
    return f"{word}x"
