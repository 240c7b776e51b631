"""Long openings, in questions of the dev sets."""

from __future__ import annotations

import pytest

from index.search import SearchText
from qa.asking import as_read, asking_part


@pytest.mark.parametrize(
    ("opening", "asked"),
    [
        ("Hello, I work for an NGO and I have to write a background section before Friday. Could you tell me ",
         "where the paper mentions weapons spreading in Pakistan and what it connects that with?"),
        ("So I was at a panel last week where somebody said that they never really listened to each other. ",
         "What does the article's conclusion say was the Pakistani complaint?"),
        ("I am writing an essay for my professor about Poland and need to know ", "which weapon changed the war."),
        ("I'm preparing a radio piece: ", "has the partnership after 9/11 been good for Pakistan?"),
        ("The authors describe the war in Afghanistan as costly for Pakistan. I would like to quote ",
         "what economic damage they name."),
        ("Got it. ", "Now, leaders of which groups was Pakistan accused of sheltering?"),
    ],
)  # fmt: skip
def test_what_only_leads_up_to_a_question_is_told_from_it(opening: str, asked: str) -> None:
    assert asking_part(opening + asked) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Both Rubin and the team around Mustafa write about Afghanistan; what is each study's subject?",
        "big data systems: which was started first, which last",
        "What does Pakistan want to know about India?",
        "durand line issue",
        "Who wrote to Truman, and when?",
    ],
)
def test_what_belongs_to_the_matter_stays(question: str) -> None:
    assert asking_part(question) == question


def test_what_comes_behind_a_question_and_says_nothing_is_no_part_of_it() -> None:
    asked = "In which areas did they cooperate?"
    assert asking_part(f"{asked} A list, please.") == asked
    assert asking_part(f"{asked} I must know all.") == asked


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("longest war resentment washington", "What is the longest war resentment washington?"),
        ("main findings?", "What is the main findings?"),
        ("a potentially more cohesive government in kabul", "What is a potentially more cohesive government in kabul?"),
    ],
)
def test_keywords_are_read_as_a_question(typed: str, read: str) -> None:
    assert as_read(SearchText(typed)).text == read


@pytest.mark.parametrize(
    "typed",
    [
        "when usa recogniz pakistan",
        "wich weapon was game changer agains soviet airforce",
        "zia n the americans.. under him pak became wat",
        "I need the journal of Mustafa and co-authors' piece on the Afghan peace process.",
        "tell the distance that separated East Pakistan from West Pakistan",
        '"prioritized containing communism during the Cold War, relegating"',
    ],
)
def test_whole_sentences_and_quotations_are_read_as_they_are(typed: str) -> None:
    question = SearchText(typed)
    assert as_read(question) is question
