"""Loading: the models are loaded in the background while the page is served already."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from threading import Thread

from index.progress import Progress
from qa.pipeline import Pipeline
from qa.progress import Pace

_OFTEN = 0.2  # seconds

_LOG = logging.getLogger(__name__)


class Loading:
    """A pipeline on its way. ``load`` runs once, in a thread of its own, when ``start`` is called; it is given
    what to tell its progress to."""

    def __init__(self, load: Callable[[Progress], Pipeline]) -> None:
        self._load = load
        self._future: Future[Pipeline] = Future()
        self._pace = Pace()
        self._said = ""

    def start(self) -> None:
        Thread(target=self._run, name="loading", daemon=True).start()

    @property
    def done(self) -> bool:
        return self._future.done()

    @property
    def failure(self) -> str:
        """Why it could not be loaded; "" while it is under way and when it was."""
        error = self._future.exception() if self.done else None
        return str(error) if error else ""

    def pipeline(self) -> Pipeline:
        """Waits for the pipeline; raises what loading it raised."""
        return self._future.result()

    async def told(self) -> AsyncIterator[str]:
        """What is being done, in words, "" before anything is, whenever that changes; ends when it is loaded
        or has failed. Holds no thread."""
        last = None
        while not self.done:
            if self._said != last:
                last = self._said
                yield last
            await asyncio.sleep(_OFTEN)

    def _tell(self, what: str, done: int, total: int) -> None:
        self._said = self._pace.words(what, done, total)

    def _run(self) -> None:
        try:
            self._future.set_result(self._load(self._tell))
        except Exception as error:
            _LOG.exception("the pipeline could not be loaded")
            self._future.set_exception(error)
