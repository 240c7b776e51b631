"""Requests to the served page: from strangers, to addresses that there should not be, and with bodies that are none."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from .files import GOOD, damaged
from .trials import Trial

_ROOT = Path(__file__).parents[2]
_API = "/gradio_api"
_TOLD = re.compile(r"Traceback|site-packages|/tmp/|/home/| object at 0x")
_WAIT = 300.0  # seconds for the page to start
_QUESTION = "Who opened the road?"


class _Asked(NamedTuple):
    kind: str
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    refused: bool  # whether it may not be answered


class Page:
    """A served page, and what it says on its terminal."""

    def __init__(self, address: str, log: Path, process: int) -> None:
        """process: the number of the one that serves."""
        self.address = address
        self.http = httpx.Client(base_url=address, timeout=60, trust_env=False)
        self._log = log
        self._process = process

    @property
    def said(self) -> str:
        """All that stands on its terminal."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def held(self) -> int:
        """The bytes of memory that it holds; 0 where the system does not tell."""
        try:
            pages = int(Path(f"/proc/{self._process}/statm").read_text().split()[1])
        except (OSError, ValueError, IndexError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")

    def ask(self, asked: _Asked) -> Trial:
        """Send a request; the trial says whether the reply is as it should be."""
        start = time.monotonic()
        name = f"{asked.method} {asked.path[:60]} {dict(asked.headers)}"
        before = len(self.said)
        try:
            reply = self.http.request(asked.method, asked.path, headers=asked.headers, content=asked.body)
            came, text = str(reply.status_code), reply.text
        except httpx.HTTPError as error:
            return Trial(asked.kind, name, "no reply", str(error), time.monotonic() - start)
        fault = "it is answered" if asked.refused and reply.status_code < 400 else ""
        fault = "the reply shows a path or a trace" if _TOLD.search(text) and "text/html" not in text else fault
        fault = "a trace on the terminal" if "Traceback" in self.said[before:] else fault
        fault = "an error of the server's own" if reply.status_code >= 500 and reply.status_code != 507 else fault
        return Trial(asked.kind, name, fault, came, time.monotonic() - start)


def fixed(folder: Path) -> list[Trial]:
    """The list of requests that may not be answered, and of bodies that are none."""
    with served(folder) as page:
        return [page.ask(asked) for asked in _list()]


def by_chance(folder: Path, chance: random.Random, end: float) -> list[Trial]:
    """Good calls, damaged by chance, until the time is over."""
    good = [json.dumps(body).encode() for body in _bodies()]
    found = []
    with served(folder) as page:
        while time.monotonic() < end:
            path = chance.choice(["queue/join", "call/ask", "call/retrieve", "run/ask", "cancel", "reset", "upload"])
            body = damaged(chance.choice(good), chance)
            headers = {"Content-Type": "application/json"}
            found.append(page.ask(_Asked("calls by chance", "POST", f"{_API}/{path}", headers, body, False)))
    return found


def _bodies() -> list[dict[str, Any]]:
    return [
        {"data": [_QUESTION, None, 5]},
        {"data": [_QUESTION, [{"role": "user", "content": "x"}], 3], "fn_index": 0, "session_hash": "a"},
        {"data": ["", "salt"], "fn_index": 7, "session_hash": "b", "event_data": {"number": 1, "verdict": "helpful"}},
        {"data": [[{"path": "a", "meta": {"_type": "gradio.FileData"}}]], "fn_index": 8, "session_hash": "c"},
    ]


def _list() -> Iterator[_Asked]:
    json_type = {"Content-Type": "application/json"}
    call = json.dumps({"data": [_QUESTION]}).encode()
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:7860", "192.0.2.1", "[::2]"):
        for path in ("/", "/config", f"{_API}/info"):
            yield _Asked("a foreign name", "GET", path, {"Host": host}, b"", True)
        yield _Asked("a foreign name", "POST", f"{_API}/call/ask", {"Host": host, **json_type}, call, True)
    strangers: Sequence[Mapping[str, str]] = (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    )
    for headers in strangers:
        yield _Asked("another page", "GET", "/config", headers, b"", True)
        yield _Asked("another page", "POST", f"{_API}/call/ask", {**headers, **json_type}, call, True)
        yield _Asked("another page", "POST", f"{_API}/upload", headers, b"", True)
    for target in ("/etc/passwd", "../../etc/passwd", "app.py", "http://192.0.2.1/", "..%2f..%2fetc/passwd"):
        for route in ("file=", "file/", "proxy=", "stream/a/b/", "custom_component/a/b/c/"):
            yield _Asked("files of the server", "GET", f"{_API}/{route}{target}", {}, b"", True)
    for body in (b"", b"[", b"null", b"[" * 50_000, b'{"data": 1}', b"\xff", b'{"data": [' + b"1," * 500_000 + b"1]}"):
        for path in ("queue/join", "call/ask", "run/retrieve"):
            yield _Asked("bodies", "POST", f"{_API}/{path}", json_type, body, True)


@contextmanager
def served(folder: Path) -> Iterator[Page]:
    """The page over a small article, in a process of its own, until the block ends."""
    article, log = folder / "page.txt", folder / "page.log"
    article.write_bytes(GOOD[".txt"]())
    environment = {**os.environ, "ARTICLE_QA_CACHE": str(folder / "pages"), "PYTHONPATH": str(_ROOT)}
    with log.open("wb") as out:
        command = [sys.executable, "-u", "app.py", "--port", "0", "--no-feedback", "--article", str(article)]
        process = subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=out, stderr=out)
    try:
        yield Page(_address(process, log), log, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """The page's address, once it is ready for questions; OSError where it does not start."""
    end = time.monotonic() + _WAIT
    while time.monotonic() < end and process.poll() is None:
        said = log.read_text(encoding="utf-8", errors="replace")
        if "Ready for questions" in said:
            return next(line.split()[4] for line in said.splitlines() if line.startswith("The page is at "))
        time.sleep(0.1)
    raise OSError(f"the page did not start: {log.read_text(encoding='utf-8', errors='replace')[-400:]}")
