"""A person at the served page, as their browser calls it: a session, its heartbeat, questions, files and look-ups."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

import httpx

_API = "/gradio_api"
_PATIENCE = 120.0  # seconds for a reply


class Person:
    """Someone who has the page open; to be used in a ``with``, at whose end the page is closed."""

    def __init__(self, address: str, numbers: Mapping[str, int]) -> None:
        """numbers: of the page's events, as ``events_of`` gives them."""
        self._http = httpx.Client(base_url=address, timeout=_PATIENCE, trust_env=False)
        self._numbers = numbers
        self._session = secrets.token_hex(8)

    def __enter__(self) -> Person:
        """Open the page."""
        self._beat = self._http.stream("GET", f"{_API}/heartbeat/{self._session}")
        next(self._beat.__enter__().iter_lines())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self._beat.__exit__(None, None, None)
        self._http.close()

    def ask(self, question: str) -> dict[str, Any]:
        """The answer's JSON; ValueError where none is given."""
        begun = self._http.post(f"{_API}/call/ask", json={"data": [question]})
        said = self._http.get(f"{_API}/call/ask/{begun.json()['event_id']}").text
        last = said.strip().split("\n\n")[-1]
        if "event: complete" not in last:
            raise ValueError(f"no answer: {last[:200]}")
        answer: dict[str, Any] = json.loads(last.partition("data: ")[2])[0]
        return answer

    def open(self, name: str, data: bytes) -> str:
        """The messages of opening a file, as one text."""
        (sent,) = self._http.post(f"{_API}/upload", files=[("files", (name, data))]).json()
        return self.event("bring", [[{"path": sent, "orig_name": name, "meta": {"_type": "gradio.FileData"}}]])

    def event(self, handler: str, data: Sequence[Any], told: object = None) -> str:
        """The messages of an event, as one text; ValueError where it fails."""
        body = {"data": list(data), "fn_index": self._numbers[handler], "session_hash": self._session}
        joined = self._http.post(f"{_API}/queue/join", json={**body, "event_data": told, "trigger_id": None}).json()
        found: list[str] = []
        with self._http.stream("GET", f"{_API}/queue/data", params={"session_hash": self._session}) as lines:
            for line in lines.iter_lines():
                message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
                if message.get("event_id") != joined.get("event_id"):
                    continue
                found.append(json.dumps(message.get("output", ""), ensure_ascii=False))
                if message["msg"] == "process_completed":
                    if not message["success"]:
                        raise ValueError(f"{handler} failed: {found[-1][:200]}")
                    break
        return "\n".join(found)


def events_of(address: str) -> dict[str, int]:
    """The numbers of a page's events by their names."""
    config = httpx.get(f"{address}config", timeout=_PATIENCE, trust_env=False).json()
    return {str(one["api_name"]): int(one["id"]) for one in reversed(config["dependencies"])}
