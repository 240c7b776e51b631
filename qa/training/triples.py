"""Questions set against a text that answers and one that does not: what the encoder learns from."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import Span
from index.text import split_sentences

from .examples import Example


@dataclass(frozen=True)
class Settings:
    """All that shapes the weights besides the data. Lengths count word pieces; shares lie in [0, 1]."""

    steps: int = 400
    seed: int = 13
    questions: int = 32  # in a batch
    lr: float = 3e-5
    warmup: float = 0.1  # share of the steps
    weight_decay: float = 0.01
    clip: float = 1.0
    temperature: float = 0.02  # that cosines are divided by
    max_length: int = 160
    paragraphs: float = 0.3  # share of the questions that are set against whole paragraphs; the others halve the rest
    beside: float = 0.5  # share of the sentences' negatives that are from the answer's own paragraph
    hold_out: float = 0.06  # share of the first file, the same that the reader holds out
    save_every: int = 100


@dataclass(frozen=True)
class Triple:
    """A question, a text that answers it, one that does not, and the paragraph of the first."""

    question: str
    right: str
    wrong: str
    home: str


@dataclass(frozen=True)
class Asked:
    """An answered example with the texts that other examples say do not answer it."""

    example: Example
    wrong: tuple[str, ...]


def asked(examples: Sequence[Example]) -> list[Asked]:
    """The answered examples that have a wrong text, in order."""
    wrong: dict[str, list[str]] = {}
    for example in examples:
        if not example.answered:
            wrong.setdefault(example.question, []).append(example.context)
    return [
        Asked(example, found)
        for example in examples
        if example.answered
        and (found := tuple(text for text in wrong.get(example.question, ()) if text != example.context))
    ]


def triple(one: Asked, settings: Settings, rng: random.Random) -> Triple:
    """A question set against texts of one size, drawn at random: paragraphs, sentences or pairs of sentences."""
    example, other = one.example, rng.choice(one.wrong)
    drawn = rng.random()
    if drawn < settings.paragraphs:
        return Triple(example.question, example.context, other, example.context)
    size = 1 if drawn < (1 + settings.paragraphs) / 2 else 2
    answer = Span(example.start, example.end)
    runs = _runs(example.context, size)
    right = [run for run in runs if run.start < answer.end and answer.start < run.end]
    beside = [run.of(example.context) for run in runs if run not in right]
    if not beside or rng.random() >= settings.beside:
        beside = [run.of(other) for run in _runs(other, size)]
    chosen = rng.choice(right or runs)
    return Triple(example.question, chosen.of(example.context), rng.choice(beside or [other]), example.context)


def _runs(text: str, size: int) -> list[Span]:
    sentences = split_sentences(text)
    return [
        Span(sentences[at].start, sentences[min(at + size, len(sentences)) - 1].end)
        for at in range(max(1, len(sentences) - size + 1))
    ]


def batches(questions: Sequence[Asked], settings: Settings) -> Iterator[list[Triple]]:
    """So many batches as there are steps; a question comes again when all were drawn."""
    rng = random.Random(settings.seed)
    order: list[Asked] = []
    for _ in range(settings.steps):
        if len(order) < settings.questions:
            order = rng.sample(list(questions), len(questions))
        batch, order = order[: settings.questions], order[settings.questions :]
        yield [triple(one, settings, rng) for one in batch]
