"""StoredPipeline: a library in a database that can be asked as one in memory is.

Of each question the passages that it may be about are fetched, and a ``Pipeline`` over these alone answers it: their
scores, and the counts of words, are those of the whole library. Nothing of it stays in the process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from index.encoding.encoder import Encoder, Vectors
from index.library import Report
from index.postgres.candidates import BREADTH, Breadth, candidates
from index.postgres.connection import Database, LibraryLost
from index.postgres.excerpt import Excerpt
from index.postgres.further import around, headings, opening, telling, under
from index.postgres.schema import check, settings
from index.postgres.statistics import Statistics
from index.search import SearchText, check_k

from ..answer import Answer, Hit
from ..asking import without_opening
from ..building import pipeline_over
from ..conversation import turns_of
from ..explaining import Explanation
from ..forms.overview import topic_of
from ..looking import located, sides_asked
from ..pasted import may_be_pasted
from ..pipeline import Pipeline
from ..query import Query, clean_question, make_query
from ..spelling import Speller
from ..tuned import TUNED
from ..vocabulary import Vocabulary
from .words import StoredWords

if TYPE_CHECKING:
    from index.postgres.connection import Session

_Found = TypeVar("_Found")
_BESIDE = 8  # passages on each side that are fetched with one that may be part of a list, or of a quotation over two
_BEST = 8  # passages of which these are fetched

History = Sequence[Mapping[str, str]]


class StoredPipeline:
    """A library in a database. Safe to share between threads.

    report   on files: empty, they were read when they were added
    """

    def __init__(
        self, database: Database, encoder: Encoder, reader: str | None = None, breadth: Breadth = BREADTH
    ) -> None:
        """reader: as ``qa.load`` takes it. ValueError for a library of another form or encoder, OSError where it cannot
        be reached."""
        self._database = database
        self._encoder = encoder
        self._reader = reader
        self._breadth = breadth
        self.report = Report()
        with database.reading() as session:
            check(settings(session), encoder)

    def retrieve(self, question: str, k: int = 5) -> list[Hit]:
        """See ``qa.retrieve``; no more than the candidates are found."""
        check_k(k)
        return self._asked(question, (), k, lambda pipeline: pipeline.retrieve(question, k))

    def ask(self, question: str, history: History = (), k: int = 5) -> Answer:
        """See ``qa.ask``."""
        check_k(k)
        return self._asked(question, history, k, lambda pipeline: pipeline.ask(question, history, k))

    def explain(self, question: str, history: History = ()) -> Explanation:
        """See ``Pipeline.explain``."""
        return self._asked(question, history, 1, lambda pipeline: pipeline.explain(question, history))

    def _asked(self, question: str, history: History, k: int, ask: Callable[[Pipeline], _Found]) -> _Found:
        """What is asked of the pipeline for a question; once more where the server was started anew meanwhile."""
        typed, turns = clean_question(question), turns_of(history)
        texts = [typed, *(str(turn.get("content", "")) for turn in history)]
        for last in (False, True):
            try:
                with self._database.reading() as session:
                    seen = _Seen(session, self._encoder, self._reader, self._breadth, texts)
                    query = make_query(typed, turns, seen.speller, seen.vocabulary.idf, seen.closeness)
                    return ask(seen.pipeline(query, k))
            except LibraryLost:
                if last:
                    raise
                self._database.renew()
        raise AssertionError("a loop of two ends with the second")


class _Seen:
    """The library as one question sees it."""

    def __init__(
        self, session: Session, encoder: Encoder, reader: str | None, breadth: Breadth, texts: Iterable[str]
    ) -> None:
        self._session = session
        self._encoder = _Remembering(encoder)
        self._reader = reader
        self._breadth = breadth
        self._statistics = Statistics(session)
        self._words = StoredWords(session, self._statistics, texts)
        self._found: dict[str, list[int]] = {}
        self.speller = Speller(self._words)
        self.vocabulary = Vocabulary(self._words)

    def closeness(self, text: SearchText) -> float:
        """The best passage's score for a text, as a weighted mean over the indexes."""
        ids = self._candidates(text, self._breadth)
        looking = self._over(ids).looking
        return looking.closeness(looking.retriever.retrieve(text, 1))

    def pipeline(self, query: Query, k: int) -> Pipeline:
        """A pipeline over the passages that a query may be about, and those that were looked at before."""
        kept = max(self._breadth.kept, k)
        breadth = self._breadth if kept == self._breadth.kept else Breadth(kept, kept, self._breadth.postings, kept)
        sides = (SearchText(side.question) for side in sides_asked(query))
        pasted = [SearchText(text) for text in may_be_pasted(query)]
        best = [number for text in (query.searched, *pasted) for number in self._candidates(text, breadth)[:_BEST]]
        for text in sides:
            self._candidates(text, breadth)
        more: list[int] = []
        if query.asks == "list" or pasted:
            more += around(best, _BESIDE)
        if query.asks in ("place", "overview"):
            more += self._placed(query, breadth)
        if query.asks == "overview" and not topic_of(query.alone.text):
            more += telling(self._session)
        language = opening(self._session) if query.asks == "language" else ""
        return self._over([*(number for ids in self._found.values() for number in ids), *more], language)

    def _placed(self, query: Query, breadth: Breadth) -> list[int]:
        """Passages of the part that a query names, and of anywhere for what is asked of it."""
        outline = headings(self._session)
        inside, place = located(query, outline)
        self._candidates(inside.searched, breadth)
        sections = {outline.passages[position].section for position in place.positions}
        vector = self._encoder.encode([inside.searched.text])
        return under(self._session, sections, vector, breadth.kept) if sections else []

    def _candidates(self, text: SearchText, breadth: Breadth) -> list[int]:
        """The candidates for a text, about best first, and for the part of it that asks."""
        if text.text not in self._found:
            found: list[int] = []
            for one in dict.fromkeys((text.text, without_opening(text).text)):
                vector = self._encoder.encode([one])
                weights, low = TUNED.retrieval.weights, self._encoder.unrelated
                found += candidates(self._session, self._statistics, one, vector, weights, low, breadth)
            self._found[text.text] = found
        return self._found[text.text]

    def _over(self, ids: Iterable[int], language: str = "") -> Pipeline:
        excerpt = Excerpt(self._session, ids, language)
        worded, meant = excerpt.indexes(self._session, self._statistics, self._encoder)
        return pipeline_over(excerpt.article, worded, meant, self._reader, words=self._words)


class _Remembering:
    """An encoder that encodes each text of a question once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}
        self.fingerprint = encoder.fingerprint
        self.dimensions = encoder.dimensions
        self.unrelated = encoder.unrelated

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder.encode``."""
        if len(texts) != 1:
            return self._encoder.encode(texts)
        if texts[0] not in self._known:
            self._known[texts[0]] = self._encoder.encode(texts)
        return self._known[texts[0]]
