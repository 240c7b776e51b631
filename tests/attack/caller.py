"""A program that calls a served page over HTTP without Gradio's client: with whatever headers and bodies it likes."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Any

import httpx

API = "/gradio_api"


class Caller:
    """Calls one page; to be used in a ``with``."""

    def __init__(self, address: str, headers: Mapping[str, str] | None = None) -> None:
        """headers: sent with every request."""
        self.address = address.rstrip("/")
        self.host = self.address.partition("//")[2]
        self.http = httpx.Client(base_url=self.address, headers=dict(headers or {}), timeout=60, trust_env=False)
        self.session = secrets.token_hex(8)
        self.joined = Event()  # is set once an event of the page was taken

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.http.close()

    def send(self, *files: tuple[str, bytes], **headers: str) -> httpx.Response:
        """The reply to files that are sent as the page sends them."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post(f"{API}/upload", files=[("files", file) for file in files], headers=named)

    def event(self, handler: str, data: Sequence[Any], event: object = None) -> list[dict[str, Any]]:
        """What an event of the page gives back, message by message, the last one that it is over."""
        body = {
            "data": list(data),
            "fn_index": self.number(handler),
            "session_hash": self.session,
            "event_data": event,
            "trigger_id": None,
        }
        joined = self.http.post(f"{API}/queue/join", json=body)
        if joined.status_code != 200:
            return [{"msg": "refused", "status": joined.status_code, **joined.json()}]
        number = joined.json()["event_id"]
        self.joined.set()
        found = []
        with self.http.stream("GET", f"{API}/queue/data", params={"session_hash": self.session}) as lines:
            for line in lines.iter_lines():
                message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
                if message.get("event_id") == number:
                    found.append(message)
                    if message["msg"] == "process_completed":
                        break
        return found

    def number(self, handler: str) -> int:
        """The number of an event by the name of its handler."""
        dependencies = self.http.get("/config").json()["dependencies"]
        return next(int(one["id"]) for one in dependencies if one["api_name"] in (handler, f"{handler}_1"))

    def bring(self, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
        """What opening files gives back: send them, then the event that opens them."""
        names = self.send(*files).json()
        sent = [{"path": name, "orig_name": file[0], "meta": FILE} for name, file in zip(names, files, strict=True)]
        return self.event("bring", [sent])


FILE = {"_type": "gradio.FileData"}


def texts(messages: Sequence[Mapping[str, Any]]) -> str:
    """All that messages say, as one text of JSON."""
    return json.dumps(list(messages), ensure_ascii=False)


def below(folder: Path) -> list[Path]:
    """All files and folders below a folder."""
    return sorted(folder.rglob("*"))
