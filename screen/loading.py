"""Loading: a pipeline is made in the background while the page is served already."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from threading import Thread

from index.progress import Progress
from qa.pipeline import Pipeline
from qa.progress import Pace
from qa.spelling import ordinary_keys

from .plain_words import told

_OFTEN = 0.2  # seconds

_LOG = logging.getLogger(__name__)


class Loading:
    """A pipeline on its way."""

    def __init__(self, load: Callable[[Progress], Pipeline]) -> None:
        """load: makes the pipeline and tells its progress to the function that it is given."""
        self._load = load
        self._future: Future[Pipeline] = Future()
        self._pace = Pace()
        self._said = ""

    def start(self) -> None:
        """Load in a thread of its own; to be called once."""
        Thread(target=self._run, name="loading", daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether loading has ended, well or not."""
        return self._future.done()

    @property
    def failure(self) -> str:
        """The error that loading raised, in words; "" while it is under way and when it went well."""
        error = self._future.exception() if self.done else None
        return told(error) if error else ""

    def pipeline(self) -> Pipeline:
        """Wait for the pipeline; an error that loading raised is raised again."""
        return self._future.result()

    async def told(self) -> AsyncIterator[str]:
        """The step that loading is at, in words, whenever it changes; "" before the first. Ends with loading.

        No thread is held, however many wait.
        """
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
        else:
            ordinary_keys()  # what the first question of an unknown word would wait for
