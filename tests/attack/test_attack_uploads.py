"""Files that people send: nobody else gets them, they do not stay, and the same ones may come at the same time."""

from __future__ import annotations

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Message

from qa.pipeline import Pipeline
from screen import inbox as inboxes
from screen.inbox import Inbox
from screen.openings import AT_ONCE, Openings
from tests.attack.caller import API, FILE, Caller, below, texts
from tests.conftest import TINY
from tests.screen.visitor import served

SECRET = TINY.replace("The Salt Road", "The Sealed Road").replace("1820", "1831").encode()


def inbox_files() -> list[Path]:
    """All that lies in inboxes of this computer."""
    folders = Path(tempfile.gettempdir()).glob("article-qa-inbox-*")
    return [path for folder in folders for path in below(folder)]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder for temporary files that nobody else writes to, and a cache that knows no article."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("ARTICLE_QA_CACHE", str(tmp_path / "cache"))


def test_a_file_is_known_by_a_name_that_tells_nothing_and_can_be_fetched_by_nobody(small: Pipeline) -> None:
    with served(small.article, lambda: small) as address, Caller(address) as sender, Caller(address) as other:
        (name,) = sender.send(("sealed.txt", SECRET)).json()
        (again,) = sender.send(("sealed.txt", SECRET)).json()
        assert name != again, "the content does not tell the name"
        assert "/" not in name
        assert "sealed" not in name
        waiting = [path for path in inbox_files() if path.is_file()]
        for path in (name, f"{name}/sealed.txt", *map(str, waiting)):
            for someone in (sender, other):
                assert someone.http.get(f"{API}/file={path}").status_code == 404
        assert "The Sealed Road" in texts(sender.bring(("sealed.txt", SECRET)))
        assert "Sealed" not in other.http.get("/config").text


def test_it_goes_when_it_is_read_and_can_be_taken_once(small: Pipeline) -> None:
    with served(small.article, lambda: small) as address, Caller(address) as caller:
        (name,) = caller.send(("sealed.txt", SECRET)).json()
        sent = [{"path": name, "orig_name": "sealed.txt", "meta": FILE}]
        assert "The Sealed Road" in texts(caller.event("bring", [sent]))
        assert len(inbox_files()) <= 0
        assert "The file is not there any more: send it again." in texts(caller.event("bring", [sent]))


def test_eighty_files_leave_nothing_behind(small: Pipeline, tmp_path: Path) -> None:
    with served(small.article, lambda: small) as address, Caller(address) as caller:
        for number in range(80):
            assert caller.send((f"a{number}.bin", b"not an article")).status_code == 200
        assert len([path for path in inbox_files() if path.is_file()]) == 80
        assert "is no article that can be read" in texts(caller.bring(("a.bin", b"not an article")))
    assert below(tmp_path / "tmp") == []


def test_what_nobody_opens_goes_within_the_hour(tmp_path: Path) -> None:
    inbox = Inbox(kept=0.0)
    name = inbox._keep(UploadFile(open(__file__, "rb")).file, "this.txt")  # noqa: SIM115
    assert [path.name for path in inbox_files() if path.is_file()] == ["this.txt"]
    inbox.tidy()
    assert inbox_files() == []
    with pytest.raises(ValueError, match="send it again"):
        inbox.take([{"path": name}])
    assert inboxes.KEPT <= 60 * 60


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../../../etc/passwd", "http://192.0.2.1/a.txt", "app.py", "", None, 7, ["a"], {"path": "a"}],
)
def test_a_file_of_the_server_or_of_the_net_is_not_opened(page: Caller, path: Any) -> None:
    found = texts(page.event("bring", [[{"path": path, "url": path, "orig_name": "a.txt", "meta": FILE}]]))
    assert "The file is not there any more: send it again." in found
    assert "root:" not in found


@pytest.mark.parametrize("handler", ["ask", "mentions", "quotation"])
def test_no_other_event_takes_a_file_of_the_server(page: Caller, handler: str) -> None:
    """Gradio would copy, and fetch, whatever looks like a file in a call."""
    file = {"path": "/etc/hostname", "url": "http://192.0.2.1/", "meta": FILE}
    count = len(page.http.get("/config").json()["dependencies"][page.number(handler)]["inputs"])
    found = texts(page.event(handler, [file] * count))
    assert "/tmp" not in found
    assert Path("/etc/hostname").read_text().strip() not in found.replace(page.host, "")


def test_five_people_who_open_the_same_file_at_once_all_get_it(small: Pipeline) -> None:
    with served(small.article, lambda: small) as address, ThreadPoolExecutor(5) as pool:
        for turn in range(4):
            data = SECRET.replace(b"Sealed", f"Sealed{'x' * turn}".encode())
            callers = [Caller(address) for _ in range(5)]
            found = list(pool.map(lambda caller, data=data: texts(caller.bring(("sealed.txt", data))), callers))
            for said in found:
                assert "is open, " in said
                assert "not exist" not in said
            for caller in callers:
                caller.http.close()


def test_the_same_bytes_at_once_are_read_once_and_different_ones_two_at_a_time(tmp_path: Path) -> None:
    inbox = Inbox()

    def opening(number: int) -> inboxes.Opening:
        path = tmp_path / "a.txt"
        path.write_text(TINY.replace("1820", str(1820 + number)))
        with path.open("rb") as file:
            return inbox.take([{"path": inbox._keep(file, "a.txt")}])

    openings, gate = Openings(), Event()
    held = [openings._pool.submit(gate.wait, 60) for _ in range(AT_ONCE)]  # as many as may be read are being read
    same = [openings.turn(opening(0)) for _ in range(5)]
    others = [openings.turn(opening(number)) for number in range(1, 6)]
    assert len({id(turn) for turn in same}) == 1
    assert not any(turn.begun for turn in (same[0], *others))
    assert others[-1].words(openings._ahead(others[-1])) == "5 other openings are read before yours ..."
    gate.set()
    assert all(one.result(60) for one in held)
    for number, turn in enumerate((same[0], *others)):
        assert str(1820 + number) in turn.library.result(60).article.file_text

    async def last_words() -> list[str]:
        return [words async for words in openings.told(others[-1])]

    assert asyncio.run(last_words()) == []
    assert inbox_files() == [path for path in inbox_files() if path.is_dir()]
    inbox.close()
    assert inbox_files() == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\papers\\salt.txt", "salt.txt"),
        (".txt", "file.txt"),
        ("", "file"),
        ("..", "file"),
        ("a\x00b\n.txt", "ab.txt"),
        ("x" * 5_000 + ".pdf", "x" * 120 + ".pdf"),
        ("Über Straßen.md", "Über Straßen.md"),
    ],
)
def test_names_of_files_are_made_harmless(sent: str, kept: str) -> None:
    assert inboxes._clean(sent) == kept


def test_files_of_the_same_name_are_told_apart_without_a_path(page: Caller) -> None:
    found = texts(page.bring(("notes.txt", SECRET), ("notes.txt", SECRET.replace(b"1831", b"1832"))))
    assert "The Sealed Road (notes (2).txt)" in found
    assert tempfile.gettempdir() not in found


@pytest.mark.parametrize("kind", [b"application/x-www-form-urlencoded", b"text/plain", b""])
def test_of_a_form_that_would_be_held_in_memory_nothing_is_received(kind: bytes) -> None:
    async def body() -> Message:
        raise AssertionError("the body is asked for")

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", kind)]}
    reply = asyncio.run(Inbox().receive(Request(scope, body)))
    assert (reply.status_code, b"no form with files" in reply.body) == (400, True)


def test_too_much_is_refused_in_words(small: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(small.article, lambda: small) as address, Caller(address) as caller:
        monkeypatch.setattr(inboxes, "MAX_BYTES", 1_000_000)
        reply = caller.send(("big.txt", b"x" * 1_500_000))
        assert (reply.status_code, reply.json()["error"]) == (413, "big.txt has 2 MB, the limit is 1 MB.")
        assert caller.send(*[(f"{n}.txt", b"x") for n in range(inboxes.MOST + 1)]).status_code == 400
        assert [path for path in inbox_files() if path.is_file()] == []
    full = Inbox(room=10)
    with pytest.raises(inboxes._TooMuch, match="try again in a while"):
        full.come(11)
