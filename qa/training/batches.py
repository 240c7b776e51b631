"""Examples -> the batches of a whole training run, cut into windows and planned before its first step."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from .examples import Example


@dataclass(frozen=True)
class Settings:
    """All that shapes the weights besides the data. Lengths count word pieces; shares lie in [0, 1]."""

    epochs: int = 5
    steps: int = 0  # the schedule ends after so many, or after the epochs if that is sooner or this is 0
    seed: int = 13
    lr: float = 2e-4
    warmup: float = 0.08  # share of the steps
    weight_decay: float = 0.01
    clip: float = 1.0
    ema: float = 0.998
    dropout: float = 0.1
    masked: float = 0.08  # share of a context's pieces, the answer's apart, that cannot be read
    unanswered: float = 0.33  # share of the pairs
    tokens: int = 4096  # in a batch, padding included
    max_length: int = 224
    max_question: int = 48
    hold_out: float = 0.06  # share of the first file
    check_every: int = 1000
    save_every: int = 100


@dataclass(frozen=True)
class Row:
    """One window: the pieces of question and context; first and last: the answer's in the context, -1 for none."""

    question: Sequence[int]
    context: Sequence[int]
    first: int
    last: int

    def __len__(self) -> int:
        """The pieces of the window, its three marks included."""
        return len(self.question) + len(self.context) + 3  # [CLS] question [SEP] context [SEP]


@dataclass(frozen=True)
class Batch:
    """Rows as tensors, padded.

    ids, types, real  the model's inputs, shape (rows, length); real is 0 on padding
    open              the places at which a span may start or end, the context and [CLS]; shape (rows, length)
    start, end        the answer's first and last place, 0 ([CLS]) for none; shape (rows,)
    """

    ids: torch.Tensor
    types: torch.Tensor
    real: torch.Tensor
    open: torch.Tensor
    start: torch.Tensor
    end: torch.Tensor

    def to(self, device: torch.device) -> Batch:
        """The batch on another device."""
        return Batch(*(getattr(self, field.name).to(device) for field in fields(self)))


class Windows:
    """Cuts examples into rows; ``read`` their texts first. Rows become batches with the tokenizer's marks."""

    def __init__(self, tokenizer: Any, settings: Settings) -> None:
        """No text is read yet. ``tokenizer`` is a fast one of transformers."""
        self._tokenizer = tokenizer
        self._settings = settings
        self._pieces: dict[str, tuple[list[int], npt.NDArray[np.int32]]] = {}

    def read(self, texts: Sequence[str]) -> None:
        """Cut texts into pieces, each text once."""
        new = sorted(set(texts) - self._pieces.keys())
        for at in range(0, len(new), 1000):
            some = new[at : at + 1000]
            pieces = self._tokenizer(some, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
            for text, ids, offsets in zip(some, pieces["input_ids"], pieces["offset_mapping"], strict=True):
                self._pieces[text] = ids, np.array(offsets, dtype=np.int32).reshape(-1, 2)

    def cut(self, example: Example, rng: random.Random) -> Row:
        """A window at a random place of the context, some of its pieces masked.

        The window of an answered example stands around one of the answers, drawn at random.
        """
        question = self._pieces[example.question][0][: self._settings.max_question]
        context, offsets = self._pieces[example.context]
        room = self._settings.max_length - len(question) - 3
        highest = max(len(context) - room, 0)
        if not example.answered:
            at = rng.randint(0, highest)
            return Row(question, self._masked(context[at : at + room], range(0), rng), -1, -1)
        start, end = rng.choice([(example.start, example.end), *example.marked])
        first = int(np.searchsorted(offsets[:, 1], start, side="right"))
        last = int(np.searchsorted(offsets[:, 0], end, side="left")) - 1
        last = min(last, first + room - 1)
        at = rng.randint(max(last - room + 1, 0), min(first, highest))
        answer = range(first - at, last - at + 1)
        return Row(question, self._masked(context[at : at + room], answer, rng), first - at, last - at)

    def _masked(self, pieces: Sequence[int], kept: range, rng: random.Random) -> Sequence[int]:
        """The pieces, a share of those outside ``kept`` replaced by the mask."""
        share, mask = self._settings.masked, self._tokenizer.mask_token_id
        return [mask if i not in kept and rng.random() < share else piece for i, piece in enumerate(pieces)]

    def batch(self, rows: Sequence[Row]) -> Batch:
        """The rows as tensors, padded to the longest of them."""
        shape = len(rows), max(map(len, rows))
        ids = torch.full(shape, self._tokenizer.pad_token_id)
        types, real = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
        usable = torch.zeros(shape, dtype=torch.bool)
        start, end = torch.zeros(len(rows), dtype=torch.long), torch.zeros(len(rows), dtype=torch.long)
        usable[:, 0] = True
        cls, sep = self._tokenizer.cls_token_id, self._tokenizer.sep_token_id
        for i, row in enumerate(rows):
            head = len(row.question) + 2
            ids[i, : len(row)] = torch.tensor([cls, *row.question, sep, *row.context, sep])
            types[i, head : len(row)] = 1
            real[i, : len(row)] = 1
            usable[i, head : len(row) - 1] = True
            if row.first >= 0:
                start[i], end[i] = head + row.first, head + row.last
        return Batch(ids, types, real, usable, start, end)


def plan(sources: Sequence[tuple[list[Example], float]], windows: Windows, settings: Settings) -> list[list[Row]]:
    """The rows of every batch, in order, from sources of examples, each with the share of it that an epoch takes.

    An epoch mixes its sources; the rows of a batch are alike in length, so that little padding is computed.
    """
    windows.read([text for examples, _ in sources for e in examples for text in (e.question, e.context)])
    batches: list[list[Row]] = []
    for epoch in range(settings.epochs):
        rng = random.Random(settings.seed * 1000 + epoch)
        rows = [windows.cut(example, rng) for example in _epoch(sources, settings.unanswered, epoch, rng)]
        rng.shuffle(rows)
        for at in range(0, len(rows), 2000):
            batches += _alike(rows[at : at + 2000], settings.tokens, rng)
    return batches[: settings.steps or None]


def _epoch(
    sources: Sequence[tuple[list[Example], float]], unanswered: float, epoch: int, rng: random.Random
) -> Iterator[Example]:
    """Of each source the next answered examples in a shuffled round, and unanswered ones drawn anew."""
    for number, (examples, share) in enumerate(sources):
        answered = [example for example in examples if example.answered]
        rest = [example for example in examples if not example.answered]
        random.Random(number).shuffle(answered)
        count = round(share * len(answered))
        yield from (answered[(epoch * count + i) % len(answered)] for i in range(count))
        wanted = round(count * unanswered / (1 - unanswered))
        yield from rng.sample(rest, min(wanted, len(rest)))


def _alike(rows: Sequence[Row], tokens: int, rng: random.Random) -> list[list[Row]]:
    """Batches of rows of like length, at most ``tokens`` pieces each with padding, in random order."""
    batches: list[list[Row]] = []
    for row in sorted(rows, key=len, reverse=True):
        if not batches or (len(batches[-1]) + 1) * len(batches[-1][0]) > tokens:
            batches.append([])
        batches[-1].append(row)
    rng.shuffle(batches)
    return batches
