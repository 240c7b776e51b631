"""The shipped kind of reader: its folder, its windows, and its network against torch's."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file
from transformers import BertConfig, PreTrainedTokenizerFast

from index import Article
from index.encoding.encoder import MODEL, embedded_tokenizer, embedded_weights
from index.encoding.quantised import restore
from index.encoding.sentence_transformer import _CONFIG
from index.encoding.weights import Weights
from qa.building import TRAINED_READER
from qa.reading import torch_network
from qa.reading.card import ReaderCard, read_card
from qa.reading.loading import load_span_model
from qa.reading.span_model import SpanModel
from qa.training.reader_model import ReaderModel
from qa.training.saved_reader import span_model
from qa.training.ship import main as ship

QUESTION, ANSWER = "Who opened the road?", "Traders opened the road in 1820."
QUESTIONS = (
    "Who did Marshall write to?",
    "How much money did the new Pakistani state ask Washington for?",
    "Which weapons did the mujahideen get, and who paid for them?",
    "Why?",
)


@pytest.fixture(scope="module")
def shipped() -> SpanModel:
    return load_span_model(TRAINED_READER)


def shipped_weights() -> Weights:
    return load_file(TRAINED_READER / "weights.safetensors")


def whole_weights() -> Weights:
    """The shipped reader's weights as its training has them: all of 32 bits, the network's named "bert."."""
    weights = shipped_weights()
    heads = {name: array.astype(np.float32) for name, array in weights.items() if name.startswith(("qa_", "verdict"))}
    network = restore({name: array for name, array in weights.items() if name not in heads})
    return {f"bert.{name}": array for name, array in network.items()} | heads


def fast_tokenizer() -> PreTrainedTokenizerFast:
    marks = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")}
    names = ["input_ids", "token_type_ids", "attention_mask"]
    kind: Any = PreTrainedTokenizerFast
    tokenizer: PreTrainedTokenizerFast = kind(tokenizer_object=embedded_tokenizer(), model_input_names=names, **marks)
    return tokenizer


@pytest.fixture(scope="module")
def by_torch() -> SpanModel:
    """The shipped reader's weights on torch; see ``exactly`` for its arithmetic."""
    config: Any = _CONFIG
    model = ReaderModel(config=BertConfig(**config))
    model.load_state_dict({name: torch.from_numpy(array) for name, array in whole_weights().items()})
    return span_model(model, fast_tokenizer())


@pytest.fixture
def exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Torch computes in 32 bits too."""
    monkeypatch.setattr(torch_network, "half_precision", lambda device: torch.autocast("cpu", enabled=False))


@pytest.mark.parametrize("question", [*QUESTIONS, "Who signed what and when? " * 30])
def test_windows_are_those_of_transformers(shipped: SpanModel, article: Article, question: str) -> None:
    """Pieces, kinds, places and order, over every passage of the article and odd texts."""
    tokenizer = fast_tokenizer()
    asked = shipped._shortened(question)
    for text in [*(passage.text for passage in article.passages), " ", "🙂 naïve", "x" * 5000, "word " * 2000]:
        expected = tokenizer(
            asked,
            text,
            truncation="only_second",
            max_length=256,
            stride=96,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        found = shipped.windows(asked, text)
        assert [window.ids for window in found] == expected["input_ids"]
        assert [window.type_ids for window in found] == expected["token_type_ids"]
        assert [window.offsets for window in found] == expected["offset_mapping"]
        inside = [[part == 1 for part in window.sequence_ids] for window in found]
        assert inside == [[part == 1 for part in expected.sequence_ids(i)] for i in range(len(found))]


@pytest.mark.usefixtures("exactly")
@pytest.mark.slow
def test_logits_and_best_spans_are_nearly_those_of_torch(
    shipped: SpanModel, by_torch: SpanModel, article: Article
) -> None:
    """What the network is given at each layer is rounded to 8 bits, so that a few spans differ."""
    texts = [passage.text for passage in article.passages[::4]]
    assert any(len(shipped.windows(QUESTIONS[0], text)) > 1 for text in texts)
    for question in QUESTIONS[:2]:
        windows = [window for text in texts for window in shipped.windows(question, text)]
        found, expected = shipped.network.logits(windows), by_torch.network.logits(windows)
        for part in ("starts", "ends", "evidence"):
            ours, torchs = (np.concatenate([getattr(one, part) for one in logits]) for logits in (found, expected))
            assert np.corrcoef(ours, torchs)[0, 1] > 0.98, part
            assert np.abs(ours - torchs).mean() < 0.15 * torchs.std(), part
        spans = [(span.start, span.end) for span in shipped.best_spans(question, texts)]
        theirs = [(span.start, span.end) for span in by_torch.best_spans(question, texts)]
        assert sum(one == other for one, other in zip(spans, theirs, strict=True)) >= len(texts) * 2 / 3
        assert len(set(spans)) > len(texts) / 2


def test_a_window_has_the_same_logits_alone_and_among_others(shipped: SpanModel, article: Article) -> None:
    texts = [passage.text for passage in article.passages[:6]]
    windows = [window for text in texts for window in shipped.windows(QUESTIONS[1], text)]
    for window, together in zip(windows, shipped.network.logits(windows), strict=True):
        (alone,) = shipped.network.logits([window])
        for part in ("starts", "ends", "evidence"):
            assert getattr(together, part).shape == (len(window),)
            assert np.array_equal(getattr(together, part), getattr(alone, part))


def test_the_shipped_reader_finds_the_answer_and_its_sentence(shipped: SpanModel, tiny: Article) -> None:
    passages = [passage for passage in tiny.passages if passage.section in ("Origins", "Decline")]
    read = [one for readings in shipped.sentences(QUESTION, passages) for one in readings]
    assert max(read, key=lambda one: one.span.score - one.span.null) is read[0]
    assert max(read, key=lambda one: one.evidence) is read[0]
    assert passages[0].text[read[0].span.start : read[0].span.end] == ANSWER.split()[0]


def copied_reader(folder: Path, **changes: object) -> Path:
    """The shipped reader in another folder, its card changed."""
    card = json.loads((TRAINED_READER / "reader.json").read_text())
    (folder / "reader.json").write_text(json.dumps({**card, **changes}))
    shutil.copy(TRAINED_READER / "weights.safetensors", folder)
    return folder


def test_the_card_gives_the_lengths_and_the_digest(shipped: SpanModel, tmp_path: Path) -> None:
    digest = hashlib.sha256((TRAINED_READER / "weights.safetensors").read_bytes()).hexdigest()
    assert read_card(TRAINED_READER) == ReaderCard(digest, max_length=256, stride=96, max_answer=40, format=2)
    assert (shipped.max_length, shipped.stride, shipped.max_answer) == (256, 96, 40)
    other = load_span_model(copied_reader(tmp_path, max_length=128, stride=32, max_answer=9))
    assert (other.max_length, other.stride, other.max_answer) == (128, 32, 9)


def test_changed_missing_or_incomplete_weights_are_refused(tmp_path: Path) -> None:
    file = copied_reader(tmp_path) / "weights.safetensors"
    weights = shipped_weights()
    del weights["encoder.layer.3.output.dense.bias"]
    save_file(weights, file)
    with pytest.raises(ValueError, match=r"weights.safetensors has SHA-256 \w+, expected \w+: it was changed"):
        load_span_model(tmp_path)
    copied_reader(tmp_path, sha256=hashlib.sha256(file.read_bytes()).hexdigest())
    save_file(weights, file)
    with pytest.raises(ValueError, match=r"lacks the weights 'encoder.layer.3.output.dense.bias': train it again"):
        load_span_model(tmp_path)
    file.unlink()
    with pytest.raises(OSError, match=r"weights.safetensors is missing"):
        load_span_model(tmp_path)


@pytest.mark.parametrize("other", [1, 3])
def test_a_reader_of_another_format_is_refused(tmp_path: Path, other: int) -> None:
    with pytest.raises(ValueError, match=f"has format {other}, expected 2: train the reader again"):
        load_span_model(copied_reader(tmp_path, format=other))


def test_a_card_of_the_readers_before_is_refused(tmp_path: Path) -> None:
    copied_reader(tmp_path, base_sha256="0000")
    with pytest.raises(ValueError, match=r"reader.json is not what a reader was saved with \(.*base_sha256.*restore"):
        load_span_model(tmp_path)


def test_a_trained_reader_is_shipped_as_it_was(tmp_path: Path) -> None:
    """The shipped weights, taken back to 32 bits, as if a training had written them."""
    trained, out = tmp_path / "trained", tmp_path / "out"
    trained.mkdir()
    save_file(whole_weights(), trained / "weights.safetensors")
    ship(["reader", str(trained), "--out", str(out)])
    assert {path.name for path in out.iterdir()} == {"reader.json", "weights.safetensors"}
    found, expected = load_file(out / "weights.safetensors"), shipped_weights()
    assert found.keys() == expected.keys()
    for name, array in found.items():
        assert np.allclose(array, expected[name], rtol=1e-6), name
        assert array.dtype == expected[name].dtype or not name.startswith(("embeddings", "encoder")), name
    assert load_span_model(out).best_spans(QUESTION, [ANSWER]) == load_span_model(TRAINED_READER).best_spans(
        QUESTION, [ANSWER]
    )


def test_an_encoder_is_shipped_as_it_was(tmp_path: Path) -> None:
    trained, out = tmp_path / "trained", tmp_path / "out"
    trained.mkdir()
    pooler = {"pooler.dense.weight": np.ones((2, 2), dtype=np.float32)}  # of transformers, which nothing reads
    save_file(restore(embedded_weights()) | pooler, trained / "model.safetensors")
    ship(["encoder", str(trained), "--out", str(out)])
    data = (out / "weights.safetensors").read_bytes()
    assert json.loads((out / "encoder.json").read_text()) == {"sha256": hashlib.sha256(data).hexdigest()}
    found, expected = load_file(out / "weights.safetensors"), load_file(MODEL / "weights.safetensors")
    assert found.keys() == expected.keys()
    assert all(np.allclose(found[name], expected[name], rtol=1e-6) for name in expected)


def test_shipping_needs_the_folder_of_a_training(capsys: pytest.CaptureFixture[str]) -> None:
    for what in ("encoder", "reader"):
        with pytest.raises(SystemExit):
            ship([what])
        assert f"which {what}: name the folder that the training wrote" in capsys.readouterr().err
