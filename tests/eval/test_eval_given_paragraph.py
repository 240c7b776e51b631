"""The reader with the right paragraph given: every figure can be worked out from the table of leads below."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.dataset import Dataset
from eval.dataset_files import read_dataset
from eval.given_paragraph import Read, answering, best_f1, given_paragraph, given_part
from eval.intervals import Estimate
from qa.reading.span_search import TextSpan

PARAGRAPHS = (
    "The canal was dug in 1790 by miners.",
    "Coal barges went to the glass works.",
    "A lock keeper lived beside every bridge.",
    "Frost closed the water in winter.",
)
# Question -> its paragraph, the gold answer ("" for none), the words that the reader marks, and their lead.
ASKED = {
    "Who dug the canal?": (0, "miners", "miners", 4.0),
    "What did the barges carry?": (1, "Coal", "Coal barges", 3.0),  # F1 2 x 1 / (1 + 2)
    "Where did the keeper live?": (2, "beside every bridge", "beside every bridge", 1.0),
    "What closed the water?": (3, "Frost", "winter", -1.0),
    "Who filled the canal in?": (0, "", "miners", 2.0),
    "Who owned the glass works?": (1, "", "Coal", 0.0),
    "How much did a keeper earn?": (2, "", "every bridge", -2.0),
    "How deep was the water?": (3, "", "winter", -3.0),
}
NULL = 10.0


class Script:
    """A reader that marks the words of ``ASKED``; in another paragraph, which lacks them, the first letter."""

    def best_spans(self, question: str, texts: Sequence[str]) -> list[TextSpan]:
        _, _, marked, lead = ASKED[question]
        (text,) = texts
        start = max(text.find(marked), 0)
        return [TextSpan(start, start + (len(marked) if marked in text else 1), NULL + lead, NULL)]


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    paragraphs = [
        {
            "context": context,
            "qas": [
                {
                    "id": question[:12],
                    "question": question,
                    "is_impossible": not gold,
                    "answers": [{"text": gold, "answer_start": context.index(gold)}] if gold else [],
                }
                for question, (home, gold, _, _) in ASKED.items()
                if home == position
            ],
        }
        for position, context in enumerate(PARAGRAPHS)
    ]
    path = tmp_path / "canal.json"
    path.write_text(json.dumps({"data": [{"title": "Canal", "paragraphs": paragraphs}]}))
    return read_dataset(path)


def value(figure: Estimate | None) -> float:
    assert figure is not None
    return figure.value


def test_every_question_keeps_its_paragraph_also_without_an_answer(dataset: Dataset) -> None:
    assert {q.text: dataset.homes[q.id] for q in dataset.questions} == {text: row[0] for text, row in ASKED.items()}


def test_the_figures_of_a_set(dataset: Dataset) -> None:
    row = given_paragraph(dataset, Script())
    assert (row.name, row.answerable, row.unanswerable) == ("canal.json", 4, 4)
    assert value(row.f1) == pytest.approx((1 + 2 / 3 + 1 + 0) / 4)
    assert value(row.em) == 0.5
    assert value(row.auroc) == 13 / 16  # 4, 4, 3 and 2 of the unanswerable lie below 4, 3, 1 and -1
    assert value(row.refused) == 0.5  # to answer nine tenths of four takes all of them: a lead of -1
    # All refused 4 of 8; with leads from 4 and 3 answered 4 + 1 + 2/3; the next, 2, answers an unanswerable one.
    assert row.best_f1 == pytest.approx((4 + 1 + 2 / 3) / 8)


def test_another_paragraph_is_seen_in_the_figures(dataset: Dataset) -> None:
    turned = {name: (home + 1) % len(PARAGRAPHS) for name, home in dataset.homes.items()}
    row = given_paragraph(replace(dataset, homes=turned), Script())
    assert value(row.f1) == 0.0


def test_a_set_of_one_kind_has_no_figure_of_both(dataset: Dataset) -> None:
    answerable = replace(dataset, questions=tuple(q for q in dataset.questions if q.answerable))
    row = given_paragraph(answerable, Script())
    assert (row.auroc, row.refused) == (None, None)
    line = given_part([row]).body.splitlines()[-1]
    assert [cell.strip() for cell in line.split("|")[1:3]] == ["canal.json", "4"]
    assert [cell.strip() for cell in line.split("|")[5:-1]] == ["0", "–", "–", "–"]


def test_a_set_without_paragraphs_is_named(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match=r"canal\.json does not say which paragraph a question is about"):
        given_paragraph(replace(dataset, homes={}), Script())


def test_the_lead_that_answers_a_share() -> None:
    read = [Read(True, float(lead), 1.0, 1.0) for lead in range(10)]
    assert answering(0.9, read) == 1.0
    assert answering(0.91, read) == 0.0
    assert answering(0.5, read) == 5.0


def test_the_best_threshold_parts_no_equal_leads() -> None:
    read = [Read(True, 1.0, 1.0, 1.0), Read(False, 1.0, 0.0, 0.0), Read(False, 0.0, 0.0, 0.0)]
    assert best_f1(read) == 2 / 3  # both with lead 1 are answered, or none is
