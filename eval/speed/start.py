"""From nothing: importing, the command line's first answer, the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from ..tables import table
from .page import Page
from .process import printed, python
from .section import Plan, Section, Target, amount

QUESTION = "When did the United States recognize Pakistan?"
IMPORT, USUAL, COMMAND = "import qa", "import sentence_transformers, process start to end", "article-qa, first answer"
SERVED, FIRST = "app.py, page served", "app.py, first answer, asked as soon as it was served"


def measure(plan: Plan) -> Section:
    """Each start ``plan.rounds`` times, in turns, the vectors' cache warm and the files in the system's cache."""
    starts: dict[str, Callable[[], float]] = {
        IMPORT: _import_seconds,
        USUAL: lambda: printed(python("-c", "import sentence_transformers; print(1)"))[0],
        COMMAND: lambda: printed(python("-m", "qa.cli", QUESTION))[0],
    }
    for start in starts.values():
        start()
    seconds: dict[str, list[float]] = {name: [] for name in (*starts, SERVED, FIRST)}
    for _ in range(plan.rounds):
        for name, start in starts.items():
            seconds[name].append(start())
        served, first = _page_seconds()
        seconds[SERVED].append(served)
        seconds[FIRST].append(first)
    return section(seconds)


def section(seconds: Mapping[str, Sequence[float]]) -> Section:
    """The section on the seconds of each start."""
    middle = {name: median(values) for name, values in seconds.items()}
    targets = (
        Target("`import qa`", middle[IMPORT], 0.1, "s"),
        Target('`article-qa "question"`, process start to answer', middle[COMMAND], 1.5, "s"),
        Target("the same against `import sentence_transformers` alone", middle[COMMAND] / middle[USUAL], 0.25),
        Target("the page served after `python app.py`", middle[SERVED], 4, "s"),
    )
    rows = [[name, amount(middle[name]), amount(min(values)), amount(max(values))] for name, values in seconds.items()]
    head = ["start", "median s", "least", "most"]
    count = len(seconds[IMPORT])
    note = f"{count} starts each, in turns; the article's vectors are in the cache, as after the first start ever."
    return Section("start", "Start", targets, f"{table(head, rows)}\n\n{note}")


def _import_seconds() -> float:
    code = "from time import perf_counter as now; start = now(); import qa; print(now() - start)"
    return float(printed(python("-c", code))[1])


def _page_seconds() -> tuple[float, float]:
    with Page() as page:
        reply = page.ask(QUESTION)
        if reply.outcome != "answered" or not reply.answer["found"]:
            raise RuntimeError(f"the page did not answer {QUESTION!r}: {reply.answer}")
        return page.served, page.age
