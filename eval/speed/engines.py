"""Engines over many passages: ``python -m eval.speed.engines NAME COUNT`` serves one, built over COUNT of them.

The passages are pairs of real sentences, the article's own and its question bank's, put together anew. Up to
10,000 passages are encoded as they are; for more a passage's vector is the mean of its two sentences' vectors,
made unit length.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from index import Article, Passage, Span, built_in_article
from index.bank import read_bank
from index.built_in import BUILT_IN_BANK
from index.encoding.embeddings import embed
from index.encoding.encoder import SentenceEncoder, Vectors
from index.environment import default_cache
from index.progress import silent
from index.search import Units
from index.text import tokenize

from .loop import Call, Stopwatch, serve
from .questions import banked

TOP = 10
ENCODED = 10_000  # passages that are encoded as they are
QUESTIONS = 100  # asked of each; HNSW's breadth is set on as many others
RECALL = 0.99
_TIE = 1e-5
_SEED = 0

Search = Callable[[str], Sequence[int]]
Built = tuple[Search, Mapping[str, float]]  # and figures of its own


class Corpus:
    """Passages of two sentences each, no two alike, and the questions asked of them.

    The same count gives the same passages, and a smaller corpus is the beginning of a greater one.
    """

    def __init__(self, count: int) -> None:
        """Draw ``count`` pairs of sentences. ValueError if there are not so many."""
        article = built_in_article()
        own = (s.of(p.text) for p in article.passages if p.kind in ("abstract", "body") for s in p.sentences)
        self.sentences = list(dict.fromkeys([*own, *(e.question for e in read_bank(BUILT_IN_BANK, article))]))
        many = len(self.sentences)
        if count > many * (many - 1) // 4:
            raise ValueError(f"{many} sentences make {many * (many - 1) // 4:,} passages at most, asked for {count:,}")
        chance, pairs = random.Random(_SEED), dict[tuple[int, int], None]()
        while len(pairs) < count:
            pairs[chance.randrange(many), chance.randrange(many)] = None
        self.pairs = list(pairs)
        self.encoder = SentenceEncoder()

    @cached_property
    def texts(self) -> list[str]:
        """The passages' texts."""
        return [f"{self.sentences[first]} {self.sentences[second]}" for first, second in self.pairs]

    @cached_property
    def vectors(self) -> Vectors:
        """The passages' vectors, a row each."""
        if len(self.pairs) <= ENCODED:
            return self.embed(self.texts)
        return means(self.alone, self.pairs)

    @cached_property
    def alone(self) -> Vectors:
        """The sentences' vectors, a row each."""
        return self.embed(self.sentences)

    @property
    def article(self) -> Article:
        """The passages as an article."""
        passages: list[Passage] = []
        for (first, _), text in zip(self.pairs, self.texts, strict=True):
            end = len(self.sentences[first])
            sentences = (Span(0, end), Span(end + 1, len(text)))
            passages.append(Passage(len(passages) + 1, "body", "", (), text, sentences, (Span(0, len(text)),)))
        return Article("recombined", tuple(passages), (), "", 0)

    @cached_property
    def questions(self) -> dict[str, Vectors]:
        """The questions that will be asked, and as many others, each with its vector, shape (1, dimensions)."""
        texts = banked(2 * QUESTIONS)
        return dict(zip(texts, self.embed(texts)[:, None], strict=True))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors, kept on disk."""
        return embed(self.encoder, [texts], default_cache(), silent).of(texts)


def means(alone: Vectors, pairs: Sequence[tuple[int, int]]) -> Vectors:
    """Unit vectors halfway between two of ``alone``, a row for each pair."""
    both = np.asarray(pairs)
    summed = alone[both[:, 0]] + alone[both[:, 1]]
    return np.asarray(summed / np.linalg.norm(summed, axis=1, keepdims=True), dtype=np.float32)


def rank_bm25(corpus: Corpus) -> Built:
    """The library's scores, exact: every passage that scores as high as the tenth counts as found."""
    from rank_bm25 import BM25Plus

    engine = BM25Plus([tokenize(text) for text in corpus.texts], k1=1.2, delta=0)

    def search(question: str) -> list[int]:
        scores = engine.get_scores(tokenize(question))
        tenth = np.partition(scores, -TOP)[-TOP]
        return [int(place) for place in np.flatnonzero(scores >= tenth - _TIE)]

    return search, {}


def bm25s(corpus: Corpus) -> Built:
    """The same scores from sparse matrices."""
    import bm25s as library

    engine = library.BM25(k1=1.2, delta=0, method="bm25+")
    engine.index([tokenize(text) for text in corpus.texts], show_progress=False)

    def search(question: str) -> list[int]:
        found = engine.retrieve([tokenize(question)], k=TOP, show_progress=False, return_as="documents")
        return [int(place) for place in found[0]]

    return search, {}


def own_bm25(corpus: Corpus) -> Built:
    """This project's."""
    from index.bm25 import Bm25Index

    index = Bm25Index(Units(tuple(corpus.texts), tuple(range(len(corpus.texts)))))
    return lambda question: [match.position for match in index.search(question, TOP)], {}


def flat(corpus: Corpus) -> Built:
    """Exact inner products; every passage as close as the tenth counts as found."""
    import faiss

    index = faiss.IndexFlatIP(corpus.vectors.shape[1])
    index.add(corpus.vectors)

    def search(question: str) -> list[int]:
        scores, places = index.search(corpus.questions[question], 2 * TOP)
        return [int(place) for place in places[0][scores[0] >= scores[0, TOP - 1] - _TIE]]

    return search, {}


def hnsw(corpus: Corpus) -> Built:
    """A graph of neighbours (Malkov & Yashunin, 2020), searched as broadly as the recall asks for.

    The breadth is set on other questions than those that are timed.
    """
    import faiss

    index = faiss.IndexHNSWFlat(corpus.vectors.shape[1], 32, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 80
    index.add(corpus.vectors)
    (exact, _), other = flat(corpus), list(corpus.questions)[QUESTIONS:]

    def search(question: str) -> list[int]:
        return [int(place) for place in index.search(corpus.questions[question], TOP)[1][0]]

    for breadth in (16, 32, 64, 128, 256, 512, 1024):
        index.hnsw.efSearch = breadth
        if recall([search(question) for question in other], [exact(question) for question in other]) >= RECALL:
            break
    return search, {"breadth": breadth}


def whole(corpus: Corpus) -> Built:
    """This project's whole search, with the question's vector at hand."""
    from qa.building import build_pipeline

    article = corpus.article
    with TemporaryDirectory() as cache:
        pipeline = build_pipeline(article, Remembered(corpus), cache=Path(cache), progress=silent)
    return lambda question: [hit.position for hit in pipeline.retrieve(question, TOP)], {}


class Remembered:
    """An encoder that has the vectors of a corpus's sentences, passages and questions at hand."""

    fingerprint = "remembered"

    def __init__(self, corpus: Corpus) -> None:
        """Take the vectors of ``corpus``, which encodes any other text."""
        self._corpus = corpus
        known = [*corpus.sentences, *corpus.texts], [*corpus.alone, *corpus.vectors]
        self._known = dict(zip(*known, strict=True)) | {q: vector[0] for q, vector in corpus.questions.items()}

    @property
    def dimensions(self) -> int:
        """See ``Encoder.dimensions``."""
        return self._corpus.encoder.dimensions

    @property
    def unrelated(self) -> float:
        """See ``Encoder.unrelated``."""
        return self._corpus.encoder.unrelated

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder.encode``."""
        return np.stack([self._known[text] if text in self._known else self._new(text) for text in texts])

    def _new(self, text: str) -> Vectors:
        vector: Vectors = self._corpus.encoder.encode([text])[0]
        return vector


def recall(found: Sequence[Sequence[int]], exact: Sequence[Sequence[int]]) -> float:
    """The mean share of the places found that are among the exact ones, ties with the last of these included."""
    shares = [len(set(some) & set(every)) / min(TOP, len(every)) for some, every in zip(found, exact, strict=True)]
    return float(np.mean(shares))


WORDS, VECTORS = ("rank-bm25", "bm25s", "Bm25Index"), ("faiss flat", "faiss HNSW")
WHOLE = "article-qa, whole search"
ENGINES: Mapping[str, Callable[[Corpus], Built]] = {
    **dict(zip(WORDS, (rank_bm25, bm25s, own_bm25), strict=True)),
    **dict(zip(VECTORS, (flat, hnsw), strict=True)),
    WHOLE: whole,
}


def load(name: str, count: int) -> tuple[Call, Mapping[str, float]]:
    """Build an engine; its search, and the seconds and megabytes of building, texts and vectors not counted."""
    import psutil

    corpus = Corpus(count)
    _ = corpus.texts
    if name not in WORDS:
        _ = corpus.vectors, corpus.questions
    memory = psutil.Process().memory_info
    before, watch = memory().rss, Stopwatch()
    search, figures = ENGINES[name](corpus)
    return search, {**figures, "build": watch.read(), "megabytes": max(0, memory().rss - before) / 2**20}


if __name__ == "__main__":
    serve(lambda: load(sys.argv[1], int(sys.argv[2])))
