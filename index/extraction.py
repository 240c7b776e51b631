"""Reading files in a process of its own: a file that hangs or crashes its reader costs no other file.

``Extraction`` writes the path of a file, as a line of JSON, to a Python process that runs ``reading_process.serve``,
and reads the article, or an error, from it in the same way. The process serves file after file.
"""

from __future__ import annotations

import base64
import json
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import Any

from .article_json import from_json
from .environment import environment_of_readers
from .passage import Article, Box, Passage, Span
from .progress import Progress, silent
from .reading_process import KINDS, LARGE, too_much_memory

SECONDS = 60.0  # to read a file in
_PAGE = '{"page"'  # begins a line on how far a file is
_START = 60.0  # seconds for the process to start
_ABORTS = ("SIGABRT", "SIGTRAP", "SIGILL")  # so PDFium ends a process in which it gets no memory
_CHILD = f"{__package__}.reading_process"
# The same modules as here, whatever folder the program was started in: hence -P and our own sys.path.
_PROGRAM = f"import sys, json; sys.path[:] = json.loads(sys.argv[1]); from {_CHILD} import serve; serve()"


_readers: set[subprocess.Popen[str]] = set()  # that run


def stop_readers() -> None:
    """Stop all processes that read files; for a program that ends."""
    for process in list(_readers):
        process.kill()


class TookTooLong(ValueError):
    """A file that was not read in the time that it had."""


class Extraction:
    """Reads articles within stated limits. Not for several threads at once; close it, or use it in a ``with``."""

    def __init__(self, seconds: float = SECONDS, program: str = _PROGRAM, cache: Path | None = None) -> None:
        """The process starts with the first file.

        seconds  for each file to be read
        program  the Python code of the process; its arguments are this one's ``sys.path`` as JSON, and ``seconds``
        cache    the folder for what the process keeps, the program's if none is given
        """
        self.seconds = seconds
        self._program = program
        self._cache = cache
        self._process: subprocess.Popen[str] | None = None
        self._large = False  # whether the process has said that the file takes much memory
        self.progress: Progress = silent
        """Is told how far a file is that takes long, page by page; each page has ``seconds`` of its own."""

    def read(self, path: Path) -> Article:
        """Read an article.

        Raises the errors of ``read_article``; also TookTooLong after ``seconds``, ValueError if the reader crashes
        or needs too much memory, and OSError if no process can be started.
        """
        article = from_json(self._ask(path, str(path))["article"])
        return replace(article, origin=str(path.absolute()))

    def picture(self, path: Path, page: int, width: int) -> bytes:
        """A page of a PDF, from 1 on, as a PNG of a width in pixels; see ``readers.pdf.picture``.

        ValueError for a file that is no PDF; else it raises as ``read`` does.
        """
        return base64.b64decode(self._ask(path, {"picture": str(path), "page": page, "width": width})["png"])

    def boxes(self, path: Path, passage: Passage, span: Span) -> tuple[Box, ...]:
        """The rectangles of a span of a passage's text on the pages of its PDF; see ``readers.pdf.boxes``.

        ValueError for a file that is no PDF; else it raises as ``read`` does.
        """
        asked = {"boxes": str(path), "text": passage.text, "pages": passage.pages, "span": (span.start, span.end)}
        return tuple(Box(*box) for box in self._ask(path, asked)["boxes"])

    def _ask(self, path: Path, request: str | dict[str, Any]) -> dict[str, Any]:
        """The process's reply to the path of an article to be read, or to what is asked about a PDF."""
        process = self._process or self._start()
        self._large = False
        reply, late = self._exchange(process, json.dumps(request), self.seconds)
        whole = reply.endswith("\n")
        if not whole:
            _wait_for_end(process)
        if late or not whole:
            self.close()
        if not whole and late:
            given_up = f"was not read within {self.seconds:g} seconds and was given up: split it, or save it anew"
            raise TookTooLong(f"{path.name} {given_up}")
        if not whole and _name(process.returncode) in _ABORTS and self._large:
            raise ValueError(too_much_memory(path.name))
        if not whole:
            raise ValueError(f"{path.name} could not be read: its reader crashed ({_name(process.returncode)})")
        found: dict[str, Any] = json.loads(reply)
        if found.get("ends"):
            self.close()
        if "error" in found:
            raise KINDS[found["error"]](found["message"])
        return found

    @property
    def process_id(self) -> int:
        """The number of the process; 0 while there is none."""
        return self._process.pid if self._process is not None else 0

    def close(self) -> None:
        """Stop the process; the next file starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()
            _readers.discard(process)

    def __enter__(self) -> Extraction:
        """Itself: the process starts later, with the first file."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop the process."""
        self.close()

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-c", self._program, json.dumps(sys.path), str(self.seconds)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
            env=environment_of_readers(self._cache),
        )
        _readers.add(self._process)
        reply, _ = self._exchange(self._process, "", _START)
        if not reply:
            self.close()
            raise OSError(f"no process for reading files could be started with {sys.executable}")
        return self._process

    def _exchange(self, process: subprocess.Popen[str], line: str, seconds: float) -> tuple[str, bool]:
        """The process's next line, cut short if it died, and whether its time had run out."""
        assert process.stdin is not None
        assert process.stdout is not None
        late = Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = _started(seconds, stop)
        try:
            if line:
                process.stdin.write(line + "\n")
                process.stdin.flush()
            while (reply := process.stdout.readline()).startswith((_PAGE, LARGE)):
                if reply.startswith(LARGE):
                    self._large = True
                    continue
                timer.cancel()
                timer = _started(seconds, stop)
                self.progress(*json.loads(reply)["page"])
            return reply, late.is_set()
        except BrokenPipeError:
            return "", late.is_set()
        finally:
            timer.cancel()


def _started(seconds: float, stop: Callable[[], None]) -> Timer:
    timer = Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    return timer


def _wait_for_end(process: subprocess.Popen[str]) -> None:
    """Wait a moment for a process that is about to end, as its own exit code says more than that of a kill would."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)


def _name(code: int | None) -> str:
    """How a process ended; "" if it has not."""
    if code is None:
        return ""
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
