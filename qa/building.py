"""The parts of a pipeline, put together: what an article is indexed with, read with and judged by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index import Article
from index.bank import BankUnits, Entry, bank_units, read_bank
from index.bm25 import Bm25Index, bm25_indexes
from index.dense import Cosines, DenseIndex, dense_indexes
from index.encoding.embeddings import embed
from index.encoding.encoder import Encoder, SentenceEncoder
from index.environment import default_cache
from index.library import Library, Report, built_in, read_library
from index.progress import Progress, silent
from index.search import units_of

from .bank import BankQuestions
from .confidence import load_coefficients
from .pipeline import Pipeline
from .reading.findings import Reader
from .reading.loading import load_span_model
from .reading.sentence_reader import SentenceReader
from .reading.span_model import SpanModel
from .reading.span_reader import SpanReader
from .words import Words

TRAINED_READER = Path(__file__).parent / "data" / "reader"


@dataclass(frozen=True)
class Parts:
    """The choices that a pipeline is made with, as the parameters of ``qa.load`` of the same names."""

    encoder: str | None = None
    reader: str | None = None
    bank: str | Path | None = None
    cache: str | Path | None = None
    progress: Progress = silent

    @property
    def folder(self) -> Path:
        """The folder of the cache."""
        return default_cache() if self.cache is None else Path(self.cache)


def open_library(article: str | Path | Sequence[str | Path] | None, parts: Parts) -> Library:
    """The article, file, folder or files that ``qa.load`` takes, read."""
    if article is None:
        return built_in()
    return read_library([article] if isinstance(article, str | Path) else article, parts.folder, parts.progress)


def library_pipeline(library: Library, parts: Parts) -> Pipeline:
    """The pipeline over a library that was read; see ``qa.load`` for the errors."""
    file = library.bank if parts.bank is None else parts.bank
    return build_pipeline(
        library.article,
        SentenceEncoder(parts.encoder),
        reader=parts.reader,
        bank=read_bank(Path(file), library.article) if file else (),
        cache=parts.folder,
        progress=parts.progress,
        report=library.report,
    )


def build_pipeline(
    article: Article,
    encoder: Encoder,
    *,
    reader: str | None = "none",
    bank: Sequence[Entry] = (),
    cache: Path,
    progress: Progress = silent,
    report: Report | None = None,
) -> Pipeline:
    """Index an article, and its bank's questions, with an encoder and put the pipeline together."""
    units = units_of(article)
    known = bank_units(article, bank) if bank else None
    vectors = embed(encoder, _groups(article, known), cache, progress)
    meant = units | ({"bank-meaning": known.answered} if known else {})
    dense = dense_indexes(meant, vectors.of([text for unit in meant.values() for text in unit.texts]), encoder)
    worded = {"bm25": units["paragraphs"], "bm25-sentences": units["sentences"]}
    words = bm25_indexes(worded | ({"bank-words": known.answered} if known else {}))
    questions = None
    if known:
        unanswered = Cosines(vectors.of(known.unanswered), encoder) if known.unanswered else None
        questions = BankQuestions(known, dense["bank-meaning"], unanswered)
    return pipeline_over(article, words, dense, reader, questions, report)


def pipeline_over(
    article: Article,
    worded: Mapping[str, Bm25Index],
    meant: Mapping[str, DenseIndex],
    reader: str | None,
    questions: BankQuestions | None = None,
    report: Report | None = None,
    words: Words | None = None,
) -> Pipeline:
    """The pipeline over an article that is indexed by its words and by their meaning; words: None for its own."""
    sentences = SentenceReader(article, meant["sentences"], meant["pairs"], worded["bm25-sentences"], questions)
    chosen, kind = _reader(reader, sentences)
    coefficients = load_coefficients(f"{kind}, {'with' if questions else 'without'} bank")
    return Pipeline(article, {**worded, **meant}, chosen, sentences, coefficients, questions, report, words)


def _groups(article: Article, known: BankUnits | None) -> list[list[str]]:
    """The texts to be embedded. A library's articles each by itself: so one that is added or changed is the only one
    that is embedded."""
    groups = [[text for unit in units_of(part).values() for text in unit.texts] for part in article.parts or [article]]
    return groups + ([[*known.answered.texts, *known.unanswered]] if known else [])


def _reader(name: str | None, sentences: SentenceReader) -> tuple[Reader, str]:
    """A reader and the kind under which its coefficients are kept; a model of the hub is taken for a trained one."""
    if name == "none":
        return sentences, "sentences"
    return SpanReader(span_model(name or TRAINED_READER), sentences), "trained"


@lru_cache(maxsize=1)
def span_model(source: str | Path) -> SpanModel:
    """A reader's model, see ``load_span_model``. It is the same for every article, and takes 90 MB: another article
    that is opened shares it."""
    return load_span_model(source)
