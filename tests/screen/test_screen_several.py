"""Several articles on the page: asked together, some of them, or each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from index import read_article
from index.encoding.encoder import Encoder
from index.library import read_library
from index.progress import silent
from qa.building import build_pipeline
from screen.sources import part_library
from tests.conftest import TINY
from tests.screen.visitor import Visitor, served, visitor

OPENED = "When did traders open the road?"
RAILS = TINY.replace("The Salt Road", "The Wool Road").replace("1820", "1777").replace("salt road", "wool road")
HARBOUR = """The Harbour of Velm

Depths

The keeper wrote down the depth of the channel every evening. The harbour was dredged in 1831.
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = []
    for name, text in (("salt.txt", TINY), ("wool.txt", RAILS), ("velm.txt", HARBOUR)):
        paths.append(tmp_path / name)
        paths[-1].write_text(text, encoding="utf-8")
    return paths


@pytest.fixture
def someone(browser: Browser, files: list[Path], small_encoder: Encoder, tmp_path: Path) -> Iterator[Visitor]:
    first = build_pipeline(read_article(files[2]), small_encoder, cache=tmp_path / "cache", progress=silent)
    wide = {"width": 1280, "height": 800}
    with served(first.article, lambda: first) as at, visitor(browser, at, viewport=wide) as found:
        found.page.locator("#reading input[type=file]").set_input_files(files)
        expect(found.page.locator("#sources summary")).to_have_text("Ask all 3 articles")
        yield found


@pytest.mark.browser
def test_each_article_has_its_own_answer_or_refusal_and_the_ticked_out_are_not_searched(someone: Visitor) -> None:
    page = someone.page
    page.locator("#sources summary").click()
    page.get_by_label("Compare: ask each by itself").check()
    expect(page.locator("#sources summary")).to_have_text("Ask all 3 articles, each by itself")
    someone.ask(OPENED)
    sides = page.locator("#turn-1 .one")
    assert sides.locator("h3.side").all_text_contents() == ["The Salt Road", "The Wool Road", "The Harbour of Velm"]
    expect(sides.nth(0).locator(".quote").first).to_contain_text("Traders opened the road in 1820")
    expect(sides.nth(1).locator(".quote").first).to_contain_text("Traders opened the road in 1777")
    expect(sides.nth(2).locator(".verdict")).to_have_text("The article does not say.")
    expect(sides.nth(2).locator(".quote")).to_have_count(0)
    page.get_by_label("Compare: ask each by itself").uncheck()
    page.get_by_label("The Salt Road").uncheck()
    expect(page.locator("#sources summary")).to_have_text("Ask 2 of 3 articles")
    someone.ask(OPENED)
    second = page.locator("#turn-2")
    expect(second.locator(".read-as").last).to_have_text("Asked of The Wool Road, The Harbour of Velm alone.")
    expect(second.locator(".quote").first).to_contain_text("1777")
    for summary in second.locator("summary:visible").all():
        summary.click()
    expect(second).not_to_contain_text("1820")  # nor among what else was found
    expect(second).not_to_contain_text("The Salt Road, p.")


def test_the_library_of_some_articles_has_their_passages_and_no_others(files: list[Path], tmp_path: Path) -> None:
    library = read_library(files, tmp_path / "cache", silent).article
    some = part_library(library, ("The Wool Road", "The Harbour of Velm"))
    assert {passage.article for passage in some.passages} == {"The Wool Road", "The Harbour of Velm"}
    assert not any("1820" in passage.text for passage in some.passages)
    for passage in some.passages:
        assert any(passage is other for other in library.passages)
        assert some.part_of(passage).title == passage.article
