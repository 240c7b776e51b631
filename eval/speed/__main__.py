"""``python -m eval.speed``: times and memory, from the first second, with many users and with many passages."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from index.writing import write_whole

from ..report import block, blocks
from . import baselines, growth, library, load, memory, profiling, query, start
from .drawn import PASSAGES
from .process import keep_to_two_cores
from .section import FULL, QUICK, Plan, Section

SPEED = Path(__file__).parents[1] / "SPEED.md"
PEERS = "peers"
PARTS: Mapping[str, Callable[[Plan], Section]] = {
    "query": query.measure,
    "start": start.measure,
    "memory": memory.measure,
    "load": load.measure,
    "growth": growth.measure,
    "library": library.measure,
    "profile": profiling.measure,
}
_USUAL = tuple(name for name in PARTS if name != "library")  # that starts a server, and is measured when it is named
_QUICK = ("query", "start", "memory", "load", "growth")
_PACKAGES = ("faiss-cpu", "gradio", "numpy", "onnxruntime", "sentence-transformers", "torch")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status: 1 if a ratio is twice its limit, 2 for a task that cannot be done."""
    options = _options(argv)
    plan = QUICK if options.quick else FULL
    plan = replace(plan, sizes=tuple(size for size in plan.sizes if size <= options.largest))
    plan = replace(plan, stored=tuple(sorted(options.stored)) or plan.stored)
    cores = keep_to_two_cores()
    sections = []
    try:
        for name in options.parts:
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            busy = os.getloadavg()[0]
            measured = _measure(name, plan, options)
            note = f"The machine's load average before this part: {busy:.1f}."
            sections.append(replace(measured, body=f"{measured.body}\n\n{note}"))
            print(sections[-1].text, flush=True)
            if not options.quick:
                _keep(sections[-1], options.report, cores)
    except (OSError, RuntimeError, ValueError, ImportError) as error:
        print(f"python -m eval.speed: {error}", file=sys.stderr)
        return 2
    broken = faults(sections)
    print("\n".join(broken), file=sys.stderr)
    return 1 if broken else 0


def faults(sections: Sequence[Section]) -> list[str]:
    """A line for each figure that is more than twice its limit."""
    return [
        f"python -m eval.speed: {target.what}: {target.found:.3g}, more than twice {target.limit:g}"
        for section in sections
        for target in section.targets
        if target.broken
    ]


def renewed(written: str, section: Section, head: str) -> str:
    """The report's text with one section put in its place, the others as they were."""
    kept = {**blocks(written), f"speed-{section.name}": section.text}
    order = [f"speed-{name}" for name in (*PARTS, PEERS)]
    return "\n".join([head, *(block(name, kept[name]) for name in order if name in kept)])


def _measure(name: str, plan: Plan, options: argparse.Namespace) -> Section:
    if name == PEERS:
        return baselines.measure(plan, options.peers_python, options.dataset)
    return PARTS[name](plan)


def _keep(section: Section, report: Path, cores: int) -> None:
    if section.plot:
        from .plots import draw

        draw(section.plot, report.parent)
    written = report.read_text(encoding="utf-8") if report.exists() else ""
    write_whole(report, renewed(written, section, _head(cores)))


def _head(cores: int) -> str:
    versions = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    return f"""\
# Speed

Written by `python -m eval.speed`, never by hand; `python -m eval.speed PART ...` renews a part, and the peers are
measured with `--peers-python PYTHON --dataset FILE`. Every system runs in a process of its own, and systems that are
compared are measured in turns in one run. {cores} cores ({platform.machine()}), Python {platform.python_version()};
{versions}.
"""


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.speed", description=__doc__)
    add = parser.add_argument
    add(
        "parts",
        nargs="*",
        metavar="PART",
        help=f"the parts to measure: {', '.join(PARTS)}; all but library if none is given",
    )
    add("--quick", action="store_true", help="the short form: few questions, small sizes, nothing written")
    add("--largest", type=int, default=FULL.sizes[-1], metavar="N", help="the most passages that growth goes up to")
    add(
        "--stored", type=int, action="append", default=[], metavar="N",
        help="the passages of the library in a database, a multiple of 100; give it again for each further size;"
        f" default: {FULL.stored[0]:,}",
    )  # fmt: skip
    add("--report", type=Path, default=SPEED, metavar="FILE", help="the file to write; default: eval/SPEED.md")
    add(
        "--peers-python", type=Path, metavar="PYTHON", help="the Python of the environment that holds the other systems"
    )
    add("--dataset", type=Path, metavar="FILE", help="the paragraphs and questions for the peers, in SQuAD's format")
    options = parser.parse_args(argv)
    unknown = [name for name in options.parts if name not in PARTS]
    if unknown:
        parser.error(f"no part is called {unknown[0]!r}: choose from {', '.join(PARTS)}")
    if odd := [size for size in options.stored if size < PASSAGES or size % PASSAGES]:
        parser.error(f"--stored is a number of passages, a multiple of {PASSAGES}: found {odd[0]}")
    if options.largest < FULL.sizes[0]:
        parser.error(f"--largest is a number of passages: expected {FULL.sizes[0]} or more, found {options.largest}")
    if (options.peers_python is None) != (options.dataset is None):
        parser.error("the peers need both --peers-python and --dataset")
    peers = [PEERS] if options.peers_python else []
    options.parts = (options.parts or list(_QUICK if options.quick else _USUAL)) + peers
    return options


if __name__ == "__main__":
    sys.exit(main())
