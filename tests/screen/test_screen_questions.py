"""The questions that the page offers about the built-in article: each is answered as it should be."""

from __future__ import annotations

import pytest

from index.bank import read_bank
from index.built_in import BUILT_IN_BANK
from qa.pipeline import Pipeline
from screen.questions import built_in_questions

BUILT_IN = built_in_questions()

EXAMPLES = {
    "When did the United States recognize Pakistan?": "August 15, 1947",
    "What did Marshall tell Truman about Pakistan in July 1947?": "George Marshall underscored Pakistan's importance",
    "What did India invest in after 9/11?": "infrastructure development",
}
OFFERED = [question for _, questions in BUILT_IN.groups for question in questions]


@pytest.mark.slow
def test_every_suggestion_is_answered_by_the_sentence_that_the_bank_quotes_for_it(pipeline: Pipeline) -> None:
    quotes = {entry.question: entry.quote for entry in read_bank(BUILT_IN_BANK, pipeline.article)}
    assert len(set(BUILT_IN.bank)) == len(BUILT_IN.bank) > 40
    answered_otherwise = {}
    for question in BUILT_IN.bank:
        quote = pipeline.ask(question).citations[0].quote
        if quotes[question] not in quote and quote not in quotes[question]:
            answered_otherwise[question] = quote
    assert answered_otherwise == {}


@pytest.mark.parametrize(("question", "evidence"), EXAMPLES.items())
def test_the_examples_are_answered(pipeline: Pipeline, question: str, evidence: str) -> None:
    assert question in OFFERED
    assert evidence in pipeline.ask(question).citations[0].quote


def test_every_question_of_the_opening_card_is_answered(pipeline: Pipeline) -> None:
    assert [heading for heading, _ in BUILT_IN.groups] == ["Facts", "People and sources", "Overview"]
    assert [question for question in OFFERED if not pipeline.ask(question).found] == []
