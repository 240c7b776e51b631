"""The span reader's training data, counted by hand, and a run on a tiny model: the same seed, the same bits."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from eval.measures import token_f1
from index import read_article
from index.bank import Entry
from qa.reading.span_model import SpanModel
from qa.training.batches import Row, Settings, Windows, plan
from qa.training.examples import (
    Example,
    as_squad,
    bank_examples,
    central_answer,
    hold_out,
    load_examples,
    rank,
    squad_examples,
)
from qa.training.mean_reader import main as mean
from qa.training.saved_reader import load_base, load_torch_reader, save_reader
from qa.training.train_reader import Run, check, main, train
from tests.tiny_bert import LETTERS, write_tiny_bert

TINY = Settings(epochs=4, lr=5e-3, tokens=256, max_length=32, hold_out=0.2, check_every=4, save_every=2, masked=0.0)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_bert(tmp_path_factory.mktemp("base"))


def asked(question: str, context: str, *answers: str) -> dict[str, Any]:
    return {
        "question": question,
        "answers": [{"text": answer, "answer_start": context.index(answer)} for answer in answers],
    }


def squad(*articles: tuple[str, list[tuple[str, list[dict[str, Any]]]]]) -> dict[str, Any]:
    return {
        "data": [
            {"title": title, "paragraphs": [{"context": context, "qas": qas} for context, qas in paragraphs]}
            for title, paragraphs in articles
        ]
    }


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
    assert load_examples(tmp_path / "v2.json") == [Example("Who burnt the mill?", MILLS, -1, -1, "mill")]


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


def test_what_is_held_out_can_be_asked_from_a_file(base: Path, tmp_path: Path) -> None:
    held = squad_examples(FILE)
    assert as_squad(held) == squad(
        ("mill", [(MILLS, [asked("Who built the mill?", MILLS, "by Moss", "Moss") | {"id": "0"}])])
    ) | {"version": "1.1"}
    lessons = lesson()
    train([(lessons[:40], 1.0)], lessons[40:], tmp_path, replace(TINY, steps=1), base=base)
    asked_again = load_examples(tmp_path / "held-out.json")
    assert [e.context for e in asked_again if e.answered] == [e.context for e in lessons[40:] if e.answered]


def test_every_window_of_a_long_text_holds_the_answer(base: Path) -> None:
    tokenizer = load_base(base)[1]
    windows = Windows(tokenizer, TINY)
    context = "and " * 40 + "1852 " + "of " * 40
    example = Example("when did she die?", context, 160, 164, "")
    assert context[160:164] == "1852"
    windows.read([example.question, context])
    rng = random.Random(0)
    rows = [windows.cut(example, rng) for _ in range(50)]
    batch = windows.batch(rows)
    for i, row in enumerate(rows):
        assert tokenizer.decode(batch.ids[i, batch.start[i] : batch.end[i] + 1]) == "1852"
        assert len(row) == 32  # 7 of the question, 3 marks, 22 of the context
    assert len({row.first for row in rows}) > 10
    assert batch.open[0].tolist() == [True] + [False] * 8 + [True] * 22 + [False]
    nothing = windows.batch([windows.cut(replace(example, start=-1, end=-1), rng)])
    assert (nothing.start.item(), nothing.end.item()) == (0, 0)


def test_a_window_has_one_of_the_answers_that_were_marked_and_masks_around_it(base: Path) -> None:
    tokenizer = load_base(base)[1]
    windows = Windows(tokenizer, replace(TINY, masked=0.3))
    context = "born in paris in 1852"
    example = Example("where and when?", context, 8, 13, "", ((0, 13), (17, 21)))
    windows.read([example.question, context])
    rng = random.Random(0)
    rows = [windows.cut(example, rng) for _ in range(200)]
    answers = [tokenizer.decode(row.context[row.first : row.last + 1]) for row in rows]
    assert set(answers) == {"paris", "born in paris", "1852"}  # none has a mask in it
    mask = tokenizer.mask_token_id
    outside = [piece for row in rows for i, piece in enumerate(row.context) if not row.first <= i <= row.last]
    assert sum(piece == mask for piece in outside) / len(outside) == pytest.approx(0.3, abs=0.05)
    untouched = Windows(tokenizer, replace(TINY, masked=0.0))
    untouched.read([example.question, context])
    assert tokenizer.decode(untouched.cut(example, rng).context) == context


def lesson(letters: str = LETTERS[:26]) -> list[Example]:
    """Texts that say that she was born in a town of one letter, and texts that do not say her birthplace."""
    examples = []
    for i, letter in enumerate(letters):
        said = f"she was born in {letter} and died in paris"
        examples.append(Example("where was she born?", said, 16, 17, str(i)))
        examples.append(Example("where was she born?", f"she died in {letter}", -1, -1, str(i)))
    return examples


def test_the_plan_takes_the_shares_within_the_budget(base: Path) -> None:
    first, second = lesson(), [replace(example, question="when?") for example in lesson()]
    batches = plan([(first, 1.0), (second, 0.5)], Windows(load_base(base)[1], TINY), replace(TINY, unanswered=0.25))
    rows = [row for batch in batches for row in batch]

    # An epoch: 26 and 13 answered pairs, and a third as many unanswered ones, 9 and 4. There are four.
    assert sum(row.first >= 0 for row in rows) == 4 * (26 + 13)
    assert sum(row.first < 0 for row in rows) == 4 * (9 + 4)

    assert all(len(batch) * max(map(len, batch)) <= 256 for batch in batches)
    windows = Windows(load_base(base)[1], TINY)
    assert plan([(first, 1.0)], windows, TINY) == plan([(first, 1.0)], windows, TINY)
    assert plan([(first, 1.0)], windows, TINY) != plan([(first, 1.0)], windows, replace(TINY, seed=1))
    assert len(plan([(first, 1.0)], windows, replace(TINY, steps=3))) == 3


def test_half_a_share_comes_round_to_all_examples(base: Path) -> None:
    batches = plan([(lesson(), 0.5)], Windows(load_base(base)[1], TINY), replace(TINY, epochs=2))
    taught = [tuple(row.context) for batch in batches for row in batch if row.first >= 0]
    assert len(taught) == len(set(taught)) == 26


def test_the_rate_rises_and_falls_in_straight_lines(base: Path) -> None:
    run = Run(load_base(base)[0], replace(TINY, lr=1.0, warmup=0.2), steps=10)
    rates = []
    for run.step in range(10):
        rates.append(round(run.rate(), 3))
    assert rates == [0.5, 1.0, 1.0, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125]


def taught(base: Path, out: Path, **changes: Any) -> bytes:
    """The weights after a short run, as a file."""
    resume = changes.pop("resume", False)
    examples = lesson()
    train([(examples[:40], 1.0)], examples[40:], out, replace(TINY, **changes), base=base, resume=resume)
    return (out / "candidate" / "layers.safetensors").read_bytes()


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bits(base: Path, tmp_path: Path) -> None:
    first = taught(base, tmp_path / "a")
    assert taught(base, tmp_path / "b") == first
    assert taught(base, tmp_path / "c", seed=14) != first


def test_an_interrupted_run_ends_as_if_it_had_not_been(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = taught(base, tmp_path / "whole")
    learn = Run.learn

    def interrupted(run: Run, batch: Any) -> float:
        if run.step == 5:  # the last checkpoint is of step 4
            raise KeyboardInterrupt
        return learn(run, batch)

    monkeypatch.setattr(Run, "learn", interrupted)
    with pytest.raises(KeyboardInterrupt):
        taught(base, tmp_path / "cut")
    monkeypatch.undo()
    torch.rand(3)  # other draws of random numbers in between do not matter
    assert taught(base, tmp_path / "cut", resume=True) == whole
    with pytest.raises(ValueError, match=r"another run, \(there, here\): \{'lr': \(0.005, 0.01\)\}"):
        taught(base, tmp_path / "cut", resume=True, lr=0.01)


@pytest.mark.slow
def test_the_recipe_teaches_where_she_was_born(base: Path, tmp_path: Path) -> None:
    examples = lesson()
    arguments = [str(tmp_path / "town.json"), "--out", str(tmp_path), "--base", str(base), "--seed", "2"]
    paragraphs: list[tuple[str, list[dict[str, Any]]]] = []
    for example in examples:
        qa = {"question": example.question, "is_impossible": not example.answered, "answers": []}
        if example.answered:
            qa["answers"] = [{"text": example.answer, "answer_start": example.start}]
        paragraphs.append((example.context, [qa]))
    file = squad(*((example.group, [paragraph]) for example, paragraph in zip(examples, paragraphs, strict=True)))
    (tmp_path / "town.json").write_text(json.dumps(file))
    main([*arguments, "--epochs", "150", "--lr", "0.01", "--hold-out", "0.2", "--check-every", "75"])
    reader = load_torch_reader(tmp_path, base)
    held = hold_out(load_examples(tmp_path / "town.json", 2), 0.2, 2)[1]
    assert len(held) >= 10
    marks = check(reader, held)
    assert marks["f1"] == 1
    assert marks["auroc"] == 1
    assert check(untrained(base, tmp_path / "new"), held)["mean"] < 0.9


def untrained(base: Path, out: Path) -> SpanModel:
    torch.manual_seed(0)
    model = load_base(base)[0]
    save_reader({name: p for name, p in model.named_parameters() if p.requires_grad}, out, base)
    return load_torch_reader(out, base)


def test_the_mean_of_readers_is_the_mean_of_each_weight(base: Path, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abc"]
    for seed, folder in enumerate(folders):
        torch.manual_seed(seed)
        layers = {name: p for name, p in load_base(base)[0].named_parameters() if p.requires_grad}
        save_reader({name: weights + seed for name, weights in layers.items()}, folder, base)
    out = tmp_path / "mean"
    mean([*map(str, folders), "--out", str(out), "--base", str(base)])
    a, b, c, middle = (load_file(folder / "layers.safetensors") for folder in (*folders, out))
    assert middle.keys() == a.keys()
    for name, weights in middle.items():
        mean_of_three = (a[name].float() + b[name].float() + c[name].float()) / 3
        torch.testing.assert_close(weights.float(), mean_of_three, rtol=1e-3, atol=1e-6)  # kept in 16 bits
        assert (weights != a[name]).any()
    load_torch_reader(out, base)
    with pytest.raises(ValueError, match="1 reader given, a mean takes two or more"):
        mean([str(folders[0]), "--out", str(out), "--base", str(base)])


def test_a_check_without_both_kinds_is_refused(base: Path, tmp_path: Path) -> None:
    reader = untrained(base, tmp_path)
    with pytest.raises(ValueError, match="texts that answer and texts that do not"):
        check(reader, lesson()[:1])


def test_a_row_counts_its_marks() -> None:
    assert len(Row([1, 2], [3, 4, 5], 0, 1)) == 8
