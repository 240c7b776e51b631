"""Windows of texts and the batches of a run, counted by hand."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from pathlib import Path

import pytest
import torch

from qa.training.batches import UNKNOWN, Row, Windows, plan
from qa.training.examples import Example
from qa.training.saved_reader import load_base
from tests.qa.training.lessons import TINY, lesson
from tests.tiny_bert import write_tiny_bert


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_bert(tmp_path_factory.mktemp("base"))


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


def test_a_row_counts_its_marks() -> None:
    assert len(Row([1, 2], [3, 4, 5], 0, 1, [(0, 2)], [True], lesson()[0])) == 8


# Pieces: she 0 was 1 born 2 in 3 paris 4 . 5 she 6 died 7 in 8 london 9 . 10 the 11 and 12 the 13 . 14
THREE = "She was born in Paris. She died in London. The and the."


def cut(base: Path, example: Example) -> tuple[Windows, Row]:
    windows = Windows(load_base(base)[1], TINY)
    windows.read([example.question, example.context])
    return windows, windows.cut(example, random.Random(0))


def test_a_batch_says_which_sentence_a_piece_is_in_and_which_is_evidence(base: Path) -> None:
    at = THREE.index("London")
    windows, row = cut(base, Example("where?", THREE, at, at + 6, "", twin="a"))
    assert (row.first, row.last) == (9, 9)
    assert (row.sentences, row.proven) == ([(0, 5), (6, 10), (11, 14)], [False, True, False])
    batch = windows.batch([row])
    # [CLS] where ? [SEP] and the text, from place 4, and [SEP]
    assert batch.sentence.tolist() == [[0, -1, -1, -1, *[1] * 6, *[2] * 5, *[3] * 4, -1]]
    assert batch.proven.tolist() == [[0, 0, 1, 0]]
    assert (batch.start.tolist(), batch.end.tolist(), batch.verdict.tolist()) == ([13], [13], [UNKNOWN])
    assert batch.open.tolist() == [[True, False, False, False, *[True] * 15, False]]
    moved = batch.to(torch.device("cpu"))
    assert all(torch.equal(getattr(moved, field.name), getattr(batch, field.name)) for field in fields(batch))


@pytest.mark.parametrize(
    ("example", "start", "proven", "verdict"),
    [
        # no answer: none of the sentences, number 0
        (Example("where?", THREE, -1, -1, ""), 0, [1, 0, 0, 0], UNKNOWN),
        # evidence without a span: a whole sentence, and some words of another
        (
            Example("where?", THREE, -1, -1, "", evidence=((0, 22), (23, 30)), spanned=False),
            UNKNOWN,
            [0, 1, 1, 0],
            UNKNOWN,
        ),
        (Example("where?", THREE, -1, -1, "", evidence=((14, 42),), spanned=False), UNKNOWN, [0, 0, 1, 0], UNKNOWN),
        # a verdict alone: nothing is known of evidence
        (Example("where?", THREE, -1, -1, "", spanned=False, verdict=2), UNKNOWN, [-1, -1, -1, -1], 2),
        (
            Example("where?", THREE, -1, -1, "", evidence=((43, 55),), spanned=False, verdict=0),
            UNKNOWN,
            [0, 0, 0, 1],
            0,
        ),
    ],
)
def test_what_is_not_known_is_left_out(
    base: Path, example: Example, start: int, proven: list[int], verdict: int
) -> None:
    windows, row = cut(base, example)
    batch = windows.batch([row])
    assert (batch.start.tolist(), batch.end.tolist()) == ([start], [start])
    assert batch.proven.tolist() == [proven]
    assert batch.verdict.tolist() == [verdict]


def test_rows_of_fewer_sentences_are_padded(base: Path) -> None:
    windows, long = cut(base, Example("where?", THREE, 16, 21, ""))
    short = Example("when?", "in 1852", -1, -1, "")
    windows.read([short.question, short.context])
    batch = windows.batch([long, windows.cut(short, random.Random(0))])
    assert batch.proven.tolist() == [[0, 1, 0, 0], [1, 0, -1, -1]]
    assert batch.sentence[1].tolist() == [0, -1, -1, -1, *[1] * 5, *[-1] * 11]
    assert batch.real[1].tolist() == [1] * 10 + [0] * 10


def test_the_window_of_evidence_holds_its_start(base: Path) -> None:
    context = "The and. " * 12 + "She died in London. " + "The and. " * 12
    at = context.index("She")
    example = Example("where?", context, -1, -1, "", evidence=((at, at + 19),), spanned=False)
    windows = Windows(load_base(base)[1], TINY)
    windows.read([example.question, context])
    rng = random.Random(1)
    rows = [windows.cut(example, rng) for _ in range(60)]
    died = load_base(base)[1].get_vocab()["died"]
    for row in rows:
        (number,) = [i for i, proven in enumerate(row.proven) if proven]
        first, last = row.sentences[number]
        assert row.context[first + 1] == died
        assert last < len(row.context)
    assert len({row.proven.index(True) for row in rows}) > 3


def pairs(count: int = 20) -> list[Example]:
    """Answered questions with a twin each; two of them have two."""
    found = []
    for i, letter in enumerate("abcdefghijklmnopqrstuvwxyz"[:count]):
        said, twin = f"she was born in {letter} and died in paris", f"{i} pair"
        found.append(Example("where was she born?", said, 16, 17, said, twin=twin))
        found.append(Example("where was the london of paris born?", said, -1, -1, said, twin=twin))
        if i < 2:
            found.append(Example("when was she born?", said, -1, -1, said, twin=twin))
    return found


def test_twins_stay_in_one_batch(base: Path) -> None:
    windows = Windows(load_base(base)[1], TINY)
    batches = plan([(pairs(), 1.0), (lesson(), 1.0)], windows, TINY)
    assert len(batches) > 20
    seen = []
    for rows in batches:
        assert len(rows) * max(map(len, rows)) <= TINY.tokens
        twins = [row.example.twin for row in rows if row.example.twin]
        for twin in set(twins):
            assert twins.count(twin) == (3 if twin in ("0 pair", "1 pair") else 2)
        seen += sorted(set(twins))
        batch = windows.batch(rows)
        assert len(batch.better) == len(batch.worse) == len(twins) - len(set(twins))
        for better, worse in zip(batch.better.tolist(), batch.worse.tolist(), strict=True):
            assert rows[better].example.twin == rows[worse].example.twin
            assert rows[better].example.answered
            assert not rows[worse].example.answered
    assert sorted(seen) == sorted([f"{i} pair" for i in range(20)] * TINY.epochs), "each pair once in an epoch"


def test_a_batch_without_twins_has_no_pairs(base: Path) -> None:
    windows, row = cut(base, lesson()[0])
    batch = windows.batch([row, row])
    assert batch.better.shape == batch.worse.shape == (0,)
    alone = replace(row.example, twin="impossible where?")
    assert windows.batch([replace(row, example=alone)]).better.tolist() == []


def test_a_half_share_of_pairs_takes_whole_pairs(base: Path) -> None:
    batches = plan([(pairs(), 0.5)], Windows(load_base(base)[1], TINY), replace(TINY, epochs=2))
    twins = [row.example.twin for rows in batches for row in rows]
    assert sorted(set(twins)) == sorted(f"{i} pair" for i in range(20)), "ten in each of two epochs, all are taken"
    assert len(twins) == 42


def test_examples_that_only_decide_are_all_taken(base: Path) -> None:
    """They count as answered ones: none is drawn as a text that does not answer."""
    decided = [
        Example("she was born", f"she died in {letter}", -1, -1, "", spanned=False, verdict=1) for letter in "abcdef"
    ]
    batches = plan([(decided, 1.0)], Windows(load_base(base)[1], TINY), replace(TINY, epochs=1))
    assert sum(map(len, batches)) == 6
