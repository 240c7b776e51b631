"""SpanReader: a trained extractive model reads the found passages, beside the sentence scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import Passage, Span
from index.search import Scores, SearchText

from ..answer import Citation, Hit
from ..tuned import TUNED
from .findings import Finding, best_first
from .sentence_reader import SentenceReader
from .span_model import SpanModel
from .span_search import TextSpan
from .table_cells import cell_of


@dataclass(frozen=True, slots=True)
class Mix:
    """The parts of a quote's score beside its best sentence score, whose share is 1: the shares of the hit's score
    and of the span's lead, in logits, over "no answer"."""

    retrieval: float = TUNED.reading.retrieval
    lead: float = TUNED.reading.lead


class SpanReader:
    """Quotes the sentences around the model's best spans and marks the span as the short answer.

    A finding's score is the best sentence score in the quote, plus a share of the hit's own score and of the
    span's lead over the passage's null score (Devlin et al., 2019, section 4.3).
    """

    def __init__(self, model: SpanModel, sentences: SentenceReader, mix: Mix | None = None) -> None:
        """mix: None for the shipped one."""
        self._model = model
        self._sentences = sentences
        self._mix = mix or Mix()

    def read(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        """See ``Reader``; several spans in one sentence are one finding."""
        scores = self._sentences.sentence_scores(question)
        spans = self._model.spans(question.text, [hit.passage.text for hit in hits], n=TUNED.reading.spans)
        findings = []
        for hit, found in zip(hits, spans, strict=True):
            own = self._sentences.of_hit(scores, hit)
            findings += best_first(_quotes(question, hit, found, own, self._mix))[: TUNED.reading.quotes_a_hit]
        return best_first(findings)


def _quotes(question: SearchText, hit: Hit, found: Sequence[TextSpan], own: Scores, mix: Mix) -> list[Finding]:
    """A finding for each different quote that the spans of one passage lie in; ``found`` is best first."""
    quotes: dict[Span, Finding] = {}
    for span in found:
        if span.start == span.end:
            continue
        answer = Span(span.start, span.end)
        if hit.passage.kind == "table":
            answer = cell_of(question, hit.passage, answer)
        first, last = sentences_around(hit.passage, answer)
        quote = Span(hit.passage.sentences[first].start, hit.passage.sentences[last].end)
        lead = span.score - span.null
        score = float(max(own[first : last + 1])) + mix.retrieval * hit.score + mix.lead * lead
        quotes.setdefault(quote, Finding(hit, Citation(hit.passage, quote, answer), score, lead))
    return list(quotes.values())


def sentences_around(passage: Passage, span: Span) -> tuple[int, int]:
    """The numbers of the first and last sentence that a span meets; a span between two counts to the first."""
    met = [i for i, sentence in enumerate(passage.sentences) if sentence.meets(span)]
    if not met:
        raise ValueError(f"span {span} meets no sentence of {passage.text[:40]!r}")
    return met[0], met[-1]
