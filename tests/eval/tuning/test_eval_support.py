"""The confidence from which answers are strong, of answers whose confidence and worth are given."""

from __future__ import annotations

from eval.marks import Marked
from eval.tuning.support import NEVER, Given, answers_of, held_out, shown, threshold


def given(*right: bool) -> list[Given]:
    """Answers of falling confidence: .99, .98, ..."""
    return [Given("fact", 0.99 - 0.01 * n, one) for n, one in enumerate(right)]


def test_the_threshold_is_the_lowest_from_which_enough_are_right() -> None:
    assert round(threshold(given(True, True, False, True), 0.75), 2) == 0.96
    assert round(threshold(given(True, True, False, False), 0.75), 2) == 0.98
    assert round(threshold(given(False, True, True, True), 0.75), 2) == 0.96  # the surest may be wrong
    assert threshold(given(False, False), 0.75) == threshold([], 0.75) == NEVER


def test_answers_of_one_confidence_are_strong_together() -> None:
    same = [Given("fact", 0.9, True), Given("fact", 0.9, False), Given("fact", 0.8, True), Given("fact", 0.8, True)]
    assert threshold(same, 1.0) == NEVER
    assert threshold(same, 0.75) == 0.8


def test_what_it_is_worth_is_told_by_answers_that_did_not_choose_it() -> None:
    # Every tenth is of one fold: of twenty, the second is wrong and of one fold with the twelfth.
    answers = given(*(n != 1 for n in range(20)))
    assert round(threshold(answers, 1.0), 2) == 0.99
    strong = held_out(answers, 1.0)
    # Without these two everything is right, so both are strong; with the wrong one only what is surer, and that is
    # the first alone, which is not there where it is judged.
    assert [(round(one.confidence, 2), one.right) for one in strong] == [(0.98, False), (0.88, True)]
    assert held_out(given(False, False), 0.95) == []


def test_only_answers_that_are_given_count() -> None:
    marked = [
        Marked("why", "list", True, False, {"confidence": 0.9, "correct": 1.0}),
        Marked(None, "fact", False, False, {"confidence": 0.8, "correct": 0.0}),
        Marked("why", "why", True, False, {"confidence": 0.3}),
    ]
    assert answers_of(marked) == [Given("list", 0.9, True), Given("fact", 0.8, False)]


def test_the_tables_name_every_set() -> None:
    table = shown({"dev": given(*[True] * 40), "voices": given(True, False)})
    rows = [[cell.split("[")[0].strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if line]
    assert rows[2][:4] == ["in all", "42", "41 of 42", ".600"]
    assert rows[3][0] == "fact"
    assert rows[-2][:4] == ["dev", "40", "40 of 40", "40 of 40"]
    assert rows[-1][:5] == ["voices", "2", "1 of 2", "1 of 2", ".500"]
