"""Processes that are timed: one prints and ends, one stays and is asked over and over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import IO, Any

import numpy as np

ROOT = Path(__file__).parents[2]
CORES = 2
_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
}
_PATIENCE = 60.0  # seconds until a process that was asked to end is killed


def keep_to_two_cores() -> int:
    """Hold this process, and all that it starts, to two cores; returns how many it then has."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def python(*arguments: str) -> list[str]:
    """The command of this Python with arguments."""
    return [sys.executable, *arguments]


def environment() -> dict[str, str]:
    """This process's environment, with every network and telemetry of the libraries turned off."""
    return {**os.environ, **_QUIET}


def printed(command: Sequence[str]) -> tuple[float, str]:
    """Seconds from a process's start to the first line that it prints, and that line.

    Raises RuntimeError, with the process's own words, for one that prints nothing or fails.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        start = perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8"
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = perf_counter() - start
        process.communicate()
        if process.returncode or not line:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {_said(errors)}")
    return seconds, line.strip()


@dataclass(frozen=True)
class Replies:
    """The milliseconds of each of some questions, and the answers to them."""

    milliseconds: tuple[float, ...]
    answers: tuple[Any, ...]


class Process:
    """A process that runs ``loop.serve``: it loads at its start and is asked until it is closed.

    figures   those that it gave of its loading
    started   seconds from its start until it could be asked
    A process that ends by itself is a RuntimeError that holds its last words.
    """

    def __init__(self, command: Sequence[str]) -> None:
        """Start the command and wait until it has loaded."""
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by __exit__
        start = perf_counter()
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
        )
        self._name = " ".join(command[1:])
        self.figures: dict[str, float] = self._read()
        self.started = perf_counter() - start

    def ask(self, questions: Sequence[str]) -> Replies:
        """Put the questions one after the other."""
        assert self._process.stdin is not None
        print(json.dumps(list(questions)), file=self._process.stdin, flush=True)
        reply = self._read()
        return Replies(tuple(nano / 1e6 for nano in reply["nanoseconds"]), tuple(reply["answers"]))

    @property
    def megabytes(self) -> float:
        """Its resident memory now."""
        import psutil

        return float(psutil.Process(self._process.pid).memory_info().rss) / 2**20

    def __enter__(self) -> Process:
        """The process itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        try:
            self._process.communicate(timeout=_PATIENCE)  # the end of its input is its end
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
        self._errors.close()

    def _read(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        while line and not line.startswith("{"):  # a program that started it, such as py-spy, may speak before it
            line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            raise RuntimeError(f"{self._name} ended with {self._process.returncode}: {_said(self._errors)}")
        return json.loads(line)


def interleaved(
    processes: Mapping[str, Process], questions: Sequence[str], warm_up: Sequence[str], at_a_time: int = 20
) -> dict[str, Replies]:
    """The same questions put to each process, a few to one, then the same few to the next.

    So a busy machine hurts all alike. The first process changes with every turn. ``warm_up`` is asked before and
    not counted.

    After others ran, a process needs four or five questions until the caches are its own again: a turn is so long
    that these do not decide the median. In turns of ten it moved by a quarter from run to run.
    """
    names = list(processes)
    for process in processes.values():
        process.ask(warm_up)
    kept: dict[str, list[Replies]] = {name: [] for name in names}
    for turn, start in enumerate(range(0, len(questions), at_a_time)):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            kept[name].append(processes[name].ask(questions[start : start + at_a_time]))
    return {
        name: Replies(tuple(m for r in parts for m in r.milliseconds), tuple(a for r in parts for a in r.answers))
        for name, parts in kept.items()
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` per cent lie, between neighbours linearly."""
    return float(np.percentile(values, share))


def _said(errors: IO[str]) -> str:
    errors.seek(0)
    return errors.read().strip()[-800:] or "it said nothing"
