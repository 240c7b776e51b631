"""Behind a proxy, under a path of its own: the page works in a browser as it does without."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from qa.pipeline import Pipeline
from screen.door import Door, Place
from tests.attack.proxy import proxy_of
from tests.conftest import TINY
from tests.screen.visitor import Visitor, installed_browser, served


@pytest.mark.browser
def test_the_page_under_a_path_of_a_proxy(small: Pipeline) -> None:
    place = Place(Door("127.0.0.1"), 0, "/article")
    with (
        served(small.article, lambda: small, place=place) as address,
        proxy_of(address, "/article") as outside,
        installed_browser() as browser,
    ):
        someone = Visitor(browser.new_context(reduced_motion="reduce").new_page())
        someone.open(outside)
        someone.ask("When did traders open the road?")
        expect(someone.page.locator("body")).to_contain_text("1820")
        someone.page.locator("input[type=file]").first.set_input_files(
            {"name": "own.txt", "mimeType": "text/plain", "buffer": TINY.replace("Salt Road", "Own Road").encode()}
        )
        expect(someone.page.locator("#article h2")).to_have_text("The Own Road")
        assert someone.problems == []


def test_a_name_of_a_proxy_must_be_allowed(small: Pipeline) -> None:
    for names, status in (((), 421), (("lab.example",), 200)):
        place = Place(Door("127.0.0.1", names), 0)
        with served(small.article, lambda: small, place=place) as address:
            for headers in ({"Host": "lab.example"}, {"X-Forwarded-Host": "lab.example"}):
                assert httpx.get(f"{address}config", headers=headers, trust_env=False).status_code == status
            from_it = {"Host": "127.0.0.1", "Origin": "https://lab.example", "X-Forwarded-Host": "lab.example"}
            assert httpx.get(f"{address}config", headers=from_it, trust_env=False).status_code == status
