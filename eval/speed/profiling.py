"""The profile of ``ask``: stacks sampled by py-spy, each counted for the last of our functions in it."""

from __future__ import annotations

import re
import shutil
import sysconfig
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from qa.tuned import TUNED

from ..tables import table
from .process import Process, python
from .query import ASK
from .questions import evaluated
from .section import Plan, Section

_SHOWN = 6
_FRAME = re.compile(r"(?P<function>[^ ;]+) \((?:[^;]*/)?(?P<file>(?:qa|index)/[\w/]+\.py):")
_ASKED = re.compile(r"timed \((?:[^;]*/)?eval/speed/loop\.py:")
# Stages by a file that stands in their stacks, in the order in which they are looked for.
STAGES: Mapping[str, str] = {
    "the reader": "qa/reading/span_model.py",
    "encoding the question": "index/encoding/encoder.py",
    "the rest": "",
}
_WHY: Mapping[str, str] = {
    "the reader": f"its network reads the question with up to {TUNED.reading.hits} passages to find the short answer",
    "encoding the question": "the encoder's network, once, as in the bare search",
    "the rest": "words, fusion, spelling and the choice of quotes, in Python and numpy",
}


def measure(plan: Plan) -> Section:
    """Sample a process that answers ``plan.questions`` questions. FileNotFoundError if py-spy is missing."""
    py_spy = shutil.which("py-spy", path=sysconfig.get_path("scripts")) or shutil.which("py-spy")
    if py_spy is None:
        raise FileNotFoundError("the profile needs py-spy: pip install 'article-qa[speed]'")
    with TemporaryDirectory() as folder:
        stacks = Path(folder) / "stacks"
        sampling = [py_spy, "record", "--rate", "200", "--format", "raw", "--full-filenames", "--output", str(stacks)]
        with Process([*sampling, "--", *python("-m", "eval.speed.worker", ASK)]) as process:
            process.ask(evaluated(plan.questions))
        return section(counted(stacks.read_text(encoding="utf-8")))


def counted(stacks: str) -> Counter[tuple[str, str]]:
    """Samples by stage and "function (file)", from lines of ``frame;frame;... count``, the outermost frame first.

    A stack that is not of an answered question is left out; one without a function of ours counts as "other".
    """
    samples: Counter[tuple[str, str]] = Counter()
    for line in stacks.splitlines():
        stack, _, count = line.rpartition(" ")
        if _ASKED.search(stack):
            ours = [(frame["function"], frame["file"]) for frame in _FRAME.finditer(stack)]
            stage = next(stage for stage, file in STAGES.items() if not file or file in [f for _, f in ours])
            samples[stage, f"{ours[-1][0]} ({ours[-1][1]})" if ours else "other"] += int(count)
    return samples


def shares(samples: Counter[tuple[str, str]]) -> dict[str, float]:
    """The share of each stage."""
    total = samples.total()
    return {stage: sum(n for (of, _), n in samples.items() if of == stage) / total for stage in STAGES}


def section(samples: Counter[tuple[str, str]]) -> Section:
    """Three lines on the stages, and the functions that take most."""
    lines = [f"- {share:.0%} {stage}: {_WHY[stage]}." for stage, share in shares(samples).items()]
    rows = [[stage, f"`{name}`", f"{n / samples.total():.0%}"] for (stage, name), n in samples.most_common(_SHOWN)]
    head = "Where the time of `ask` goes, and why it cannot go, by py-spy:\n\n" + "\n".join(lines)
    columns = ["stage", "function, with what it calls outside", "share"]
    return Section("profile", "Profile of `ask`", (), f"{head}\n\n{table(columns, rows)}")
