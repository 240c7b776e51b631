"""Changed questions: what their evidence denies, and nothing else."""

from __future__ import annotations

import pytest

from eval.premise_swaps import swaps
from eval.questions import Evidence, Question
from index import Span
from qa.kinds import Asks


def changed(text: str, asks: Asks = "why") -> list[tuple[str, str]]:
    question = Question("q", "explain", text, (), ("a",), ((Evidence(0, Span(0, 1)),),), asks=asks)
    return [(swap.made, swap.text) for swap in swaps(question)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Why did India attack Nepal in 1950?",
            [("roles", "Why did Nepal attack India in 1950?"), ("year", "Why did India attack Nepal in 1957?")],
        ),
        ("How did India build up its influence in Afghanistan?",
         [("roles", "How did Afghanistan build up its influence in India?")]),
        ("Why did India and Nepal differ?", []),  # their order is no matter
        ("What did Washington restrict in March 1948?", [("year", "What did Washington restrict in March 1955?")]),
        ("How did it serve in the 1980s and in 2001-2022?", []),
    ],
)  # fmt: skip
def test_names_change_places_and_a_year_is_another(text: str, expected: list[tuple[str, str]]) -> None:
    assert changed(text) == expected


def test_a_source_takes_nothing_for_granted() -> None:
    assert changed("What did Rubin write in 2020?", asks="source") == []
