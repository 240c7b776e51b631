"""The other end of ``process.Process``: a process that loads something and is then asked, over and over.

It needs the standard library alone, for it also runs with another system installed and without this one.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from time import perf_counter_ns
from typing import Any

Call = Callable[[str], Any]


def serve(load: Callable[[], tuple[Call, Mapping[str, float]]]) -> None:
    """Load, say so with some figures, then answer lists of questions, a line of JSON each, until the input ends.

    load   returns the call that is timed and figures about the loading
    A reply holds each question's nanoseconds and the call's result. The libraries' prints go to standard error.
    """
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    call, figures = load()
    print(json.dumps(dict(figures)), file=replies, flush=True)
    for line in sys.stdin:
        print(json.dumps(timed(call, json.loads(line))), file=replies, flush=True)


def timed(call: Call, questions: list[str]) -> dict[str, list[Any]]:
    """The nanoseconds and the result of a call for each question, one after the other."""
    nanoseconds, answers = [], []
    for question in questions:
        start = perf_counter_ns()
        answer = call(question)
        nanoseconds.append(perf_counter_ns() - start)
        answers.append(answer)
    return {"nanoseconds": nanoseconds, "answers": answers}


class Stopwatch:
    """Seconds since it was made or last read."""

    def __init__(self) -> None:
        """Start it."""
        self._start = perf_counter_ns()

    def read(self) -> float:
        """The seconds; they start anew."""
        now = perf_counter_ns()
        seconds, self._start = (now - self._start) / 1e9, now
        return seconds
