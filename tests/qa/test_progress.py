"""How far loading is, in words: on a terminal, in a log, and on the screen."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Callable
from threading import Event

import pytest

from index.progress import Progress
from qa.pipeline import Pipeline
from qa.progress import Pace, Terminal
from screen.loading import Loading

READING = "Reading the files"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Screen(io.StringIO):
    """A terminal that remembers what was written on it."""

    def isatty(self) -> bool:
        return True


def test_the_time_left_is_that_of_the_steps_so_far() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.words(READING, 0, 2000) == "Reading the files: 0 of 2,000"
    clock.now += 1
    assert pace.words(READING, 10, 2000) == "Reading the files: 10 of 2,000"
    clock.now += 9
    assert pace.words(READING, 100, 2000) == "Reading the files: 100 of 2,000, about 3 min left"
    assert pace.words(READING, 1500, 2000) == "Reading the files: 1,500 of 2,000, about 3 s left"
    clock.now += 5
    assert pace.words("Indexing", 0, 50) == "Indexing: 0 of 50"
    clock.now += 4
    assert pace.words("Indexing", 10, 50) == "Indexing: 10 of 50, about 16 s left"
    assert pace.words("Indexing", 50, 50) == "Indexing: 50 of 50"
    assert pace.words("Indexing", 0, 50) == "Indexing: 0 of 50", "another one begins"


def test_a_terminal_has_a_bar_that_is_drawn_over_and_ends_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((60, 24)))
    screen, clock = Screen(), Clock()
    terminal = Terminal(screen, clock)
    for done in (0, 3, 6):
        terminal(READING, done, 6)
        clock.now += 4
    drawn = screen.getvalue().split("\r")
    assert [line.rstrip(" ") for line in drawn] == [
        "",
        "[                        ] Reading the files: 0 of 6",
        "[############            ] Reading the files: 3 of 6, about",  # cut off where the terminal ends
        "[########################] Reading the files: 6 of 6       \n",
    ]
    assert all(len(line.rstrip("\n")) in (0, 59) for line in drawn)
    terminal.close()
    assert screen.getvalue().count("\n") == 1


def test_a_bar_that_is_broken_off_leaves_the_line() -> None:
    screen = Screen()
    terminal = Terminal(screen)
    terminal(READING, 1, 6)
    terminal.close()
    assert screen.getvalue().endswith("\n")


def test_a_log_has_a_line_now_and_then() -> None:
    log, clock = io.StringIO(), Clock()
    terminal = Terminal(log, clock)
    for done in range(101):
        terminal(READING, done, 100)
        clock.now += 0.25
    assert log.getvalue().splitlines() == [
        "Reading the files: 40 of 100, about 15 s left",
        "Reading the files: 80 of 100, about 5 s left",
    ]


def told(steps: Callable[[Progress], Pipeline]) -> list[str]:
    """What a page is told while ``steps`` load a pipeline."""

    async def listen() -> list[str]:
        loading = Loading(steps)
        loading.start()
        return [words async for words in loading.told()]

    return asyncio.run(asyncio.wait_for(listen(), 20))


def test_a_page_is_told_each_change_until_it_is_loaded_or_has_failed() -> None:
    def load(progress: Progress) -> Pipeline:
        for done in (0, 1, 2):
            Event().wait(0.6)
            progress("Indexing", done, 2)
        Event().wait(0.6)
        raise ValueError("nothing to load here")

    heard = told(load)
    assert [words.partition(",")[0] for words in heard] == [
        "",
        "Indexing: 0 of 2",
        "Indexing: 1 of 2",
        "Indexing: 2 of 2",
    ]
