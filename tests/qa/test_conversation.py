"""Follow-ups take words from what was said before; new topics do not."""

from __future__ import annotations

import pytest

from qa.conversation import Turn, carried_over, stands_alone, with_carried

QUESTION = "When did the Soviets leave Afghanistan?"
QUOTE = "Soviet withdrawal from Afghanistan in 1989 was significant turning point of region's geopolitical scenario."
HISTORY = [Turn("user", QUESTION), Turn("assistant", QUOTE)]


def rarity(term: str) -> float:
    """As if "Afghanistan" stood everywhere and longer words were rarer."""
    return 0.0 if term.startswith("afghan") else float(len(term))


@pytest.mark.parametrize(
    "question",
    [
        "What did it lead to?",
        "Since when?",
        "And who else?",
        "Why did they go?",
        "the same for the US?",
        "Why did Pakistan object to them?",
        "How did the Americans react to that?",
        "And what did Islamabad say in its own defence?",
        "Which of those weapons made the biggest difference?",
        "What other reasons were there?",
        "What was his country given by the US?",
    ],
)
def test_a_question_that_points_back_needs_the_conversation(question: str) -> None:
    assert not stands_alone(question)
    assert carried_over(question, HISTORY, rarity)


@pytest.mark.parametrize(
    "question",
    [
        "How many Muslims did Marshall speak of?",
        "Where was Kux's book published?",
        "Thanks, got it. Who published Rubin?",
        # Words that point back elsewhere, but not here.
        "How did Pakistan see the raid that killed bin Laden?",
        "Why did India want to secure its own interests?",
        "Is there a problem with the nuclear program?",
        "Which method does this paper use?",
    ],
)
def test_a_new_topic_is_not_pulled_back(question: str) -> None:
    assert stands_alone(question)
    assert carried_over(question, HISTORY, rarity) == ()


def test_the_question_before_and_the_rarest_words_of_its_answer_are_carried_over() -> None:
    carried = carried_over("What did it lead to?", HISTORY, rarity)
    assert carried == ("Soviets", "leave", "Afghanistan", "withdrawal", "significant", "geopolitical", "scenario")
    assert with_carried("What did it lead to?", carried[:2]) == "What did it lead to? (Soviets, leave)"


def test_words_of_the_question_itself_are_not_carried_over_again() -> None:
    assert "Soviets" not in carried_over("Why did they fear the Soviet Union?", HISTORY, rarity)


def test_a_chain_is_followed_back_to_the_question_that_stands_alone() -> None:
    history = [
        Turn("user", "Who published Rubin's book?"),
        *HISTORY,
        Turn("user", "Why did they go?"),
        Turn("assistant", "The war weakened it.\nA second quote says more."),
    ]
    carried = carried_over("And then?", history, rarity)
    assert carried == ("Soviets", "leave", "Afghanistan", "go", "war", "weakened")


def test_only_so_much_is_carried_over() -> None:
    long = "Which bricks, tiles, slates, beams, planks, nails, hinges, bolts, locks and latches came by boat?"
    carried = carried_over("And then?", [Turn("user", long)], rarity)
    assert len(carried) == 8


def test_without_history_or_with_a_blank_one_nothing_is_added() -> None:
    assert carried_over("Since when?", [], rarity) == ()
    assert carried_over("Since when?", [Turn("user", "  ")], rarity) == ()
    assert with_carried("Since when?", ()) == "Since when?"
