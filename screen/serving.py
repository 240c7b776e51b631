"""Serving: the page behind its guard, at an address, until it is told to end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from threading import Event, Thread
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI
from gradio.routes import App
from starlette.middleware import Middleware
from starlette.routing import Mount

from index.readers import MAX_BYTES

from .calls import Calls
from .door import Door, Place, bound
from .guard import Guard
from .inbox import Inbox

ENDING = 5  # seconds that questions have to be answered in, once the page is told to end

_SESSIONS = 500  # conversations kept in memory, the latest
_OFTEN = 60.0  # seconds between two looks for files that nobody opened


class Server:
    """A page that is served in the background."""

    def __init__(
        self,
        page: gr.Blocks,
        place: Place,
        inbox: Inbox,
        endpoints: Sequence[Callable[..., object]],
        tidy: Callable[[], None],
        *,
        mcp: bool = False,
        **shown: Any,
    ) -> None:
        """Serve a page at once; OSError when the address cannot be had.

        inbox      takes the files that are sent
        endpoints  the functions that programs call
        tidy       puts away what nobody needs any more; called now and then
        mcp        whether they are tools of the Model Context Protocol too
        shown      the page's looks, as ``gr.mount_gradio_app`` takes them
        """
        self._place = place
        self._inbox = inbox
        self._tidy = tidy
        self._socket = bound(place.door.host, place.port)
        page.state_session_capacity = _SESSIONS
        app = FastAPI(openapi_url=None, lifespan=self._tidying, middleware=_middleware(place.door, page, endpoints))
        app.add_route("/gradio_api/upload", inbox.receive, methods=["POST"])
        gr.mount_gradio_app(
            app,
            page,
            "/",
            server_name=place.door.host,
            server_port=self.port,
            root_path=place.root or None,
            mcp_server=mcp,
            show_error=False,
            max_file_size=MAX_BYTES,
            ssr_mode=False,
            run_history=False,
            enable_monitoring=False,
            footer_links=[],
            app_kwargs={"openapi_url": None},
            **shown,
        )
        page.has_launched = True  # from now on Gradio checks every path that it is given
        self._server = _Server(app)
        self._thread = Thread(target=self._run, name="serving", daemon=True)
        self._thread.start()
        self._server.ready.wait()
        if not self._server.started:
            raise OSError(f"the page could not be started at {self.addresses[0]}: see the lines above")

    @property
    def port(self) -> int:
        """The port, the one that was found where any would do."""
        return int(self._socket.getsockname()[1])

    @property
    def addresses(self) -> list[str]:
        """The addresses for a browser: on this computer, then, where others can reach the page, on theirs."""
        return self._place.addresses(self.port)

    def close(self) -> None:
        """Take no more questions, let those that run end within ``ENDING`` seconds, and stop."""
        self._server.should_exit = True
        self._thread.join(ENDING + 3)
        self._socket.close()
        self._inbox.close()

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._server.ready.set()

    @asynccontextmanager
    async def _tidying(self, _: FastAPI) -> AsyncIterator[None]:
        async def keep_tidy() -> None:
            while True:
                await asyncio.sleep(_OFTEN)
                for tidy in (self._inbox.tidy, self._tidy):
                    await asyncio.to_thread(tidy)

        task = asyncio.create_task(keep_tidy())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def forget(page: gr.Blocks, session: str) -> None:
    """Drop what Gradio keeps of a session: it keeps that of a closed page for good, up to ``_SESSIONS``."""
    page.state_holder.session_data.pop(session, None)
    page.state_holder.time_last_used.pop(session, None)


def _middleware(door: Door, page: gr.Blocks, endpoints: Sequence[Callable[..., object]]) -> list[Middleware]:
    return [Middleware(Guard, door=door), Middleware(Calls, page=page, endpoints=endpoints)]


class _Server(uvicorn.Server):
    """A server that says when it is ready, and ends the connections that a page holds open only to be there."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(
            uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=ENDING)
        )
        self.ready = Event()
        self._app = app

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for route in self._app.routes:
            if isinstance(route, Mount) and isinstance(route.app, App):
                route.app.stop_event.set()
        await super().shutdown(sockets)
