"""The guard at the page's door: who may ask, from which page, with which password; and what a browser is told.

See ``door`` for the rules.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .door import Door

ENTER = "/enter"  # where the form of the password is sent to

_READS = ("GET", "HEAD", "OPTIONS")
_FORM_BYTES = 4_096
_PAUSE = 1.0  # seconds before a wrong password is answered
# Gradio runs the page's scripts from text, hence "unsafe"; nothing of another server is loaded or called.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_FORM = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Password</title>
<meta name="viewport" content="width=device-width">
<body style="font: 1.1rem system-ui; margin: 3rem auto; width: 20rem">
<form method="post" action="{action}"><p>{words}</p><p><label>Password
<input type="password" name="password" autofocus autocomplete="current-password"></label> <button>Enter</button></p>
</form></body></html>"""


class Guard:
    """ASGI middleware: lets in, or refuses with a line, and adds the headers to every reply."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        """app: the application behind the door."""
        self._app = app
        self._door = door
        self._cookie = f"article-qa-{hashlib.sha256(door.host.encode()).hexdigest()[:8]}"
        key = secrets.token_bytes(32)  # a new one at each start: an old cookie opens nothing
        self._pass = hmac.new(key, door.password.encode(), "sha256").hexdigest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request that may pass."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page has no web sockets
            return
        refusal = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
        answer = refusal or await self._at_the_door(scope, receive)
        await (answer or self._app)(scope, receive, _with_headers(send))

    def _refusal(self, method: str, path: str, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        called = [host, *_listed(headers.get("x-forwarded-host", ""))]
        if len(headers.getlist("host")) != 1 or not all(map(self._door.knows, called)):
            line = "This name is not one that the page is served as: start it with --allow-host NAME to add one."
            return PlainTextResponse(line, 421)
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        foreign = origin is not None and not any(self._door.trusts(origin, name) for name in called)
        link = method in _READS and headers.get("sec-fetch-mode") == "navigate" and path == "/"
        if foreign or (site in ("cross-site", "same-site") and origin is None and not link):
            return PlainTextResponse("A request from the page of another site is not answered.", 403)
        return None

    async def _at_the_door(self, scope: Scope, receive: Receive) -> Response | None:
        """The reply to someone who has yet to show the password, or shows it now; None where the way is free."""
        if not self._door.password:
            return None
        headers = Headers(scope=scope)
        if scope["method"] == "POST" and scope["path"] == ENTER:
            said = parse_qs((await _body(receive)).decode("utf-8", "replace")).get("password", [""])[0]
            return self._let_in("./") if self._door.opens_to(said) else await self._wrong("That is not the password.")
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        token = dict(query).get("token")
        if token is not None and scope["method"] == "GET" and scope["path"] == "/":
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            wrong = "The address has no valid token: copy it from the terminal again, or type the password."
            return (
                self._let_in(f"./?{rest}" if rest else "./") if self._door.opens_to(token) else await self._wrong(wrong)
            )
        if self._has_pass(headers) or self._door.opens_to(headers.get("authorization", "").removeprefix("Bearer ")):
            return None
        if "text/html" in headers.get("accept", "") and scope["path"] == "/":
            return _form("This page asks for a password.")
        return PlainTextResponse("A password is needed: send it as Authorization: Bearer PASSWORD.", 401)

    def _has_pass(self, headers: Headers) -> bool:
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        shown = cookies[self._cookie].value if self._cookie in cookies else ""
        return hmac.compare_digest(shown.encode(), self._pass.encode())

    def _let_in(self, to: str) -> Response:
        response = RedirectResponse(to, 303)
        response.set_cookie(self._cookie, self._pass, httponly=True, samesite="lax")
        return response

    async def _wrong(self, words: str) -> Response:
        await asyncio.sleep(_PAUSE)
        return _form(words)


def _form(words: str) -> Response:
    return HTMLResponse(_FORM.format(action=ENTER[1:], words=words), 401)


def _listed(values: str) -> list[str]:
    return [value.strip() for value in values.split(",") if value.strip()]


async def _body(receive: Receive) -> bytes:
    body = b""
    while len(body) < _FORM_BYTES:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return body[:_FORM_BYTES]


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            if "server" in headers:
                del headers["server"]
        await send(message)

    return sending
