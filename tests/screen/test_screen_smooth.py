"""A long article under the hand: between a click and its marks the page never stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from index import read_article
from index.progress import silent
from qa.building import build_pipeline
from tests.conftest import WordEncoder
from tests.screen.visitor import served, visitor

pytestmark = pytest.mark.browser

LONGEST = 200  # milliseconds of one task of the browser
TRIES = 5  # the machine may be busy: the best counts

WATCH = """() => {
  window.tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)))
    .observe({ type: "longtask" });
}"""


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One MB of text in sections."""
    sentence = "In {year} the road number {n} was opened by traders who carried salt, wool and letters over the pass."
    paragraphs = [
        " ".join(sentence.format(year=1500 + (n + i) % 500, n=f"{n}-{i}") for i in range(6)) for n in range(1700)
    ]
    sections = [f"Part {i}\n\n" + "\n\n".join(paragraphs[i * 100 : i * 100 + 100]) for i in range(17)]
    path = tmp_path_factory.mktemp("long") / "long.txt"
    path.write_text("The Long Road\n\n" + "\n\n".join(sections), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def long_address(
    long_file: Path, small_encoder: WordEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    article = read_article(long_file)
    assert len(article.file_text) > 1_000_000
    cache = tmp_path_factory.mktemp("cache")
    pipeline = build_pipeline(article, small_encoder, reader="none", cache=cache, progress=silent)
    with served(article, lambda: pipeline) as at:
        yield at


def test_on_a_megabyte_no_task_is_long_between_click_and_mark(browser: Browser, long_address: str) -> None:
    with visitor(browser, long_address, viewport={"width": 1280, "height": 800}) as someone:
        page = someone.page
        page.get_by_role("tab", name="Every mention").click()
        page.get_by_label("A word or name").fill("road number 900-3")
        page.get_by_role("button", name="Find", exact=True).click()
        link = page.locator("#found-mentions a.place").first
        expect(link).to_be_visible()
        longest = []
        for _ in range(TRIES):
            page.keyboard.press("Escape")
            page.locator("#reading").evaluate("pane => pane.scrollTo(0, 0)")
            page.evaluate("() => new Promise((idle) => requestIdleCallback(idle))")
            page.evaluate(WATCH)
            link.click()
            expect(page.locator("#article mark").first).to_be_in_viewport()
            page.evaluate("() => new Promise((drawn) => setTimeout(drawn, 300))")
            longest.append(max(page.evaluate("tasks"), default=0))
        assert "900-3" in someone.marked()
        assert min(longest) < LONGEST, longest
