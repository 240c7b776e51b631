"""Openings: the files that people bring are read two at a time, in turn, and the same ones once."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Lock

from index.environment import default_cache
from index.extraction import Extraction
from index.files import digest_of
from index.library import Library, read_library
from qa.progress import Pace

from .article_bar import shown_title
from .inbox import Opening
from .kept_files import KeptFiles

AT_ONCE = 2  # openings read at the same time: each may take as much memory as a reading process may

_OFTEN = 0.2  # seconds
_READING = "Reading the file ..."

_LOG = logging.getLogger(__name__)


class Turn:
    """An opening that waits for its turn, is being read, or was read."""

    def __init__(self, opening: Opening, key: str, kept: KeptFiles | None = None) -> None:
        """key: of the files' names and bytes; kept: where the files stay, None where they are removed."""
        self.opening = opening
        self.key = key
        self._kept = kept
        self.library: Future[Library] = Future()
        self.begun = False
        self._said = ""
        self._pace = Pace()

    @property
    def made(self) -> Path:
        """The folder for what is made of the files: beside them, so that it goes where they go."""
        return self.opening.folder / ".made"

    @property
    def kept(self) -> bool:
        """Whether the files stay when they are read."""
        return self._kept is not None

    def drop_made(self) -> None:
        """Remove what was made of files that are not kept."""
        if self._kept is None:
            self.opening.remove()

    def read(self) -> None:
        """Read the files, once, and remove them unless they are kept, whether they could be read or not."""
        self.begun = True
        try:
            library = self._read()
        except Exception as error:
            self.library.set_exception(error)
        else:
            self.library.set_result(library)

    def _read(self) -> Library:
        extraction = partial(Extraction, cache=self.made)
        title = ""
        try:
            library = read_library(self.opening.paths, self.made, self._tell, extraction, refusals=default_cache())
            title = shown_title(library.article)
        finally:  # before anyone is told that it is read
            if self._kept is None:
                self.opening.remove()
            else:
                self._kept.read(self.key, title)
        for failure in library.report.failures:
            _LOG.warning("%s", self.opening.plain(str(failure)))
        return library

    def words(self, ahead: int) -> str:
        """How far it is, with so many others ahead of it."""
        if self.begun:
            return self._said or _READING
        return f"{ahead} other {'opening is' if ahead == 1 else 'openings are'} read before yours ..."

    def _tell(self, what: str, done: int, total: int) -> None:
        self._said = self._pace.words(what, done, total) if done else ""


class Openings:
    """The turns of those who bring files."""

    def __init__(self, kept: KeptFiles | None = None) -> None:
        """Nothing is read yet. kept: where the files stay, None where they are removed once they are read."""
        self._kept = kept
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reading")
        self._turns: dict[str, Turn] = {}
        self._lock = Lock()

    def turn(self, opening: Opening) -> Turn:
        """The turn of an opening: another's, where that one reads the same files at this moment."""
        key = _key(opening)
        if self._kept is not None:
            opening = self._kept.take_in(opening, key)
        kept = self._kept if self._kept is not None and self._kept.holds(opening) else None
        with self._lock:
            waiting = self._turns.get(key)
            if waiting is None:
                waiting = self._turns[key] = Turn(opening, key, kept)
                self._pool.submit(self._read, waiting)
        if waiting.opening.folder != opening.folder:
            opening.remove()
        return waiting

    async def told(self, turn: Turn) -> AsyncIterator[str]:
        """How far a turn is, in words, whenever that changes, until it is over."""
        last = ""
        while not turn.library.done():
            words = turn.words(self._ahead(turn))
            if words != last:
                last = words
                yield words
            await asyncio.sleep(_OFTEN)

    def _ahead(self, turn: Turn) -> int:
        """How many are read, or wait, before a turn."""
        with self._lock:
            return list(self._turns).index(turn.key) if turn.key in self._turns else 0

    def _read(self, turn: Turn) -> None:
        try:
            turn.read()
        finally:
            with self._lock:
                del self._turns[turn.key]


def _key(opening: Opening) -> str:
    """A hash of files' names and bytes, in their order."""
    told = [f"{path.name}\n{digest_of(path)}" for path in opening.paths]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()
