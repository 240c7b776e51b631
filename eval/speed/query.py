"""One question at a time: the times of search and answer, beside the least possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from ..tables import table
from .process import Process, interleaved, percentile, python
from .questions import banked, evaluated
from .section import Plan, Section, Target, amount

RETRIEVE, BARE, USUAL, ASK = "retrieve", "bare", "sentence-transformers", "ask"
_SHOWN = {
    RETRIEVE: "retrieve",
    BARE: "bare: the same encoder and one faiss search",
    USUAL: "SentenceTransformer.encode and one faiss search",
    ASK: "ask",
}


def measure(plan: Plan) -> Section:
    """Each system in a process of its own, all asked the same questions in turns; then ``ask`` the same again."""
    questions = evaluated(plan.questions)
    with ExitStack() as stack:
        processes = {name: stack.enter_context(worker(name)) for name in _SHOWN}
        replied = interleaved(processes, questions, banked(10))
        times = {name: replies.milliseconds for name, replies in replied.items()}
        again = processes[ASK].ask(questions[-20:]).milliseconds
    return section(times, again)


def worker(name: str) -> Process:
    """A process that serves one of our systems."""
    return Process(python("-m", "eval.speed.worker", name))


def section(times: Mapping[str, Sequence[float]], again: Sequence[float]) -> Section:
    """The section on milliseconds by system, and on those of questions that were answered before."""
    p50 = {name: percentile(values, 50) for name, values in times.items()}
    targets = (
        Target("`retrieve` against bare, p50", p50[RETRIEVE] / p50[BARE], 1.05),
        Target("`retrieve` against SentenceTransformer, p50", p50[RETRIEVE] / p50[USUAL], 0.25),
        Target("`ask`, p50", p50[ASK], 250, "ms"),
        Target("`ask`, p95 against p50", percentile(times[ASK], 95) / p50[ASK], 2),
        Target("`ask` again, against the first time, p50", percentile(again, 50) / p50[ASK], 0.05),
    )
    rows = [[_SHOWN[name], *_row(values, p50[USUAL])] for name, values in times.items()]
    rows.append(["ask, the same question again", *_row(again, p50[USUAL])])
    head = ["one question at a time", "p50 ms", "p95 ms", "x SentenceTransformer"]
    count = len(times[RETRIEVE])
    note = f"{count} questions, each system in a process of its own, in turns; no question twice, but where it says so."
    return Section("query", "A question", targets, f"{table(head, rows)}\n\n{note}")


def _row(values: Sequence[float], usual: float) -> list[str]:
    p50 = percentile(values, 50)
    return [amount(p50), amount(percentile(values, 95)), amount(p50 / usual)]
