"""Memory: after the first answer, and after very many."""

from __future__ import annotations

from collections.abc import Sequence

from ..tables import table
from .query import ASK, USUAL, worker
from .questions import banked
from .section import Plan, Section, Target, amount

_LOOKS = 10
_GROWTH = 0.05


def measure(plan: Plan) -> Section:
    """One process asked ``plan.many`` questions, no two alike, its resident memory looked at on the way."""
    questions = banked(plan.many)
    with worker(USUAL) as usual:
        usual.ask(questions[:1])
        usual_megabytes = usual.megabytes
    with worker(ASK) as process:
        process.ask(questions[:1])
        looks = [(1, process.megabytes)]
        step = max(1, plan.many // _LOOKS)
        for start in range(1, plan.many, step):
            process.ask(questions[start : start + step])
            looks.append((min(start + step, plan.many), process.megabytes))
    return section(looks, usual_megabytes)


def section(looks: Sequence[tuple[int, float]], usual: float) -> Section:
    """The section on (questions answered, megabytes), ascending, and on SentenceTransformer's megabytes."""
    first, last = looks[0][1], looks[-1][1]
    gain = f"resident memory gained from the first answer to answer {looks[-1][0]:,}, as a share"
    targets = (Target(gain, max(0.0, last / first - 1), _GROWTH, ""),)
    rows = [["MiB", *(amount(megabytes) for _, megabytes in looks)]]
    head = ["ask, answers given", *(f"{count:,}" for count, _ in looks)]
    note = f"A process that has encoded one question with SentenceTransformer and searched once: {amount(usual)} MiB."
    return Section("memory", "Memory", targets, f"{table(head, rows)}\n\n{note}")
