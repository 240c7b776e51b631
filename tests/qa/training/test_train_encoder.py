"""The encoder's lessons, by hand, and a run on a tiny model."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from qa.training import train_encoder
from qa.training.examples import Example
from qa.training.train_encoder import TrainedEncoder, loss, main, train
from qa.training.triples import Settings, Triple, asked, batches, triple
from tests.qa.training.lessons import asked as asked_of
from tests.qa.training.lessons import lesson, squad
from tests.tiny_bert import write_tiny_bert

TINY = Settings(steps=8, questions=4, lr=1e-2, max_length=32, save_every=3)
HOME = "Moss built the mill. It burnt in 1901. Fern left. Rain fell."
OTHER = "Wool was sold. Salt was dear."


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_bert(tmp_path_factory.mktemp("base"))


def burnt() -> Example:
    return Example("When did it burn?", HOME, 33, 37, "mill")


def test_the_texts_that_do_not_answer_stand_beside_the_one_that_does() -> None:
    examples = [
        burnt(),
        Example("When did it burn?", OTHER, -1, -1, "mill"),
        Example("When did it burn?", HOME, -1, -1, "mill"),  # the same text is not set against itself
        Example("Who left?", HOME, 39, 43, "mill"),  # nothing wrong is known
        Example("What rose?", OTHER, -1, -1, "mill"),
        replace(burnt(), context=OTHER, start=0, end=4),
    ]
    first, second = asked(examples)
    assert (first.example, first.wrong) == (examples[0], (OTHER,))
    assert (second.example, second.wrong) == (examples[5], (HOME,))


def drawn(**changes: float) -> set[Triple]:
    one = asked([burnt(), Example("When did it burn?", OTHER, -1, -1, "mill")])[0]
    settings = replace(TINY, **changes)  # type: ignore[arg-type]
    return {triple(one, settings, random.Random(seed)) for seed in range(300)}


def test_paragraphs_are_set_against_paragraphs() -> None:
    assert drawn(paragraphs=1.0) == {Triple("When did it burn?", HOME, OTHER, HOME)}


def test_sentences_and_pairs_that_meet_the_answer_are_right() -> None:
    found = drawn(paragraphs=0.0, beside=0.0)
    assert {one.home for one in found} == {HOME}
    assert {(one.right, one.wrong) for one in found} == {
        ("It burnt in 1901.", "Wool was sold."),
        ("It burnt in 1901.", "Salt was dear."),
        ("Moss built the mill. It burnt in 1901.", OTHER),
        ("It burnt in 1901. Fern left.", OTHER),
    }


def test_what_stands_beside_the_answer_is_wrong() -> None:
    assert {(one.right, one.wrong) for one in drawn(paragraphs=0.0, beside=1.0)} == {
        *(("It burnt in 1901.", wrong) for wrong in ("Moss built the mill.", "Fern left.", "Rain fell.")),
        ("Moss built the mill. It burnt in 1901.", "Fern left. Rain fell."),
        ("It burnt in 1901. Fern left.", "Fern left. Rain fell."),
    }


def lessons(count: int = 10) -> list[Example]:
    return [replace(one, question=f"{one.question} {one.group}") for one in lesson()[: 2 * count]]


def test_each_question_comes_once_in_a_round() -> None:
    settings = replace(TINY, steps=6)
    questions = asked(lessons(9))
    drawn_batches = list(batches(questions, settings))
    assert [len(batch) for batch in drawn_batches] == [4] * 6
    for round_of in (drawn_batches[:2], drawn_batches[2:4], drawn_batches[4:]):
        assert len({one.question for batch in round_of for one in batch}) == 8
    assert drawn_batches == list(batches(questions, settings))
    assert drawn_batches != list(batches(questions, replace(settings, seed=14)))


class Plane:
    """Texts are directions in a plane, given in degrees."""

    def vectors(self, texts: Sequence[str]) -> torch.Tensor:
        angles = torch.deg2rad(torch.tensor([float(text) for text in texts]))
        return torch.stack([angles.cos(), angles.sin()], dim=1)


def plane_loss(*triples: Triple) -> float:
    return float(loss(Plane(), triples, 0.5))  # type: ignore[arg-type]


def test_the_loss_is_the_share_of_the_right_text_among_all_of_the_batch() -> None:
    cosines = [math.cos(math.radians(angle)) / 0.5 for angle in (0, 60, 90, 120)]
    one, two = Triple("0", "0", "90", "a"), Triple("180", "60", "120", "b")
    first = -cosines[0] + math.log(sum(math.exp(cosine) for cosine in cosines))
    turned = [-cosine for cosine in cosines]  # 180 degrees away
    second = -turned[1] + math.log(sum(math.exp(cosine) for cosine in turned))
    assert plane_loss(one, two) == pytest.approx((first + second) / 2, rel=1e-5)


def test_a_text_of_the_same_paragraph_is_not_held_against_a_question() -> None:
    one, two = Triple("0", "0", "90", "a"), Triple("180", "60", "120", "a")
    cosines = {angle: math.cos(math.radians(angle)) / 0.5 for angle in (0, 60, 90, 120)}
    first = -cosines[0] + math.log(sum(math.exp(cosines[angle]) for angle in (0, 90, 120)))
    second = cosines[60] + math.log(sum(math.exp(-cosines[angle]) for angle in (60, 90, 120)))
    assert plane_loss(one, two) == pytest.approx((first + second) / 2, rel=1e-5)


@pytest.mark.parametrize("pooling", ["cls", "mean"])
def test_vectors_come_in_the_order_of_the_texts_at_unit_length(base: Path, pooling: str) -> None:
    encoder = TrainedEncoder(base, pooling, 32)
    encoder.model.eval()
    texts = ["she was born in paris", "she", *(f"{i} and {i}" * (i % 3 + 1) for i in range(20))]
    with torch.no_grad():
        together = encoder.vectors(texts)
        alone = torch.cat([encoder.vectors([text]) for text in texts])
        ids = encoder._tokenizer(texts[:1], return_tensors="pt")
        hidden = encoder.model(**ids).last_hidden_state[0]
    torch.testing.assert_close(together, alone, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(together.norm(dim=1), torch.ones(len(texts)))
    expected = hidden[0] if pooling == "cls" else hidden.mean(0)
    torch.testing.assert_close(together[0], expected / expected.norm(), rtol=1e-4, atol=1e-5)


def taught(base: Path, out: Path, *, resume: bool = False, **changes: int) -> dict[str, torch.Tensor]:
    settings = replace(TINY, **changes)
    train(asked(lessons()), base, out, settings, pooling="cls", resume=resume)
    return load_file(out / "model.safetensors")


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


def test_the_same_seed_gives_the_same_bits_also_after_a_stop(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = taught(base, tmp_path / "a")
    assert same(taught(base, tmp_path / "b"), whole)
    assert not same(taught(base, tmp_path / "c", seed=14), whole)
    steps = 0

    def interrupted(*given: object) -> torch.Tensor:
        nonlocal steps
        steps += 1
        if steps == 6:  # the last checkpoint is of step 3
            raise KeyboardInterrupt
        return loss(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(train_encoder, "loss", interrupted)
    with pytest.raises(KeyboardInterrupt):
        taught(base, tmp_path / "cut")
    monkeypatch.undo()
    torch.rand(3)  # other draws of random numbers in between do not matter
    assert same(taught(base, tmp_path / "cut", resume=True), whole)


@pytest.mark.slow
def test_the_command_writes_a_folder_of_sentence_transformers(base: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = {f"{letter} was born in paris": f"where was {letter} born?" for letter in "abcdefghijkl"}
    file = squad(
        *((f"{n}", [(said, [asked_of(question, said, "paris")])]) for n, (said, question) in enumerate(texts.items()))
    )
    for article in file["data"]:  # what does not answer, for each question
        article["paragraphs"].append({"context": "the london of london died", "qas": []})
    (tmp_path / "town.json").write_text(json.dumps(file), encoding="utf-8")
    out = tmp_path / "out"
    options = ["--base", str(base), "--out", str(out), "--steps", "10"]
    main([str(tmp_path / "town.json"), *options])
    words = "embeddings.word_embeddings.weight"
    learned, before = load_file(out / "model.safetensors"), load_file(base / "model.safetensors")
    assert torch.equal(learned[words], before[words])
    assert any(not torch.equal(learned[name], before[name]) for name in learned if name in before)
    found = SentenceTransformer(str(out), device="cpu").encode(list(texts))
    direct = TrainedEncoder(out, "cls", 32)
    direct.model.eval()
    with torch.no_grad():
        torch.testing.assert_close(torch.tensor(found), direct.vectors(list(texts)), rtol=1e-3, atol=1e-4)
    modules = json.loads((out / "modules.json").read_text())
    assert [module["type"].rpartition(".")[2] for module in modules] == ["Transformer", "Pooling", "Normalize"]
    assert json.loads((out / "1_Pooling" / "config.json").read_text())["pooling_mode"] == "cls"
