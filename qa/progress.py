"""Progress in words: for a terminal and for the screen."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from typing import TextIO

_BAR = 24  # characters
_QUIET = 10.0  # seconds between two lines where there is no terminal
_WORTH_SAYING = 2.0  # seconds from which on the time left is known well enough


class Pace:
    """Puts each step of a ``Progress`` in words: "Reading the files: 40 of 200, about 2 min left"."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """clock: seconds since any moment."""
        self._clock = clock
        self._what = ""
        self._start = 0.0
        self._before = 0

    def words(self, what: str, done: int, total: int) -> str:
        """One step in words, with the time left once it is known well enough."""
        if what != self._what or done < self._before:
            self._what, self._start, self._before = what, self._clock(), done
        spent, steps = self._clock() - self._start, done - self._before
        left = spent / steps * (total - done) if steps and spent >= _WORTH_SAYING else 0.0
        return f"{what}: {done:,} of {total:,}{f', about {_duration(left)} left' if left else ''}"


class Terminal:
    """Shows each step of a ``Progress``: a bar where ``stream`` is a terminal, else a line now and then."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        """clock: as in ``Pace``."""
        self._stream = stream
        self._pace = Pace(clock)
        self._clock = clock
        self._said = clock()
        self._open = False

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show one step."""
        words = self._pace.words(what, done, total)
        if self._stream.isatty():
            filled = _BAR * done // max(1, total)
            line = f"[{'#' * filled}{' ' * (_BAR - filled)}] {words}"
            width = shutil.get_terminal_size().columns - 1
            self._stream.write(f"\r{line[:width]:<{width}}")
            self._open = True
            if done == total:
                self.close()
        elif done < total and self._clock() - self._said >= _QUIET:
            self._said = self._clock()
            self._stream.write(f"{words}\n")
        self._stream.flush()

    def close(self) -> None:
        """End the bar's line, if there is one, so that the next words stand on a line of their own."""
        if self._open:
            self._stream.write("\n")
            self._open = False


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
