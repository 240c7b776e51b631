"""Readers pick the sentence that answers; on the tiny article with the small encoder, checked by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article, Passage, Span
from index.encoding.encoder import Encoder
from index.search import SearchText
from qa.answer import Hit
from qa.building import build_pipeline
from qa.pipeline import Pipeline
from qa.reading.sentence_reader import SentenceReader, _pair_before
from qa.reading.span_reader import SpanReader, sentences_around
from qa.reading.span_search import TextSpan


def silent(what: str, done: int, total: int) -> None:
    pass


@pytest.fixture
def small(tiny: Article, small_encoder: Encoder, tmp_path: Path) -> Pipeline:
    return build_pipeline(tiny, small_encoder, reader="none", cache=tmp_path, progress=silent)


class Scripted:
    """A span model that finds given words, with given logits, wherever they stand."""

    def __init__(self, spans: dict[str, tuple[float, float]]) -> None:
        self._spans = spans

    def spans(self, question: str, texts: list[str], n: int) -> list[list[TextSpan]]:
        found = [
            [
                TextSpan(text.index(words), text.index(words) + len(words), score, null)
                for words, (score, null) in self._spans.items()
                if words in text
            ]
            for text in texts
        ]
        return [spans[:n] or [TextSpan(0, 0, float("-inf"), 5.0)] for spans in found]


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
    assert isinstance(small.reader, SentenceReader)
    reader = SpanReader(Scripted({"salt, wool and letters": (9.0, -3.0), "1901": (1.0, 2.0)}), small.reader)  # type: ignore[arg-type]
    best = reader.read(SearchText("What did they carry?"), small.retrieve("What did they carry?", 8))[0]
    assert best.citation.short == "salt, wool and letters"
    assert best.citation.quote == "They carried salt, wool and letters over the pass."
    assert best.answer == 12.0


def test_a_span_over_two_sentences_quotes_both(tiny: Article) -> None:
    passage = next(p for p in tiny.passages if p.section == "Origins")
    span = Span(passage.text.index("the pass"), passage.text.index("were dear"))
    assert sentences_around(passage, span) == (1, 2)


def test_a_model_that_finds_nothing_gives_no_finding(small: Pipeline, tiny: Article) -> None:
    assert isinstance(small.reader, SentenceReader)
    reader = SpanReader(Scripted({}), small.reader)  # type: ignore[arg-type]
    assert reader.read(SearchText("Anything?"), [Hit(tiny.passages[0], 0, 1, 0.1)]) == []


def test_a_span_outside_every_sentence_is_an_error() -> None:
    passage = Passage(1, "body", "", (), "One. Two.", (Span(0, 4), Span(5, 9)), (Span(0, 9),))
    with pytest.raises(ValueError, match="meets no sentence"):
        sentences_around(passage, Span(4, 5))
