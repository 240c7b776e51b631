"""Trials: one thing tried, what came of it, and what it cost the process that read it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from index.extraction import Extraction
from index.reading_process import MEMORY

SLACK = 200_000_000  # bytes that a process may hold beyond its limit before that is noticed
_LOOKS = 0.02  # seconds between two looks at a process's memory


@dataclass(frozen=True)
class Trial:
    """One thing that was tried.

    kind     the group that it counts to
    name     in words
    fault    what did not hold; "" if all did
    came     what came of it, in words
    seconds  that it took
    bytes    of memory that the reading process held at most; 0 where none read
    """

    kind: str
    name: str
    fault: str
    came: str
    seconds: float = 0.0
    bytes: int = 0


def try_file(kind: str, name: str, path: Path, seconds: float) -> Trial:
    """Read a file within so many seconds: it may become an article, or be refused by an error that names it."""
    start = time.monotonic()
    with Extraction(seconds) as extraction, _watched(extraction) as held:
        try:
            article = extraction.read(path)
            came, fault = f"read, {len(article.passages):,} passages", ""
        except ValueError as error:
            came, fault = str(error), "" if path.name in str(error) else "the message does not name the file"
        except Exception as error:
            came = f"{type(error).__name__}: {error}"
            fault = "the error is none that a file may cause"
    spent = time.monotonic() - start
    if not fault and held[0] > MEMORY + SLACK:
        fault = f"it took {held[0] / 1e9:.1f} GB"
    if not fault and str(path.parent) in came:
        fault = "the message shows a path"
    return Trial(kind, name, fault, came.replace(str(path.parent), "..."), spent, held[0])


@contextmanager
def _watched(extraction: Extraction) -> Iterator[list[int]]:
    """The most bytes that the process of an extraction has held so far, in a list of one."""
    held, over = [0], Event()

    def look() -> None:
        while not over.wait(_LOOKS):
            held[0] = max(held[0], _peak(extraction.process_id))

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        over.set()
        thread.join()


def _peak(process: int) -> int:
    """The most bytes that a process has held; 0 where that is not known."""
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return 0
