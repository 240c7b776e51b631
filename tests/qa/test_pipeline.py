"""The main job on the real article: the right passage, the right words, the right place; or none."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import qa
from index.search import SearchText
from qa import Hit
from qa.pipeline import Pipeline

MARSHALL = "Notably, in July 1947, Secretary of State George Marshall underscored Pakistan's importance in a memo"


def test_retrieve_finds_marshall_first() -> None:
    hits = qa.retrieve("Who did Marshall write to?")
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert hits[0].passage.text.startswith("The United States had begun contemplating relations")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_ask_quotes_marshall_with_place_and_source() -> None:
    answer = qa.ask("Who did Marshall write to?")
    assert answer.found
    citation = answer.citations[0]
    assert citation.quote.startswith(MARSHALL)
    assert citation.quote == citation.span.of(citation.passage.text)
    assert "Truman" in answer.short
    assert citation.locator == "p. 4, Dynamics Of Pak-US Relations, para. 2"
    assert [r.text[:26] for r in citation.references] == ["Rose, L. E., & Husain, N. "]
    assert len(answer.hits) == 5


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who wrote this?", "Ux Fatima"),
        ("What method was used?", "content analysis technique"),
        ("Where was Kux's book published?", "Washington DC: Woodrow Wilson Center Press"),
        (
            "Which source is given for the claim that the US is Pakistan's largest trading partner?",
            "Ali & Sultan, 2023",
        ),
        ("In which journal did this article appear?", "Qualitative Research Review Letter"),
        ("When did the US recognize Pakistan?", "August 15, 1947"),
    ],
)
def test_questions_of_every_kind_are_quoted(pipeline: Pipeline, question: str, words: str) -> None:
    answer = pipeline.ask(question)
    assert words in answer.citations[0].quote


@pytest.mark.parametrize("question", ["What is the recipe for apple pie?", "Who won the football world cup in 2014?"])
def test_what_the_article_does_not_say(pipeline: Pipeline, question: str) -> None:
    answer = pipeline.ask(question)
    assert not answer.found
    assert (answer.text, answer.short) == ("", "")
    assert answer.reason
    assert len(answer.hits) == 5


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who wrote Disenchanted Allies and who wrote Magnificent Delusions?", {"Haqqani, H.", "Kux, D."}),
        (
            "When did the US recognize Pakistan, and how far apart were its two wings?",
            {"August 15, 1947", "1,000 miles of hostile Indian territory between East and West Pakistan"},
        ),
        (
            "When did the United States recognize Pakistan? And what did its relief fund offer?",
            {"August 15, 1947", "10 million dollar"},
        ),
    ],
)
def test_of_several_things_asked_each_is_quoted(pipeline: Pipeline, question: str, short: set[str]) -> None:
    assert {citation.short for citation in pipeline.ask(question).citations} == short


def test_several_things_that_the_article_does_not_say(pipeline: Pipeline) -> None:
    assert not pipeline.ask("How many documents were coded, and by how many coders?").found


def test_of_several_things_the_one_that_the_article_does_not_say_is_named(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Who wrote Disenchanted Allies and how many copies were sold?")
    assert answer.short == "Kux, D."
    assert answer.unanswered == ("how many copies were sold?",)
    assert pipeline.ask("Who wrote Disenchanted Allies and who wrote Magnificent Delusions?").unanswered == ()


def test_a_name_that_never_occurs_is_named(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What did Zbigniew Brzezinski tell Margaret Thatcher about Kabul?")
    assert not answer.found
    assert "“Zbigniew”" in answer.reason


def test_what_has_neither_a_name_nor_another_word_in_the_article_is_not_answered(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Why did the Berlin Wall come down?")  # its meaning and its reader's score would do
    assert (answer.found, answer.confidence) == (False, 0.0)
    assert answer.reason == "The article never mentions “Berlin” or “Wall”."
    # A name alone that is never mentioned is no reason, where other words are the article's.
    assert pipeline.ask("In which newspaper did Zahid Hussain, the Hussain of 2021, publish?").confidence > 0


def test_every_quote_of_every_answer_stands_in_the_file(pipeline: Pipeline) -> None:
    from index.passage import join_slices

    for question in ("Why were early relations lukewarm?", "What did the CIA deliver?", "Who published Rubin's book?"):
        for citation in pipeline.candidates(question).citations:
            slices = pipeline.article.file_slices(citation.passage, citation.span)
            assert join_slices(pipeline.article.file_text, slices) == citation.quote


def test_a_follow_up_is_read_with_its_history(pipeline: Pipeline) -> None:
    history = [
        {"role": "user", "content": "Who did Marshall write to?"},
        {"role": "assistant", "content": MARSHALL},
    ]
    answer = pipeline.candidates("In which year was that?", history)
    assert answer.question == "In which year was that?"
    assert answer.searched.startswith("In which year was that? (Marshall, write, Notably, July, Secretary, ")
    assert answer.citations[0].quote.startswith(MARSHALL)
    assert answer.short == "July 1947"
    assert not pipeline.candidates("In which year was that?").text.startswith(MARSHALL)


KUX = [
    {"role": "user", "content": "Who published Kux's book?"},
    {
        "role": "assistant",
        "content": "Kux, D. (2001). The United States and Pakistan 1947-2000: Disenchanted Allies. Washington DC:"
        " Woodrow Wilson Center Press.",
    },
]


@pytest.mark.parametrize(
    "question",
    [
        "What is neorealism?",  # of few words, yet a topic of its own
        "Rizvi mentions Pakistan's part in a far-away war as well as Afghanistan. Which war was that?",
        "Why did India want to secure its own interests in Afghanistan?",
    ],
)
def test_a_change_of_topic_is_not_pulled_back(pipeline: Pipeline, question: str) -> None:
    assert pipeline.query(question, KUX).in_context == question


def test_a_question_of_few_words_goes_on(pipeline: Pipeline) -> None:
    answer = pipeline.ask("In which city?", KUX)
    assert answer.searched.startswith("In which city? (Kux's, book, ")
    assert answer.hits[0].passage.text.startswith("Kux, D. (2001).")


def test_more_is_not_what_was_quoted_already(pipeline: Pipeline) -> None:
    first = "Which countries did Pakistan turn to after the Cold War?"
    quote = (
        "Pakistan sought to maintain its relationship with US while pursuing partnerships with other countries,"
        " including China."
    )
    history = [{"role": "user", "content": first}, {"role": "assistant", "content": quote}]
    more = pipeline.candidates("And who else?", history)
    assert "China and other Muslim nations" in more.citations[0].quote
    assert quote not in more.text


def test_passages_far_behind_the_first_are_not_read(pipeline: Pipeline) -> None:
    passages = pipeline.article.passages
    hits = [Hit(passages[rank], rank, rank, score) for rank, score in ((1, 0.9), (2, 0.7), (3, 0.5))]
    assert pipeline.looking.worth_reading(hits, 5) == hits[:2]  # the weights of the indexes are 1.5 in all, with a bank
    assert pipeline.looking.worth_reading(hits, 1) == hits[:1]
    assert pipeline.looking.worth_reading(hits, 5, within=1.0) == hits
    assert pipeline.looking.worth_reading([], 5) == []


def test_k_below_one_and_beyond_the_corpus(pipeline: Pipeline) -> None:
    assert len(pipeline.retrieve("aid", 10_000)) == 72
    assert len(pipeline.ask("How much aid was offered?", k=100).hits) == 72
    for call in (pipeline.retrieve, lambda q, k: pipeline.ask(q, k=k)):
        with pytest.raises(ValueError, match="expected 1 or more, found 0"):
            call("aid", 0)


@pytest.mark.parametrize(
    ("question", "message"),
    [("", "is empty"), (" \n ", "is empty"), ("a" * 100_000, "100,000 characters"), ("🙂🙂", "no word")],
)
def test_bad_questions_are_refused_by_both(pipeline: Pipeline, question: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        pipeline.retrieve(question)
    with pytest.raises(ValueError, match=message):
        pipeline.ask(question)


@pytest.mark.parametrize(
    ("question", "hits"),
    [("متى اعترفت الولايات المتحدة بباكستان؟", 0), ("Wh\x00o\x07?", 5), ("<script>alert(1)</script>", 5)],
)
def test_odd_questions_are_answered_or_refused_but_never_break(pipeline: Pipeline, question: str, hits: int) -> None:
    answer = pipeline.ask(question)
    assert answer.found == bool(answer.text)
    assert len(answer.hits) == hits


def test_the_same_question_from_eight_threads_has_one_answer(pipeline: Pipeline) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(pipeline.ask, ["What did the CIA deliver?"] * 8))
    assert {(a.short, a.citations[0].locator) for a in answers} == {(answers[0].short, answers[0].citations[0].locator)}


def test_another_article_has_no_bank_and_answers(tiny_file: Path, tmp_path: Path) -> None:
    small = qa.load(tiny_file, cache=tmp_path / "cache")
    assert small.bank is None
    assert small.candidates("What did they carry?").citations[0].quote == (
        "They carried salt, wool and letters over the pass."
    )


def test_a_missing_article_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.txt does not exist"):
        qa.load("nowhere.txt")


def test_another_article_takes_a_bank_of_its_own(tiny_file: Path, tmp_path: Path) -> None:
    quote = "A railway reached the hills in 1901, and the road fell silent (Fern, 2010)."
    bank = tmp_path / "bank.jsonl"
    entry = {"question": "What made the caravans stop coming?", "quote": quote, "answer": "A railway", "kind": "plain"}
    bank.write_text(json.dumps(entry), encoding="utf-8")
    known = qa.load(tiny_file, bank=bank, reader="none", cache=tmp_path / "cache")
    asked = "Why did the caravans stop?"
    assert known.candidates(asked).citations[0].quote == quote
    assert known.bank is not None
    near = known.bank.nearness(SearchText("What made the caravans stop coming?"))
    assert (round(near.answered, 3), near.unanswered) == (1.0, 0.0)
    assert near.known > 0.99


def test_a_bank_of_another_article_is_named(tiny_file: Path, tmp_path: Path) -> None:
    bank = tmp_path / "bank.jsonl"
    entry = {"question": "Who?", "quote": "CIA oversaw delivery of aid", "answer": "CIA", "kind": "fact"}
    bank.write_text(json.dumps(entry), encoding="utf-8")
    with pytest.raises(ValueError, match=r"bank\.jsonl, line 1: the quote .* does not stand in the article"):
        qa.load(tiny_file, bank=bank, cache=tmp_path / "cache")
