"""Verdicts measured: what is held out, how many can be said, and from which score on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from eval.multinomial import cross_validated, fit
from eval.verdict_sets import SEED, SHARE, Record, decided, hold_out
from eval.verdicts import OWN, Case, Judged, held_out_cases, lines, own_cases, sayable, threshold
from index import Article
from qa.training.judged_sets import judged_examples
from qa.training.settings import Settings


def claims(count: int) -> list[Record]:
    """Pairs of a claim and its twin on one sentence."""
    return [
        {"claim": f"It was {n}{twin}.", "evidence": f"It was {n}.", "label": label, "pair": str(n)}
        for n in range(count)
        for twin, label in (("", "supports"), ("1", "refutes"))
    ]


def test_what_is_held_out_is_what_training_leaves_out() -> None:
    assert (Settings.seed, Settings.judged) == (SEED, SHARE)
    records = claims(40)
    kept, held = hold_out(decided(records), SHARE, SEED)
    trained, left_out = hold_out(judged_examples(records, SEED), SHARE, SEED)
    assert [(one.question, one.text, one.verdict) for one in held] == [
        (one.question, one.context, one.verdict) for one in left_out
    ]
    assert len(kept) == len(trained)
    assert not {one.group for one in held} & {one.group for one in kept}  # twins stay together


def test_the_cases_are_of_the_held_out_part(tmp_path: Path) -> None:
    numbers = range(40)
    typed = [{"question": f"is {n} odd", "passage": f"{n} is.", "title": str(n), "answer": "no"} for n in numbers]
    research = [
        {"question": f"Is {n}?", "conclusion": f"{n}.", "passages": ["No."], "answer": "maybe", "id": str(n)}
        for n in numbers
    ]
    deceits = [
        {"claim": f"It is {n}.", "evidence": ["It is."], "beside": ["Or not."], "page": str(n), "label": "refutes"}
        for n in numbers
    ]
    files: dict[str, list[Record]] = {
        "boolq": typed,
        "pubmedqa": research,
        "fever-symmetric": claims(40),
        "fm2-dev": deceits,
    }
    for name, records in files.items():
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    found = held_out_cases(tmp_path)
    assert list(found) == ["BoolQ", "PubMedQA", "Symmetric FEVER", "Fool Me Twice"]
    assert {case.gold for case in found["PubMedQA"]} == {2}
    assert {(case.text, case.gold) for case in found["Fool Me Twice"] if len(case.text) < 9} == {
        ("It is.", 1),  # the sentence that decides
        ("Or not.", 2),  # the one beside it
    }
    for name, cases in found.items():
        assert 4 <= len({case.group for case in cases}) <= 6, name  # of 40 groups as many as make an eighth


def test_own_cases_are_dev_questions_with_the_sentences_that_decide(article: Article) -> None:
    cases = {case.question: case for case in own_cases(article)}
    bystanders = cases["Did innocent bystanders die when unmanned aircraft fired their missiles?"]
    assert (bystanders.gold, bystanders.text[:45]) == (0, "While strikes were aimed at high-value target")
    premise = cases["Why did the United States refuse to recognize Pakistan until 1953?"]
    assert (premise.gold, premise.text[:55]) == (1, "Since the United States recognized Pakistan on August 1")


@pytest.mark.parametrize(
    ("right", "scores", "expected"),
    [
        ([1, 1, 0, 1], [0.9, 0.8, 0.7, 0.6], (2, 0.8)),
        ([1, 1, 1, 0], [0.9, 0.8, 0.7, 0.7], (2, 0.8)),  # equals are said together
        ([0, 1, 1, 1], [0.9, 0.8, 0.7, 0.6], (0, float("inf"))),
        ([1, 1, 1, 1], [0.9, 0.8, 0.7, 0.6], (4, 0.6)),
    ],
)
def test_how_many_can_be_said(right: list[int], scores: list[float], expected: tuple[int, float]) -> None:
    assert sayable(np.array(right, dtype=bool), np.array(scores)) == expected


def judged(name: str, count: int, wrong: int) -> Judged:
    """So many cases of score .9 that are right, and some of score .6 that are wrong."""
    cases = [Case("", "", 0, str(n)) for n in range(count + wrong)]
    chances = np.array([[0.9, 0.1, 0.0]] * count + [[0.4, 0.6, 0.0]] * wrong)
    return Judged(name, cases, chances)


def test_a_verdict_is_said_only_where_enough_of_both_kinds_are_right() -> None:
    assert threshold([judged("BoolQ", 200, 50), judged(OWN, 60, 20)]) == 0.9
    assert threshold([judged("BoolQ", 199, 50), judged(OWN, 60, 20)]) == float("inf")
    assert threshold([judged("BoolQ", 200, 50), judged(OWN, 59, 20)]) == float("inf")
    assert "no verdict is shown" in lines([judged("BoolQ", 10, 5), judged(OWN, 60, 20)])[-1]


def test_rows_of_a_group_are_judged_by_a_model_that_has_not_seen_it() -> None:
    features = np.array([[0.0], [1.0]] * 30)
    gold = np.array([0, 1] * 30)
    told = cross_validated(features, gold, [str(n) for n in range(60)], 2, 0.1)
    assert (told.argmax(axis=1) == gold).all()
    # One group holds all of an outcome: without it nothing of that outcome is known.
    apart = cross_validated(features, gold, ["a" if one else str(n) for n, one in enumerate(gold)], 2, 0.1)
    assert (apart[gold == 1].argmax(axis=1) == 0).all()


def test_a_fit_gives_the_chances_that_the_data_has() -> None:
    gold = np.array([0, 0, 0, 1])
    model = fit(np.zeros((4, 1)), gold, 2, 1.0)
    np.testing.assert_allclose(model.chances(np.zeros((1, 1))), [[0.75, 0.25]], atol=1e-4)
