"""A served page and a browser to open it in, as the tests of the screen use them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

from index import Article
from qa.pipeline import Pipeline
from screen import questions
from screen.door import Door, Place
from screen.feedback import Feedback
from screen.kept_files import KeptFiles
from screen.layout import build, launch
from screen.loading import Loading

RECOGNISED = "When did the United States recognize Pakistan?"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
HERE = Place(Door("127.0.0.1"), 0)
PATIENCE = 30_000  # milliseconds, in every wait: the machine may be busy
expect.set_options(timeout=PATIENCE)


@contextmanager
def served(
    article: Article,
    load: Callable[[], Pipeline],
    feedback: Path | None = None,
    *,
    mcp: bool = False,
    place: Place = HERE,
    kept: KeptFiles | None = None,
) -> Iterator[str]:
    """The address of a page over an article, served until the block ends; ``load`` runs in the background."""
    loading = Loading(lambda _: load())
    page = build(article, loading, questions.built_in_questions(), Feedback(feedback) if feedback else None, kept)
    server = launch(page, place, mcp=mcp)
    loading.start()
    try:
        yield server.addresses[0]
    finally:
        server.close()


@contextmanager
def installed_browser() -> Iterator[Browser]:
    """Chromium; the test is skipped where none is installed."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no browser is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A person at the page; noted besides are the hosts that it asks, and script errors and dialogues as problems."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Open the page and wait until a question can be typed."""
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.goto(address)
        expect(self.page.get_by_label("Your question")).to_be_editable()

    def ask(self, question: str) -> None:
        """Type a question and wait for its answer."""
        number = self.page.locator(".turn").count() + 1
        self.page.get_by_label("Your question").fill(question)
        self.page.get_by_label("Your question").press("Enter")
        self.answered(number)

    def answered(self, number: int) -> None:
        """Wait for the answer to a question."""
        expect(self.page.locator(f"#turn-{number}:not(.pending)")).to_be_visible()

    def marked(self) -> str:
        """The words of the article that are marked."""
        return "".join(self.page.locator("#article mark:not(.own):not(mark mark)").all_text_contents())

    def _dismiss(self, dialog: Dialog) -> None:
        self.problems.append(dialog.message)
        dialog.dismiss()


@contextmanager
def visitor(browser: Browser, address: str, **settings: Any) -> Iterator[Visitor]:
    """A person who has opened the page; at the end no script may have failed and no dialogue opened."""
    context = browser.new_context(**{"reduced_motion": "reduce", **settings})
    someone = Visitor(context.new_page())
    someone.open(address)
    yield someone
    context.close()
    assert someone.problems == []
