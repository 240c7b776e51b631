"""Conversations stay in the browser, and an address leads to an answer or a place."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from index import Article
from qa.pipeline import Pipeline
from tests.screen.visitor import RECOGNISED, Visitor, served, visitor

pytestmark = pytest.mark.browser

WIDE: ViewportSize = {"width": 1280, "height": 800}
SECOND = "Who oversaw the delivery of aid to the mujahideen?"


@pytest.fixture
def someone(browser: Browser, address: str) -> Iterator[Visitor]:
    with visitor(browser, address, viewport=WIDE, permissions=["clipboard-read", "clipboard-write"]) as found:
        yield found


def questions(someone: Visitor) -> list[str]:
    return someone.page.locator(".turn .question").all_text_contents()


def test_a_conversation_outlives_a_reload_and_the_server(
    browser: Browser, article: Article, pipeline: Pipeline
) -> None:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    someone = Visitor(context.new_page())
    with served(article, lambda: pipeline) as first:
        someone.open(first)
        someone.ask(RECOGNISED)
        someone.ask(SECOND)
        someone.page.reload()
        someone.answered(2)
        assert questions(someone) == [RECOGNISED, SECOND]
        expect(someone.page.locator("#turn-1 .quote")).to_contain_text("August 15, 1947")
        kept = someone.page.evaluate("[JSON.stringify(localStorage), JSON.stringify(sessionStorage)]")
    with served(article, lambda: pipeline) as second:  # another port is another origin: it is given what was kept
        someone.page.goto(f"{second}?q=")
        someone.page.evaluate(
            "([a, b]) => { Object.assign(localStorage, JSON.parse(a)); Object.assign(sessionStorage, JSON.parse(b)); }",
            kept,
        )
        someone.page.goto(second)
        someone.answered(2)
        assert questions(someone) == [RECOGNISED, SECOND]
        someone.ask("What did India invest in after 9/11?")
        assert len(questions(someone)) == 3
    assert someone.problems == []
    context.close()


def test_earlier_conversations_are_listed_renamed_opened_and_deleted(someone: Visitor) -> None:
    someone.ask(RECOGNISED)
    someone.page.get_by_role("button", name="Start a new one").click()
    expect(someone.page.locator(".turn")).to_have_count(0)
    expect(someone.page.get_by_label("Your question")).to_be_focused()
    earlier = someone.page.locator("#kept-conversations")
    earlier.locator("summary").click()
    expect(earlier).to_contain_text("1 question")
    earlier.get_by_role("button", name=f"Rename {RECOGNISED}").click()
    earlier.get_by_label("The conversation's name").fill("For the essay")
    earlier.get_by_label("The conversation's name").press("Enter")
    earlier.get_by_role("button", name="For the essay", exact=True).click()
    someone.answered(1)
    assert questions(someone) == [RECOGNISED]
    someone.page.get_by_role("button", name="Start a new one").click()
    earlier.locator("summary").click()
    earlier.get_by_role("button", name="Delete For the essay").click()
    expect(earlier).to_be_hidden()
    someone.page.reload()
    expect(someone.page.locator(".card")).to_be_visible()
    expect(earlier).to_be_hidden()


def test_the_address_follows_the_question_and_back_leads_back(someone: Visitor) -> None:
    someone.ask(RECOGNISED)
    assert parse_qs(urlsplit(someone.page.url).query) == {"q": [RECOGNISED]}
    someone.ask(SECOND)
    assert parse_qs(urlsplit(someone.page.url).query) == {"q": [SECOND]}
    assert "CIA oversaw" in someone.marked()
    someone.page.go_back()
    expect(someone.page.locator("#turn-1")).to_be_in_viewport()
    assert "August 15, 1947" in someone.marked()
    someone.page.locator("#turn-1 .where a").first.click()
    fragment = parse_qs(urlsplit(someone.page.url).fragment)
    assert fragment["at"] == ["p. 7, Pak-US Relations in Cold-War, para. 1"]
    assert fragment["quote"][0].startswith("Since the United States recognized Pakistan on August 15, 1947")
    place = someone.page.url
    someone.page.keyboard.press("Escape")
    someone.page.go_back()
    someone.page.go_forward()
    expect(someone.page.locator("#article mark").first).to_be_in_viewport()
    assert someone.page.url == place


def test_a_copied_link_leads_someone_else_to_the_answer_and_to_the_place(
    someone: Visitor, browser: Browser, address: str
) -> None:
    someone.ask(RECOGNISED)
    someone.page.locator("#turn-1").get_by_role("button", name="Copy link").click()
    expect(someone.page.locator("#said")).to_have_text("Copied.")
    link = someone.page.evaluate("navigator.clipboard.readText()")
    with visitor(browser, link, viewport=WIDE) as other:
        other.answered(1)
        assert "August 15, 1947" in other.marked()
    someone.page.locator("#turn-1 .where a").first.click()
    with visitor(browser, f"{address}#{urlsplit(someone.page.url).fragment}", viewport=WIDE) as other:
        expect(other.page.locator("#article mark").first).to_be_in_viewport()
        assert other.marked().startswith("Since the United States recognized Pakistan on August 15, 1947")


def test_what_is_typed_while_an_answer_is_pending_stays_and_waits_its_turn(someone: Visitor) -> None:
    box = someone.page.get_by_label("Your question")
    box.fill(RECOGNISED)
    box.press("Enter")
    # Drawn at once, before the server has said anything.
    expect(someone.page.locator(".turn.pending .question").first).to_have_text(RECOGNISED)
    box.press_sequentially(SECOND)
    box.press("Enter")
    box.press_sequentially("And then")
    someone.answered(2)
    assert questions(someone) == [RECOGNISED, SECOND]
    expect(box).to_have_value("And then")


def test_on_paper_the_conversation_has_its_sources_and_the_article_its_marks(someone: Visitor) -> None:
    someone.ask(RECOGNISED)
    page = someone.page
    page.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.locator("[data-act=print][data-what=conversation]").evaluate("button => button.click()")
    expect(page.locator("#turn-1 .rests li").first).to_be_visible()
    for hidden in ("#dock", "#article", "#turn-1 .foot", "#turn-1 [data-copy]"):
        expect(page.locator(hidden).first).to_be_hidden()
    page.locator("[data-act=print][data-what=article]").evaluate("button => button.click()")
    expect(page.locator("#article mark").first).to_be_visible()
    expect(page.locator("#turn-1")).to_be_hidden()
    # All of it is on paper, not only what stood in the pane.
    last = page.locator("#reading").evaluate("pane => pane.scrollHeight - pane.clientHeight")
    assert last <= 1
