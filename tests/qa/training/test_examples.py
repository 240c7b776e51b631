"""The span reader's training data, counted by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.measures import token_f1
from eval.verdict_sets import hold_out, rank
from index import read_article
from index.bank import Entry
from qa.training.examples import Example, bank_examples, central_answer, squad_examples
from qa.training.negation import Edits
from qa.training.sources import load_examples
from tests.qa.training.lessons import asked, squad

MILLS = "The mill was built in 1820 by Moss."
FIRE = "A fire in 1901 ended the mill."
TRADE = "Wool was traded at the fair."
BRIDGE = "The bridge was built by Fern, long after the mill."
ROAD = "The road was built."
FILE = squad(
    ("mill", [(MILLS, [asked("Who built the mill?", MILLS, "by Moss", "Moss", "Moss.")]), (FIRE, []), (TRADE, [])]),
    ("bridge", [(BRIDGE, []), (ROAD, [])]),
)


def test_a_question_comes_with_its_answers_two_near_misses_and_a_neighbour() -> None:
    answered, near, next_near, neighbour = squad_examples(FILE)
    moss = MILLS.index("Moss")
    marked = (moss - 3, moss + 4), (moss, moss + 4), (moss, moss + 4)  # the third without its full stop
    assert answered == Example("Who built the mill?", MILLS, moss, moss + 4, "mill", marked)
    # The words "built", "the" and "mill" stand in the paragraph on the bridge too, and Moss does not.
    assert near == Example("Who built the mill?", BRIDGE, -1, -1, "mill")
    assert next_near.context == ROAD
    assert neighbour.context in (FIRE, TRADE)
    assert not neighbour.answered
    assert squad_examples(FILE, seed=1) == squad_examples(FILE, seed=1)


def test_a_paragraph_that_holds_an_answer_is_no_near_miss() -> None:
    told = squad(("mill", [(MILLS, [asked("Who built the mill?", MILLS, "Moss")]), ("Moss built the mill.", [])]))
    assert [example.context for example in squad_examples(told)] == [MILLS]


def test_an_impossible_question_of_version_2_has_no_answer_in_its_paragraph(tmp_path: Path) -> None:
    question = {"question": "Who burnt the mill?", "is_impossible": True, "answers": [], "plausible_answers": []}
    (tmp_path / "v2.json").write_text(json.dumps(squad(("mill", [(MILLS, [question]), (FIRE, [])]))))
    assert load_examples(tmp_path / "v2.json") == [
        Example("Who burnt the mill?", MILLS, -1, -1, "mill", twin="impossible Who burnt the mill?")
    ]


def test_files_of_another_kind_are_refused(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text('{"version": 1}')
    with pytest.raises(ValueError, match=r"a SQuAD file holds \"data\"; this one holds \['version'\]"):
        load_examples(tmp_path / "list.json")
    with pytest.raises(ValueError, match="neither a SQuAD file"):
        load_examples(tmp_path / "questions.csv")


def test_of_several_answers_the_most_agreed_and_then_the_shortest_is_taken() -> None:
    context = "in the spring of 1820"
    assert central_answer(context, [(0, 21), (17, 21), (7, 21)]) == (7, 21)  # "spring of 1820" shares words with both
    # An article does not count: they agree, and one is shorter.
    assert central_answer(context, [(3, 21), (7, 21)]) == (7, 21)


def test_white_space_and_a_sentences_full_stop_are_no_part_of_an_answer() -> None:
    text = "It was the mill. It is in the U.S."
    asked_for = [asked("What was it?", text, " the mill."), asked("Where is it?", text, "the U.S.")]
    answered = [e for e in squad_examples(squad(("mill", [(text, asked_for)]))) if e.answered]
    assert [example.answer for example in answered] == ["the mill", "the U.S."]


def test_f1_by_hand() -> None:
    assert token_f1("The old mill!", ["old mill"]) == 1
    assert token_f1("old mill", ["mill of Moss"]) == pytest.approx(2 * 1 / (2 + 3))
    assert token_f1("", ["mill"]) == 0


def test_rank_prefers_rare_words_then_short_texts_then_the_first() -> None:
    texts = ["the mill and the fair and the road", "the mill", "the fair", "wool"]
    assert rank(["the mill", "wool", "nothing known"], texts, depth=3) == [[1, 0, 2], [3, 0, 1], [0, 1, 2]]


def test_the_bank_gives_the_quoted_passages_and_what_is_mistaken_for_them(tmp_path: Path) -> None:
    paragraphs = (FIRE, "Moss built the mill. It was the first.", "Fern saw the fire in 1901. Moss built the mill.")
    (tmp_path / "mill.txt").write_text("The Mill\n\nAbstract\n\n" + "\n\n".join(paragraphs))
    article = read_article(tmp_path / "mill.txt")
    places = [[p.text for p in article.passages].index(text) for text in paragraphs]
    entries = [
        Entry("Whose work was the mill?", "Moss built the mill.", "Moss", "plain"),
        Entry("What did the fire of 1902 end?", FIRE, "", "false-premise"),
    ]
    built = Example("Whose work was the mill?", paragraphs[1], 0, 4, str(places[1]))
    again = replace(built, context=paragraphs[2], start=27, end=31)
    *positive, negative, first, second = bank_examples(entries, article)
    assert positive == [built, again]
    assert negative.context in ("The Mill", FIRE)  # the two passages on the mill without Moss
    assert negative.group == built.group
    assert [first.context, second.context] == [FIRE, paragraphs[2]]
    assert not first.answered
    assert not second.answered


def test_groups_are_held_out_whole() -> None:
    examples = [Example(f"q{i}", "text", 0, 4, str(i // 5)) for i in range(50)]
    kept, held = hold_out(examples, 0.2, seed=3)
    assert len(held) == 10
    assert {e.group for e in kept}.isdisjoint({e.group for e in held})
    assert sorted([*kept, *held], key=examples.index) == examples
    assert hold_out(examples, 0.2, seed=4)[1] != held


def test_mined_edits_add_a_near_miss_beside_the_questions_own_paragraph() -> None:
    edits = Edits({"built": (("burnt", 5),)}, ())
    plain, more = squad_examples(FILE), squad_examples(FILE, edits=edits)
    assert more == [*plain, Example("Who burnt the mill?", MILLS, -1, -1, "mill")]


def test_files_are_told_apart_by_suffix_and_keys(tmp_path: Path) -> None:
    boolq = {"question": "was it burnt", "passage": "It was.", "title": "Mill", "answer": "yes"}
    (tmp_path / "verdicts.jsonl").write_text(json.dumps(boolq) + "\n")
    assert load_examples(tmp_path / "verdicts.jsonl") == [
        Example("was it burnt", "It was.", -1, -1, "Mill", spanned=False, verdict=0)
    ]
    entry = {
        "question": "What should nobody ask?",
        "quote": "Since the United States recognized Pakistan on August 15, 1947, the two nations have maintained a"
        " complex yet often close relationship.",
        "answer": "August 15, 1947",
        "kind": "fact",
    }
    (tmp_path / "bank.jsonl").write_text(json.dumps(entry) + "\n")
    first = load_examples(tmp_path / "bank.jsonl")[0]
    assert (first.question, first.answer) == ("What should nobody ask?", "August 15, 1947")
    (tmp_path / "mill.json").write_text(json.dumps(FILE))
    assert load_examples(tmp_path / "mill.json", seed=1) == squad_examples(FILE, seed=1)


def test_a_mark_of_qasper_is_no_answer() -> None:
    text = "It was shown before BIBREF3 by Moss."
    file = squad(("mill", [(text, [asked("Who?", text, "BIBREF3"), asked("By whom?", text, "Moss")])]))
    assert [(e.question, e.answer) for e in squad_examples(file) if e.answered] == [("By whom?", "Moss")]
