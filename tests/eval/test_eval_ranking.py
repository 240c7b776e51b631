"""Measures of rankings against a case worked out by hand, and the TREC files that hold the same."""

from __future__ import annotations

import math
from pathlib import Path

import ir_measures
import pytest

from eval.dataset import Dataset, plain_article
from eval.measures import overlaps
from eval.questions import Evidence, Question
from eval.ranking import MEASURES, Ranking, run, score, write_trec
from index import Span


def question(name: str, *groups: tuple[int, ...]) -> Question:
    """A question whose groups of evidence are the first words of passages."""
    evidence = tuple(tuple(Evidence(position, Span(0, 4)) for position in group) for group in groups)
    return Question(name, name.rsplit("-", 1)[0], "Which one?", (), ("word",), evidence)


@pytest.fixture
def dataset() -> Dataset:
    article = plain_article("words", [("", f"word number {i}") for i in range(12)])
    questions = (
        question("fact-1", (3, 7)),  # two alternatives
        question("multi-2", (0,), (5, 6)),  # two facts
        question("lost-3", (2,)),
        question("absent-4"),
    )
    return Dataset("words", article, tuple(f"d{i}" for i in range(12)), questions, overlaps)


RANKING = Ranking(
    "by hand",
    {
        "fact-1": (1, 7, 3, 0),
        "multi-2": (5, 1, 2, 0),
        "absent-4": (1, 2),
    },
    (1.0, 2.0),
)


def test_measures_of_one_ranking(dataset: Dataset) -> None:
    values = score(dataset, RANKING.found)
    # fact-1: the first relevant one is second.
    assert [values[m]["fact-1"] for m in ("R@1", "R@3", "R@5", "MRR@10")] == [0, 1, 1, 0.5]
    # Relevant at ranks 2 and 3, ideally at 1 and 2: (1/log2 3 + 1/log2 4) / (1 + 1/log2 3).
    ideal = 1 + 1 / math.log2(3)
    assert values["nDCG@10"]["fact-1"] == pytest.approx((1 / math.log2(3) + 1 / 2) / ideal)
    # multi-2: its first fact is fourth, its second first.
    assert [values[m]["multi-2"] for m in ("R@1", "R@3", "R@5")] == [0.5, 0.5, 1]
    assert values["MRR@10"]["multi-2"] == pytest.approx((1 / 4 + 1) / 2)
    assert values["nDCG@10"]["multi-2"] == pytest.approx((1 / math.log2(5) + 1 / ideal) / 2)


def test_a_question_that_nothing_was_found_for_counts_zero(dataset: Dataset) -> None:
    values = score(dataset, RANKING.found)
    assert [values[m]["lost-3"] for m in MEASURES] == [0, 0, 0, 0, 0]


def test_unanswerable_questions_have_no_ranking_to_judge(dataset: Dataset) -> None:
    assert set(score(dataset, RANKING.found)["R@1"]) == {"fact-1", "multi-2", "lost-3"}


def test_the_scores_of_a_run_fall_strictly(dataset: Dataset) -> None:
    ranks = [(entry.query_id, entry.doc_id, entry.score) for entry in run(dataset, RANKING.found)]
    assert ranks[:4] == [
        ("fact-1#1", "d1", 1),
        ("fact-1#1", "d7", 1 / 2),
        ("fact-1#1", "d3", 1 / 3),
        ("fact-1#1", "d0", 1 / 4),
    ]
    assert [query for query, _, _ in ranks].count("multi-2#2") == 4


def test_trec_files_give_the_same_measures(dataset: Dataset, tmp_path: Path) -> None:
    write_trec(dataset, [RANKING], tmp_path / "trec")
    assert (tmp_path / "trec" / "qrels.txt").read_text().splitlines()[:3] == [
        "fact-1#1 0 d3 1",
        "fact-1#1 0 d7 1",
        "multi-2#1 0 d0 1",
    ]
    file = tmp_path / "trec" / "by-hand.run"
    assert file.read_text().splitlines()[1] == "fact-1#1 Q0 d7 2 0.500000 by-hand"
    qrels = list(ir_measures.read_trec_qrels(str(tmp_path / "trec" / "qrels.txt")))
    found = ir_measures.calc_aggregate(list(MEASURES.values()), qrels, list(ir_measures.read_trec_run(str(file))))
    # Four groups: .5, .25, 1 and 0.
    assert found[MEASURES["MRR@10"]] == pytest.approx((0.5 + 0.25 + 1 + 0) / 4)
