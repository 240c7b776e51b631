"""A network that remembers: each window is read once, and whoever needs it is charged for it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from time import sleep
from typing import TYPE_CHECKING

import numpy as np
import pytest

from eval.timing import RememberingEncoder, RememberingNetwork, remembered
from index.encoding.encoder import Encoder, embedded_tokenizer
from qa.reading.span_model import SpanModel
from qa.reading.span_search import PieceLogits

if TYPE_CHECKING:
    from tokenizers import Encoding


class CountingNetwork:
    """Says of each window how many it had read before; takes a tenth of a second for each."""

    def __init__(self) -> None:
        self.read = 0

    def logits(self, windows: Sequence[Encoding]) -> list[PieceLogits]:
        found = []
        for window in windows:
            sleep(0.1)
            values = np.full(len(window), self.read, dtype=np.float32)
            found.append(PieceLogits(values, values, values))
            self.read += 1
        return found


def window(question: str, text: str) -> Encoding:
    return embedded_tokenizer().encode(question, text)


def firsts(logits: Sequence[PieceLogits]) -> list[float]:
    return [float(one.starts[0]) for one in logits]


def test_a_window_is_read_once_whatever_it_is_read_with(small_encoder: Encoder) -> None:
    encoder, inner = RememberingEncoder(small_encoder), CountingNetwork()
    network = RememberingNetwork(inner, encoder.charge)
    one, other, third = window("who?", "Miners"), window("who?", "Monks"), window("when?", "Miners")
    assert firsts(network.logits([one, other])) == [0, 1]
    assert firsts(network.logits([other, third, one])) == [1, 2, 0]
    assert firsts(network.logits([one, one, window("who?", "Miners")])) == [0, 0, 0]
    assert inner.read == 3


def test_where_the_question_ends_makes_another_window(small_encoder: Encoder) -> None:
    inner = CountingNetwork()
    network = RememberingNetwork(inner, RememberingEncoder(small_encoder).charge)
    short, long = window("who", "dug it"), window("who dug", "it")
    assert sorted(short.ids) == sorted(long.ids)
    assert firsts(network.logits([short, long])) == [0, 1]


def test_each_call_is_charged_for_what_it_reads_once(small_encoder: Encoder) -> None:
    encoder, charged = RememberingEncoder(small_encoder), dict[Hashable, float]()

    def charge(thing: Hashable, milliseconds: float) -> None:
        charged.setdefault(thing, milliseconds)
        encoder.charge(thing, milliseconds)

    network = RememberingNetwork(CountingNetwork(), charge)
    windows = [window("who?", "Miners"), window("who?", "Monks")]
    network.logits(windows)
    assert list(charged.values()) == [0, 0]  # the call's own clock has run meanwhile
    charged.clear()
    _, again = encoder.timed(lambda: [network.logits(windows) for _ in range(3)])
    # Two tenths of a second, in equal parts: both windows have as many pieces.
    assert len(charged) == 2
    assert min(charged.values()) >= 100
    assert max(charged.values()) == pytest.approx(min(charged.values()))
    assert again >= sum(charged.values())


def test_a_model_remembers_only_for_a_while(small_encoder: Encoder) -> None:
    inner = CountingNetwork()
    model = SpanModel(inner, embedded_tokenizer(), max_length=64, stride=16, max_answer=8)
    with remembered(model, RememberingEncoder(small_encoder)):
        for _ in range(2):
            model.best_spans("Who dug?", ["Miners dug."])
        assert inner.read == 1
    assert model.network is inner
