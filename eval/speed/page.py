"""The page as its users start it: ``python app.py`` in a process of its own, asked through its HTTP API."""

from __future__ import annotations

import json
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from time import perf_counter, sleep
from types import TracebackType
from typing import Any, Literal

from .process import ROOT, environment, python

_PATIENCE = 120.0  # seconds for a page to be served and for a question to be answered
_BUSY = 503  # Gradio's answer when its queue is full

Outcome = Literal["answered", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Reply:
    """The outcome of a question. ``answer`` is the endpoint's JSON when it was answered, else the error's text."""

    outcome: Outcome
    answer: Any
    milliseconds: float


class Page:
    """The built-in article's page on a free port of this computer, until the block ends.

    served   seconds from the start of the process until the page could be fetched
    """

    def __init__(self) -> None:
        """Start the page and wait until it is served. RuntimeError if it is not."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self._address = f"http://127.0.0.1:{port}"
        self._log = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by __exit__
        self._start = perf_counter()
        self._process = subprocess.Popen(
            python(str(ROOT / "app.py"), "--port", str(port), "--no-feedback"),
            cwd=ROOT,
            env=environment(),
            stdout=self._log,
            stderr=self._log,
        )
        self._wait()
        self.served = self.age

    @property
    def age(self) -> float:
        """Seconds since the start of the process."""
        return perf_counter() - self._start

    @property
    def megabytes(self) -> float:
        """Its resident memory now."""
        import psutil

        return float(psutil.Process(self._process.pid).memory_info().rss) / 2**20

    def ask(self, question: str) -> Reply:
        """Ask as any program would: one request that is queued, one that waits for its outcome."""
        start = perf_counter()
        outcome: Outcome
        try:
            event = json.loads(self._fetch("/gradio_api/call/ask", {"data": [question, [], 5]}))["event_id"]
            outcome, answer = said(self._fetch(f"/gradio_api/call/ask/{event}"))
        except urllib.error.HTTPError as error:
            outcome, answer = ("refused" if error.code == _BUSY else "failed"), error.read().decode(errors="replace")
        except (OSError, ValueError, KeyError) as error:
            outcome, answer = "failed", repr(error)
        return Reply(outcome, answer, 1000 * (perf_counter() - start))

    def _fetch(self, path: str, body: object = None) -> str:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=_PATIENCE) as response:
            return str(response.read().decode())

    def _wait(self) -> None:
        while True:
            try:
                self._fetch("/")
                return
            except (urllib.error.URLError, ConnectionError) as error:
                if self._process.poll() is not None or self.age > _PATIENCE:
                    self.__exit__(None, None, None)
                    raise RuntimeError(f"app.py served no page within {self.age:.0f} s ({error})") from error
                sleep(0.02)

    def __enter__(self) -> Page:
        """The page itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the process."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


def said(stream: str) -> tuple[Outcome, Any]:
    """The outcome that a stream of server-sent events ends with: the first output of ``complete``, or the ``error``.

    >>> said("event: heartbeat\\ndata: null\\n\\nevent: complete\\ndata: [1]\\n\\n")
    ('answered', 1)
    """
    last = [block for block in stream.strip().split("\n\n") if block][-1]
    fields = dict(line.split(": ", 1) for line in last.splitlines() if ": " in line)
    data = json.loads(fields.get("data", "null"))
    if fields.get("event") == "complete":
        return "answered", data[0]
    return "failed", data
