"""Examples -> the batches of a whole training run, cut into windows and planned before its first step."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from index.text import split_sentences

from .examples import Example
from .settings import Settings

UNKNOWN = -100  # a gold that torch's cross-entropy leaves out


@dataclass(frozen=True)
class Row:
    """One window of an example, in the pieces of its context.

    question, context  pieces, without marks
    first, last        the answer's, -1 for none
    sentences          (first, last) of every sentence of which a piece is in the window
    proven             whether each sentence is evidence
    example            the example it was cut from
    """

    question: Sequence[int]
    context: Sequence[int]
    first: int
    last: int
    sentences: Sequence[tuple[int, int]]
    proven: Sequence[bool]
    example: Example

    def __len__(self) -> int:
        """The pieces of the window, its three marks included."""
        return len(self.question) + len(self.context) + 3  # [CLS] question [SEP] context [SEP]


@dataclass(frozen=True)
class Batch:
    """Rows as tensors, padded.

    ids, types, real  the model's inputs, shape (rows, length); real is 0 on padding
    open              the places at which a span may start or end, the context and [CLS]; shape (rows, length)
    start, end        the answer's first and last place, 0 ([CLS]) for none, -100 where it is not known; shape (rows,)
    sentence          the number of the sentence that each piece is in, from 1; 0 for [CLS], -1 for none; (rows, length)
    proven            1 for a sentence that is evidence, 0 for another one, -1 for none; number 0 is that none of them
                      is; all -1 where it is not known; shape (rows, most sentences + 1)
    verdict           0 yes, 1 no, 2 open, -100 not known; shape (rows,)
    better, worse     rows of which the first has an answer and the second, its twin, has none; shape (twins,)
    """

    ids: torch.Tensor
    types: torch.Tensor
    real: torch.Tensor
    open: torch.Tensor
    start: torch.Tensor
    end: torch.Tensor
    sentence: torch.Tensor
    proven: torch.Tensor
    verdict: torch.Tensor
    better: torch.Tensor
    worse: torch.Tensor

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
        self._sentences: dict[str, list[tuple[int, int]]] = {}

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
            at = self._place(example, offsets, room, rng)
            kept = self._masked(context[at : at + room], range(0), rng)
            return Row(question, kept, -1, -1, *self._marked(example, at, room), example)
        start, end = rng.choice([(example.start, example.end), *example.marked])
        first = int(np.searchsorted(offsets[:, 1], start, side="right"))
        last = int(np.searchsorted(offsets[:, 0], end, side="left")) - 1
        last = min(last, first + room - 1)
        at = rng.randint(max(last - room + 1, 0), min(first, highest))
        answer = range(first - at, last - at + 1)
        kept = self._masked(context[at : at + room], answer, rng)
        return Row(question, kept, first - at, last - at, *self._marked(example, at, room), example)

    def _place(self, example: Example, offsets: npt.NDArray[np.int32], room: int, rng: random.Random) -> int:
        """Where a window without an answer starts: at the evidence if there is some, else anywhere."""
        highest = max(len(offsets) - room, 0)
        if not example.evidence:
            return rng.randint(0, highest)
        first = int(np.searchsorted(offsets[:, 1], example.evidence[0][0], side="right"))
        return rng.randint(max(0, min(first - room // 2, highest)), min(first, highest))

    def _marked(self, example: Example, at: int, room: int) -> tuple[list[tuple[int, int]], list[bool]]:
        """The sentences of a window, and whether each is evidence: it holds most of the answer or of the evidence."""
        offsets = self._pieces[example.context][1][at : at + room]
        gold = example.evidence or ([(example.start, example.end)] if example.answered else [])
        sentences, proven = [], []
        for start, end in self._sentences_of(example.context):
            first = int(np.searchsorted(offsets[:, 1], start, side="right"))
            last = int(np.searchsorted(offsets[:, 0], end, side="left")) - 1
            if first <= last and offsets[first, 0] >= start:
                sentences.append((first, last))
                shared = (min(end, right) - max(start, left) for left, right in gold)
                least = [min(end - start, right - left) / 2 for left, right in gold]
                proven.append(any(many > few for many, few in zip(shared, least, strict=True)))
        return sentences, proven

    def _sentences_of(self, text: str) -> list[tuple[int, int]]:
        if text not in self._sentences:
            self._sentences[text] = [(span.start, span.end) for span in split_sentences(text)]
        return self._sentences[text]

    def _masked(self, pieces: Sequence[int], kept: range, rng: random.Random) -> Sequence[int]:
        """The pieces, a share of those outside ``kept`` replaced by the mask."""
        share, mask = self._settings.masked, self._tokenizer.mask_token_id
        return [mask if i not in kept and rng.random() < share else piece for i, piece in enumerate(pieces)]

    def batch(self, rows: Sequence[Row]) -> Batch:
        """The rows as tensors, padded to the longest of them."""
        shape = len(rows), max(map(len, rows))
        ids = torch.full(shape, self._tokenizer.pad_token_id)
        types, real = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
        usable, sentence = torch.zeros(shape, dtype=torch.bool), torch.full(shape, -1)
        start, end = torch.full(shape[:1], UNKNOWN), torch.full(shape[:1], UNKNOWN)
        proven = torch.full((len(rows), 1 + max(len(row.sentences) for row in rows)), -1)
        usable[:, 0], sentence[:, 0] = True, 0
        cls, sep = self._tokenizer.cls_token_id, self._tokenizer.sep_token_id
        for i, row in enumerate(rows):
            head = len(row.question) + 2
            ids[i, : len(row)] = torch.tensor([cls, *row.question, sep, *row.context, sep])
            types[i, head : len(row)] = 1
            real[i, : len(row)] = 1
            usable[i, head : len(row) - 1] = True
            if row.example.spanned:
                start[i], end[i] = (head + row.first, head + row.last) if row.first >= 0 else (0, 0)
            for number, (first, last) in enumerate(row.sentences, start=1):
                sentence[i, head + first : head + last + 1] = number
            if any(row.proven) or (row.example.spanned and not row.example.answered):
                proven[i, : 1 + len(row.proven)] = torch.tensor([not any(row.proven), *row.proven]).long()
        verdict = torch.tensor([row.example.verdict if row.example.verdict >= 0 else UNKNOWN for row in rows])
        return Batch(ids, types, real, usable, start, end, sentence, proven, verdict, *_twins(rows))


def _twins(rows: Sequence[Row]) -> tuple[torch.Tensor, torch.Tensor]:
    """The pairs of rows of which one has an answer and the other, its twin, has none."""
    answered = {row.example.twin: i for i, row in enumerate(rows) if row.example.twin and row.example.answered}
    pairs = [
        (answered[row.example.twin], i)
        for i, row in enumerate(rows)
        if row.example.twin in answered and row.example.spanned and not row.example.answered
    ]
    better, worse = torch.tensor(pairs, dtype=torch.long).reshape(-1, 2).T
    return better, worse


def plan(sources: Sequence[tuple[list[Example], float]], windows: Windows, settings: Settings) -> list[list[Row]]:
    """The rows of every batch, in order, from sources of examples, each with the share of it that an epoch takes.

    An epoch mixes its sources; the rows of a batch are alike in length, so that little padding is computed.
    """
    windows.read([text for examples, _ in sources for e in examples for text in (e.question, e.context)])
    batches: list[list[Row]] = []
    for epoch in range(settings.epochs):
        rng = random.Random(settings.seed * 1000 + epoch)
        units = [
            [windows.cut(example, rng) for example in twins]
            for twins in _epoch(sources, settings.unanswered, epoch, rng)
        ]
        rng.shuffle(units)
        for at in range(0, len(units), 1500):
            batches += _alike(units[at : at + 1500], settings.tokens, rng)
    return batches[: settings.steps or None]


def _epoch(
    sources: Sequence[tuple[list[Example], float]], unanswered: float, epoch: int, rng: random.Random
) -> Iterator[list[Example]]:
    """Of each source the next examples in a shuffled round, each with its twins, and unanswered ones drawn anew."""
    for number, (examples, share) in enumerate(sources):
        twins: dict[str, list[Example]] = {}
        for example in examples:
            if example.twin:
                twins.setdefault(example.twin, []).append(example)
        single = [[example] for example in examples if not example.twin]
        units = [*twins.values(), *(unit for unit in single if unit[0].answered or not unit[0].spanned)]
        rest = [unit for unit in single if unit[0].spanned and not unit[0].answered]
        random.Random(number).shuffle(units)
        count = round(share * len(units))
        yield from (units[(epoch * count + i) % len(units)] for i in range(count))
        wanted = round(count * unanswered / (1 - unanswered))
        yield from rng.sample(rest, min(wanted, len(rest)))


def _alike(units: Sequence[list[Row]], tokens: int, rng: random.Random) -> list[list[Row]]:
    """Batches of rows of like length, at most ``tokens`` pieces each with padding, in random order.

    The rows of a unit stay together.
    """
    batches: list[list[Row]] = []
    longest = 0
    for unit in sorted(units, key=lambda unit: max(map(len, unit)), reverse=True):
        longest = longest if batches else max(map(len, unit))
        if not batches or (len(batches[-1]) + len(unit)) * longest > tokens:
            batches.append([])
            longest = max(map(len, unit))
        batches[-1] += unit
    rng.shuffle(batches)
    return batches
