"""People at the same page: neither sees the other's file or conversation, and what is kept of them is bounded."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from qa.pipeline import Pipeline
from screen import open_rooms
from screen.open_rooms import OpenRooms
from tests.attack.caller import Caller, texts
from tests.conftest import TINY
from tests.screen.visitor import Visitor, installed_browser, served

OURS = TINY.replace("The Salt Road", "Our Own Road").replace("1820", "1777")
THEIRS = TINY.replace("The Salt Road", "Their Own Road").replace("1820", "1666")


@pytest.mark.browser
def test_two_browsers_each_have_their_own(small: Pipeline) -> None:
    with served(small.article, lambda: small) as address, installed_browser() as browser:
        ours, theirs = someone(browser, address), someone(browser, address)
        for person, text, title in ((ours, OURS, "Our Own Road"), (theirs, THEIRS, "Their Own Road")):
            person.page.locator("#own input[type=file], input[type=file]").first.set_input_files(
                {"name": "own.txt", "mimeType": "text/plain", "buffer": text.encode()}
            )
            expect(person.page.locator("#article h2")).to_have_text(title)
        for person, year, other in ((ours, "1777", "1666"), (theirs, "1666", "1777")):
            person.ask("When did traders open the road?")
            expect(person.page.locator("body")).to_contain_text(year)
            expect(person.page.locator("body")).not_to_contain_text(other)
        ours.page.reload()
        expect(ours.page.locator("#article h2")).to_have_text("The Salt Road")
        expect(ours.page.locator("body")).not_to_contain_text("1666")


def someone(browser: Browser, address: str) -> Visitor:
    person = Visitor(browser.new_context(reduced_motion="reduce").new_page())
    person.open(address)
    return person


def test_the_key_of_a_room_opens_it_and_nothing_else_does(small: Pipeline) -> None:
    with served(small.article, lambda: small) as address, Caller(address) as owner, Caller(address) as other:
        messages = owner.bring(("own.txt", OURS.encode()))
        key = next(word for word in re.findall(r'"([\w-]{32})"', texts(messages)) if word != word.lower())
        assert "1777" in texts(owner.event("mentions", [key, "traders"]))
        for wrong in ("x" * 32, key[:-1], key.upper(), "own.txt"):
            found = texts(other.event("mentions", [wrong, "traders"]))
            assert "Open it again" in found
            assert "1777" not in found
            assert "1820" not in found, "and it is no other article's answer either"
        assert "1820" in texts(other.event("mentions", ["", "traders"]))


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_rooms_are_shared_bounded_and_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_rooms, "BYTES", 100)
    monkeypatch.setattr(open_rooms, "BYTES_LEFT", 50)
    forgotten: list[str] = []
    clock = Clock()
    rooms: OpenRooms[str] = OpenRooms(forgotten.append, clock)
    made: list[str] = []

    def enter(session: str, content: str, size: int = 40) -> str:
        return rooms.enter(session, content, size, lambda: made.append(content) or content)[0]  # type: ignore[func-returns-value]

    anna, ben = enter("anna", "salt"), enter("ben", "salt")
    assert made == ["salt"], "two who open the same have one copy"
    assert anna != ben
    assert (rooms.room(anna), rooms.room(ben)) == ("salt", "salt")

    enter("anna", "wool")
    with pytest.raises(LookupError):
        rooms.room(anna)
    assert rooms.room(ben) == "salt"

    cora = enter("cora", "mules")  # the third of 40 bytes: the one entered first goes
    assert rooms.room(cora) == "mules"
    with pytest.raises(LookupError):
        rooms.room(ben)

    rooms.left("anna")
    rooms.left("cora")  # two of 40 bytes are kept for nobody: one too many
    assert sum(key in rooms._stays for key in (cora, anna)) <= 1
    clock.now += open_rooms.KEPT + 1
    rooms.tidy()
    assert (rooms._rooms, rooms._stays, forgotten) == ({}, {}, ["anna", "cora"])


def test_someone_who_comes_back_finds_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    rooms: OpenRooms[str] = OpenRooms(lambda session: None, clock)
    key = rooms.enter("anna", "salt", 40, lambda: "salt")[0]
    rooms.left("anna")
    clock.now += open_rooms.KEPT - 1
    assert rooms.room(key) == "salt"
    clock.now += open_rooms.KEPT
    rooms.tidy()
    assert rooms.room(key) == "salt", "it is back"


def test_of_many_who_left_only_the_last_are_known() -> None:
    forgotten: list[str] = []
    rooms: OpenRooms[str] = OpenRooms(forgotten.append)
    for number in range(open_rooms.MOST_LEFT + 30):
        rooms.enter(f"person {number}", f"content {number}", 1, lambda: "room")
        rooms.left(f"person {number}")
    assert forgotten == [f"person {number}" for number in range(30)]
    assert len(rooms._rooms) == open_rooms.MOST_LEFT
