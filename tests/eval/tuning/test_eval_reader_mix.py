"""The grid of the reader's mix: what a mix is worth, by hand and on the tiny article."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.measures import overlaps
from eval.questions import Question, find_quote
from eval.tuning import reader_mix
from eval.tuning.reader_mix import Candidates, candidates, shown
from index import Article
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.building import TRAINED_READER, build_pipeline
from qa.reading.loading import load_span_model
from qa.reading.sentence_reader import SentenceReader
from qa.reading.span_model import SpanModel
from qa.reading.span_reader import Mix, SpanReader


def of(*rows: tuple[float, float, float, float, float, float]) -> Candidates:
    """Quotes: the sentence's score, the hit's, the lead, the evidence; whether it proves; F1."""
    table = np.array(rows, dtype=np.float64).reshape(-1, 6)
    return Candidates(table[:, :4], table[:, 4], table[:, 5])


TWO = of((0.5, 0.1, 8.0, -1.0, 0.0, 0.25), (0.4, 0.3, -2.0, 1.0, 1.0, 0.5))


def test_a_mix_is_worth_what_the_quote_that_it_puts_first_is_worth() -> None:
    mixes = np.array([(1, 0, 0, 0), (1, 1, 0, 0), (1, 1, 0.1, 0), (1, 1, 0.1, 1)], dtype=np.float64)
    # scores: .5 against .4; .6 against .7; 1.4 against .5; .4 against 1.5
    assert TWO.marks(mixes).tolist() == [[0, 0.25], [1, 0.5], [0, 0.25], [1, 0.5]]
    assert of().marks(mixes).tolist() == [[0, 0]] * 4, "a question without a quote is worth nothing"


def test_the_best_mixes_are_shown_beside_the_shipped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_mix, "Mix", lambda *shares: Mix(*shares) if shares else Mix(0, 0.1, 0))
    for name, shares in (("RETRIEVAL", (0.0, 1.0)), ("LEAD", (0.0, 0.1)), ("EVIDENCE", (0.0, 1.0))):
        monkeypatch.setattr(reader_mix, name, shares)
    lines = [line.split("|")[1:-1] for line in shown({"one": [TWO, of()], "two": [TWO]}, best=2).splitlines()]
    cells = [[cell.strip() for cell in line] for line in lines]
    assert cells[0] == ["retrieval", "lead", "evidence", "one: evidence, F1", "two: evidence, F1", "mean"]
    # Over the sets and both measures: (.5 + .25 + 1 + .5) / 4. Of equals the first of the grid comes first.
    assert cells[2:] == [
        ["0", "0", "1", "0.500, 0.250", "1.000, 0.500", "0.5625"],
        ["0", "0.1", "1", "0.500, 0.250", "1.000, 0.500", "0.5625"],
        ["0 (shipped)", "0.1", "0", "0.000, 0.125", "0.000, 0.250", "0.0938"],
    ]


@pytest.fixture(scope="module")
def model() -> SpanModel:
    return load_span_model(TRAINED_READER)


def asked(article: Article, text: str, answer: str, quote: str) -> Question:
    return Question("q", "fact", text, (), (answer,), (tuple(find_quote(article, quote)),))


def test_the_candidates_of_a_question_hold_the_quote_that_proves(
    model: SpanModel, tiny: Article, small_encoder: Encoder, tmp_path: Path
) -> None:
    pipeline = build_pipeline(tiny, small_encoder, cache=tmp_path, progress=silent)
    railway = asked(tiny, "When did a railway reach the hills?", "1901", "A railway reached the hills in 1901")
    found = candidates(pipeline, model, railway, overlaps)
    (proving,) = np.flatnonzero(found.proven)
    assert found.f1[proving] == 1
    traders = asked(tiny, "Who opened the road to carry salt?", "Traders", "Traders opened the road in 1820")
    assert candidates(pipeline, model, traders, overlaps).proven.tolist().count(1.0) == 1


def test_the_parts_are_those_that_the_reader_adds_up(
    model: SpanModel, tiny: Article, small_encoder: Encoder, tmp_path: Path
) -> None:
    pipeline = build_pipeline(tiny, small_encoder, cache=tmp_path, progress=silent)
    traders = asked(tiny, "Who opened the road to carry salt?", "Traders", "Traders opened the road in 1820")
    found = candidates(pipeline, model, traders, overlaps)
    assert len(found.parts) > 1
    query = pipeline.query(traders.text)
    hits = pipeline.hits_to_read(query)
    assert isinstance(pipeline.reader, SentenceReader)
    best = SpanReader(model, pipeline.reader, Mix(3, 0.2, 0.1)).read(query.alone, hits)[0]
    scores = found.parts @ [1, 3, 0.2, 0.1]
    assert np.abs(scores - best.score).min() < 1e-4


def test_a_pipeline_with_a_trained_reader_is_refused(
    model: SpanModel, tiny: Article, small_encoder: Encoder, tmp_path: Path
) -> None:
    pipeline = build_pipeline(tiny, small_encoder, reader=None, cache=tmp_path, progress=silent)
    with pytest.raises(TypeError, match='build it with reader="none"'):
        candidates(pipeline, model, Question("q", "fact", "When?", (), ("1901",), ()), overlaps)
