"""Pipeline, load_pipeline(): the one place where the parts are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from index import Article
from index.bank import Entry, bank_units, read_bank
from index.bm25 import bm25_indexes
from index.dense import Cosines, dense_indexes
from index.encoding.embeddings import embed
from index.encoding.encoder import Encoder, SentenceEncoder
from index.environment import default_cache
from index.library import Library, Report, built_in, read_library
from index.progress import Progress, silent
from index.search import SearchIndex, Units, check_k, whole_passages, windows

from .answer import Answer, Hit
from .bank import BankQuestions
from .confidence import Coefficients, Features, Vocabulary, features, load_coefficients
from .conversation import asks_for_more, carried_over, goes_on, was_said, with_carried
from .query import clean_question, parts_of
from .quotes import choose, reordered, unanswered, why_not
from .reading.findings import Reader, Reading
from .reading.loading import load_span_model
from .reading.sentence_reader import SentenceReader
from .reading.span_model import SpanModel
from .reading.span_reader import SpanReader
from .retriever import Retriever
from .spelling import Speller

# The fusion that was best or as good as the best on every set measured: see eval/RESULTS.md.
WEIGHTS = {"bm25": 0.3, "bm25-sentences": 0.3, "paragraphs": 0.4 / 3, "sentences": 0.4 / 3, "pairs": 0.4 / 3}
BANK_WEIGHTS = {"bank-words": 0.25, "bank-meaning": 0.25}
# How many passages are read at most. More gain nothing with a bank; without one the right passage is often further
# down, and eight gain .03 of evidence over five, twelve no more (dev questions;
# python -m eval.tuning.reader_mix, the model card).
READ_HITS = 5
READ_HITS_WITHOUT_BANK = 8
# Of them those whose scores, as weighted means over the indexes, are at most this far behind the first's: on dev no
# best quote stood in another.
READ_WITHIN = 0.2
CLEARLY_CLOSER = 0.08  # on dev, words of an unrelated exchange brought a question less than this, its own mostly more
_KEPT_ANSWERS = 256
TRAINED_READER = Path(__file__).parent / "data" / "reader"


class Pipeline:
    """An article or library that can be asked. Safe to share between threads. report: what became of its files."""

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
        self._reads = READ_HITS if bank else READ_HITS_WITHOUT_BANK
        self._coefficients = coefficients
        self._vocabulary = Vocabulary(article)
        self._speller = Speller(article)
        self.bank = bank
        self.report = Report()
        self._remembered = lru_cache(maxsize=_KEPT_ANSWERS)(self._asked)

    def retrieve(self, question: str, k: int = 5) -> list[Hit]:
        """See ``qa.retrieve``."""
        return self._retriever.retrieve(self.searched(question), k)

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = (), k: int = 5) -> Answer:
        """See ``qa.ask``. The last answers are kept: what is asked again is not read again."""
        turns = tuple((turn.get("role", ""), turn.get("content", "")) for turn in history)
        return self._remembered(clean_question(question), turns, k)

    def candidates(self, question: str, history: Sequence[Mapping[str, str]] = (), k: int = 5) -> Answer:
        """What would be cited if every question were answered: ``ask`` with a threshold of 0."""
        return self._answer(question, history, k, 0.0)

    def features(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Features:
        """What the confidence of an answer is computed from."""
        searched = self.searched(question, history)
        hits = self._retriever.retrieve(searched, self._reads)
        reading = self._read(question, self.searched(question), searched, history, hits)
        return self._features(searched, hits, reading)

    def searched(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> str:
        """What is searched for: the question with what it needs of the conversation, its misspelt words
        mended, and names spelt as the article does."""
        return self._speller.correct(self.in_context(question, history)).text

    def in_context(self, question: str, history: Sequence[Mapping[str, str]]) -> str:
        """The question, and behind it the words of the conversation that it needs.

        Its own words may not tell whether it goes on ("In which city?") or opens a topic ("What is neorealism?"):
        then they are searched for with it only where that is clearly closer to some passage.
        """
        alone = clean_question(question)
        if not history:
            return alone
        leaning = with_carried(alone, carried_over(alone, history, self._vocabulary.idf))
        if leaning == alone or goes_on(alone):
            return leaning
        gain = self._closeness(self.retrieve(leaning, 1)) - self._closeness(self.retrieve(alone, 1))
        return leaning if gain >= CLEARLY_CLOSER else alone

    def worth_reading(self, hits: Sequence[Hit], most: int, within: float = READ_WITHIN) -> list[Hit]:
        """Of the first ``most`` hits, best first, those whose score, as a weighted mean over the indexes, is at most
        ``within`` less than the best one's."""
        return [hit for hit in hits[:most] if hits[0].score - hit.score <= within * self._weight]

    def _asked(self, question: str, turns: tuple[tuple[str, str], ...], k: int) -> Answer:
        history = [{"role": role, "content": content} for role, content in turns]
        return self._answer(question, history, k, self._coefficients.threshold)

    def _answer(self, question: str, history: Sequence[Mapping[str, str]], k: int, threshold: float) -> Answer:
        check_k(k)
        alone = self.searched(question)
        searched = self.searched(question, history) if history else alone
        hits = self._retriever.retrieve(searched, max(k, self._reads))
        reading = self._read(question, alone, searched, history, hits)
        confidence = self._confidence(searched, hits, reading)
        answer = Answer(clean_question(question), (), reordered(hits, reading.whole)[:k], confidence, searched)
        if confidence < threshold or not reading.whole:
            return replace(answer, reason=why_not(searched, self._closeness(hits), self._vocabulary))
        citations = choose(alone, reading, self._vocabulary)
        return replace(answer, citations=citations, unanswered=unanswered(reading))

    def _read(
        self, question: str, alone: str, searched: str, history: Sequence[Mapping[str, str]], hits: Sequence[Hit]
    ) -> Reading:
        """The conversation decides where to look, the question alone what is quoted: read with the words of
        the turns before, a follow-up finds the sentence that was quoted already. Where it asks for nothing but
        more, it is read with them, and what was quoted is passed over. Of several things asked each is also read
        by itself."""
        hits = self.worth_reading(hits, self._reads)
        if not history or not asks_for_more(question):
            parts = {part: self.reader.read(part, hits) for part in parts_of(alone)}
            return Reading(self.reader.read(alone, hits), parts)
        findings = self.reader.read(searched, hits)
        return Reading([found for found in findings if not was_said(found.citation.quote, history)] or findings)

    def _confidence(self, question: str, hits: Sequence[Hit], reading: Reading) -> float:
        # A model of the hub may find no span in any passage; then nothing is answered.
        if not reading.whole or self._vocabulary.is_foreign(question):
            return 0.0
        return self._coefficients.confidence(self._features(question, hits, reading))

    def _features(self, question: str, hits: Sequence[Hit], reading: Reading) -> Features:
        closest = self.bank.closest(question) if self.bank else (0.0, 0.0)
        return features(question, self._closeness(hits), reading, self._vocabulary, *closest)

    def _closeness(self, hits: Sequence[Hit]) -> float:
        return hits[0].score / self._weight


def load_pipeline(
    article: str | Path | Sequence[str | Path] | None = None,
    *,
    encoder: str | None = None,
    reader: str | None = None,
    bank: str | Path | None = None,
    cache: str | Path | None = None,
    progress: Progress | None = None,
) -> Pipeline:
    """See ``qa.load``."""
    folder = default_cache() if cache is None else Path(cache)
    library = open_library(article, folder, progress or silent)
    return library_pipeline(library, encoder=encoder, reader=reader, bank=bank, cache=folder, progress=progress)


def open_library(article: str | Path | Sequence[str | Path] | None, cache: Path, progress: Progress) -> Library:
    """What ``qa.load`` takes for an article, read."""
    if article is None:
        return built_in()
    return read_library([article] if isinstance(article, str | Path) else article, cache, progress)


def library_pipeline(
    library: Library,
    *,
    encoder: str | None = None,
    reader: str | None = None,
    bank: str | Path | None = None,
    cache: Path,
    progress: Progress | None = None,
) -> Pipeline:
    """The pipeline over what was read."""
    file = library.bank if bank is None else bank
    pipeline = build_pipeline(
        library.article,
        SentenceEncoder(encoder),
        reader=reader,
        bank=read_bank(Path(file), library.article) if file else (),
        cache=cache,
        progress=progress or silent,
    )
    pipeline.report = library.report
    return pipeline


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
    units = _units(article)
    known = bank_units(article, bank) if bank else None
    # A library's articles each by itself: so one that is added or changed is the only one that is embedded.
    groups = [[text for unit in _units(part).values() for text in unit.texts] for part in article.parts or [article]]
    groups += [[*known.answered.texts, *known.unanswered]] if known else []
    vectors = embed(encoder, groups, cache, progress)
    meant = units | ({"bank-meaning": known.answered} if known else {})
    dense = dense_indexes(meant, vectors.of([text for unit in meant.values() for text in unit.texts]), encoder)
    worded = {"bm25": units["paragraphs"], "bm25-sentences": units["sentences"]}
    words = bm25_indexes(worded | ({"bank-words": known.answered} if known else {}))
    questions = None
    if known:
        unanswered = Cosines(vectors.of(known.unanswered), encoder) if known.unanswered else None
        questions = BankQuestions(known, dense["bank-meaning"], unanswered)
    sentences = SentenceReader(article, dense["sentences"], dense["pairs"], words["bm25-sentences"], questions)
    chosen, kind = _reader(reader, sentences)
    coefficients = load_coefficients(f"{kind}, {'with' if known else 'without'} bank")
    return Pipeline(article, {**words, **dense}, chosen, coefficients, questions)


def _units(article: Article) -> dict[str, Units]:
    return {"paragraphs": whole_passages(article), "sentences": windows(article, 1), "pairs": windows(article, 2)}


def _reader(name: str | None, sentences: SentenceReader) -> tuple[Reader, str]:
    """A reader and the kind under which its coefficients are kept; a model of the hub is taken for a trained one."""
    if name == "none":
        return sentences, "sentences"
    return SpanReader(_span_model(name or TRAINED_READER), sentences), "trained"


@lru_cache(maxsize=1)
def _span_model(source: str | Path) -> SpanModel:
    """The model is the same for every article, and takes 90 MB: who opens another article shares it."""
    return load_span_model(source)
