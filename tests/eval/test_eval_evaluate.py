"""evaluate(): what the values of a small set must be, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import sleep

import numpy as np
import pytest

from eval.configurations import SHIPPED, pipelines
from eval.dataset import Dataset, passage_ids
from eval.estimates import curve, figures, missed, parse_floors, separation
from eval.evaluate import Asked, Evaluation, Row, evaluate
from eval.measures import overlaps
from eval.questions import Question, find_quote
from eval.report import failures
from eval.tables import answers_by_type, calibrated, not_caught, refusal, retrieval
from eval.timing import RememberingEncoder
from index import Article
from index.encoding.encoder import Encoder, Vectors
from qa import retriever
from qa.confidence import Coefficients


def question(
    article: Article, name: str, text: str, answers: tuple[str, ...], *groups: str, earlier: str = ""
) -> Question:
    history = ({"role": "user", "content": earlier},) if earlier else ()
    evidence = tuple(tuple(find_quote(article, quote)) for quote in groups)
    return Question(name, name.rsplit("-", 1)[0], text, history, answers, evidence)


@pytest.fixture
def dataset(tiny: Article) -> Dataset:
    questions = (
        question(tiny, "fact-2", "Who opened the road?", ("Traders",), "Traders opened the road in 1820"),
        question(
            tiny,
            "multi-2",
            "Did traders open the road before the railway reached the hills?",
            ("1820",),
            "Traders opened the road in 1820",
            "A railway reached the hills in 1901",
        ),
        question(
            tiny,
            "follow-up-2",
            "And what came of it?",
            ("the road fell silent",),
            "A railway reached the hills in 1901",
            earlier="Which railway reached the hills?",
        ),
        question(tiny, "absent-2", "Which emperor taxed the bakers of Leeds?", ()),
    )
    return Dataset("tiny", tiny, passage_ids(tiny), questions, overlaps)


def evaluated(dataset: Dataset, encoder: Encoder, cache: Path) -> Evaluation:
    remembering = RememberingEncoder(encoder)
    ready = pipelines(dataset, remembering, cache, lambda *_: None)
    only = {"sentences, without bank": ready["sentences, without bank"]}
    return evaluate(dataset, only, remembering)[0]


def threshold(monkeypatch: pytest.MonkeyPatch, value: float) -> None:
    """Every confidence is that of the best score alone, and nothing below ``value`` is cited."""
    monkeypatch.setattr("qa.building.load_coefficients", lambda kind: Coefficients(0.0, {"best": 1.0}, value))


def row(rows: Sequence[Row], name: str) -> Row:
    return next(r for r in rows if r.name == name)


def test_answers_when_nothing_is_refused(
    dataset: Dataset, small_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threshold(monkeypatch, 0.0)
    evaluation = evaluated(dataset, small_encoder, tmp_path)
    values = evaluation.answers[0].values
    ids = ["fact-2", "multi-2", "follow-up-2"]
    assert [values["evidence"][i] for i in ids] == [1, 1, 1]
    assert values["answered"] == dict.fromkeys(ids, 1.0)
    assert values["refused"] == {"absent-2": 0.0}
    assert values["handled"] == {**dict.fromkeys(ids, 1.0), "absent-2": 0.0}
    # The first question's quote is the whole sentence: "traders opened road in 1820 moss 1999", one word of 7 is gold.
    assert evaluation.answers[0].returned["fact-2"] == "Traders opened the road in 1820 (Moss, 1999)."
    assert (values["EM"]["fact-2"], values["contains"]["fact-2"]) == (0, 1)
    assert values["F1"]["fact-2"] == pytest.approx(2 * 1 / (7 + 1))
    assert set(values["F1"]) == set(ids)


def test_answers_when_everything_is_refused(
    dataset: Dataset, small_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threshold(monkeypatch, 2.0)
    evaluation = evaluated(dataset, small_encoder, tmp_path)
    values = evaluation.answers[0].values
    assert set(values["evidence"].values()) == set(values["F1"].values()) == set(values["answered"].values()) == {0.0}
    assert set(values["forced-evidence"].values()) == {1.0}
    assert values["forced-F1"]["fact-2"] == pytest.approx(0.25)
    assert values["handled"]["absent-2"] == values["refused"]["absent-2"] == 1.0
    # What would be cited still decides the curve: at full coverage one of four is without proof.
    assert curve(evaluation, evaluation.answers[0])[-1] == (1.0, 0.25)
    assert "(refused at confidence" in failures(evaluation)
    assert "expected: Traders opened the road in 1820" in failures(evaluation)


def test_the_floors_of_refusal_stand_beside_it(
    dataset: Dataset, small_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threshold(monkeypatch, 0.0)
    evaluation = evaluated(dataset, small_encoder, tmp_path)
    always, never = (line.split("|")[2:-1] for line in refusal(evaluation).splitlines()[-2:])
    assert [cell.strip() for cell in always] == [".500", "–", "1.000", ".000", ".750"]
    assert [cell.strip() for cell in never] == [".500", "–", ".000", "1.000", ".250"]
    found = separation(evaluation, evaluation.answers[0])
    assert found is not None
    assert found.value == 1.0  # the emperor is further away than all that is asked


def twelve() -> Evaluation:
    """Confidences of .05 to .6, every other question answerable; what is .35 or more is answered."""
    names = [f"fact-{i}" if i % 2 else f"absent-{i}" if i < 9 else f"off-topic-{i}" for i in range(1, 13)]
    kinds = [name.rsplit("-", 1)[0] for name in names]
    asked = [Asked(name, kind, "", kind == "fact", "") for name, kind in zip(names, kinds, strict=True)]
    sure = {name: 0.05 * i for i, name in enumerate(names, start=1)}
    refused = {name: float(sure[name] < 0.35) for name in names if not name.startswith("fact")}
    return Evaluation("twelve", "", asked, [], [Row("all", {"confidence": sure, "refused": refused}, {}, ())], [])


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:]]


def test_the_unanswerable_questions_that_were_answered_are_named() -> None:
    assert cells(not_caught(twelve())) == [
        ["absent", "3 of 4", "absent-8"],
        ["off-topic", "0 of 2", "off-topic-10, off-topic-12"],
    ]


def test_reliability_says_how_often_each_confidence_was_right() -> None:
    found = cells(calibrated(twelve()))
    assert [row[:2] for row in found] == [[sure, "2"] for sure in (".075", ".175", ".275", ".375", ".475", ".575")]
    assert {row[2].split()[0] for row in found} == {".500"}  # one of each two
    evaluation = twelve()
    values = {"confidence": {asked.id: float(asked.answerable) for asked in evaluation.asked}}
    separated = replace(evaluation, answers=[replace(evaluation.answers[0], values=values)])
    assert [row[2].split()[0] for row in cells(calibrated(separated))] == [".000"] * 3 + ["1.000"] * 3


def test_a_follow_up_needs_its_history(
    dataset: Dataset, small_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threshold(monkeypatch, 0.0)
    evaluation = evaluated(dataset, small_encoder, tmp_path)
    with_history = row(evaluation.retrieval, SHIPPED).values["MRR@10"]["follow-up-2"]
    (without,) = evaluation.ignored[0].values["MRR@10"].values()
    assert with_history == 1.0
    assert without < 0.5
    assert "follow-up, history ignored" in answers_by_type(evaluation)


def test_every_row_has_every_measure_and_a_time_for_every_question(
    dataset: Dataset, small_encoder: Encoder, tmp_path: Path
) -> None:
    evaluation = evaluated(dataset, small_encoder, tmp_path)
    names = [r.name for r in evaluation.retrieval]
    assert names[:2] == ["BM25", "BM25 sentences"]
    assert names[-2:] == [SHIPPED, "as ordered by: sentences, without bank"]
    assert {len(r.milliseconds) for r in evaluation.retrieval} == {4}
    # The multi question has two facts in two passages, so one of them at most is first.
    assert {r.values["R@1"]["multi-2"] for r in evaluation.retrieval} <= {0.0, 0.5}
    assert row(evaluation.retrieval, SHIPPED).values["R@3"]["multi-2"] == 1.0
    assert retrieval(evaluation).count("\n") == 1 + len(names)


def test_shuffled_scores_fall_below_the_floors(
    dataset: Dataset, small_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    floors = parse_floors(["MRR@10=.9", "R@1=.8"])
    assert missed(figures(evaluated(dataset, small_encoder, tmp_path)), floors) == []

    def shuffled(table: retriever.Table, weights: object) -> retriever.Row:
        return np.random.default_rng(0).permutation(table.shape[1]).astype(float)

    monkeypatch.setattr("qa.retriever.weighted_mean", shuffled)
    lines = missed(figures(evaluated(dataset, small_encoder, tmp_path)), floors)
    assert len(lines) == 2
    assert "below its floor of 0.9" in lines[0]


def test_a_floor_that_the_set_does_not_know_is_named() -> None:
    with pytest.raises(ValueError, match=r"knows no AUROC for this set; it has R@1"):
        missed({"R@1": 0.5}, {"AUROC": 0.7})
    with pytest.raises(ValueError, match="found 'R@1'"):
        parse_floors(["R@1"])


@dataclass
class SlowEncoder:
    """Counts how often it is asked."""

    asked: int = 0
    fingerprint: str = "slow"
    unrelated: float = 0.0
    dimensions: int = 1

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += 1
        sleep(0.2)
        return np.ones((len(texts), 1), dtype=np.float32)


def test_a_question_is_encoded_once_and_charged_to_every_row_once() -> None:
    slow = SlowEncoder()
    encoder = RememberingEncoder(slow)
    first = encoder.timed(lambda: [encoder.encode(["why?"]) for _ in range(3)])[1]
    second = encoder.timed(lambda: [encoder.encode(["why?"]) for _ in range(3)])[1]
    third = encoder.timed(lambda: None)[1]
    assert slow.asked == 1
    assert first >= 200
    assert 200 <= second < 350
    assert third < 100
