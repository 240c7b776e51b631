"""Files that people opened, kept for them on this computer: in a private folder, for a while, within a limit of bytes.

Each opening has a folder, named by the hash of its files' names and bytes, with the files, what they are, and all that
was made of them: what is forgotten, or too old, is gone with its text.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from index.writing import write_whole

from .inbox import Opening

DAYS = 30  # after its last use that an opening is kept
BYTES = 500_000_000  # of all openings with what was made of them

_DAY = 24 * 60 * 60.0  # seconds
_ABOUT = ".about.json"  # no file that is sent has a name that begins with a dot
_KEY = re.compile(r"[0-9a-f]{64}")

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptOpening:
    """Files that were opened before.

    key    of their names and bytes
    title  of their article
    names  of the files
    used   the time at which they were last opened, in seconds since 1970
    """

    key: str
    title: str
    names: tuple[str, ...]
    used: float


class KeptFiles:
    """The folder of openings; for a page that serves this computer alone."""

    def __init__(
        self, folder: Path, days: float = DAYS, most: int = BYTES, clock: Callable[[], float] = time.time
    ) -> None:
        """folder: made, for its owner alone, with the first file; days, most: how long and how much is kept."""
        self._folder = folder
        self._days = days
        self._most = most
        self._clock = clock
        self._lock = Lock()

    def take_in(self, opening: Opening, key: str) -> Opening:
        """The opening with its files here, where nothing removes them once they are read; as it was if they cannot be
        kept."""
        with self._lock:
            here = self._folder / key
            try:
                if opening.folder != here and self._about(key) is None:
                    self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                    self._folder.chmod(0o700)
                    shutil.rmtree(here, ignore_errors=True)
                    here.mkdir(mode=0o700)
                    for path in opening.paths:
                        shutil.copy(path, here)
                    self._note(key, "", [path.name for path in opening.paths])
            except OSError as error:
                _LOG.warning("files that are opened cannot be kept in %s: %s", self._folder, error)
                shutil.rmtree(here, ignore_errors=True)
                return opening
        if opening.folder != here:
            opening.remove()
        return Opening(here, tuple(here / path.name for path in opening.paths))

    def holds(self, opening: Opening) -> bool:
        """Whether an opening's files lie here."""
        return opening.folder.parent == self._folder

    def read(self, key: str, title: str) -> None:
        """Note that an opening was read, under which title; what is too old, or too much, goes.

        title: "" for one that could not be read: it goes unless it could be read before
        """
        about = self._about(key)
        if about is None:
            return
        if not (title or about.title):
            self.forget(key)
            return
        with self._lock, suppress(OSError):
            self._note(key, title or about.title, about.names)
        self.tidy(spared=key)

    def listed(self) -> list[KeptOpening]:
        """The openings that were read, the one used last first."""
        self.tidy()
        return [about for about in self._all() if about.title]

    def opening(self, key: str) -> Opening:
        """The files of a key; LookupError where they are not kept any more."""
        about = self._about(key)
        here = self._folder / key
        if about is None or not all((here / name).is_file() for name in about.names):
            raise LookupError(key)
        return Opening(here, tuple(here / name for name in about.names))

    def forget(self, key: str) -> None:
        """Remove files with all that was made of them."""
        if _KEY.fullmatch(key):
            with self._lock:
                shutil.rmtree(self._folder / key, ignore_errors=True)

    def tidy(self, spared: str = "") -> None:
        """Remove what was not used for too long, and the oldest until the rest is not too much.

        spared: the key of files that stay in any case, as they are open
        """
        for key in self._keys():  # folders of files that were forgotten while something was made of them
            with self._lock:
                if self._about(key) is None:
                    shutil.rmtree(self._folder / key, ignore_errors=True)
        before = self._clock() - self._days * _DAY
        bytes_so_far = 0
        for about in self._all():
            bytes_so_far += _size(self._folder / about.key)
            if about.key != spared and (about.used < before or bytes_so_far > self._most):
                self.forget(about.key)

    def _all(self) -> list[KeptOpening]:
        found = [about for key in self._keys() if (about := self._about(key))]
        return sorted(found, key=lambda about: -about.used)

    def _keys(self) -> Iterator[str]:
        with suppress(OSError), os.scandir(self._folder) as entries:
            yield from sorted(entry.name for entry in entries if _KEY.fullmatch(entry.name))

    def _about(self, key: str) -> KeptOpening | None:
        if not _KEY.fullmatch(key):
            return None
        try:
            file = self._folder / key / _ABOUT
            said = json.loads(file.read_text(encoding="utf-8"))
            names = tuple(name for name in map(str, said["names"]) if Path(name).name == name)
            return KeptOpening(key, str(said["title"]), names, float(said["used"]))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def _note(self, key: str, title: str, names: tuple[str, ...] | list[str]) -> None:
        said = {"title": title, "names": list(names), "used": self._clock()}
        write_whole(self._folder / key / _ABOUT, json.dumps(said, ensure_ascii=False))


def _size(folder: Path) -> int:
    size = 0
    for here, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += (Path(here) / name).lstat().st_size
    return size
