"""A reverse proxy as departments have it: it shows a page under a path of its own, and sends its own name along."""

from __future__ import annotations

import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from threading import Thread

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

_OWN = {"host", "connection", "transfer-encoding", "content-length", "content-encoding", "accept-encoding"}


@contextmanager
def proxy_of(address: str, prefix: str) -> Iterator[str]:
    """The address of a proxy that shows ``address`` under a prefix, which it takes off; the Host is its own."""
    client = httpx.AsyncClient(base_url=address, timeout=None, trust_env=False)

    async def passed(request: Request) -> Response:
        path = request.url.path.removeprefix(prefix) or "/"
        headers = [(name, value) for name, value in request.headers.items() if name not in _OWN]
        headers += [("host", request.headers["host"]), ("x-forwarded-proto", "http"), ("accept-encoding", "identity")]
        url = f"{path}?{request.url.query}" if request.url.query else path
        sent = client.build_request(request.method, url, headers=headers, content=await request.body())
        reply = await client.send(sent, stream=True)
        kept = {name: value for name, value in reply.headers.items() if name not in _OWN}

        async def body() -> AsyncIterator[bytes]:
            try:
                async for piece in reply.aiter_raw():
                    yield piece
            finally:
                await reply.aclose()

        return StreamingResponse(body(), reply.status_code, kept)

    app = Starlette(routes=[Route(f"{prefix}{{path:path}}", passed, methods=["GET", "POST", "HEAD"])])
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}{prefix}/"
    finally:
        server.should_exit = True
        thread.join(5)
