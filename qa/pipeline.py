"""Pipeline: the way of a question to its answer, over an article or library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index import Article
from index.library import Report
from index.search import SearchIndex, SearchText, check_k

from .answer import Answer, Hit
from .bank import NO_BANK, BankQuestions
from .confidence import Coefficients, Features, features
from .conversation import Turn, turns_of
from .explaining import Explanation, Way, explanation
from .foreign import is_foreign
from .forms.choosing import shaped
from .forms.overview import overview, topic_of
from .forms.shaped import Shaped
from .given import LastFound
from .judging import judged
from .looking import Looking
from .outcomes import fixed, half_compared, in_form, nearby, outcome_of, plain
from .pasted import pasted
from .places import EVERYWHERE, Place
from .query import Query, clean_question, make_query
from .quotes import reordered, why_not
from .reading.findings import Finding, Reader, Reading
from .reading.sentence_reader import SentenceReader
from .reading.table_cells import looked_up
from .remarks import OF_KIND, no_such_place
from .retriever import shipped_weights
from .spelling import Speller
from .tuned import TUNED
from .vocabulary import Vocabulary
from .words import CountedWords, Words

_SAMPLE = 3000  # characters by which the article's own language is told


class Pipeline:
    """An article or library that can be asked. Safe to share between threads; ``building`` puts one together.

    article   what is asked
    indexes   of its passages, by name
    looking   where a question is looked for in it, and read
    bank      how close questions are to those of its question bank; None without one
    report    what became of the files that it was read from
    """

    def __init__(
        self,
        article: Article,
        indexes: Mapping[str, SearchIndex],
        reader: Reader,
        sentences: SentenceReader,
        coefficients: Coefficients,
        bank: BankQuestions | None = None,
        report: Report | None = None,
        words: Words | None = None,
    ) -> None:
        """reader: of passages; sentences: the one that needs no model; coefficients: of the confidence that goes with
        the reader and the bank; words: of all that is asked, None for those of ``article``."""
        self.article = article
        self.indexes = indexes
        self.reader = reader
        self.bank = bank
        self.report = report or Report()
        self._sentences = sentences
        words = words or CountedWords(article)
        self._vocabulary = Vocabulary(words)
        reads = TUNED.reading.hits if bank else TUNED.reading.hits_without_bank
        self.looking = Looking(article, indexes, reader, self._vocabulary, reads)
        self._coefficients = coefficients
        self._speller = Speller(words)
        self._given = LastFound[tuple[str, tuple[Turn, ...], int], Answer]()
        self._readings = LastFound[tuple[str, tuple[Turn, ...]], Reading]()
        self._in_english = not is_foreign(article.file_text[:_SAMPLE])

    def retrieve(self, question: str, k: int = 5) -> list[Hit]:
        """See ``qa.retrieve``."""
        return self.looking.retriever.retrieve(self.query(question).searched, k)

    def ask(self, question: str, history: Sequence[Mapping[str, str]] = (), k: int = 5) -> Answer:
        """See ``qa.ask``. The last answers are kept: a question asked again is not read again."""
        typed, turns = clean_question(question), turns_of(history)
        answer = self._given.get((typed, turns, k))
        if answer is None:
            answer = self._answer(self._query(typed, turns), k, self._coefficients)
            self._given.keep((typed, turns, k), answer)
        return answer

    def candidates(self, question: str, history: Sequence[Mapping[str, str]] = (), k: int = 5) -> Answer:
        """The answer if every question were answered: ``ask`` with a threshold of 0."""
        return self._answer(self.query(question, history), k, replace(self._coefficients, threshold=0.0))

    def features(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Features:
        """The features that the confidence of an answer is computed from."""
        query = self.query(question, history)
        inside, place = self.looking.located(query)
        hits = self.looking.hits(inside.searched, place, self.looking.reads)
        return self._features(inside, self.looking.nearest(inside, place, hits), self.looking.read(inside, hits))

    def explain(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Explanation:
        """The way to the answer of ``ask``; what was read for it is not read again."""
        answer, query = self.ask(question, history), self.query(question, history)
        inside, place = self.looking.located(query)
        hits = self.looking.hits(inside.searched, place, self.looking.reads) if answer.hits else []
        reading = self._readings.get((query.typed, query.turns)) or Reading(())
        read = self.looking.to_read(inside, hits) if reading.whole else []
        scores = dict(zip(shipped_weights(self.indexes), self.looking.retriever.scores(inside.searched), strict=True))
        nearest = self.looking.nearest(inside, place, hits)
        features = self._features(inside, nearest, reading) if reading.whole else None
        way = Way(inside, answer, place.name, hits, read, scores, reading, features)
        return explanation(way, self._coefficients, self._vocabulary)

    def query(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Query:
        """The question as it is searched for and read: cleaned, mended and put in context. Raises what
        ``clean_question`` does."""
        return self._query(clean_question(question), turns_of(history))

    def hits_to_read(self, query: Query) -> list[Hit]:
        """The passages that are read for a question, best first."""
        inside, place = self.looking.located(query)
        return self.looking.to_read(inside, self.looking.hits(inside.searched, place, self.looking.reads))

    def findings(self, query: Query) -> Sequence[Finding]:
        """The findings for a question, best first, as its answer weighs them."""
        inside, place = self.looking.located(query)
        return self.looking.read(inside, self.looking.hits(inside.searched, place, self.looking.reads)).whole

    def _query(self, typed: str, turns: tuple[Turn, ...]) -> Query:
        return make_query(typed, turns, self._speller, self._vocabulary.idf, self._best_score)

    def _answer(self, query: Query, k: int, coefficients: Coefficients) -> Answer:
        check_k(k)
        if query.asks in OF_KIND and not (query.asks == "language" and not self._in_english):
            return fixed(query)
        inside, place = self.looking.located(query)
        hits = self.looking.hits(inside.searched, place, max(k, self.looking.reads))
        for found in pasted(query, self.article):
            answer = plain(query, hits[:k], 1.0)
            return in_form(replace(answer, outcome="answered", remark=found.remark), Shaped((found.citation,)))
        topic = topic_of(inside.alone.text) if query.asks == "overview" else ""
        if query.asks == "overview" and not topic and not place.missing:
            answer = plain(query, hits[:k], TUNED.forms.overview)
            form = overview(self.article, place.positions, self._sentences, query.alone.text)
            return in_form(replace(answer, outcome="answered"), form)
        answer = plain(query, hits[:k], 0.0)
        return self._read_answer(answer, inside, place, topic, hits, coefficients)

    def _read_answer(
        self, answer: Answer, query: Query, place: Place, topic: str, hits: list[Hit], coefficients: Coefficients
    ) -> Answer:
        """The answer that reading gives: ``answer`` with all that it says."""
        k = len(answer.hits)
        reading = self.looking.read(query, hits)
        self._readings.keep((query.typed, query.turns), reading)
        confidence = self._confidence(query, self.looking.nearest(query, place, hits), reading)
        if place.positions and confidence < coefficients.threshold:
            confidence = max(confidence, self._elsewhere(query, place))
        shown = reordered(hits, reading.whole)[:k]
        outcome = outcome_of(confidence, coefficients, bool(reading.whole))
        if place.missing and coefficients.threshold:  # what is asked of a part that is not there has no answer
            outcome = "refused"
        answer = replace(
            answer,
            hits=shown,
            confidence=confidence,
            outcome=outcome,
            remark=no_such_place(place.name) if place.missing else "",
            reason=why_not(query.searched, self.looking.closeness(hits), self._vocabulary),
        )
        if outcome == "refused":
            answer = replace(answer, nearby=nearby(query, shown, reading, self._sentences))
        else:
            found = (
                self._overview(query, topic, reading)
                if topic
                else shaped(query, reading, self._vocabulary, self.article)
            )
            if half_compared(query, found) and coefficients.threshold:
                answer = replace(answer, outcome="perhaps")
            answer = in_form(answer, found)
        forced = not coefficients.threshold
        return answer if forced or place.missing else judged(answer, query, reading.whole, self.reader)

    def _elsewhere(self, query: Query, place: Place) -> float:
        """The confidence of the answer that the whole article gives, where that stands in the place asked for: of a
        few passages alone the reader and the fitted confidence see less than they know."""
        hits = self.looking.hits(query.searched, EVERYWHERE, self.looking.reads)
        reading = self.looking.read(query, hits)
        inside = bool(reading.whole) and reading.whole[0].hit.position in place.positions
        return self._confidence(query, hits, reading) if inside else 0.0

    def _overview(self, query: Query, topic: str, reading: Reading) -> Shaped:
        """The key sentences on a topic, of the passages that may speak of it."""
        speaking = {one.hit.position for one in reading.whole if one.answer >= 0} or {reading.whole[0].hit.position}
        about = self._sentences.sentence_scores(SearchText(topic))
        return overview(self.article, speaking, self._sentences, query.alone.text, about)

    def _confidence(self, query: Query, hits: Sequence[Hit], reading: Reading) -> float:
        # A model of the hub may find no span in any passage; then nothing is answered.
        if not reading.whole or self._vocabulary.is_foreign(query.searched):
            return 0.0
        confidence = self._coefficients.confidence(self._features(query, hits, reading))
        cell = looked_up(query.alone, reading.whole[0].citation)
        return max(confidence, TUNED.refusing.looked_up) if cell else confidence

    def _features(self, query: Query, hits: Sequence[Hit], reading: Reading) -> Features:
        near = self.bank.nearness(query.searched) if self.bank else NO_BANK
        apart = replace(reading, parts=reading.sides) if reading.sides else reading  # as answerable as its sides
        return features(query.searched, self.looking.closeness(hits), apart, self._vocabulary, near)

    def _best_score(self, text: SearchText) -> float:
        return self.looking.closeness(self.looking.retriever.retrieve(text, 1))
