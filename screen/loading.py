"""Loading: the models are loaded in the background while the page is served already."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread

from qa.pipeline import Pipeline

_LOG = logging.getLogger(__name__)


class Loading:
    """A pipeline on its way. ``load`` runs once, in a thread of its own, when ``start`` is called."""

    def __init__(self, load: Callable[[], Pipeline]) -> None:
        self._load = load
        self._future: Future[Pipeline] = Future()

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

    async def finished(self) -> None:
        """Waits, without holding a thread, until it is loaded or has failed."""
        while not self.done:
            await asyncio.sleep(0.1)

    def _run(self) -> None:
        try:
            self._future.set_result(self._load())
        except Exception as error:
            _LOG.exception("the pipeline could not be loaded")
            self._future.set_exception(error)
