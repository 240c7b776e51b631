"""Calls of the page by programs: complete or not, well formed or not; none is answered by a trace, a path or a hash."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from screen import calls
from screen.plain_words import told
from tests.attack.caller import API, Caller, texts

QUESTION = "Who opened the road?"
ADDRESS = re.compile(r"0x[0-9a-f]{6,}| object at |\b[0-9a-f]{64}\b|/tmp/|/home/|/root/|Traceback|site-packages")
DIGEST = re.compile(r'data-digest=\\*"[0-9a-f]{64}')  # of the article that is open: its form of fields says which it is


def call(page: Caller, name: str, data: Any) -> str:
    """What a call over plain HTTP gives, as ``curl`` would show it."""
    begun = page.http.post(f"{API}/call/{name}", json={"data": data})
    if begun.status_code != 200:
        return begun.text
    return page.http.get(f"{API}/call/{name}/{begun.json()['event_id']}").text


def test_the_question_alone_is_enough(page: Caller) -> None:
    assert "Traders opened the road in 1820" in call(page, "ask", [QUESTION])
    assert "Traders opened the road in 1820" in call(page, "retrieve", [QUESTION])
    assert "Traders opened the road in 1820" in page.http.post(f"{API}/run/ask", json={"data": [QUESTION]}).text
    assert "Traders opened the road in 1820" in texts(page.event("ask", [QUESTION]))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "Question is missing: ask takes question, history (may be left out), k (may be left out)."),
        ([QUESTION, None, 5, 7], "Ask takes question, history (may be left out), k (may be left out), found 4 values."),
        (QUESTION, "A call is "),
        ([QUESTION, None, "many"], "expected a whole number up to 100, found 'many'"),
        ([QUESTION, None, 0], "k"),
        ([QUESTION, None, 5.5], "found 5.5"),
        ([QUESTION, None, True], "found True"),
        ([QUESTION, "turns"], "history is a list"),
        ([QUESTION, [{"role": "user"}]], "history is a list"),
        ([None], "question"),
        ([7], "question"),
        ([{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}], "question"),
        (["x" * 5_000], "characters"),
        ([" "], "the question is empty"),
    ],
)
def test_what_is_wrong_is_named(page: Caller, data: Any, said: str) -> None:
    found = call(page, "ask", data)
    assert said in found.replace('\\"', '"')
    assert "null" not in found
    assert not ADDRESS.search(found)


def test_a_whole_number_with_a_point_is_one(page: Caller) -> None:
    hits = json.loads(call(page, "retrieve", [QUESTION, 2.0]).partition("data: ")[2])[0]
    assert [hit["rank"] for hit in hits] == [1, 2]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b'{"data": null}',
        b'{"data": ["x"], "fn_index": 999, "session_hash": "a"}',
        b'{"data": ["x"], "fn_index": "0", "session_hash": "a"}',
        b'{"data": ["x"], "fn_index": true, "session_hash": "a"}',
        b'{"data": ["x"], "fn_index": -1, "session_hash": "a"}',
        b'{"data": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"data": ["' + b"x" * calls.LONGEST + b'"]}',
        b"\xff\xfe",
    ],
)
def test_a_body_that_is_none_is_refused_in_words(page: Caller, body: bytes) -> None:
    for path in ("queue/join", *(["call/ask", "run/ask"] if b"fn_index" not in body else [])):
        reply = page.http.post(f"{API}/{path}", content=body, headers={"Content-Type": "application/json"})
        assert 400 <= reply.status_code < 500
        assert reply.json()["error"]
        assert not ADDRESS.search(reply.text)


HANDLERS = ("ask", "judge", "correct", "clear", "mentions", "quotation", "bring", "opened")
VALUES: tuple[Any, ...] = (None, 7, -1.5, "x" * 20_000, [], {}, [[["a"]]], {"path": "/etc/passwd"}, True, "\x00\ud7ff")


@pytest.mark.slow
@pytest.mark.parametrize("handler", HANDLERS)
def test_whatever_an_event_is_given_it_answers_in_plain_words(
    page: Caller, handler: str, capfd: pytest.CaptureFixture[str]
) -> None:
    dependencies = page.http.get("/config").json()["dependencies"]
    number = page.number(handler)
    count = len(next(one for one in dependencies if one["id"] == number)["inputs"])
    for value in VALUES:
        for event in (None, value, {"number": value, "verdict": value, "digest": value, "question": value}):
            found = page.event(handler, [value] * count, event)
            assert found, (handler, value)
            assert not ADDRESS.search(DIGEST.sub("", texts(found))), (handler, value, event)


def test_everything_that_the_page_tells_at_its_start_names_no_place_on_the_server(page: Caller) -> None:
    for path in ("/", "/config", f"{API}/info", "/nowhere", f"{API}/nowhere", "/manifest.json"):
        text = page.http.get(path).text
        assert not re.search(r"/tmp/|/home/|/root/|site-packages|Traceback", text), path


NOWHERE = "No such file or directory"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, NOWHERE, "/srv/papers/a b/notes.txt"), f"notes.txt: {NOWHERE}"),
        (ValueError("/tmp/gradio/7d5e0/notes.txt is empty"), "notes.txt is empty"),
        (
            ValueError("none:\n  /tmp/a/b.txt: is empty\n  C:\\Users\\x\\c.pdf: no"),
            "none:\n  b.txt: is empty\n  c.pdf: no",
        ),
        (ValueError("9/11 and/or https://doi.org/10.1/x stay"), "9/11 and/or https://doi.org/10.1/x stay"),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_an_error_is_told_without_folders(error: Exception, words: str) -> None:
    assert told(error) == words
