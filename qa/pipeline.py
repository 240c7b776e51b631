"""Pipeline, load_pipeline(): the one place where the parts are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index import BUILT_IN, Article, read_article
from index.bm25 import Bm25Index
from index.dense import DenseIndex
from index.encoder import Encoder, Progress, SentenceEncoder, default_cache, embed
from index.search import SearchIndex, whole_passages, windows

from .answer import Answer, Hit
from .answering import compose
from .confidence import Coefficients, Vocabulary, load_coefficients
from .conversation import standalone
from .question import clean_question
from .reader import Reader, SentenceReader
from .retriever import Retriever

# The fusion that was best or as good as the best on every set measured: see eval/RESULTS.md.
WEIGHTS = {"bm25": 0.3, "bm25-sentences": 0.3, "paragraphs": 0.4 / 3, "sentences": 0.4 / 3, "pairs": 0.4 / 3}
READ_HITS = 8


class Pipeline:
    """An article that can be asked. Safe to share between threads."""

    def __init__(
        self, article: Article, indexes: Mapping[str, SearchIndex], reader: Reader, coefficients: Coefficients
    ) -> None:
        self.article = article
        self.indexes = indexes
        self.reader = reader
        self._retriever = Retriever(article.passages, [(indexes[name], weight) for name, weight in WEIGHTS.items()])
        self._coefficients = coefficients
        self._vocabulary = Vocabulary(article)

    def retrieve(self, question: str, k: int = 5) -> list[Hit]:
        """See ``qa.retrieve``."""
        return self._retriever.retrieve(clean_question(question), k)

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = (), k: int = 5) -> Answer:
        """See ``qa.ask``."""
        searched = standalone(clean_question(question), history)
        hits = self._retriever.retrieve(searched, max(k, READ_HITS))
        findings = self.reader.read(searched, hits[:READ_HITS])
        answer = compose(searched, hits, findings, self._vocabulary, self._coefficients)
        return replace(answer, question=question, hits=answer.hits[:k])


def load_pipeline(
    article: str | Path | None = None,
    *,
    encoder: str | None = None,
    cache: str | Path | None = None,
    progress: Progress | None = None,
) -> Pipeline:
    """See ``qa.load``."""
    path = BUILT_IN if article is None else Path(article)
    return build_pipeline(
        read_article(path),
        SentenceEncoder(encoder),
        default_cache() if cache is None else Path(cache),
        progress or _silent,
    )


def build_pipeline(article: Article, encoder: Encoder, cache: Path, progress: Progress) -> Pipeline:
    """Index an article with an encoder and put the pipeline together."""
    units = {"paragraphs": whole_passages(article), "sentences": windows(article, 1), "pairs": windows(article, 2)}
    vectors = embed(encoder, [text for unit in units.values() for text in unit.texts], cache, progress)
    parts = np.split(vectors, np.cumsum([len(unit.texts) for unit in units.values()])[:-1])
    dense = {name: DenseIndex(units[name], part, encoder) for name, part in zip(units, parts, strict=True)}
    words = {"bm25": Bm25Index(units["paragraphs"]), "bm25-sentences": Bm25Index(units["sentences"])}
    reader = SentenceReader(article, dense["sentences"], dense["pairs"], words["bm25-sentences"])
    return Pipeline(article, {**words, **dense}, reader, load_coefficients("none"))


def _silent(what: str, done: int, total: int) -> None:
    pass
