"""People at the page for an hour, and files opened two hundred times: as fast, as right and as small at the end."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, quantiles
from threading import Event, Thread

import httpx

from ..speed.worker import comparable
from .files import GOOD
from .person import Person, events_of
from .requests import Page, served
from .trials import Trial

PEOPLE = 8
OPENINGS = 200

_QUESTIONS = ("Who opened the road?", "When did traders open it?", "Where did the road of salt go?", "Who was Moss?")
_TERMS = ("salt", "traders", "coast", "mules")
_SHARE = 6  # of the time, the first and the last part of which are compared: ten minutes of an hour
_SLOWER, _LARGER = 1.2, 1.1  # times as long, and as large, as it may be in the last part
_PARAGRAPH = "The guild kept the salt road open for a year, and its mules were dear to all who came there. "
_FIRST, _GROWTH = 20, 150_000_000  # openings before the memory counts, and the bytes that it may grow by


@dataclass
class _Noted:
    """Times since the start with seconds that a question took, or bytes that were held; and all that was wrong."""

    started: float = field(default_factory=time.monotonic)
    asked: list[tuple[float, float]] = field(default_factory=list)
    held: list[tuple[float, float]] = field(default_factory=list)
    done: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def now(self) -> float:
        return time.monotonic() - self.started


def load(folder: Path, minutes: float, seed: int) -> list[Trial]:
    """Eight people who ask, open, look up, select and leave, each answer compared with the answer alone."""
    with served(folder) as page:
        numbers, text = events_of(page.address), page.http.get("/config").text
        place = {"id": re.findall(r'id=\\"(p\d+)\\"', text)[0], "start": 0, "end": 12}
        chosen = {"places": [place], "key": "a"}
        with Person(page.address, numbers) as alone:
            answers = {question: comparable(alone.ask(question)) for question in _QUESTIONS}
            shown = {term: alone.event("mentions", ["", term]) for term in _TERMS}
            copied = alone.event("choose", [""], chosen)
        noted, over = _Noted(), Event()

        def visit(chance: random.Random) -> None:
            with Person(page.address, numbers) as person:
                for _ in range(chance.randint(1, 6)):
                    if over.is_set():
                        return
                    question, term = chance.choice(_QUESTIONS), chance.choice(_TERMS)
                    start = time.monotonic()
                    _check(noted, "an answer", comparable(person.ask(question)), answers[question])
                    noted.asked.append((noted.now, time.monotonic() - start))
                    _check(noted, "a look-up", _rendered(person.event("mentions", ["", term])), _rendered(shown[term]))
                    _check(noted, "a selection", _rendered(person.event("choose", [""], chosen)), _rendered(copied))
                if chance.random() < 0.3:
                    ending = chance.choice(sorted(GOOD))
                    said = person.open(f"own{ending}", GOOD[ending]())
                    _check(noted, f"opening a {ending}", "is open, " in said, True)

        _people(noted, over, 60 * minutes, visit, page, seed)
        return [*_steady(noted), _in_words(page, noted)]


def openings(folder: Path, times: int = OPENINGS) -> list[Trial]:
    """An article of 1 MB opened again and again, each time by a page that is then closed."""
    noted = _Noted()
    with served(folder) as page:
        numbers = events_of(page.address)
        for number in range(times):
            body = "\n\n".join(f"{_PARAGRAPH * 9} It was year {n} of {number}." for n in range(1_200))
            with Person(page.address, numbers) as person:
                said = person.open("road.txt", f"The Road\n\n{body}".encode())
            _check(noted, "opening", "is open, " in said, True)
            noted.held.append((noted.now, page.held))
        grown = noted.held[-1][1] - noted.held[min(_FIRST, times) - 1][1]
        fault = "it keeps what it opened" if grown > _GROWTH else ""
        came = f"{grown / 1e6:+,.0f} MB from opening {min(_FIRST, times)} to opening {times}"
        return [Trial("openings", f"{times} of 1 MB", fault, came, noted.now), _in_words(page, noted)]


def _people(
    noted: _Noted, over: Event, seconds: float, visit: Callable[[random.Random], None], page: Page, seed: int
) -> None:
    def stay(number: int) -> None:
        chance = random.Random(1_000 * seed + number)
        while not over.is_set():
            try:
                visit(chance)
            except (httpx.HTTPError, KeyError, TypeError, ValueError) as error:
                noted.wrong.append(f"{type(error).__name__}: {error}")
                time.sleep(1)

    def look() -> None:
        while not over.wait(1.0):
            noted.held.append((noted.now, page.held))

    watching = Thread(target=look, daemon=True)
    with ThreadPoolExecutor(PEOPLE) as pool:
        watching.start()
        staying = [pool.submit(stay, number) for number in range(PEOPLE)]
        over.wait(seconds)
        over.set()
        for one in staying:
            one.result()
    watching.join()


def _check(noted: _Noted, what: str, found: object, expected: object) -> None:
    noted.done += 1
    if found != expected:
        noted.wrong.append(f"{what}: {str(found)[:200]}")


def _rendered(messages: str) -> str:
    """What an event shows in the end, without how long it took and how many waited."""
    return re.sub(r'"(average_)?duration": [^,}]*', "", messages.rpartition("\n")[2])


def _steady(noted: _Noted) -> list[Trial]:
    """The last part of the time against the first."""
    trials = []
    for name, at in (("p50", 49), ("p95", 94)):
        first, last = (quantiles(part, n=100)[at] if len(part) > 1 else 0.0 for part in _ends(noted.asked, noted.now))
        fault = "answers become slower" if last > _SLOWER * first else ""
        trials.append(Trial("load", name, fault, f"{1000 * first:,.0f} ms at first, {1000 * last:,.0f} ms at last"))
    first, last = (fmean(part) if part else 0.0 for part in _ends(noted.held, noted.now))
    fault = "the memory grows" if last > _LARGER * first else ""
    came = f"{first / 1e6:,.0f} MB at first, {last / 1e6:,.0f} MB at last"
    return [*trials, Trial("load", "memory", fault, came, noted.now, int(last))]


def _ends(noted: Sequence[tuple[float, float]], seconds: float) -> tuple[list[float], list[float]]:
    part = seconds / _SHARE
    return [value for at, value in noted if at <= part], [value for at, value in noted if at >= seconds - part]


def _in_words(page: Page, noted: _Noted) -> Trial:
    """Whether all was right, and the terminal shows no trace."""
    fault = f"{len(noted.wrong)} wrong, the first: {noted.wrong[0]}" if noted.wrong else ""
    fault = fault or ("a trace on the terminal" if "Traceback" in page.said or "ERROR" in page.said else "")
    return Trial("load", "answers and the terminal", fault, f"{noted.done:,} things done, {len(noted.wrong)} wrong")
