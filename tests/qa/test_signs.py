"""Which questions lean on the conversation before them, and which stand alone."""

from __future__ import annotations

import pytest

from qa.signs import goes_on, signs, stands_alone


@pytest.mark.parametrize(
    ("question", "sure"),
    [
        ("What did it lead to?", True),
        ("Since when?", True),
        ("And who else?", True),
        ("And before?", True),
        ("Why?", True),
        ("Who says so?", True),
        ("Which publisher?", True),
        ("In which city?", True),
        ("What about the UK?", True),
        ("Why did they go?", True),
        ("the same for the US?", True),
        ("Tell me about the latter.", True),
        ("Which of those weapons made the biggest difference?", False),
        ("How did the Americans react to that in the tribal areas?", False),
        # Of few words, and no name: these may open a topic too.
        ("What is neorealism?", False),
        ("What were the main effects?", False),
    ],
)
def test_a_question_that_leans(question: str, sure: bool) -> None:
    assert not stands_alone(question)
    assert goes_on(question) == sure


@pytest.mark.parametrize(
    "question",
    [
        "How many Muslims did Marshall speak of?",
        "Thanks, got it. Who published Rubin?",
        "What is the conclusion?",  # every article has one
        "Who are the authors?",
        "Which method does this paper use?",
        # Words that point back elsewhere, but not here.
        "How did Pakistan see the raid that killed bin Laden?",
        "Why did India want to secure its own interests?",
        "Is there a problem with the nuclear program of Pakistan?",
        "Which sanctions did Bush lift so far?",
    ],
)
def test_a_question_that_stands_alone(question: str) -> None:
    assert stands_alone(question)


def test_the_last_sentence_tells() -> None:
    assert signs("He led it. Who published Rubin?").pointing == frozenset()
    assert signs("Who published Rubin? Was it he?").pointing == {"it", "he"}
