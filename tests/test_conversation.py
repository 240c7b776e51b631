"""Follow-ups lean on what was asked before; new topics do not."""

from __future__ import annotations

import pytest

from qa.conversation import standalone

HISTORY = [
    {"role": "user", "content": "When did the Soviets leave Afghanistan?"},
    {"role": "assistant", "content": "Soviet withdrawal from Afghanistan in 1989 was significant."},
]
FIRST = "When did the Soviets leave Afghanistan?"


@pytest.mark.parametrize(
    "question", ["What did it lead to?", "Since when?", "And who else?", "Why did they go?", "the same for the US?"]
)
def test_a_question_that_points_back_is_searched_with_the_one_before(question: str) -> None:
    assert standalone(question, HISTORY) == f"{FIRST} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "How many Muslims did Marshall speak of?",
        "Where was Kux's book published?",
        "Thanks, got it. Who published Rubin?",
    ],
)
def test_a_new_topic_stands_alone(question: str) -> None:
    assert standalone(question, HISTORY) == question


def test_a_chain_is_followed_back_to_the_question_that_stands_alone() -> None:
    history = [
        {"role": "user", "content": "Who published Rubin's book?"},
        *HISTORY,
        {"role": "user", "content": "Why did they go?"},
        {"role": "assistant", "content": "..."},
    ]
    assert standalone("And then?", history) == f"{FIRST} Why did they go? And then?"


def test_without_history_or_with_a_blank_one_nothing_is_added() -> None:
    assert standalone("Since when?", []) == "Since when?"
    assert standalone("Since when?", [{"role": "user", "content": "  "}]) == "Since when?"
