"""Span models: windows against hand-counted pieces, scores as sums of logits, and the loading of other models."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from transformers import AutoTokenizer, BertForQuestionAnswering

from index import Passage, Span
from index.text import split_sentences
from qa.reading.loading import load_span_model
from qa.reading.span_model import SpanModel
from qa.reading.torch_network import torch_span_model
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


class Prover(Pointer):
    """The same; its evidence is the piece's number in the vocabulary, and 7 for [CLS]."""

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, **_: torch.Tensor) -> SimpleNamespace:
        out = super().forward(input_ids, attention_mask)
        proof = input_ids.float()
        proof[:, 0] = 7
        return SimpleNamespace(**vars(out), evidence_logits=proof)


def pointer(
    base: Path, first: str, last: str, max_length: int = 40, stride: int = 12, kind: type[Pointer] = Pointer
) -> SpanModel:
    tokenizer = AutoTokenizer.from_pretrained(base)
    vocabulary = tokenizer.get_vocab()
    model = kind(vocabulary[first], vocabulary[last])
    return torch_span_model(model, tokenizer, max_length=max_length, stride=stride, max_answer=5)


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


def passage(text: str) -> Passage:
    sentences = split_sentences(text)
    return Passage(1, "body", "", (), text, sentences, (Span(0, len(text)),))


def test_each_sentence_of_each_passage_is_read(base: Path) -> None:
    model = pointer(base, "1", "##2", kind=Prover)
    number = AutoTokenizer.from_pretrained(base).get_vocab()
    london, died = "She was born in London. In 1902 she was in Paris.", "She died in 1852."
    (born, paris), (other,) = model.sentences("When?", [passage(london), passage(died)])
    assert (london[paris.span.start : paris.span.end], died[other.span.start : other.span.end]) == ("1902", "1852")
    # [CLS] when ? [SEP] she was born in london . in 1: place 11, and ##2 place 14; there are 21 pieces.
    assert paris.span.score == pytest.approx(10.11 + 9.14)
    assert paris.span.null == born.span.null == pytest.approx(1 + 2 - 0.21)
    pieces = ["she was born in london .", "in 1 ##9 ##0 ##2 she was in paris .", "she died in 1 ##8 ##5 ##2 ."]
    for read, own in zip((born, paris, other), pieces, strict=True):
        assert read.evidence == pytest.approx(np.mean([number[piece] for piece in own.split()]) - 7, abs=1e-4)


def test_a_network_that_cannot_tell_evidence_has_none(base: Path) -> None:
    ((one, two),) = pointer(base, "1", "##2").sentences("When?", [passage("In 1902. In Paris.")])
    assert one.evidence == two.evidence == 0
    assert two.span.score < one.span.score


def test_any_question_answering_folder_can_be_loaded(base: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    model, tokenizer = BertForQuestionAnswering.from_pretrained(base), AutoTokenizer.from_pretrained(base)
    model.save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)
    direct = torch_span_model(model, tokenizer, max_length=62, stride=20, max_answer=40)
    loaded = load_span_model(tmp_path)
    assert (loaded.max_length, loaded.stride) == (62, 20)  # of 64 positions
    assert loaded.spans(QUESTION, [TEXT, "1852"]) == direct.spans(QUESTION, [TEXT, "1852"])


def test_a_model_that_cannot_be_had_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(OSError, match=r"no question-answering model 'nobody/no-such-reader'.*download the model"):
        load_span_model("nobody/no-such-reader")
