"""Looking: where a question is looked for in an article, and what is read there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index import Article
from index.search import SearchIndex, SearchText

from .allowed import may_answer
from .answer import Hit
from .asking import as_read
from .conversation import was_said
from .forms.comparison import Side, sides_of
from .forms.ordering import events_of
from .places import EVERYWHERE, Place, place_of, without_place
from .query import Query
from .reading.findings import Finding, Reader, Reading, shortlist
from .retriever import shipped_retriever, shipped_weights
from .second_look import second_look
from .tuned import TUNED
from .vocabulary import Vocabulary
from .wanted import holding_first


class Looking:
    """Finds passages for a query and reads them.

    retriever  of the article's passages
    reads      how many passages are read at most
    """

    def __init__(
        self, article: Article, indexes: Mapping[str, SearchIndex], reader: Reader, vocabulary: Vocabulary, reads: int
    ) -> None:
        """indexes: of the article's passages, by name; vocabulary: of the article."""
        self.retriever = shipped_retriever(article, indexes)
        self.reads = reads
        self._article = article
        self._reader = reader
        self._vocabulary = vocabulary
        self._weight = sum(shipped_weights(indexes).values())

    def located(self, query: Query) -> tuple[Query, Place]:
        """The query as it is read inside the part of the article that it names, and that part."""
        return located(query, self._article)

    def hits(self, text: SearchText, place: Place, k: int) -> list[Hit]:
        """The best hits, those in a place alone where there is one, and as many more as may not answer."""
        if not place.positions:
            return self.retriever.retrieve(text, k)
        found = self.retriever.retrieve(text, len(self._article.passages))
        inside = [hit for hit in found if hit.position in place.positions]
        return [replace(hit, rank=rank) for rank, hit in enumerate(inside[:k], start=1)]

    def nearest(self, query: Query, place: Place, hits: Sequence[Hit]) -> Sequence[Hit]:
        """The hits by which it is told whether a question is about the article: those of a place may all be far."""
        return self.retriever.retrieve(query.searched, 1) if place.positions else hits

    def worth_reading(self, hits: Sequence[Hit], most: int, within: float = TUNED.reading.within) -> list[Hit]:
        """Of the first ``most`` hits, best first, those whose score, as a weighted mean over the indexes, is at most
        ``within`` less than the best one's."""
        return [hit for hit in hits[:most] if hits[0].score - hit.score <= within * self._weight]

    def to_read(self, query: Query, hits: Sequence[Hit]) -> list[Hit]:
        """Of the hits those that are worth reading among those that may answer; among all where none may."""
        allowed = [hit for hit in hits if may_answer(hit.passage, query)]
        return self.worth_reading(allowed or hits, self.reads)

    def read(self, query: Query, hits: Sequence[Hit]) -> Reading:
        """The conversation decides where to look, the question alone which words are quoted: read with the words of
        the turns before, a follow-up finds the sentence that was quoted already. A question for nothing but more is
        read with them, and earlier quotes are passed over. Of several things asked each is also read by itself."""
        hits = self.to_read(query, hits)
        if query.kind == "more":
            found = self._found(query.searched, hits)
            return Reading([finding for finding in found if not was_said(finding.citation.quote, query.turns)] or found)
        every = second_look(query.alone, query.asks, self._every(query.alone, hits), self._vocabulary)
        sides = sides_asked(query)
        parts = () if sides else query.parts
        return Reading(
            shortlist(every, TUNED.reading.quotes_a_hit),
            {part.text: self._found(part, hits) for part in parts},
            every,
            {side.name: self._side(query, side.question) for side in sides},
        )

    def _side(self, query: Query, question: str) -> list[Finding]:
        """The findings for one side of a comparison, which is searched for by itself."""
        text = SearchText(question)
        return self._found(text, self.to_read(query, self.hits(text, EVERYWHERE, self.reads)))

    def _found(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        """The best findings of each hit, best first."""
        return shortlist(self._every(question, hits), TUNED.reading.quotes_a_hit)

    def _every(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        """A finding for each sentence, those first that hold the kind of thing asked for."""
        return holding_first(question, self._reader.every(as_read(self.retriever.asked(question)), hits))

    def closeness(self, hits: Sequence[Hit]) -> float:
        """The best hit's score as a weighted mean over the indexes."""
        return hits[0].score / self._weight


def sides_asked(query: Query) -> tuple[Side, ...]:
    """The things of which a query asks each by itself: those that it compares, or puts in order."""
    if query.asks == "order":
        return events_of(query.alone.text)
    return sides_of(query.alone.text, [p.text for p in query.parts]) if query.asks == "comparison" else ()


def located(query: Query, article: Article) -> tuple[Query, Place]:
    """The query as it is read inside the part of an article that it names, and that part."""
    place = EVERYWHERE if query.kind == "more" else place_of(query.alone.text, query.asks, article)
    alone = without_place(query.alone.text, place)
    if alone == query.alone.text:
        return query, place
    searched = SearchText(alone + query.searched.text.removeprefix(query.alone.text))
    return replace(query, alone=SearchText(alone), searched=searched), place
