"""Follow-ups take words from what was said before; new topics do not."""

from __future__ import annotations

import pytest

from qa.conversation import Turn, carried_over, with_carried
from qa.tuned import TUNED

QUESTION = "When did the Soviets leave Afghanistan?"
QUOTE = "Soviet withdrawal from Afghanistan in 1989 was significant turning point of region's geopolitical scenario."
HISTORY = [Turn("user", QUESTION), Turn("assistant", QUOTE)]
ZIA = [
    Turn("user", "Who led Pakistan during the Soviet war?"),
    Turn(
        "assistant",
        "Pakistan, under leadership of General Zia, emerged as crucial partner for United States in region.",
    ),
]


def rarity(term: str) -> float:
    """As if "Afghanistan" and "Pakistan" stood everywhere, and other words seldom."""
    return 0.2 if term in ("afghanistan", "pakistan") else 2.0


@pytest.mark.parametrize(
    "question",
    ["What did it lead to?", "Since when?", "And before?", "Why?", "Who says so?", "How did they react to that?"],
)
def test_a_follow_up_takes_over_the_topic(question: str) -> None:
    assert "Soviets" in carried_over(question, HISTORY, rarity)


@pytest.mark.parametrize(
    "question",
    [
        "How many Muslims did Marshall speak of?",
        "Thanks, got it. Who published Rubin?",
        "What is the conclusion?",
        "Which method does this paper use?",
    ],
)
def test_a_new_topic_is_not_pulled_back(question: str) -> None:
    assert carried_over(question, ZIA, rarity) == ()


def test_he_is_a_name() -> None:
    carried = carried_over("How long did he stay in power?", ZIA, rarity)
    assert {"General", "Zia"} <= set(carried)
    assert "partner" not in carried


def test_a_topic_stays_present_while_pronouns_stand_for_it() -> None:
    history = [
        Turn("user", "Who was Marshall?"),
        Turn("assistant", "Marshall wrote to Truman."),
        Turn("user", "When did he write?"),
        Turn("assistant", "The letter came in summer."),
        Turn("user", "What did he ask for?"),
        Turn("assistant", "He asked for grain."),
    ]
    assert "Marshall" in carried_over("How old was he?", history, rarity)


def test_the_newer_topic_is_the_more_present_one() -> None:
    history = [
        Turn("user", "Who published Rubin?"),
        Turn("assistant", "Oxford University Press."),
        Turn("user", "Where does Kux say that the Stinger missile was decisive?"),
        Turn("assistant", "The Stinger missile proved to be a game-changer."),
    ]
    carried = carried_over("Why?", history, rarity)
    assert {"Stinger", "missile"} <= set(carried)
    assert {"Oxford", "University", "Press"}.isdisjoint(carried)


def test_the_item_that_is_meant_comes_without_the_others() -> None:
    history = [
        Turn("user", "Which systems were put to the test?"),
        Turn("assistant", "It performs an evaluation between InfluxDB, PhilDB, and SciDB"),
    ]
    carried = carried_over("Why was the first of them not given all the writes?", history, rarity)
    assert carried[0] == "InfluxDB"
    assert {"PhilDB", "SciDB"}.isdisjoint(carried)


def test_the_same_of_another_does_not_take_over_the_first_name() -> None:
    history = [
        Turn("user", "Who published the book by Kux?"),
        Turn("assistant", "Kux, D. (2001). Disenchanted Allies. Washington, DC: Woodrow Wilson Center Press."),
    ]
    for question in ("What about Rubin's?", "And Rubin's?", "same for Rubin's?"):
        assert carried_over(question, history, rarity) == ("published", "book")
    assert "Kux" in carried_over("And in which city?", history, rarity)


def test_words_of_the_question_itself_are_not_carried_over_again() -> None:
    assert "Soviets" not in carried_over("Why did they fear the Soviets?", HISTORY, rarity)


def test_only_the_first_quote_of_an_answer_counts() -> None:
    history = [Turn("user", "Why did the Soviets go?"), Turn("assistant", "The war weakened it.\nPlums were blue.")]
    carried = carried_over("And then?", history, rarity)
    assert "Soviets" in carried
    assert {"Plums", "blue"}.isdisjoint(carried)


def test_only_so_much_is_carried_over() -> None:
    long = "Which bricks, tiles, slates, beams, planks, nails, hinges, bolts, locks and latches came by boat?"
    assert len(carried_over("And then?", [Turn("user", long)], rarity)) == TUNED.following.most


def test_without_history_or_with_a_blank_one_nothing_is_added() -> None:
    assert carried_over("Since when?", [], rarity) == ()
    assert carried_over("Since when?", [Turn("user", "  ")], rarity) == ()
    assert with_carried("Since when?", ()) == "Since when?"
    assert with_carried("Since when?", ("Soviets", "leave")) == "Since when? (Soviets, leave)"
