"""The sets that say more than a span: a line of each form, and the whole of what is made of it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from qa.training.examples import Example
from qa.training.judged_sets import joined, judged_examples

MILL = "Moss built the mill. It burnt in 1901."


def test_a_pair_of_a_question_and_a_near_miss() -> None:
    record = {
        "context": MILL,
        "question": "Who built the mill?",
        "answers": [{"answer_start": 0, "text": "Moss"}, {"answer_start": 0, "text": "Moss built the mill"}],
        "near_miss": "Who did n't build the mill?",
        "title": "Mill",
    }
    assert judged_examples([record, record], seed=0)[2:] == [
        Example("Who built the mill?", MILL, 0, 4, MILL, ((0, 4), (0, 19)), twin="1 pair"),
        Example("Who didn't build the mill?", MILL, -1, -1, MILL, twin="1 pair"),
    ]


def test_a_pair_cut_into_tokens() -> None:
    context = "moss built  the mill . it burnt in 1901 ."
    record = {
        "context": context,
        "answerable": "when did the mill burn ?",
        "unanswerable": "when did n't the mill burn ?",
        "answer": "in 1901",
        "answer_tokens": [7, 8],
    }
    assert judged_examples([record], seed=0) == [
        Example("when did the mill burn ?", context, 32, 39, context, twin="0 token pair"),
        Example("when didn't the mill burn ?", context, -1, -1, context, twin="0 token pair"),
    ]
    assert context[32:39] == "in 1901"


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("what did n't he see ?", "what didn't he see ?"),
        ("is  n't it , was n't it ?", "isn't it , wasn't it ?"),
        ("what did not he see ?", "what did not he see ?"),
        ("what didn't n'tx see", "what didn't n'tx see"),
    ],
)
def test_a_negation_that_was_cut_off_is_joined(cut: str, whole: str) -> None:
    assert joined(cut) == whole


def test_the_sentences_of_a_section() -> None:
    record = {
        "question": "When did it burn?",
        "title": "Mill",
        "section": "History",
        "sentences": ["Moss built the mill.", "It burnt.", "That was in 1901."],
        "answers": [1, 2],
    }
    assert judged_examples([record], seed=0) == [
        Example(
            "When did it burn?",
            "Moss built the mill. It burnt. That was in 1901.",
            -1,
            -1,
            "Mill",
            evidence=((21, 30), (31, 48)),
            spanned=False,
        )
    ]


def test_a_typed_question_with_the_sentence_that_answers() -> None:
    record: dict[str, Any] = {
        "question": "when did the mill burn",
        "title": "Mill",
        "paragraph": "In 1901 Moss came. It burnt in 1901. 1901 was wet.",
        "sentence": "It burnt in 1901.",
        "start": 19,
        "end": 36,
        "answers": ["1901", "in 1901"],
    }
    expected = Example(
        "when did the mill burn",
        record["paragraph"],
        31,
        35,
        "Mill",
        evidence=((19, 36),),
    )
    assert expected.answer == "1901"
    assert judged_examples([record], seed=0) == [expected]
    # An answer that the sentence does not hold: the sentence is known, the span is not.
    for answer in ("wet", "1902"):
        unknown = replace(expected, start=-1, end=-1, spanned=False)
        assert judged_examples([{**record, "answers": [answer]}], seed=0) == [unknown]


def test_a_question_that_a_passage_decides_and_another_leaves_open() -> None:
    records = [
        {"question": "was the mill built by moss", "title": "Mill", "passage": "Moss built the mill.", "answer": "yes"},
        {"question": "is wool sold", "title": "Fair", "passage": "No wool is sold at the mill.", "answer": "no"},
        {"question": "did moss leave", "title": "Mill", "passage": "The mill was left by Moss.", "answer": "yes"},
    ]
    mill, fair, left = (record["passage"] for record in records)
    decided = {"start": -1, "end": -1, "spanned": False}
    asked = [record["question"] for record in records]
    found = judged_examples(records, seed=0)
    assert [example for example in found if example.verdict != 2] == [
        Example(asked[0], mill, group="Mill", verdict=0, **decided),  # type: ignore[arg-type]
        Example(asked[1], fair, group="Fair", verdict=1, **decided),  # type: ignore[arg-type]
        Example(asked[2], left, group="Mill", verdict=0, **decided),  # type: ignore[arg-type]
    ]
    # Open: the passage of another title that shares most words with the question.
    assert [(e.question, e.context, e.group) for e in found if e.verdict == 2] == [
        (asked[0], fair, "Mill"),
        (asked[1], mill, "Fair"),
        (asked[2], fair, "Mill"),
    ]


@pytest.mark.parametrize(("answer", "verdict"), [("yes", 0), ("no", 1), ("maybe", 2)])
def test_a_research_question_is_decided_by_the_conclusion_and_by_the_rest(answer: str, verdict: int) -> None:
    record = {
        "id": "7",
        "question": "Do mills burn?",
        "sections": ["AIM", "METHODS"],
        "passages": ["To see.", "We saw."],
        "conclusion": "They do.",
        "answer": answer,
    }
    assert judged_examples([record], seed=0) == [
        Example("Do mills burn?", text, -1, -1, "7", spanned=False, verdict=verdict)
        for text in ("They do.", "To see. We saw.")
    ]


def claim(number: int, label: str) -> dict[str, Any]:
    return {"claim": f"Claim {number}.", "evidence": f"Evidence {number}.", "label": label, "pair": str(number // 2)}


def test_a_claim_and_its_twin() -> None:
    records = [claim(number, "supports" if number % 2 else "refutes") for number in range(200)]
    found = judged_examples(records, seed=3)
    assert [example for example in found if example.twin] == [
        Example(
            f"Claim {i}.",
            f"Evidence {i}.",
            -1,
            -1,
            f"claim {i // 2}",
            spanned=False,
            verdict=0 if i % 2 else 1,
            twin=f"claim {i // 2}",
        )
        for i in range(200)
    ]
    opened = [example for example in found if not example.twin]
    assert {example.verdict for example in opened} == {2}
    assert 50 < len(opened) < 110, "two in five"
    assert judged_examples(records, seed=3) == found
    assert judged_examples(records, seed=4) != found


def test_a_deceit_has_its_deciding_sentence_among_others() -> None:
    beside = [f"The mill has {n} wheels." for n in "abcdefgh"]
    record = {
        "claim": "It burnt in 1902.",
        "page": "Mill",
        "evidence": ["It burnt in 1901.", "Not later."],
        "beside": beside,
        "label": "refutes",
    }
    among, alone, without = judged_examples([record], seed=5)
    assert sorted(among.context[start:end] for start, end in among.evidence) == ["It burnt in 1901.", "Not later."]
    order = random.Random(5).sample([*beside[:6], *record["evidence"]], 8)
    assert among == Example(
        "It burnt in 1902.", " ".join(order), -1, -1, "Mill", evidence=among.evidence, spanned=False, verdict=1
    )
    assert alone == Example(
        "It burnt in 1902.", "It burnt in 1901. Not later.", -1, -1, "Mill", spanned=False, verdict=1
    )
    assert without == Example("It burnt in 1902.", " ".join(beside[:6]), -1, -1, "Mill", spanned=False, verdict=2)
    assert len(judged_examples([{**record, "beside": []}], seed=5)) == 2


def test_lines_of_no_known_form_are_refused() -> None:
    with pytest.raises(ValueError, match=r"a record with the keys \['a', 'b'\]: expected those of one of the sets"):
        judged_examples([{"b": 1, "a": 2}], seed=0)
