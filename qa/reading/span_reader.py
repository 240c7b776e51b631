"""SpanReader: a trained extractive model reads the found passages, beside the sentence scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import Span
from index.search import Scores, SearchText

from ..answer import Citation, Hit
from ..tuned import TUNED
from .findings import Finding, best_first, shortlist
from .sentence_reader import SentenceReader
from .span_model import SpanModel
from .span_search import Logits, SentenceReading
from .table_cells import cell_of


@dataclass(frozen=True, slots=True)
class Mix:
    """The parts of a quote's score beside its best sentence score, whose share is 1: the shares of the hit's score,
    of the span's lead over "no answer", and of the sentence's over "no evidence", both in logits."""

    retrieval: float = TUNED.reading.retrieval
    lead: float = TUNED.reading.lead
    evidence: float = TUNED.reading.evidence


class SpanReader:
    """Quotes the sentences that the model takes for evidence and marks the best span of each as the short answer.

    A finding's score is the best sentence score in the quote, plus shares of the hit's own score, of the
    span's lead over the passage's null score (Devlin et al., 2019, section 4.3) and of the evidence's.
    """

    def __init__(
        self,
        model: SpanModel,
        sentences: SentenceReader,
        mix: Mix | None = None,
        quotes: int = TUNED.reading.quotes_a_hit,
    ) -> None:
        """mix: None for the shipped one; quotes: how many findings of one hit are kept, the best."""
        self._model = model
        self._sentences = sentences
        self._mix = mix or Mix()
        self._quotes = quotes

    def read(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        """See ``Reader``."""
        return shortlist(self.every(question, hits), self._quotes)

    def every(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        """See ``Reader``; a sentence without a word has none."""
        scores = self._sentences.sentence_scores(question)
        read = self._model.sentences(question.text, [hit.passage for hit in hits])
        findings = []
        for hit, found in zip(hits, read, strict=True):
            own = self._sentences.of_hit(scores, hit)
            findings += _quotes(question, hit, found, own, self._mix)
        return best_first(findings)

    def verdicts(self, statement: str, texts: Sequence[str]) -> list[Logits]:
        """See ``Reader``."""
        return self._model.verdicts(statement, texts)


def _quotes(question: SearchText, hit: Hit, read: Sequence[SentenceReading], own: Scores, mix: Mix) -> list[Finding]:
    """A finding for each sentence of a passage that holds a word; of a table for each row that may answer."""
    quotes: dict[Span, Finding] = {}
    sentences = hit.passage.sentences
    for number, one in enumerate(read):
        if one.span.start == one.span.end:
            continue
        answer = Span(one.span.start, one.span.end)
        if hit.passage.kind == "table":
            answer = cell_of(question, hit.passage, answer)
            number = next(i for i, row in enumerate(sentences) if row.meets(answer))
        lead = one.span.score - one.span.null
        score = float(own[number]) + mix.retrieval * hit.score + mix.lead * lead + mix.evidence * one.evidence
        finding = Finding(hit, Citation(hit.passage, sentences[number], answer), score, lead, one.evidence)
        if sentences[number] not in quotes or score > quotes[sentences[number]].score:
            quotes[sentences[number]] = finding
    return list(quotes.values())
