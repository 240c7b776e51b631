"""Whole articles as training data: each question with the passage in which its answer stands."""

from __future__ import annotations

from typing import Any

from qa.training.papers import passages_of_articles

FILLER = " ".join(f"The guild of Leeds sold {n} bales of wool at the fair." for n in range(60))


def article() -> str:
    """A text of more than 10,000 characters."""
    parts = ["Mills", "Abstract", "We look at mills in China.", "Origins", f"Moss built a mill in 1820. {FILLER}"]
    parts += [
        f"It burnt in 1901, and\nFern left for China. {FILLER}",
        f"Rain fell in China. {FILLER}",
        f"Snow fell. {FILLER}",
    ]
    return "\n\n".join(parts)


def asked(question: str, *answers: str) -> dict[str, Any]:
    return {"id": question, "question": question, "answers": [{"text": a, "answer_start": 9999} for a in answers]}


def test_each_question_goes_to_the_one_passage_that_holds_its_answer() -> None:
    text = article()
    assert len(text) > 10_000
    questions = [
        asked("When was it built?", "1820", "in 1820", "in the year 1820"),
        asked("What did Fern do?", "in 1901, and\nFern left"),  # a line's end is a space in the passage
        asked("Where?", "China"),  # stands in two passages
        asked("Who burnt it?", "nobody"),
        {**asked("Why?"), "is_impossible": True},
    ]
    file = {"version": "9", "data": [{"title": "Mills", "paragraphs": [{"context": text, "qas": questions}]}]}
    found = passages_of_articles(file)
    assert (found["version"], [one["title"] for one in found["data"]]) == ("9", ["Mills"])
    paragraphs = found["data"][0]["paragraphs"]
    assert [one["context"][:12] for one in paragraphs] == [  # the abstract is none of the body
        "Moss built a",
        "It burnt in ",
        "Rain fell in",
        "Snow fell. T",
    ]
    kept = {
        qa["question"]: [(a["text"], one["context"][a["answer_start"] :][: len(a["text"])]) for a in qa["answers"]]
        for one in paragraphs
        for qa in one["qas"]
    }
    assert kept == {
        "When was it built?": [("1820", "1820"), ("in 1820", "in 1820")],
        "What did Fern do?": [("in 1901, and Fern left", "in 1901, and Fern left")],
    }
    homes = [[qa["question"] for qa in one["qas"]] for one in paragraphs]
    assert homes == [["When was it built?"], ["What did Fern do?"], [], []]


def test_a_paragraph_stays_as_it_is() -> None:
    paragraph = {"context": "Moss  built\nit.", "qas": [asked("Who?", "Moss")]}
    file = {"data": [{"title": "Mills", "paragraphs": [paragraph]}]}
    assert passages_of_articles(file) == file
