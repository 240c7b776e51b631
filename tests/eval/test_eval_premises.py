"""Corrections measured: which are right, from which chance on they are shown, and what is asked."""

from __future__ import annotations

import numpy as np
import pytest

from eval.premises import ABSENT, ANSWERABLE, PREMISE, Asked, Held, asked_of, fitted, judged_apart, lines, threshold
from eval.questions import Evidence, Question
from index import Span
from qa.premises import FEATURES

HERE = (Evidence(3, Span(0, 9)),)


def question(name: str, text: str, *, answered: bool = False, corrected: bool = False) -> Question:
    evidence = (HERE,) if answered else ()
    return Question(name, "explain", text, (), (), evidence, correction=HERE if corrected else (), asks="why")


def held(kind: str, right: list[bool], group: str = "q") -> Held:
    return Held("", kind, group, [""] * len(right), right, np.zeros((len(right), len(FEATURES))))


def test_changed_questions_are_asked_beside_the_unchanged_and_judged_with_them() -> None:
    questions = [
        question("a", "Why did India attack Nepal?", answered=True),
        question("b", "Why did Nepal attack India in 1950?", corrected=True),
        question("c", "Why did it rain?"),
    ]
    assert list(asked_of(questions, changed=True)) == [
        Asked("Why did India attack Nepal?", (), ANSWERABLE, "a"),
        Asked("Why did Nepal attack India?", (), "roles swapped", "a", HERE),
        Asked("Why did Nepal attack India in 1950?", (), PREMISE, "b", HERE),
        Asked("Why did it rain?", (), ABSENT, "c"),
    ]
    assert [one.kind for one in asked_of(questions, changed=False)] == [ANSWERABLE, PREMISE, ABSENT]


def test_the_least_chance_keeps_answerable_questions_from_being_corrected() -> None:
    items = [held(PREMISE, [False, True]), held(PREMISE, [True]), held(ANSWERABLE, [False])]
    chances = [np.array([0.1, 0.9]), np.array([0.5]), np.array([0.6])]
    assert threshold(items, chances) == 0.9  # at .5 the answerable question would be corrected
    assert threshold(items, [*chances[:2], np.array([0.4])]) == 0.5
    assert threshold([held(ANSWERABLE, [False])], [np.array([0.6])]) == 1.1  # nothing is ever corrected


def test_the_table_counts_the_sentence_that_is_shown() -> None:
    items = [held(PREMISE, [False, True]), held(PREMISE, [True, False]), held(PREMISE, []), held(ANSWERABLE, [False])]
    chances = [np.array([0.1, 0.9]), np.array([0.6, 0.7]), np.array([]), np.array([0.2])]
    table = lines("here", items, chances, 0.5)[0].splitlines()
    assert [cell.strip() for cell in table[2].split("|")[1:-1]] == [PREMISE, "3", "2", "1", "1", ".333"]
    assert [cell.strip() for cell in table[3].split("|")[1:-1]] == [ANSWERABLE, "1", "–", "0", "0", ".000"]


def test_a_question_is_judged_by_a_model_that_has_not_seen_it() -> None:
    numbers = FEATURES.index("numbers")
    items = []
    for n in range(40):
        features = np.zeros((2, len(FEATURES)))
        features[1, numbers] = 1.0  # the sentence with another number is the correction
        items.append(Held("", PREMISE, str(n), ["", ""], [False, True], features))
    apart = judged_apart(items)
    assert all(chances[1] > 0.8 > 0.2 > chances[0] for chances in apart)
    model = fitted(items, 0.5)
    assert model.weights["numbers"] == max(model.weights.values()) > 1
    assert model.chance({"numbers": 1.0}) == pytest.approx(float(apart[0][1]), abs=0.05)
