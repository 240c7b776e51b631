"""Reading files in a process of its own: a file that hangs or crashes its reader costs no other file.

``Extraction`` writes the path of a file, as a line of JSON, to a Python process that runs ``serve``, and reads
the article, or an error, from it in the same way. The process serves file after file.
"""

from __future__ import annotations

import base64
import faulthandler
import importlib
import json
import os
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

from .article import read_article
from .article_json import from_json, to_json
from .passage import Article, Box, Passage, Span
from .progress import PAGES, Progress, silent

SECONDS = 60.0  # to read a file in
MEMORY = 4_000_000_000  # bytes of address space, on a system that can hold a process to it

_PAGE = '{"page"'  # begins a line on how far a file is
_START = 60.0  # seconds for the process to start
# The same modules as here, whatever folder the program was started in: hence -P and our own sys.path.
_PROGRAM = f"import sys, json; sys.path[:] = json.loads(sys.argv[1]); from {__name__} import serve; serve()"
_KINDS = {kind.__name__: kind for kind in (FileNotFoundError, ModuleNotFoundError, OSError, ValueError)}


class TookTooLong(ValueError):
    """A file that was not read in the time that it had."""


class Extraction:
    """Reads articles within stated limits. Not for several threads at once; close it, or use it in a ``with``."""

    def __init__(self, seconds: float = SECONDS, program: str = _PROGRAM) -> None:
        """The process starts with the first file.

        seconds  for each file to be read
        program  the Python code of the process; its arguments are this one's ``sys.path`` as JSON, and ``seconds``
        """
        self.seconds = seconds
        self._program = program
        self._process: subprocess.Popen[str] | None = None
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
        reply, late = self._exchange(process, json.dumps(request), self.seconds)
        whole = reply.endswith("\n")
        if not whole:
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)  # its own exit code says more than the kill below would
        if late or not whole:
            self.close()
        if not whole and late:
            given_up = f"was not read within {self.seconds:g} seconds and was given up: split it, or save it anew"
            raise TookTooLong(f"{path.name} {given_up}")
        if not whole:
            raise ValueError(f"{path.name} could not be read: its reader crashed ({_end(process.returncode)})")
        found: dict[str, Any] = json.loads(reply)
        if "error" in found:
            raise _KINDS[found["error"]](found["message"])
        return found

    def close(self) -> None:
        """Stop the process; the next file starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

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
        )
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
            while (reply := process.stdout.readline()).startswith(_PAGE):
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


def _end(code: int) -> str:
    """How a process ended."""
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def serve() -> None:
    """Read the files that standard input names, until it ends; answer each with a line on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the starting program's affair
    replies = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # the prints of a library are no reply
    _limit_memory()
    replies.write("\n")
    replies.flush()
    seconds = float(sys.argv[2])

    def page_done(what: str, done: int, total: int) -> None:
        faulthandler.dump_traceback_later(seconds + 10, exit=True)
        replies.write(json.dumps({"page": [what, done, total]}) + "\n")
        replies.flush()

    PAGES.set(page_done)
    for line in sys.stdin:
        faulthandler.dump_traceback_later(seconds + 10, exit=True)  # for when nobody is left to stop it
        replies.write(json.dumps(_reply(json.loads(line))) + "\n")
        replies.flush()
        faulthandler.cancel_dump_traceback_later()


def _reply(request: str | dict[str, Any]) -> dict[str, Any]:
    path = Path(request if isinstance(request, str) else request.get("picture") or request["boxes"])
    try:
        return {"article": to_json(read_article(path))} if isinstance(request, str) else _of_pdf(path, request)
    except tuple(_KINDS.values()) as error:
        kind = next(name for name, kind in _KINDS.items() if isinstance(error, kind))
        return {"error": kind, "message": str(error)}
    except MemoryError:
        message = f"{path.name} needs more than {MEMORY / 1e9:.0f} GB of memory to be read: split it"
    except Exception as error:  # whatever a format's library raises at a file of its format
        message = f"{path.name} could not be read: its reader failed ({type(error).__name__}: {error})"
    return {"error": "ValueError", "message": message}


def _of_pdf(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    """A picture of a page, or the rectangles of words."""
    if not path.is_file():
        raise FileNotFoundError(f"the article {path} is not there any more: its pages cannot be shown")
    if path.suffix.lower() != ".pdf":
        raise ValueError(f"{path.name} is no PDF: it has no pages as they were printed")
    if "picture" in request:
        png = importlib.import_module(".readers.pdf.picture", __package__).picture(
            path, request["page"], request["width"]
        )
        return {"png": base64.b64encode(png).decode("ascii")}
    found = importlib.import_module(".readers.pdf.boxes", __package__).boxes
    boxes: list[Box] = found(path, request["text"], request["pages"], Span(*request["span"]))
    return {"boxes": [(box.page, box.left, box.top, box.right, box.bottom) for box in boxes]}


def _limit_memory() -> None:
    try:
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, OSError, ValueError):  # Windows has no such thing, macOS does not take it
        pass
