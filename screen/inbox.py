"""The inbox: files that a browser has sent, until they are read.

Each is known by a name that nobody can guess, given to the one who sent it, and can be taken once. Nothing in it can
be fetched. What is not taken within the hour goes; all goes when the program ends.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message

from index.readers import MAX_BYTES

KEPT = 60 * 60.0  # seconds that a file waits to be opened
ROOM = 2_000_000_000  # bytes that may wait, of all who sent some
MOST = 200  # files that are sent at once

_PREFIX = "article-qa-inbox-"
_LONGEST = 120  # characters of a file's name
_FIELDS = 10  # of a form, besides its files
_MORE = 100_000  # bytes of a form around its files
_COPIED = 1 << 20  # bytes at a time
_NO_FORM = "This is no form with files, or one with too many."


@dataclass(frozen=True)
class _Waiting:
    folder: Path
    name: str
    size: int
    since: float


class Inbox:
    """A folder of files that wait to be opened; to be closed at the end."""

    def __init__(self, room: int = ROOM, kept: float = KEPT) -> None:
        """The folder is made with the first file.

        room  bytes that may wait at the same time
        kept  seconds that a file waits
        """
        self._room = room
        self._kept = kept
        self._waiting: dict[str, _Waiting] = {}
        self._coming = 0  # bytes of forms that are being received
        self._folder: Path | None = None
        self._lock = Lock()

    async def receive(self, request: Request) -> Response:
        """Take in the files of a form; the reply is a list of their names here, a line where they are too many."""
        self.tidy()
        if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
            return JSONResponse({"error": _NO_FORM}, 400)  # one of another type would be held in memory, whole
        counted = _Counted(self, request)
        form = None
        try:
            form = await Request(request.scope, counted.receive).form(max_files=MOST, max_fields=_FIELDS)
            files = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
            names = [await asyncio.to_thread(self._keep, file.file, file.filename or "") for file in files]
        except _TooMuch as error:
            return JSONResponse({"error": str(error)}, 413)
        except HTTPException:
            return JSONResponse({"error": _NO_FORM}, 400)
        except OSError as error:
            return JSONResponse({"error": f"The files cannot be kept ({error.strerror})."}, 507)
        finally:
            self._coming -= counted.size
            if form is not None:
                await form.close()
        return JSONResponse(names)

    def take(self, sent: Any) -> Opening:
        """The files of the names that ``receive`` gave, as an event of the page has them; they leave the inbox.

        ValueError for one that is not there: it was taken before, waited too long, or never came.
        """
        self.tidy()
        rows = sent if isinstance(sent, list) else []
        named = [str(row.get("path")) if isinstance(row, dict) else "" for row in rows]
        with self._lock:
            if not named or not all(name in self._waiting for name in named):
                raise ValueError("the file is not there any more: send it again")
            found = [self._waiting.pop(name) for name in dict.fromkeys(named)]
            folder = self._made() / secrets.token_hex(16)
        folder.mkdir()
        paths: list[Path] = []
        for one in found:
            path = _free(folder, one.name)
            os.replace(one.folder / one.name, path)
            _remove(one.folder)
            paths.append(path)
        return Opening(folder, tuple(paths))

    def tidy(self) -> None:
        """Drop what has waited too long."""
        with self._lock:
            before = time.monotonic() - self._kept
            late = [name for name, file in self._waiting.items() if file.since <= before]
            gone = [self._waiting.pop(name) for name in late]
        for file in gone:
            _remove(file.folder)

    def close(self) -> None:
        """Drop everything."""
        with self._lock:
            folder, self._folder = self._folder, None
            self._waiting.clear()
        if folder is not None:
            _remove(folder)

    def come(self, size: int) -> None:
        """Count bytes that arrive; the error of a full inbox where there is no room for them."""
        with self._lock:
            if self._coming + size + sum(file.size for file in self._waiting.values()) > self._room:
                raise _TooMuch("Too many files wait to be opened: try again in a while.")
            self._coming += size

    def _keep(self, file: BinaryIO, name: str) -> str:
        with self._lock:
            folder = self._made() / secrets.token_hex(16)
        folder.mkdir()
        path = folder / _clean(name)
        try:
            with path.open("wb") as kept:
                shutil.copyfileobj(file, kept, _COPIED)
            size = path.stat().st_size
            if size > MAX_BYTES:
                raise _TooMuch(f"{path.name} has {size / 1e6:.0f} MB, the limit is {MAX_BYTES / 1e6:.0f} MB.")
        except (OSError, _TooMuch):
            _remove(folder)
            raise
        known = secrets.token_urlsafe(24)
        with self._lock:
            self._waiting[known] = _Waiting(folder, path.name, size, time.monotonic())
        return known

    def _made(self) -> Path:
        if self._folder is None:
            _sweep()
            self._folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")).resolve()
        return self._folder


@dataclass(frozen=True)
class Opening:
    """Files that are being opened, in a folder of their own; to be removed once they are read.

    folder  of these files alone
    paths   in the order in which they were sent; their names are those that they had, made different
    """

    folder: Path
    paths: tuple[Path, ...]

    def plain(self, words: str) -> str:
        """A message about the files that names them as their owner does, without the folder."""
        return words.replace(f"{self.folder}{os.sep}", "").replace(str(self.folder), "the files")

    def remove(self) -> None:
        """Delete the files and their folder."""
        _remove(self.folder)


class _TooMuch(Exception):
    pass


class _Counted:
    """The messages of a form that is being sent, counted as they come."""

    def __init__(self, inbox: Inbox, request: Request) -> None:
        self._inbox = inbox
        self._receive = request.receive
        self.size = 0

    async def receive(self) -> Message:
        message = await self._receive()
        size = len(message.get("body", b""))
        if self.size + size > MOST * MAX_BYTES + _MORE:
            raise _TooMuch("The files are too many, or too large.")
        self._inbox.come(size)
        self.size += size
        return message


def _clean(name: str) -> str:
    """A file's name without folders and signs that no name should have, and not too long; its ending stays."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if sign.isprintable()).strip()
    stem, dot, ending = shown.rpartition(".")
    stem, ending = (stem, f".{ending}") if dot and 0 < len(ending) <= 8 else (shown, "")
    return f"{stem.strip('.')[:_LONGEST] or 'file'}{ending}"


def _free(folder: Path, name: str) -> Path:
    """A path in a folder by which there is no file yet."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Remove the folders of programs that were killed, where a program's number can be asked for."""
    if os.name != "posix":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        with suppress(OSError, ValueError):
            if folder.stat().st_uid == os.getuid() and not _runs(int(number)):
                _remove(folder)


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
