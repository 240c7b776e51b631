"""A training run on a tiny model: the same seed, the same bits."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from eval.verdict_sets import hold_out
from qa.reading.span_model import SpanModel
from qa.training.held_out import held_out
from qa.training.mean_reader import main as mean
from qa.training.saved_reader import load_base, load_weights, save_weights, span_model
from qa.training.sources import load_examples
from qa.training.train_reader import Run, check, main, train
from tests.qa.training.lessons import TINY, lesson, squad
from tests.tiny_bert import write_tiny_bert

QUESTION, TEXT = "When did she die?", "She was born in London in 1815 and died in 1852."


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_bert(tmp_path_factory.mktemp("base"))


def loaded(folder: Path, base: Path) -> SpanModel:
    """A reader that a training wrote, with windows as long as the tiny model takes."""
    model, tokenizer = load_base(base)
    load_weights(model, folder)
    reader = span_model(model, tokenizer)
    reader.max_length, reader.stride = 60, 20
    return reader


def test_the_rate_rises_and_falls_in_straight_lines(base: Path) -> None:
    run = Run(load_base(base)[0], replace(TINY, lr=1.0, warmup=0.2), steps=10)
    rates = []
    for run.step in range(10):
        rates.append(round(run.rate(), 3))
    assert rates == [0.5, 1.0, 1.0, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125]


def taught(base: Path, out: Path, **changes: Any) -> bytes:
    """The weights after a short run, as a file."""
    resume, init = changes.pop("resume", False), changes.pop("init", None)
    examples = lesson()
    settings = replace(TINY, **changes)
    train([(examples[:40], 1.0)], examples[40:], out, settings, base=base, init=init, resume=resume)
    return (out / "weights.safetensors").read_bytes()


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bits(base: Path, tmp_path: Path) -> None:
    first = taught(base, tmp_path / "a")
    assert taught(base, tmp_path / "b") == first
    assert taught(base, tmp_path / "c", seed=14) != first


def test_a_run_writes_all_weights_in_16_bits_its_checkpoint_and_what_is_held_out(base: Path, tmp_path: Path) -> None:
    taught(base, tmp_path, steps=3)
    assert {path.name for path in tmp_path.iterdir()} == {"weights.safetensors", "checkpoint.pt", "held-out.json"}
    assert json.loads((tmp_path / "held-out.json").read_text()) == held_out(lesson()[40:])
    weights, model = load_file(tmp_path / "weights.safetensors"), load_base(base)[0]
    assert weights.keys() == model.state_dict().keys()
    assert {tensor.dtype for tensor in weights.values()} == {torch.float16}
    words = "bert.embeddings.word_embeddings.weight"
    assert torch.equal(weights[words], model.state_dict()[words].half()), "the words' embeddings are frozen"
    moved = [name for name in weights if not torch.equal(weights[name], model.state_dict()[name].half())]
    assert len(moved) > len(weights) / 2


def test_a_run_can_start_from_an_earlier_reader(base: Path, tmp_path: Path) -> None:
    taught(base, tmp_path / "first")
    start = load_file(tmp_path / "first" / "weights.safetensors")
    taught(base, tmp_path / "second", init=tmp_path / "first", steps=1, lr=1e-9)
    second = load_file(tmp_path / "second" / "weights.safetensors")
    for name, weights in start.items():
        torch.testing.assert_close(second[name], weights, rtol=1e-3, atol=1e-6)
    with pytest.raises(OSError, match=r"nowhere/weights.safetensors is missing: give the folder that a training wrote"):
        taught(base, tmp_path / "third", init=tmp_path / "nowhere")


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


def test_a_saved_reader_answers_as_the_model_did(base: Path, tmp_path: Path) -> None:
    torch.manual_seed(1)
    model, tokenizer = load_base(base)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) / 5)
    save_weights(model.state_dict(), tmp_path)
    direct = span_model(model, tokenizer)
    direct.max_length, direct.stride = 60, 20
    (expected,) = direct.best_spans(QUESTION, [TEXT])
    (found,) = loaded(tmp_path, base).best_spans(QUESTION, [TEXT])
    assert (found.start, found.end) == (expected.start, expected.end)
    assert (found.score, found.null) == pytest.approx((expected.score, expected.null), abs=0.02)


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
    held = hold_out(load_examples(tmp_path / "town.json", 2), 0.2, 2)[1]
    assert len(held) >= 10
    marks = check(loaded(tmp_path, base), held)
    assert marks["f1"] == 1
    assert marks["auroc"] == 1
    assert check(untrained(base), held)["mean"] < 0.9


def untrained(base: Path) -> SpanModel:
    torch.manual_seed(0)
    reader = span_model(*load_base(base))
    reader.max_length, reader.stride = 60, 20
    return reader


def test_the_mean_of_readers_is_the_mean_of_each_weight(base: Path, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abc"]
    for seed, folder in enumerate(folders):
        torch.manual_seed(seed)
        state = load_base(base)[0].state_dict()
        save_weights({name: weights + seed for name, weights in state.items()}, folder)
    out = tmp_path / "mean"
    mean([*map(str, folders), "--out", str(out)])
    a, b, c, middle = (load_file(folder / "weights.safetensors") for folder in (*folders, out))
    assert middle.keys() == a.keys()
    for name, weights in middle.items():
        mean_of_three = (a[name].float() + b[name].float() + c[name].float()) / 3
        torch.testing.assert_close(weights.float(), mean_of_three, rtol=1e-3, atol=1e-6)  # kept in 16 bits
        assert (weights != a[name]).any()
    loaded(out, base)
    with pytest.raises(ValueError, match="1 reader given, a mean takes two or more"):
        mean([str(folders[0]), "--out", str(out)])
    del b["verdict.bias"]
    save_file(b, folders[1] / "weights.safetensors")
    with pytest.raises(ValueError, match="weights have different names: give readers of the same kind"):
        mean([*map(str, folders), "--out", str(out)])


def test_a_check_without_both_kinds_is_refused(base: Path) -> None:
    with pytest.raises(ValueError, match="texts that answer and texts that do not"):
        check(untrained(base), lesson()[:1])
