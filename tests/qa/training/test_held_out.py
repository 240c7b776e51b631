"""What is held out of the training data, and the file that it is asked from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from qa.training.examples import Example
from qa.training.held_out import held_out, split
from qa.training.measured import questions_in
from qa.training.sources import load_examples
from tests.qa.training.lessons import TINY, asked, squad


def write(file: Path, data: object) -> str:
    file.write_text(json.dumps(data), encoding="utf-8")
    return str(file)


def towns(count: int, name: str = "town", about: str = "born") -> dict[str, Any]:
    """So many articles of one paragraph with one question each."""
    said = {f"{name} {i}": f"She was {about} in {name} {i}. It rained." for i in range(count)}
    return squad(*((title, [(text, [asked(f"Where was she {about}?", text, title)])]) for title, text in said.items()))


def contexts(examples: list[Example]) -> set[str]:
    return {example.context for example in examples if example.answered}


def test_whole_articles_of_the_first_file_are_held_out_and_the_share_is_kept(tmp_path: Path) -> None:
    files = [write(tmp_path / "a.json", towns(10)), write(tmp_path / "b.json", towns(5, "hill", "seen")) + "@0.25"]
    ((first, share), (second, quarter)), held = split(files, replace(TINY, hold_out=0.2), None)
    assert (share, quarter) == (1.0, 0.25)
    assert len(contexts(held)) == 2
    assert contexts(first) | contexts(held) == contexts(load_examples(tmp_path / "a.json"))
    assert contexts(first).isdisjoint(contexts(held))
    assert len(contexts(second)) == 5, "nothing of a later file without pairs is held out"


def test_a_file_gives_nothing_that_one_before_it_holds(tmp_path: Path) -> None:
    small, large = towns(6), towns(9)
    files = [write(tmp_path / "a.json", small), write(tmp_path / "b.json", large)]
    ((_, _), (second, _)), held = split(files, replace(TINY, hold_out=0.2), None)
    assert held
    # A text that is held out is in no file: not even with a question of its own.
    assert contexts(second) == contexts(load_examples(files[1])) - contexts(load_examples(files[0]))
    large["data"][0]["paragraphs"][0]["qas"].append(asked("What fell?", "She was born in town 0. It rained.", "It"))
    again = split([files[0], write(tmp_path / "b.json", large)], replace(TINY, hold_out=0.99), None)
    assert "What fell?" not in {example.question for example in again[0][1][0]}


def test_what_is_measured_on_is_left_out_by_its_words(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", towns(6))
    lines = [{"question": f"{i}: What is it?"} for i in range(3)] + [{"question": " where was she BORN "}]
    (tmp_path / "measured.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    never = questions_in(tmp_path / "measured.jsonl")
    assert "where was she born" in never
    ((examples, _),), held = split([file], replace(TINY, hold_out=0.0), None, never)
    assert {example.question for example in [*examples, *held]} == set()
    ((examples, _),), held = split([file], replace(TINY, hold_out=0.0), None, never - {"where was she born"})
    assert len(contexts(examples)) == 6


def test_of_pairs_a_part_is_held_out_whole_and_of_verdicts_nothing_is_asked(tmp_path: Path) -> None:
    pairs = [
        {
            "context": f"Moss built mill {i}.",
            "question": f"Who built mill {i}?",
            "answers": [{"answer_start": 0, "text": "Moss"}],
            "near_miss": f"Who burnt mill {i}?",
        }
        for i in range(20)
    ]
    verdicts = [
        {"id": str(i), "question": f"Do {i} mills burn?", "passages": ["We saw."], "conclusion": "No.", "answer": "no"}
        for i in range(20)
    ]
    for name, lines in (("pairs", pairs), ("verdicts", verdicts)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    files = [write(tmp_path / "a.json", towns(4)), str(tmp_path / "pairs.jsonl"), str(tmp_path / "verdicts.jsonl")]
    sources, held = split(files, replace(TINY, hold_out=0.0, judged=0.1), None)
    assert [len(examples) for examples, _ in sources[1:]] == [36, 36]
    assert len(held) == 4
    assert sum(example.answered for example in held) == 2
    assert {example.twin for example in held}.isdisjoint({example.twin for example in sources[1][0]})
    assert all(example.spanned for example in held), "a verdict is not asked"


def paragraph(name: str, *questions: str, **changes: Any) -> list[Example]:
    said = f"{name} built the mill."
    return [Example(question, said, 0, len(name), "mills", **changes) for question in questions]


def test_every_second_paragraph_is_left_out_and_its_questions_are_impossible() -> None:
    held = [
        *paragraph("Moss", "Who built?", "By whom?", "Whose work?"),
        *paragraph("Fern", "Who built the mill?"),
        *paragraph("Reed", "Who was it?", marked=((0, 4), (0, 10), (0, 4))),
        Example("Who burnt it?", "Reed built the mill.", -1, -1, "mills"),  # a near miss that a machine made
    ]
    found = held_out(held)
    assert found["version"] == "2.0"
    (article,) = found["data"]
    assert article["title"] == "mills"
    shown = [
        (
            one["context"],
            [(qa["question"], qa["is_impossible"], [a["text"] for a in qa["answers"]]) for qa in one["qas"]],
        )
        for one in article["paragraphs"]
    ]
    assert shown == [
        (
            "Moss built the mill.",
            [
                ("Who built?", False, ["Moss"]),
                ("By whom?", False, ["Moss"]),  # two of a paragraph are enough
                ("Who built the mill?", True, []),  # that of the paragraph left out
            ],
        ),
        ("Reed built the mill.", [("Who was it?", False, ["Reed", "Reed built"])]),
    ]
    names = [qa["id"] for one in article["paragraphs"] for qa in one["qas"]]
    assert len(set(names)) == len(names)


def test_a_pair_keeps_both_its_questions_and_its_paragraph() -> None:
    held = []
    for name in ("Moss", "Fern"):
        (answered,) = paragraph(name, f"Who built the mill of {name}?", twin=f"{name} pair")
        held += [answered, replace(answered, question="Who burnt it?", start=-1, end=-1)]
    found = held_out(held)["data"][0]["paragraphs"]
    assert [[(qa["question"], qa["is_impossible"]) for qa in one["qas"]] for one in found] == [
        [("Who built the mill of Moss?", False), ("Who burnt it?", True)],
        [("Who built the mill of Fern?", False), ("Who burnt it?", True)],
    ]
    assert len({qa["id"] for one in found for qa in one["qas"]}) == 4


def test_what_is_held_out_can_be_read_again_from_its_file(tmp_path: Path) -> None:
    (_, held) = split([write(tmp_path / "a.json", towns(10))], replace(TINY, hold_out=0.3), None)
    again = load_examples(write(tmp_path / "held-out.json", held_out(held)))
    assert contexts(again) == contexts(held)
    assert all(
        example.answer == "town " + example.context.split()[5].strip(".") for example in again if example.answered
    )
