"""Answers to real questions of each kind, about the built-in article."""

from __future__ import annotations

import pytest

from qa.pipeline import Pipeline
from qa.remarks import ENGLISH, EXACTLY, HELP, WELCOME


def test_a_reason_follows_the_sentence_that_repeats_the_question(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Why did Pakistan and the US get off to such a lukewarm start?")
    first = answer.citations[0]
    assert (answer.asks, answer.outcome) == ("why", "answered")
    assert first.quote.startswith("This was due to several factors, including the US's global priorities")
    assert first.before.startswith("Despite the cordial exchange of greetings")


def test_a_list_gathers_its_items_in_reading_order(pipeline: Pipeline) -> None:
    answer = pipeline.ask("List all the forms of American help to Pakistan that the text names.")
    positions = [pipeline.article.passages.index(citation.passage) for citation in answer.citations]
    assert answer.form == "list"
    assert len(positions) > 2
    assert positions == sorted(positions)
    assert "Through loans, debt relief, and military aid" in answer.text
    assert "financial assistance and military equipment" in answer.text
    assert {citation.passage.kind for citation in answer.citations} <= {"body", "abstract"}


def test_named_events_stand_in_the_order_of_their_dates(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Did the bin Laden raid come before or after the Americans left Afghanistan?")
    assert (answer.asks, answer.form) == ("order", "order")
    assert [citation.quote[:40] for citation in answer.citations] == [
        "The 2011 US operation that killed Osama ",
        "The 2021 US withdrawal from Afghanistan ",
    ]


def test_a_comparison_names_its_sides(pipeline: Pipeline) -> None:
    answer = pipeline.candidates("pakistan's stand on the taliban vs america's")
    assert (answer.asks, answer.form) == ("comparison", "comparison")
    assert answer.sides[0] == "pakistan's stand on the taliban"
    assert len(answer.sides) == len(answer.citations)
    assert "support for the Taliban" in answer.citations[0].quote


def test_an_overview_is_the_key_sentences_of_the_part_asked_for(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Summarise the conclusion for me.")
    assert (answer.asks, answer.form, answer.outcome) == ("overview", "overview", "answered")
    assert {citation.passage.section for citation in answer.citations} == {"Conclusion"}
    assert 2 < len(answer.citations) <= 5
    assert answer.citations[0].quote.startswith("Pak-US relation was characterized by complex dynamic")
    three = pipeline.ask("I have to present the part on the time before 9/11. What are its three main points?")
    assert len(three.citations) == 3
    assert {c.passage.section for c in three.citations} == {"Complex Web of Pak-US Relations Prior to 9/11"}
    whole = pipeline.ask("what's this paper about, in a nutshell")
    assert whole.citations[0].quote.startswith("This article examines the developments of Pak-US relations")


def test_what_is_not_there_is_not_summed_up(pipeline: Pipeline) -> None:
    assert not pipeline.ask("Summarise the interviews with Pakistani officers.").found
    answer = pipeline.ask("sum up the chapter on the 1971 war")
    assert (answer.outcome, answer.citations) == ("refused", ())
    assert answer.remark == "The article has no part called “the 1971 war”."


def test_a_section_is_searched_by_itself(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What does the section on the time before 9/11 tell about the nuclear programme?")
    assert answer.citations[0].quote.startswith("Pakistan's nuclear program faced international scrutiny")
    assert {hit.passage.section for hit in answer.hits} == {"Complex Web of Pak-US Relations Prior to 9/11"}
    china = pipeline.ask("What does the conclusion say about China?")  # other sections speak of it
    assert china.citations == ()
    missing = pipeline.ask("What does the appendix say about the amounts of aid?")
    assert (missing.outcome, missing.remark) == ("refused", "The article has no part called “appendix”.")


@pytest.mark.parametrize(
    ("question", "remark"),
    [
        ("Hello there!", WELCOME),
        ("Can you write me a poem about the Hindu Kush?", HELP),
        ("Résume-moi cet article en français, s'il te plaît.", ENGLISH),
    ],
)
def test_what_is_no_question_about_the_article_has_a_line_and_no_passages(
    pipeline: Pipeline, question: str, remark: str
) -> None:
    answer = pipeline.ask(question)
    assert (answer.found, answer.outcome, answer.hits, answer.remark) == (False, "refused", (), remark)


def test_a_pasted_fragment_is_quoted_where_it_stands(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Governance issues and economic restraints further complicated")
    assert (answer.found, answer.remark) == (True, EXACTLY)
    assert answer.text == "Governance issues and economic restraints further complicated country's difficulties."


def test_a_refusal_has_the_best_sentence_of_each_related_passage(pipeline: Pipeline) -> None:
    answer = pipeline.ask("How long should I marinate chicken for a biryani?")
    assert answer.outcome == "refused"
    assert [citation.passage for citation in answer.nearby] == [hit.passage for hit in answer.hits]
    assert all(citation.span in citation.passage.sentences for citation in answer.nearby)
