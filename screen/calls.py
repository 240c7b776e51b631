"""Calls of the page's events and endpoints, looked at before Gradio gets them.

Gradio serves more than this page needs: files by their paths, a proxy, tools for developers. Only what the page and
its callers use is let through. An object that names a file, or an address to fetch one from, would be taken at its
word: it reaches no event as such, only as plain data. A call that lacks values is completed, or told what it lacks.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gradio as gr
from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST = 2_000_000  # bytes of a call

_PREFIX = "gradio_api"
_PAGES = ("", "assets", "config", "favicon.ico", "manifest.json", "robots.txt", "static", "svelte", "theme.css")
_CALLED = ("api", "call", "queue", "run")
_SERVED = (
    *(*_CALLED, "app_id", "cancel", "heartbeat", "info", "mcp", "reset", "startup-events", "theme.css"),
    *("upload", "upload_progress"),
)


class Refused(ValueError):
    """A call that cannot be made as it is; the message says why."""


class Calls:
    """ASGI middleware before the application that Gradio makes of a page."""

    def __init__(self, app: ASGIApp, page: gr.Blocks, endpoints: Sequence[Callable[..., object]]) -> None:
        """endpoints: the functions that programs call, by their own names."""
        self._app = app
        self._page = page
        self._endpoints = {endpoint.__name__: endpoint for endpoint in endpoints}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a call that can be made."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        place = scope["path"].strip("/").split("/")
        if not _is_served(place):
            await JSONResponse({"error": "There is nothing at this address."}, 404)(scope, receive, send)
            return
        if scope["method"] != "POST" or place[0] != _PREFIX or place[1] in ("mcp", "upload"):
            await self._app(scope, receive, send)
            return
        try:
            body = json.dumps(self._completed(_parsed(await _read(receive)), place)).encode()
        except Refused as error:
            await _refused(str(error))(scope, receive, send)
            return
        headers = MutableHeaders(raw=list(scope["headers"]))
        headers["content-length"] = str(len(body))
        await self._app({**scope, "headers": headers.raw}, _again(body, receive), send)

    def _completed(self, body: dict[str, Any], place: Sequence[str]) -> dict[str, Any]:
        """A call with all its values, and no object in it that Gradio takes for a file."""
        plain = {name: _plain(value) for name, value in body.items()}
        if place[1] not in _CALLED or place[1:3] == ["call", "v2"]:
            return plain
        if place[1] == "queue":
            name = self._name_of(body)
        else:  # the address names the endpoint: a number in the body, of whatever event, does not
            name = place[2] if len(place) > 2 else ""
            plain.pop("fn_index", None)
        data = plain.get("data")
        if not isinstance(data, list):
            raise Refused('a call is {"data": [the values, in their order]}')
        if name in self._endpoints:
            plain["data"] = _filled(data, self._endpoints[name])
        elif place[1] == "queue" and len(data) != len(self._page.fns[body["fn_index"]].inputs):
            raise Refused("the call has too few values, or too many, for this event of the page")
        return plain

    def _name_of(self, body: Mapping[str, Any]) -> str:
        number = body.get("fn_index")
        if not isinstance(number, int) or isinstance(number, bool) or number not in self._page.fns:
            raise Refused("fn_index names no event of this page: load the page again")
        return str(self._page.fns[number].api_name)


def _is_served(place: Sequence[str]) -> bool:
    if place[0] != _PREFIX:
        return place[0] in _PAGES
    return len(place) > 1 and place[1] in _SERVED


def _filled(data: Sequence[Any], endpoint: Callable[..., object]) -> list[Any]:
    """The values of a call in the order of an endpoint's parameters, with the defaults of those that are left out."""
    parameters = list(inspect.signature(endpoint).parameters.values())
    if len(data) > len(parameters):
        raise Refused(f"{endpoint.__name__} takes {_named(parameters)}, found {len(data)} values")
    missing = [parameter for parameter in parameters[len(data) :] if parameter.default is parameter.empty]
    if missing:
        raise Refused(f"{missing[0].name} is missing: {endpoint.__name__} takes {_named(parameters)}")
    return [*data, *(parameter.default for parameter in parameters[len(data) :])]


def _named(parameters: Sequence[inspect.Parameter]) -> str:
    return ", ".join(
        parameter.name if parameter.default is parameter.empty else f"{parameter.name} (may be left out)"
        for parameter in parameters
    )


def _plain(value: Any) -> Any:
    """A value without the mark by which Gradio knows a file."""
    if isinstance(value, dict):
        file = "path" in value and "meta" in value
        return {name: _plain(inner) for name, inner in value.items() if not (file and name == "meta")}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("a call is JSON, not nested without end: this is neither") from None
    if not isinstance(found, dict):
        raise Refused("a call is a JSON object")
    return found


async def _read(receive: Receive) -> bytes:
    pieces: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused("the call broke off")
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > LONGEST:
            raise Refused(f"a call may have {LONGEST:,} bytes, this one has more")
        more = message.get("more_body", False)
    return b"".join(pieces)


def _again(body: bytes, receive: Receive) -> Receive:
    """A body that was read, to be read again; then what comes after it."""
    told = False

    async def receiving() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving


def _refused(words: str) -> Response:
    return JSONResponse({"error": f"{words[:1].upper()}{words[1:]}."}, 422)
