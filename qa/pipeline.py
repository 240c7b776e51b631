"""Pipeline, load_pipeline(): the one place where the parts are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index import BUILT_IN, Article, read_article
from index.bank import BUILT_IN_BANK, Entry, bank_units, read_bank
from index.bm25 import Bm25Index
from index.dense import DenseIndex
from index.embeddings import Progress, default_cache, embed
from index.encoder import Encoder, SentenceEncoder
from index.search import SearchIndex, check_k, whole_passages, windows

from .answer import Answer, Hit
from .answering import choose, reordered, why_not
from .bank import BankQuestions
from .confidence import Coefficients, Features, Vocabulary, features, load_coefficients
from .conversation import standalone
from .question import clean_question
from .reader import Finding, Reader, SentenceReader
from .retriever import Retriever
from .span_model import load_span_model
from .span_reader import SpanReader
from .spelling import Speller

# The fusion that was best or as good as the best on every set measured: see eval/RESULTS.md.
WEIGHTS = {"bm25": 0.3, "bm25-sentences": 0.3, "paragraphs": 0.4 / 3, "sentences": 0.4 / 3, "pairs": 0.4 / 3}
BANK_WEIGHTS = {"bank-words": 0.25, "bank-meaning": 0.25}
READ_HITS = 8
TRAINED_READER = Path(__file__).parent / "data" / "reader"


class Pipeline:
    """An article that can be asked. Safe to share between threads."""

    def __init__(
        self,
        article: Article,
        indexes: Mapping[str, SearchIndex],
        reader: Reader,
        coefficients: Coefficients,
        bank: BankQuestions | None = None,
    ) -> None:
        self.article = article
        self.indexes = indexes
        self.reader = reader
        weights = WEIGHTS | (BANK_WEIGHTS if bank else {})
        self._retriever = Retriever(article.passages, [(indexes[name], weight) for name, weight in weights.items()])
        self._weight = sum(weights.values())
        self._coefficients = coefficients
        self._vocabulary = Vocabulary(article)
        self._speller = Speller(article)
        self.bank = bank

    def retrieve(self, question: str, k: int = 5) -> list[Hit]:
        """See ``qa.retrieve``."""
        return self._retriever.retrieve(self.searched(question), k)

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = (), k: int = 5) -> Answer:
        """See ``qa.ask``."""
        return self._answer(question, history, k, self._coefficients.threshold)

    def candidates(self, question: str, history: Sequence[Mapping[str, str]] = (), k: int = 5) -> Answer:
        """What would be cited if every question were answered: ``ask`` with a threshold of 0."""
        return self._answer(question, history, k, 0.0)

    def features(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Features:
        """What the confidence of an answer is computed from."""
        searched = self.searched(question, history)
        hits = self._retriever.retrieve(searched, READ_HITS)
        return self._features(searched, hits, self.reader.read(searched, hits))

    def searched(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> str:
        """What is searched for: the question with what it needs of the conversation, its misspelt words
        mended, and the article's spelling of names that it spells otherwise."""
        return self._speller.expand(standalone(clean_question(question), history))

    def _answer(self, question: str, history: Sequence[Mapping[str, str]], k: int, threshold: float) -> Answer:
        check_k(k)
        searched = self.searched(question, history)
        hits = self._retriever.retrieve(searched, max(k, READ_HITS))
        findings = self.reader.read(searched, hits[:READ_HITS])
        confidence = self._confidence(searched, hits, findings)
        answer = Answer(clean_question(question), (), reordered(hits, findings)[:k], confidence, searched)
        if confidence < threshold or not findings:
            return replace(answer, reason=why_not(searched, self._closeness(hits), self._vocabulary))
        return replace(answer, citations=choose(searched, findings, self._vocabulary))

    def _confidence(self, question: str, hits: Sequence[Hit], findings: Sequence[Finding]) -> float:
        # A model of the hub may find no span in any passage; then nothing is answered.
        return self._coefficients.confidence(self._features(question, hits, findings)) if findings else 0.0

    def _features(self, question: str, hits: Sequence[Hit], findings: Sequence[Finding]) -> Features:
        answered, unanswered = self.bank.closest(question) if self.bank else (0.0, 0.0)
        return features(question, self._closeness(hits), findings, self._vocabulary, answered, unanswered)

    def _closeness(self, hits: Sequence[Hit]) -> float:
        return hits[0].score / self._weight


def load_pipeline(
    article: str | Path | None = None,
    *,
    encoder: str | None = None,
    reader: str | None = None,
    bank: str | Path | None = None,
    cache: str | Path | None = None,
    progress: Progress | None = None,
) -> Pipeline:
    """See ``qa.load``."""
    read = read_article(BUILT_IN if article is None else article)
    file = BUILT_IN_BANK if article is None and bank is None else bank
    return build_pipeline(
        read,
        SentenceEncoder(encoder),
        reader=reader,
        bank=read_bank(Path(file), read) if file else (),
        cache=default_cache() if cache is None else Path(cache),
        progress=progress or _silent,
    )


def build_pipeline(
    article: Article,
    encoder: Encoder,
    *,
    reader: str | None = "none",
    bank: Sequence[Entry] = (),
    cache: Path,
    progress: Progress,
) -> Pipeline:
    """Index an article, and its bank's questions, with an encoder and put the pipeline together."""
    units = {"paragraphs": whole_passages(article), "sentences": windows(article, 1), "pairs": windows(article, 2)}
    known = bank_units(article, bank) if bank else None
    groups = [unit.texts for unit in units.values()]
    groups += [known.answered.texts, known.unanswered] if known else []
    vectors = embed(encoder, [text for group in groups for text in group], cache, progress)
    parts = np.split(vectors, np.cumsum([len(group) for group in groups])[:-1])
    dense = {name: DenseIndex(unit, part, encoder) for (name, unit), part in zip(units.items(), parts, strict=False)}
    indexes: dict[str, SearchIndex] = {"bm25": Bm25Index(units["paragraphs"]), **dense}
    words = indexes["bm25-sentences"] = Bm25Index(units["sentences"])
    questions = None
    if known:
        meaning = indexes["bank-meaning"] = DenseIndex(known.answered, parts[3], encoder)
        indexes["bank-words"] = Bm25Index(known.answered)
        questions = BankQuestions(known, meaning, parts[4], encoder)
    sentences = SentenceReader(article, dense["sentences"], dense["pairs"], words, questions)
    chosen, kind = _reader(reader, sentences)
    coefficients = load_coefficients(f"{kind}, {'with' if known else 'without'} bank")
    return Pipeline(article, indexes, chosen, coefficients, questions)


def _reader(name: str | None, sentences: SentenceReader) -> tuple[Reader, str]:
    """A reader and the kind under which its coefficients are kept; a model of the hub is taken for a trained one."""
    if name == "none":
        return sentences, "sentences"
    return SpanReader(load_span_model(name or TRAINED_READER), sentences), "trained"


def _silent(what: str, done: int, total: int) -> None:
    pass
