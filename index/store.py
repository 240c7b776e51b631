"""Store: results that take long to compute, kept on disk. A damaged or read-only store costs time only."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path

from .writing import unfinished

KEPT_DAYS = 60  # days after its last use that a file is kept

_DAY = 24 * 60 * 60.0  # seconds
_LOG = logging.getLogger(__name__)


class Store:
    """Files of a folder, each named by the key of its content and begun with the hash of key and content.

    A file that does not agree with its hash counts as none: it is truncated, tampered with, or another's. A file is
    written under another name and then renamed, so that a process that is killed, or that writes the same file at
    the same time, leaves a whole one or none. After a failure to write nothing more is written, and one warning
    says so.

    The first ``put`` of a store drops all files that nobody has used for ``KEPT_DAYS``: a file's time of change is
    that of its last use, to the day. A file that another process drops meanwhile is computed again.
    """

    def __init__(self, folder: Path, what: str, suffix: str, *, shipped: bool = False) -> None:
        """Nothing is read or written yet.

        folder   is made by the first ``put``
        what     the content in words, for a warning
        suffix   of the files' names
        shipped  whether the folder belongs to the program itself: nothing in it is changed
        """
        self._folder = folder
        self._what = what
        self._suffix = suffix
        self._shipped = shipped
        self._writes = not shipped
        self._tidied = False

    def get(self, key: str) -> bytes | None:
        """The bytes that were put under a key (64 hexadecimal digits); None if there are none, or none undamaged."""
        file = self._file(key)
        try:
            if not stat.S_ISREG(file.stat().st_mode):  # a pipe would be waited for
                return None
            data = file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            _LOG.warning("the %s in %s cannot be read and are computed again: %s", self._what, file.name, error)
            return None
        if not self._shipped:
            _mark_as_used(file)
        digest, payload = data[:32], data[32:]
        if digest != _digest(key, payload):
            _LOG.warning("the %s in %s were changed or cut short, and are computed again", self._what, file.name)
            return None
        return payload

    def put(self, key: str, payload: bytes) -> None:
        """Keep bytes under a key (64 hexadecimal digits). A failure is a warning, no error."""
        if not self._writes:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._drop_unused()
            with unfinished(self._folder, key[:16]) as file:
                with file.open("wb") as begun:
                    begun.write(_digest(key, payload))
                    begun.write(payload)
                file.replace(self._file(key))
        except OSError as error:
            self._writes = False
            _LOG.warning(
                "%s cannot be kept in %s (%s): the next start computes them again", self._what, self._folder, error
            )

    def _drop_unused(self) -> None:
        """Drop unused files, once; of the folder's files only those that a store has written."""
        if self._tidied:
            return
        self._tidied = True
        ours = re.compile(rf"[0-9a-f]{{64}}{re.escape(self._suffix)}|[0-9a-f]{{16}}\w{{8}}\.part")
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                if ours.fullmatch(entry.name) and _days_unused(entry.stat()) > KEPT_DAYS:
                    with suppress(OSError):  # another process was first, or has it open
                        os.unlink(entry)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}{self._suffix}"


def _mark_as_used(file: Path) -> None:
    with suppress(OSError):  # a folder that cannot be written, or another process that drops the file
        if _days_unused(file.stat()) > 1:
            os.utime(file)


def _days_unused(file: os.stat_result) -> float:
    return (time.time() - file.st_mtime) / _DAY


def _digest(key: str, payload: bytes) -> bytes:
    return hashlib.sha256(key.encode() + payload).digest()
