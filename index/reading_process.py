"""The process that reads files: it answers line by line, within its memory, and ends with the program that started it.

It says itself when it needs too much memory: a library that gets none may end the process without a word.
"""

from __future__ import annotations

import base64
import faulthandler
import importlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from threading import Lock, Thread
from typing import Any, TextIO

from .article import read_article
from .article_json import to_json
from .passage import Box, Span
from .progress import PAGES

MEMORY = 1_200_000_000  # bytes that a process may hold, on a system that tells how many these are
LARGE = '{"large"'  # begins the line of a process that holds a third of that: should it abort, that is why
KINDS = {kind.__name__: kind for kind in (FileNotFoundError, ModuleNotFoundError, OSError, ValueError)}

_MAPPED = 1_300_000_000  # bytes of address space besides: code, stacks, what is reserved and not used
_WATCHES = 0.05  # seconds between two looks at the memory, and whether the starting program is still there


def too_much_memory(name: str) -> str:
    """The message about a file that needs more than ``MEMORY``."""
    return (
        f"{name} needs too much memory to be read, more than {MEMORY / 1e9:g} GB: split it, or leave out its pictures"
    )


def serve() -> None:
    """Read the files that standard input names, until it ends; answer each with a line on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the starting program's affair
    replies = _Replies(os.fdopen(os.dup(1), "w", encoding="ascii"))
    os.dup2(2, 1)  # the prints of a library are no reply
    _limit_memory()
    Thread(target=replies.watch, args=(os.getppid(),), daemon=True).start()
    replies.start()
    seconds = float(sys.argv[2])

    def page_done(what: str, done: int, total: int) -> None:
        faulthandler.dump_traceback_later(seconds + 10, exit=True)
        replies.tell({"page": [what, done, total]})

    PAGES.set(page_done)
    for line in sys.stdin:
        faulthandler.dump_traceback_later(seconds + 10, exit=True)  # for when nobody is left to stop it
        request = json.loads(line)
        replies.begin(_path(request).name)
        replies.answer(_reply(request))
        faulthandler.cancel_dump_traceback_later()


class _Replies:
    """The lines that are answered, from the thread that reads or, where that needs too much, from the one that watches.

    Nothing is said of a file once it has been answered: that would be taken for the next one's.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = Lock()
        self._file = ""  # that is being read, "" between two
        self._large = False  # whether it was said of it that it takes much memory

    def start(self) -> None:
        """Say that files may come."""
        self._write("")

    def begin(self, file: str) -> None:
        """Note the name of the file that is read from now on."""
        with self._lock:
            self._file, self._large = file, False

    def tell(self, line: dict[str, Any]) -> None:
        """Say something of the file that is being read."""
        with self._lock:
            if self._file:
                self._write(json.dumps(line))

    def answer(self, reply: dict[str, Any]) -> None:
        """Say what came of the file."""
        line = json.dumps(reply)
        with self._lock:
            self._write(line)
            self._file = ""

    def watch(self, program: int) -> None:
        """End the process once the program that started it is gone, or the file needs too much memory."""
        while os.getppid() == program:
            held = _held()
            if held > MEMORY // 3:
                self._grown(held)
            time.sleep(_WATCHES)
        os._exit(1)

    def _grown(self, held: int) -> None:
        with self._lock:
            if not self._file:
                return
            if not self._large:
                self._large = True
                self._write(json.dumps({"large": held}))
            if held > MEMORY:
                message = too_much_memory(self._file)
                self._write(json.dumps({"error": "ValueError", "message": message, "ends": True}))
                os._exit(1)

    def _write(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()


def _held() -> int:
    """The bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def _path(request: str | dict[str, Any]) -> Path:
    return Path(request if isinstance(request, str) else request.get("picture") or request["boxes"])


def _reply(request: str | dict[str, Any]) -> dict[str, Any]:
    path = _path(request)
    try:
        return {"article": to_json(read_article(path))} if isinstance(request, str) else _of_pdf(path, request)
    except tuple(KINDS.values()) as error:
        kind = next(name for name, kind in KINDS.items() if isinstance(error, kind))
        return {"error": kind, "message": str(error)}
    except MemoryError:
        message = too_much_memory(path.name)
    except Exception as error:  # whatever a format's library raises at a file of its format
        message = f"{path.name} could not be read: its reader failed ({type(error).__name__}: {error})"
    return {"error": "ValueError", "message": message}


def _of_pdf(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    """A picture of a page, or the rectangles of words."""
    if not path.is_file():
        raise FileNotFoundError(f"the article {path.name} is not there any more: its pages cannot be shown")
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
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY + _MAPPED, MEMORY + _MAPPED))
    except (ImportError, OSError, ValueError):  # Windows has no such thing, macOS does not take it
        pass
