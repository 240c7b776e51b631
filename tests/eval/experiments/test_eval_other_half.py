"""Questions asked of the passages that do not answer them: two paragraphs on salt, two on glass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from eval.dataset import Dataset, passage_ids, plain_article
from eval.experiments.other_half import elsewhere
from eval.experiments.sections import elsewhere_section as section
from eval.measures import holds
from eval.questions import Evidence, Question
from eval.report import blocks
from index import Span
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.building import build_pipeline
from qa.confidence import load_coefficients
from qa.pipeline import Pipeline

TEXTS = (
    "Salt was carried over the pass by mules.",
    "Glass was blown in the town of Bright since 1702.",
    "Salt was taxed by the bishops of the coast.",
    "Glass was sold to the merchants of the river.",
)
ASKED = {"Who taxed salt?": (2, "bishops"), "Who blew glass in Bright?": (1, "1702"), "Who sold glass?": (3, "river")}


@pytest.fixture
def dataset() -> Dataset:
    article = plain_article("Salt and glass", [("", text) for text in TEXTS])
    questions = tuple(
        Question(f"q{position}", "who", text, (), (answer,), ((Evidence(position, _span(position, answer)),),))
        for text, (position, answer) in ASKED.items()
    )
    both = (Evidence(0, _span(0, "Salt")), Evidence(1, _span(1, "Glass")))
    left_out = (Question("both", "what", "What?", (), (), (both,)), Question("none", "what", "Who?", (), (), ()))
    return Dataset("salt.json", article, passage_ids(article), questions + left_out, holds)


def _span(position: int, words: str) -> Span:
    start = TEXTS[position].index(words)
    return Span(start, start + len(words))


def test_each_question_is_asked_of_both_halves(dataset: Dataset, small_encoder: Encoder, tmp_path: Path) -> None:
    built: list[tuple[str, ...]] = []

    def build(half: Dataset) -> Mapping[str, Pipeline]:
        built.append(tuple(passage.text for passage in half.article.passages))
        return {"sentences": build_pipeline(half.article, small_encoder, cache=tmp_path, progress=silent)}

    (row,) = elsewhere(dataset, build)
    assert built == [TEXTS[0::2], TEXTS[1::2]]
    assert row.questions == 3
    assert (row.answered.value, row.auroc.value) == (1.0, 1.0)
    assert row.refused.value == (3 - row.wrongly) / 3
    # Were the halves taken the wrong way round, as they are for evidence one passage further on, so would the figures.
    swapped = replace(dataset, questions=tuple(_moved(question) for question in dataset.questions))
    (wrong,) = elsewhere(swapped, build)
    assert wrong.auroc.value == 0.0
    assert wrong.answered.value == 1 - row.refused.value
    body = blocks(section("salt.json", [row]))["elsewhere"]
    assert "salt.json" in body
    assert "| sentences " in body
    assert f"{row.held} of {row.wrongly} |" in body


def _moved(question: Question) -> Question:
    evidence = tuple(tuple(replace(p, position=(p.position + 1) % 4) for p in group) for group in question.evidence)
    return replace(question, evidence=evidence)


def test_a_quote_that_holds_a_gold_answer_is_counted(dataset: Dataset, small_encoder: Encoder, tmp_path: Path) -> None:
    def build(half: Dataset) -> Mapping[str, Pipeline]:
        pipeline = build_pipeline(half.article, small_encoder, cache=tmp_path, progress=silent)
        pipeline._coefficients = replace(load_coefficients("sentences, without bank"), threshold=0.0)  # answers all
        return {"sentences": pipeline}

    asked = replace(dataset, questions=tuple(replace(q, answers=("the",)) for q in dataset.questions[:1]))
    other = replace(dataset, questions=tuple(replace(q, answers=("Glass",)) for q in dataset.questions[:1]))
    (row,), (held,) = elsewhere(asked, build), elsewhere(other, build)
    assert (row.wrongly, held.wrongly) == (1, 1)
    assert (row.held, held.held) == (0, 1)
