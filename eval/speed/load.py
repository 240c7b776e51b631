"""Many at once: clients of the page's HTTP API on loopback, each answer compared with its single-user answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from time import perf_counter, sleep
from typing import Any

import numpy as np

from index.encoding.encoder import embedded_weights
from index.encoding.network import Transformer

from ..tables import table
from .page import Page, Reply
from .process import percentile
from .query import ASK, worker
from .questions import banked
from .section import Plan, Plot, Section, Target, amount
from .worker import comparable

_LEAST = 16  # questions at a level, so that a single client's rate is more than chance
_SECONDS = 60.0  # after which no client of a level asks anything more
_PAUSE = 0.5  # seconds until a client that was refused asks again
_WINDOWS, _PIECES, _ROUNDS = 8, 200, 12  # as many as a question's windows, of the usual length


@dataclass(frozen=True, slots=True)
class Level:
    """The outcomes of some clients asking at once.

    refused   every refusal, also of questions that were answered later
    """

    clients: int
    answered: int
    wrong: int
    refused: int
    failed: int
    seconds: float
    milliseconds: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answered / self.seconds


def measure(plan: Plan) -> Section:
    """Every level with questions that the page has not seen; then more clients than its queue holds."""
    sizes = [max(_LEAST, clients * plan.each) for clients in plan.clients]
    questions = banked(sum(sizes) + plan.burst)
    with worker(ASK) as alone:
        expected = dict(zip(questions, alone.ask(questions).answers, strict=True))
    levels, start = [], 0
    with Page() as page:
        page.ask("What is this article about?")  # the models are loaded when this is answered
        for clients, size in zip(plan.clients, sizes, strict=True):
            levels.append(level(page, clients, questions[start : start + size], expected))
            start += size
        overload, said = burst(page, questions[start:], expected)
        megabytes = page.megabytes
    return section(levels, overload, said, megabytes, batching())


def batching() -> float:
    """How long one core takes for windows in one run, against each by itself: the median over turns."""
    network = Transformer(embedded_weights(), threads=1)
    together = np.random.default_rng(0).integers(1000, 20_000, (_WINDOWS, _PIECES), dtype=np.int32)
    ratios = []
    for _ in range(_ROUNDS):
        start = perf_counter()
        network.hidden(together, np.zeros_like(together))
        half = perf_counter()
        for window in together:
            network.hidden(window[None], np.zeros_like(window[None]))
        ratios.append((half - start) / (perf_counter() - half))
    return float(np.median(ratios))


def level(page: Page, clients: int, questions: Sequence[str], expected: Mapping[str, Any]) -> Level:
    """Clients that each ask one question after another, all at once, for a bounded time."""
    end = perf_counter() + _SECONDS
    with ThreadPoolExecutor(clients) as pool:
        start = perf_counter()
        tries = list(pool.map(lambda question: patient(page, question, end), questions))
        seconds = perf_counter() - start
    return counted(
        clients, [(q, r) for q, replies in zip(questions, tries, strict=True) for r in replies], expected, seconds
    )


def patient(page: Page, question: str, end: float) -> list[Reply]:
    """The replies to a question that is asked again after every refusal, until ``end``.

    An answer's milliseconds count from the first time that it was asked.
    """
    start = perf_counter()
    replies: list[Reply] = []
    while perf_counter() < end:
        replies.append(page.ask(question))
        if replies[-1].outcome != "refused":
            return [*replies[:-1], replace(replies[-1], milliseconds=1000 * (perf_counter() - start))]
        sleep(_PAUSE)
    return replies


def burst(page: Page, questions: Sequence[str], expected: Mapping[str, Any]) -> tuple[Level, str]:
    """A client a question, all at the same moment, and the text that the refused ones got."""
    with ThreadPoolExecutor(len(questions)) as pool:
        start = perf_counter()
        replies = list(zip(questions, pool.map(page.ask, questions), strict=True))
        seconds = perf_counter() - start
    told = Counter(str(reply.answer) for _, reply in replies if reply.outcome != "answered")
    return counted(len(questions), replies, expected, seconds), told.most_common(1)[0][0] if told else ""


def counted(clients: int, replies: Sequence[tuple[str, Reply]], expected: Mapping[str, Any], seconds: float) -> Level:
    """The level that the replies make; an answer other than the expected one counts as wrong."""
    outcomes = Counter(reply.outcome for _, reply in replies)
    answered = [(question, reply) for question, reply in replies if reply.outcome == "answered"]
    wrong = sum(comparable(reply.answer) != expected[question] for question, reply in answered)
    times = tuple(reply.milliseconds for _, reply in answered)
    return Level(clients, len(answered), wrong, outcomes["refused"], outcomes["failed"], seconds, times)


def section(levels: Sequence[Level], overload: Level, said: str, megabytes: float, batched: float) -> Section:
    """The section on the levels, on the text that overload gets, and on the worth of batches."""
    every = [*levels, overload]
    best = max(level.rate for level in levels)
    targets = [
        Target("answers that failed", sum(level.failed for level in every), 0, ""),
        Target("answers unlike their single-user answer", sum(level.wrong for level in every), 0, ""),
        Target(f"the best rate against that with {levels[-1].clients} clients", best / levels[-1].rate, 1.25),
    ]
    head = ["clients at once", "answered", "refused", "failed", "wrong", "answers a second", "p50 ms", "p95 ms"]
    rows = [[str(level.clients), *_row(level)] for level in levels]
    rows.append([f"{overload.clients}, a burst", *_row(overload)])
    told = f"A refused client is told: `{said}`." if said else "No one was refused."
    note = f"{told} Resident memory after it all: {amount(megabytes)} MiB.\n\n"
    note += (
        f"On one core {_WINDOWS} windows in one run take {amount(batched)} x as long as each by itself: questions that"
        " arrive together share the cores window by window, and wait for no batch to fill."
    )
    rates = {"answers a second": {"app.py": [(level.clients, level.rate) for level in levels]}}
    plot = Plot("speed-load", "clients at once", rates)
    return Section("load", "Load", tuple(targets), f"{table(head, rows)}\n\n{note}", plot)


def _row(level: Level) -> list[str]:
    times = [amount(percentile(level.milliseconds, share)) for share in (50, 95)] if level.milliseconds else ["–", "–"]
    counts = [str(n) for n in (level.answered, level.refused, level.failed, level.wrong)]
    return [*counts, f"{level.rate:.1f}", *times]
