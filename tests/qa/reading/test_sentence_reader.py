"""Readers pick the sentence that answers; on the tiny article with the small encoder, checked by eye."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from index import Article, Passage, Span
from index.encoding.encoder import Encoder
from index.search import SearchText
from qa.answer import Hit
from qa.building import build_pipeline
from qa.pipeline import Pipeline
from qa.reading.sentence_reader import SentenceReader, _pair_before
from qa.reading.span_reader import Mix, SpanReader
from qa.reading.span_search import SentenceReading, TextSpan
from qa.tuned import TUNED


def silent(what: str, done: int, total: int) -> None:
    pass


@pytest.fixture
def small(tiny: Article, small_encoder: Encoder, tmp_path: Path) -> Pipeline:
    return build_pipeline(tiny, small_encoder, reader="none", cache=tmp_path, progress=silent)


class Scripted:
    """A span model that finds given words, with given logits, wherever they stand, and nothing in other sentences.

    The evidence of a sentence is that of the last of the words that stand in it, else -1.
    """

    def __init__(self, spans: dict[str, tuple[float, float, float]]) -> None:
        """Words -> score, null, evidence."""
        self._spans = spans

    def sentences(self, question: str, passages: Sequence[Passage]) -> list[list[SentenceReading]]:
        return [[self._read(passage.text, sentence) for sentence in passage.sentences] for passage in passages]

    def _read(self, text: str, sentence: Span) -> SentenceReading:
        found = SentenceReading(TextSpan(sentence.start, sentence.start, float("-inf"), 5.0), -1.0)
        for words, (score, null, evidence) in self._spans.items():
            at = text.find(words)
            if sentence.start <= at < sentence.end:
                found = SentenceReading(TextSpan(at, at + len(words), score, null), evidence)
        return found


def scripted(small: Pipeline, spans: dict[str, tuple[float, float, float]], mix: Mix | None = None) -> SpanReader:
    assert isinstance(small.reader, SentenceReader)
    return SpanReader(Scripted(spans), small.reader, mix)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What did they carry over the pass?", "They carried salt, wool and letters over the pass."),
        ("Were mules dear?", "Mules were dear (Fern & Moss, 2004)."),
        (
            "Which railway reached the hills?",
            "A railway reached the hills in 1901, and the road fell silent (Fern, 2010).",
        ),
    ],
)
def test_the_sentence_reader_quotes_the_sentence_that_says_it(small: Pipeline, question: str, quote: str) -> None:
    best = small.reader.read(SearchText(question), small.retrieve(question, 8))[0]
    assert best.citation.quote == quote
    assert best.citation.short == quote


def test_findings_come_best_first_two_a_hit_at_most(small: Pipeline) -> None:
    findings = small.reader.read(SearchText("What did they carry?"), small.retrieve("What did they carry?", 8))
    scores = [finding.score for finding in findings]
    assert scores == sorted(scores, reverse=True)
    assert max([f.hit.rank for f in findings].count(rank) for rank in range(1, 9)) == 2


def test_the_window_that_ends_with_a_sentence() -> None:
    """Passages of 3, 1 and 2 sentences have windows 0 and 1, 2, and 3."""
    assert _pair_before([3, 1, 2]).tolist() == [-1, 0, 1, -1, -1, 3]


def test_the_span_reader_marks_the_models_words_inside_whole_sentences(small: Pipeline) -> None:
    reader = scripted(small, {"salt, wool and letters": (9.0, -3.0, 2.5), "1901": (1.0, 2.0, 0.5)})
    best, *others = reader.read(SearchText("What did they carry?"), small.retrieve("What did they carry?", 8))
    assert best.citation.short == "salt, wool and letters"
    assert best.citation.quote == "They carried salt, wool and letters over the pass."
    assert (best.answer, best.proof) == (12.0, 2.5)
    assert [(one.citation.short, one.answer, one.proof) for one in others] == [("1901", -1.0, 0.5)]


def test_a_score_is_the_sentences_and_the_shares_of_hit_lead_and_evidence(small: Pipeline) -> None:
    asked, spans = SearchText("What did they carry?"), {"salt, wool and letters": (9.0, -3.0, 2.5)}
    hits = small.retrieve("What did they carry?", 8)

    def score(mix: Mix) -> float:
        (found,) = scripted(small, spans, mix).read(asked, hits)
        return found.score

    none = score(Mix(0, 0, 0))
    (hit,) = [hit for hit in hits if "salt, wool and letters" in hit.passage.text]
    sentences = small.reader
    assert isinstance(sentences, SentenceReader)
    own = sentences.of_hit(sentences.sentence_scores(asked), hit)
    assert none == pytest.approx(float(own[1]))  # the second sentence of its paragraph
    assert score(Mix(retrieval=2, lead=0, evidence=0)) == pytest.approx(none + 2 * hit.score)
    assert score(Mix(retrieval=0, lead=0.5, evidence=0)) == pytest.approx(none + 0.5 * 12)
    assert score(Mix(retrieval=0, lead=0, evidence=3)) == pytest.approx(none + 3 * 2.5)
    assert Mix() == Mix(TUNED.reading.retrieval, TUNED.reading.lead, TUNED.reading.evidence)


def test_the_evidence_decides_between_two_sentences_with_spans(small: Pipeline) -> None:
    words = {"salt, wool and letters": (2.0, 0.0, 4.0), "Mules were": (2.0, 0.0, -4.0)}
    turned = {name: (score, null, -evidence) for name, (score, null, evidence) in words.items()}
    hits = small.retrieve("road", 8)
    for spans, best in ((words, "salt, wool and letters"), (turned, "Mules were")):
        found = scripted(small, spans, Mix(0, 0, evidence=1)).read(SearchText("road"), hits)
        assert found[0].citation.short == best
        assert len(found) == 2


def test_a_model_that_finds_nothing_gives_no_finding(small: Pipeline, tiny: Article) -> None:
    assert scripted(small, {}).read(SearchText("Anything?"), [Hit(tiny.passages[0], 0, 1, 0.1)]) == []
