"""More and more passages: the cost of building, memory and a query, and the size at which each engine turns slow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from ..tables import NONE, table
from .engines import ENGINES, QUESTIONS, RECALL, VECTORS, WHOLE, WORDS, recall
from .process import Process, interleaved, percentile, python
from .questions import banked
from .section import Plan, Plot, Section, Target, amount

INTERACTIVE = 100.0  # milliseconds that feel like none (Nielsen, 1993)
_EXACT = {**dict.fromkeys(WORDS, WORDS[0]), **dict.fromkeys(VECTORS, VECTORS[0])}


@dataclass(frozen=True, slots=True)
class Grown:
    """An engine over some passages. ``recall``: of the exact ten best, None for the exact engines and the whole."""

    engine: str
    passages: int
    build: float
    megabytes: float
    milliseconds: tuple[float, ...]
    recall: float | None
    breadth: float | None

    @property
    def p50(self) -> float:
        """The median milliseconds."""
        return percentile(self.milliseconds, 50)


def measure(plan: Plan) -> Section:
    """Every engine over every number of passages, each in a process of its own.

    Engines that do the same work are asked in turns.
    """
    grown: list[Grown] = []
    for size in plan.sizes:
        for names in (WORDS, VECTORS, (WHOLE,)):
            grown += _grown(names, size)
    return section(grown)


def _grown(names: Sequence[str], size: int) -> list[Grown]:
    questions, others = banked(QUESTIONS), banked(10, start=QUESTIONS)
    with ExitStack() as stack:
        processes = {
            name: stack.enter_context(Process(python("-m", "eval.speed.engines", name, str(size)))) for name in names
        }
        replies = interleaved(processes, questions, others)
    found = []
    for name, process in processes.items():
        exact = _EXACT.get(name, name)
        share = None if exact == name else recall(replies[name].answers, replies[exact].answers)
        figures: Mapping[str, float] = process.figures
        took = replies[name].milliseconds
        found.append(Grown(name, size, figures["build"], figures["megabytes"], took, share, figures.get("breadth")))
    return found


def section(grown: Sequence[Grown]) -> Section:
    """The section on engines by size, with the size at which each stops being interactive."""
    largest = max(g.passages for g in grown)
    targets = tuple(
        Target(f"{g.engine}: of the exact ten best missed, {g.passages:,} passages", 1 - g.recall, 1 - RECALL, "")
        for g in grown
        if g.recall is not None and g.passages == largest
    )
    rows = [
        [
            g.engine + (f", efSearch {g.breadth:.0f}" if g.breadth else ""),
            f"{g.passages:,}",
            amount(g.build),
            amount(g.megabytes),
            amount(g.p50),
            amount(percentile(g.milliseconds, 95)),
            NONE if g.recall is None else f"{g.recall:.3f}",
        ]
        for g in sorted(grown, key=lambda g: (list(ENGINES).index(g.engine), g.passages))
    ]
    head = ["engine", "passages", "build s", "MiB", "p50 ms", "p95 ms", "recall"]
    return Section("growth", "Growth", targets, f"{table(head, rows)}\n\n{notes(grown)}", _plot(grown))


def notes(grown: Sequence[Grown]) -> str:
    """How the corpus was made, and up to which size each engine answers at once."""
    lines = [
        "Passages are pairs of real sentences of the article and its question bank, put together anew: their"
        " vocabulary stays small, so a word stands in many of them. Up to 10,000 passages are encoded as they are;"
        " beyond, a vector is the mean of its two sentences' vectors. MiB and build leave out texts and vectors;"
        f" recall is that of the exact ten best, ties included. Interactive: p50 up to {INTERACTIVE:.0f} ms.",
        "",
    ]
    for engine in dict.fromkeys(g.engine for g in grown):
        sizes = sorted((g.passages, g.p50) for g in grown if g.engine == engine)
        slow = [size for size, p50 in sizes if p50 > INTERACTIVE]
        said = f"no longer interactive at {slow[0]:,} passages" if slow else f"interactive at {sizes[-1][0]:,} passages"
        lines.append(f"- {engine}: {said}.")
    return "\n".join(lines)


def _plot(grown: Sequence[Grown]) -> Plot:
    def lines(value: str) -> dict[str, list[tuple[float, float]]]:
        found: dict[str, list[tuple[float, float]]] = {}
        for g in sorted(grown, key=lambda g: g.passages):
            found.setdefault(g.engine, []).append((g.passages, max(0.001, getattr(g, value))))
        return found

    panels = {"build, s": lines("build"), "memory, MiB": lines("megabytes"), "a query, p50 ms": lines("p50")}
    return Plot("speed-growth", "passages", panels)
