"""Targets, the plan of the measuring, and a section of eval/SPEED.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..tables import table


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that must not exceed its limit.

    unit   "s", "ms" and the like depend on the machine; "x" (a ratio) and "" (a share or a count) do not
    """

    what: str
    found: float
    limit: float
    unit: str = "x"

    @property
    def held(self) -> bool:
        """Whether the figure is within its limit."""
        return self.found <= self.limit

    @property
    def broken(self) -> bool:
        """Whether it is a ratio, share or count more than twice its limit: then the command fails."""
        return self.unit in ("x", "") and self.found > 2 * self.limit


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture beside the section, both axes growing by factors.

    panels   by title, in each the points (x, y) of lines by name
    """

    name: str
    x: str
    panels: Mapping[str, Mapping[str, Sequence[tuple[float, float]]]]


@dataclass(frozen=True, slots=True)
class Section:
    """One part's targets, its other findings in Markdown, and a picture of it."""

    name: str
    title: str
    targets: tuple[Target, ...]
    body: str
    plot: Plot | None = None

    @property
    def text(self) -> str:
        """The section in Markdown."""
        parts = [f"## {self.title}", *([targets_table(self.targets)] if self.targets else []), self.body]
        parts += [f"![{self.title}]({self.plot.name}.svg)"] if self.plot else []
        return "\n\n".join(parts) + "\n"


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    rounds     how often a process is started
    questions  asked of each system that is compared
    many       questions over which memory may not grow
    clients    at once, and ``each`` question of every one of them; ``burst`` clients to overload it
    sizes      passages, ascending
    stored     passages of a library in a database, likewise
    """

    rounds: int
    questions: int
    many: int
    clients: tuple[int, ...]
    each: int
    burst: int
    sizes: tuple[int, ...]
    stored: tuple[int, ...] = (10_000,)


FULL = Plan(5, 200, 2000, (1, 8, 32, 64), 4, 256, (100, 1_000, 10_000, 100_000))
QUICK = Plan(2, 80, 100, (1, 8), 3, 128, (100, 1_000), (1_000,))


def targets_table(targets: Sequence[Target]) -> str:
    """A row a target, with its figure, its limit and the verdict."""
    rows = [
        [t.what, f"{amount(t.found)} {t.unit}".strip(), f"{amount(t.limit)} {t.unit}".strip(), _verdict(t)]
        for t in targets
    ]
    return table(["to reach", "found", "at most", ""], rows)


def amount(value: float) -> str:
    """Three significant digits, without an exponent: 0.0123, 1.23, 12.3, 1,230."""
    if value == 0 or value != value:
        return f"{value:.0f}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    digits = 2 if abs(value) >= 1 else 3
    return f"{value:.{digits}f}"


def _verdict(target: Target) -> str:
    return "reached" if target.held else "NOT reached"
