"""Pipeline: the way of a question to its answer, over an article or library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index import Article
from index.library import Report
from index.search import SearchIndex, SearchText, check_k

from .answer import Answer, Hit
from .bank import BankQuestions
from .confidence import Coefficients, Features, features
from .conversation import Turn, turns_of, was_said
from .given import GivenAnswers
from .query import Query, clean_question, make_query
from .quotes import choose, reordered, unanswered, why_not
from .reading.findings import Reader, Reading
from .retriever import shipped_retriever, shipped_weights
from .spelling import Speller
from .tuned import TUNED
from .vocabulary import Vocabulary


class Pipeline:
    """An article or library that can be asked. Safe to share between threads; ``building`` puts one together.

    article   what is asked
    indexes   of its passages, by name
    bank      how close questions are to those of its question bank; None without one
    report    what became of the files that it was read from
    """

    def __init__(
        self,
        article: Article,
        indexes: Mapping[str, SearchIndex],
        reader: Reader,
        coefficients: Coefficients,
        bank: BankQuestions | None = None,
        report: Report | None = None,
    ) -> None:
        """reader: of passages; coefficients: of the confidence that goes with the reader and the bank."""
        self.article = article
        self.indexes = indexes
        self.reader = reader
        self.bank = bank
        self.report = report or Report()
        self._retriever = shipped_retriever(article, indexes)
        self._weight = sum(shipped_weights(indexes).values())
        self._reads = TUNED.reading.hits if bank else TUNED.reading.hits_without_bank
        self._coefficients = coefficients
        self._vocabulary = Vocabulary(article)
        self._speller = Speller(article)
        self._given = GivenAnswers()

    def retrieve(self, question: str, k: int = 5) -> list[Hit]:
        """See ``qa.retrieve``."""
        return self._retriever.retrieve(self.query(question).searched, k)

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = (), k: int = 5) -> Answer:
        """See ``qa.ask``. The last answers are kept: a question asked again is not read again."""
        typed, turns = clean_question(question), turns_of(history)
        answer = self._given.get((typed, turns, k))
        if answer is None:
            answer = self._answer(self._query(typed, turns), k, self._coefficients.threshold)
            self._given.keep((typed, turns, k), answer)
        return answer

    def candidates(self, question: str, history: Sequence[Mapping[str, str]] = (), k: int = 5) -> Answer:
        """The answer if every question were answered: ``ask`` with a threshold of 0."""
        return self._answer(self.query(question, history), k, 0.0)

    def features(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Features:
        """The features that the confidence of an answer is computed from."""
        query = self.query(question, history)
        hits = self._retriever.retrieve(query.searched, self._reads)
        return self._features(query, hits, self._read(query, hits))

    def query(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Query:
        """The question as it is searched for and read: cleaned, mended and put in context. Raises what
        ``clean_question`` does."""
        return self._query(clean_question(question), turns_of(history))

    def hits_to_read(self, query: Query) -> list[Hit]:
        """The passages that are read for a question, best first."""
        return self.worth_reading(self._retriever.retrieve(query.searched, self._reads), self._reads)

    def worth_reading(self, hits: Sequence[Hit], most: int, within: float = TUNED.reading.within) -> list[Hit]:
        """Of the first ``most`` hits, best first, those whose score, as a weighted mean over the indexes, is at most
        ``within`` less than the best one's."""
        return [hit for hit in hits[:most] if hits[0].score - hit.score <= within * self._weight]

    def _query(self, typed: str, turns: tuple[Turn, ...]) -> Query:
        return make_query(typed, turns, self._speller, self._vocabulary.idf, self._best_score)

    def _answer(self, query: Query, k: int, threshold: float) -> Answer:
        check_k(k)
        hits = self._retriever.retrieve(query.searched, max(k, self._reads))
        reading = self._read(query, hits)
        confidence = self._confidence(query, hits, reading)
        shown = reordered(hits, reading.whole)[:k]
        found = confidence >= threshold and bool(reading.whole)
        return Answer(
            query.typed,
            choose(query.alone, reading, self._vocabulary) if found else (),
            shown,
            confidence,
            query.searched.text,
            reason="" if found else why_not(query.searched, self._closeness(hits), self._vocabulary),
            unanswered=unanswered(reading) if found else (),
            changes=query.changes,
        )

    def _read(self, query: Query, hits: Sequence[Hit]) -> Reading:
        """The conversation decides where to look, the question alone which words are quoted: read with the words of
        the turns before, a follow-up finds the sentence that was quoted already. A question for nothing but more is
        read with them, and earlier quotes are passed over. Of several things asked each is also read by itself."""
        hits = self.worth_reading(hits, self._reads)
        if query.kind == "more":
            found = self.reader.read(query.searched, hits)
            return Reading([finding for finding in found if not was_said(finding.citation.quote, query.turns)] or found)
        parts = {part.text: self.reader.read(part, hits) for part in query.parts}
        return Reading(self.reader.read(query.alone, hits), parts)

    def _confidence(self, query: Query, hits: Sequence[Hit], reading: Reading) -> float:
        # A model of the hub may find no span in any passage; then nothing is answered.
        if not reading.whole or self._vocabulary.is_foreign(query.searched):
            return 0.0
        return self._coefficients.confidence(self._features(query, hits, reading))

    def _features(self, query: Query, hits: Sequence[Hit], reading: Reading) -> Features:
        closest = self.bank.closest(query.searched) if self.bank else (0.0, 0.0)
        return features(query.searched, self._closeness(hits), reading, self._vocabulary, *closest)

    def _best_score(self, text: SearchText) -> float:
        return self._closeness(self._retriever.retrieve(text, 1))

    def _closeness(self, hits: Sequence[Hit]) -> float:
        """The best hit's score as a weighted mean over the indexes."""
        return hits[0].score / self._weight
