"""Span search against a plain double loop, windows against hand-counted pieces, and the loading of span readers."""

from __future__ import annotations

import hashlib
import json
import shutil
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file
from transformers import AutoTokenizer, BertForQuestionAnswering

from index import Article
from index.encoding.encoder import embedded_folder
from qa.building import TRAINED_READER
from qa.reading import torch_network
from qa.reading.loading import load_span_model
from qa.reading.span_model import SpanModel
from qa.reading.span_search import TextSpan, Window, best_spans
from qa.reading.torch_network import torch_span_model
from qa.training.saved_reader import load_base, load_torch_reader, save_reader
from tests.tiny_bert import write_tiny_bert

QUESTION = "When did she die?"
TEXT = "She was born in London in 1815 and died in 1852."


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_bert(tmp_path_factory.mktemp("base"))


class Pointer(torch.nn.Module):
    """A model that is sure of one thing: an answer starts and ends with a certain word, the further on the better.

    The logits of the word's first and last piece are 10 and 9 plus a hundredth of its place in the window;
    [CLS] has 1 and 2 less a hundredth of the window's length; all else has 0.
    """

    def __init__(self, first: int, last: int) -> None:
        super().__init__()
        self.config = SimpleNamespace(max_position_embeddings=64)
        self.device = torch.device("cpu")
        self.first, self.last = first, last

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, **_: torch.Tensor) -> SimpleNamespace:
        place = torch.arange(input_ids.shape[1]) / 100
        starts = (input_ids == self.first) * (10 + place)
        ends = (input_ids == self.last) * (9 + place)
        starts[:, 0], ends[:, 0] = 1, 2 - attention_mask.sum(1) / 100
        return SimpleNamespace(start_logits=starts, end_logits=ends)


def pointer(base: Path, first: str, last: str, max_length: int = 40, stride: int = 12) -> SpanModel:
    tokenizer = AutoTokenizer.from_pretrained(base)
    vocabulary = tokenizer.get_vocab()
    model = Pointer(vocabulary[first], vocabulary[last])
    return torch_span_model(model, tokenizer, max_length=max_length, stride=stride, max_answer=5)


def random_window(text: str, cuts: list[int], seed: int) -> Window:
    """A window of [CLS], two question pieces, [SEP], the text's pieces as cut, and [SEP], with random logits."""
    rng = np.random.default_rng(seed)
    pieces = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
    offsets = np.array([(0, 0), (0, 3), (3, 6), (0, 0), *pieces, (0, 0)])
    inside = np.array([False] * 4 + [True] * len(pieces) + [False])
    starts, ends = rng.normal(size=(2, len(offsets))).astype(np.float32)
    return Window(starts, ends, offsets, inside)


@pytest.mark.parametrize("seed", range(20))
def test_the_best_span_is_that_of_a_double_loop_over_all_pieces(seed: int) -> None:
    text = "It paid $2.5 million, unwillingly, to ex-allies in 1954."
    #       It| |paid| |$|2|.|5| |milli|on|,| |un|willing|ly|,| |to| |ex|-|al|lies| |in| |1954|.
    cuts = [
        0,
        2,
        3,
        7,
        8,
        9,
        10,
        11,
        12,
        13,
        18,
        20,
        21,
        22,
        24,
        31,
        33,
        34,
        35,
        37,
        38,
        40,
        41,
        43,
        47,
        48,
        50,
        51,
        55,
    ]
    window = random_window(text, [*cuts, 56], seed)
    split = {10, 11, 18, 24, 31, 43}  # a cut here splits 2.5, million, unwillingly or allies
    best = (-np.inf, 0, 0)
    for i in map(int, np.flatnonzero(window.inside)):
        for j in range(i, min(i + 4, len(window.starts))):
            start, end = int(window.offsets[i, 0]), int(window.offsets[j, 1])
            if window.inside[j] and start not in split and end not in split:
                best = max(best, (float(window.starts[i] + window.ends[j]), start, end))
    null = float(window.starts[0] + window.ends[0])
    assert best_spans(text, [window], max_answer=4, n=1) == [TextSpan(best[1], best[2], best[0], null)]


def test_further_spans_are_the_best_of_what_the_earlier_ones_leave() -> None:
    text = "a b c d"
    window = Window(
        starts=np.array([0, 5, 4, 0, 1], dtype=np.float32),
        ends=np.array([0, 5, 6, 0, 2], dtype=np.float32),
        offsets=np.array([(0, 0), (0, 1), (2, 3), (4, 5), (6, 7)]),
        inside=np.array([False, True, True, True, True]),
    )
    # "a b" has 5 + 6; without a and b there are "d" with 1 + 2, then "c" with 0 + 0.
    assert best_spans(text, [window], max_answer=4, n=5) == [
        TextSpan(0, 3, 11.0, 0.0),
        TextSpan(6, 7, 3.0, 0.0),
        TextSpan(4, 5, 0.0, 0.0),
    ]


def test_each_text_has_its_own_span_in_the_order_of_the_texts(base: Path) -> None:
    model = pointer(base, "1", "##2")
    texts = [TEXT, "1852", "In 1912 she died.", "In Paris, 1792"]
    spans = model.best_spans(QUESTION, texts)
    assert [text[span.start : span.end] for text, span in zip(texts, spans, strict=True)] == [
        "1852",
        "1852",
        "1912",
        "1792",
    ]
    assert spans == [model.best_spans(QUESTION, [text])[0] for text in texts]


def test_the_scores_are_sums_of_logits(base: Path) -> None:
    # [CLS] when did she d ##i ##e ? [SEP] in 1 ##9 ##1 ##2 [SEP]: 1 has place 10, ##2 place 13, 15 pieces in all
    (span,) = pointer(base, "1", "##2").best_spans(QUESTION, ["In 1912"])
    assert (span.start, span.end) == (3, 7)
    assert span.score == pytest.approx(10.10 + 9.13)
    assert span.null == pytest.approx(1 + 2 - 0.15)


def test_a_span_in_the_middle_of_a_word_is_none(base: Path) -> None:
    # "london" is one piece and 1 a piece of 1852: spans may start with 1 but not end with it
    (span,) = pointer(base, "1", "1").best_spans(QUESTION, ["1852 or 1 1"])
    assert (span.start, span.end) == (10, 11)


def test_windows_of_a_long_text_find_what_one_window_finds(base: Path) -> None:
    filler = " and she was in the paris of london"  # 8 pieces
    question = "When?"  # a window of 40 has room for 40 - 5 = 35 pieces of the text
    for before in (0, 1, 3, 5):
        text = f"and{filler * before} 1852{filler * (5 - before)}"
        (cut,) = pointer(base, "1", "##2").best_spans(question, [text])
        (whole,) = pointer(base, "1", "##2", max_length=64).best_spans(question, [text])
        assert text[cut.start : cut.end] == text[whole.start : whole.end] == "1852"
    # The null is the least of the windows', here that of the longest, which is full.
    assert cut.null == pytest.approx(1 + 2 - 0.40)
    assert whole.null == pytest.approx(1 + 2 - 0.50)  # marks and question 5, text 45


def test_of_a_long_question_a_quarter_of_the_window_is_read(base: Path) -> None:
    model = pointer(base, "1", "##2")
    long = model.best_spans("where was she born and " * 50, ["In 1912"])
    assert long == model.best_spans("where was she born and where was she born and", ["In 1912"])


def test_texts_without_words_and_bad_requests(base: Path) -> None:
    model = pointer(base, "1", "##2")
    empty, other = model.spans(QUESTION, ["", "1852"], n=2)
    assert (empty[0].start, empty[0].end, empty[0].score) == (0, 0, float("-inf"))
    assert other[0].end == 4
    assert model.spans(QUESTION, [], n=2) == []
    with pytest.raises(ValueError, match="n is 0: ask for at least one"):
        model.spans(QUESTION, [TEXT], n=0)


def trained(base: Path) -> torch.nn.Module:
    """A model with every weight different from the base's, but for the word embeddings."""
    torch.manual_seed(1)
    model: torch.nn.Module = load_base(base)[0]
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter.add_(torch.randn_like(parameter) / 5)
    return model


@pytest.fixture
def reader(base: Path, tmp_path: Path) -> Path:
    model = trained(base)
    save_reader({name: p for name, p in model.named_parameters() if p.requires_grad}, tmp_path, base)
    return tmp_path


QUESTIONS = (
    "Who did Marshall write to?",
    "How much money did the new Pakistani state ask Washington for?",
    "Which weapons did the mujahideen get, and who paid for them?",
    "Why?",
)


@pytest.fixture(scope="module")
def shipped() -> SpanModel:
    return load_span_model(TRAINED_READER)


@pytest.fixture(scope="module")
def by_torch(shipped: SpanModel) -> SpanModel:
    """The shipped reader's weights on torch; see ``exactly`` for its arithmetic."""
    return load_torch_reader(TRAINED_READER, embedded_folder())


@pytest.fixture
def exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Torch computes in 32 bits too."""
    monkeypatch.setattr(torch_network, "half_precision", lambda device: torch.autocast("cpu", enabled=False))


@pytest.mark.parametrize("question", [*QUESTIONS, "Who signed what and when? " * 30])
def test_windows_are_those_of_transformers(shipped: SpanModel, article: Article, question: str) -> None:
    """Pieces, kinds, places and order, over every passage of the article and odd texts."""
    tokenizer = AutoTokenizer.from_pretrained(embedded_folder())
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
def test_logits_and_best_spans_are_those_of_torch(shipped: SpanModel, by_torch: SpanModel, article: Article) -> None:
    texts = [passage.text for passage in article.passages[::4]]
    assert any(len(shipped.windows(QUESTIONS[0], text)) > 1 for text in texts)
    for question in QUESTIONS[:2]:
        windows = [window for text in texts for window in shipped.windows(question, text)]
        found, expected = shipped.network.logits(windows), by_torch.network.logits(windows)
        for (starts, ends), (torch_starts, torch_ends) in zip(found, expected, strict=True):
            assert np.abs(starts - torch_starts).max() < 1e-3
            assert np.abs(ends - torch_ends).max() < 1e-3
        spans = [(span.start, span.end) for span in shipped.best_spans(question, texts)]
        assert spans == [(span.start, span.end) for span in by_torch.best_spans(question, texts)]
        assert len(set(spans)) > len(texts) / 2


def copied_reader(folder: Path, **changes: str) -> Path:
    """The shipped reader in another folder, its card changed."""
    card = json.loads((TRAINED_READER / "reader.json").read_text())
    (folder / "reader.json").write_text(json.dumps({**card, **changes}))
    shutil.copy(TRAINED_READER / "layers.safetensors", folder)
    return folder


def test_a_reader_over_another_base_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ValueError, match=r"trained over weights of SHA-256 0000, expected the embedded .*without --base"
    ):
        load_span_model(copied_reader(tmp_path, base_sha256="0000"))


def test_changed_or_incomplete_layers_are_refused(tmp_path: Path) -> None:
    file = copied_reader(tmp_path) / "layers.safetensors"
    layers = load_file(file)
    del layers["bert.encoder.layer.3.output.dense.bias"]
    save_file(layers, file)
    with pytest.raises(ValueError, match=r"layers.safetensors has SHA-256 \w+, expected \w+: it was changed"):
        load_span_model(tmp_path)
    copied_reader(tmp_path, sha256=hashlib.sha256(file.read_bytes()).hexdigest())
    save_file(layers, file)
    with pytest.raises(ValueError, match=r"lacks the weights 'encoder.layer.3.output.dense.bias': train it again"):
        load_span_model(tmp_path)


def test_a_saved_reader_answers_as_the_model_did(base: Path, reader: Path) -> None:
    direct = torch_span_model(trained(base), load_base(base)[1], max_length=60, stride=20, max_answer=40)
    loaded = load_torch_reader(reader, base)
    loaded.max_length, loaded.stride = 60, 20
    (expected,) = direct.best_spans(QUESTION, [TEXT])
    (found,) = loaded.best_spans(QUESTION, [TEXT])
    assert (found.start, found.end) == (expected.start, expected.end)
    assert (found.score, found.null) == pytest.approx((expected.score, expected.null), abs=0.02)


def test_a_reader_holds_no_word_embeddings_and_needs_its_own_base(base: Path, reader: Path, tmp_path: Path) -> None:
    from safetensors import safe_open

    with safe_open(reader / "layers.safetensors", "pt") as file:
        names = set(file.keys())
    assert "qa_outputs.weight" in names
    assert not any("word_embeddings" in name for name in names)
    other = write_tiny_bert(tmp_path / "other", positions=32)
    with pytest.raises(ValueError, match=r"other/model.safetensors has SHA-256 \w+, expected"):
        load_torch_reader(reader, other)


def test_changed_or_missing_weights_are_refused(base: Path, reader: Path) -> None:
    layers = reader / "layers.safetensors"
    data = bytearray(layers.read_bytes())
    data[-1] ^= 1
    layers.write_bytes(data)
    with pytest.raises(ValueError, match=r"layers.safetensors has SHA-256 \w+, expected \w+: it was changed"):
        load_torch_reader(reader, base)
    layers.unlink()
    with pytest.raises(OSError, match=r"layers.safetensors is missing"):
        load_torch_reader(reader, base)


def test_a_reader_of_another_format_is_refused(base: Path, reader: Path) -> None:
    card = json.loads((reader / "reader.json").read_text())
    (reader / "reader.json").write_text(json.dumps({**card, "format": 2}))
    with pytest.raises(ValueError, match="has format 2, expected 1"):
        load_torch_reader(reader, base)


def test_any_question_answering_folder_can_be_loaded(base: Path, tmp_path: Path) -> None:
    model, tokenizer = load_base(base)
    BertForQuestionAnswering.save_pretrained(model, tmp_path)
    tokenizer.save_pretrained(tmp_path)
    direct = torch_span_model(model, tokenizer, max_length=62, stride=20, max_answer=40)
    loaded = load_span_model(tmp_path)
    assert (loaded.max_length, loaded.stride) == (62, 20)  # of 64 positions
    assert loaded.spans(QUESTION, [TEXT, "1852"]) == direct.spans(QUESTION, [TEXT, "1852"])


def test_a_model_that_cannot_be_had_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(OSError, match=r"no question-answering model 'nobody/no-such-reader'.*download the model"):
        load_span_model("nobody/no-such-reader")
