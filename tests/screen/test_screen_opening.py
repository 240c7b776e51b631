"""The page before a first question, and the bar over the article."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.screen.visitor import Visitor, visitor

pytestmark = pytest.mark.browser

WIDE, LARGE = {"width": 1280, "height": 800}, {"width": 1700, "height": 950}


@pytest.fixture
def someone(browser: Browser, address: str) -> Iterator[Visitor]:
    with visitor(browser, address, viewport=WIDE) as found:
        yield found


def test_the_card_says_what_the_article_is_and_what_can_be_asked(someone: Visitor) -> None:
    card = someone.page.locator(".card")
    expect(card.locator("h2")).to_have_text("Pak-US Relations and Afghanistan: A Critical Analysis")
    expect(card.locator(".facts")).to_contain_text("Ux Fatima, Ghulam Mustafa, Bilal Bin Liaqat")
    expect(card.locator(".facts")).to_contain_text("21 pages · 32 sources · ")
    assert card.locator(".offer h3").all_text_contents() == ["Facts", "People and sources", "Overview"]
    expect(card).to_contain_text("Nothing leaves this computer.")
    expect(card.locator(".formats")).to_contain_text(".docx")
    card.locator("summary", has_text="Outline").click()
    card.get_by_role("link", name="Literature Review").click()
    expect(someone.page.locator("#article h3", has_text="Literature Review")).to_be_in_viewport()


def test_the_bar_says_where_one_reads(someone: Visitor) -> None:
    bar = someone.page.locator("#article .bar")
    expect(bar.locator(".name")).to_have_text("Pak-US Relations and Afghanistan: A Critical Analysis")
    expect(bar.locator(".leaf")).to_have_text("p. 1")
    bar.locator("summary").click()
    bar.get_by_role("link", name="Literature Review").click()
    expect(bar.locator(".section")).to_have_text("Literature Review")
    expect(bar.locator(".leaf")).to_have_text("p. 2")
    expect(bar.locator("details")).not_to_have_attribute("open", "")
    bar.locator("summary").click()
    someone.page.locator("#article h3", has_text="Literature Review").click()
    expect(bar.locator("details")).not_to_have_attribute("open", "")  # a press elsewhere closes it
    someone.page.locator("#reading").evaluate("pane => pane.scrollTo(0, pane.scrollHeight)")
    expect(bar.locator(".section")).to_have_text("References")
    share = bar.locator(".read").evaluate("line => Number(getComputedStyle(line).getPropertyValue('--share'))")
    assert share > 0.98


def test_words_are_found_in_the_article_one_after_another(someone: Visitor) -> None:
    box, count = someone.page.get_by_label("Find in the article"), someone.page.locator(".find output")
    box.fill("stinger missile")
    expect(count).to_have_text("2 found")
    box.press("Enter")
    expect(count).to_have_text("1 of 2")
    assert someone.marked() == "Stinger missile"
    expect(someone.page.locator("#article mark")).to_be_in_viewport()
    someone.page.get_by_role("button", name="Next", exact=True).click()
    expect(count).to_have_text("2 of 2")
    someone.page.get_by_role("button", name="Previous", exact=True).click()
    expect(count).to_have_text("1 of 2")
    box.fill("stinger missiles of old")
    expect(count).to_have_text("0 found")


def test_the_letters_grow_and_stay_grown(someone: Visitor) -> None:
    words = someone.page.locator("#article .para .words").first
    size = "words => parseFloat(getComputedStyle(words).fontSize)"
    before = words.evaluate(size)
    someone.page.get_by_role("button", name="larger letters").click()
    after = words.evaluate(size)
    assert after > before
    someone.page.reload()
    expect(someone.page.get_by_label("Your question")).to_be_editable()
    someone.page.wait_for_function(
        "(size) => parseFloat(getComputedStyle(document.querySelector('#article .para .words')).fontSize) === size",
        arg=after,
    )


def test_a_page_is_named_beside_its_first_line(someone: Visitor) -> None:
    """The label of every page stands at the height of the line on which its page begins, and is in one piece."""
    off = someone.page.evaluate(
        """() => [...document.querySelectorAll("#article .para .page")].map((page) => {
          const words = page.parentNode.closest(".words") ?? page.parentNode.querySelector(".words, .label");
          const range = document.createRange();
          range.setStartAfter(page);
          if (!page.closest(".words")) range.selectNodeContents(words);
          else range.setEndAfter(words.lastChild);
          const line = range.getClientRects()[0];
          return [page.dataset.page, Math.round(page.getBoundingClientRect().top - line.top)];
        })"""
    )
    assert {name for name, _ in off} >= {"8", "20", "21"}
    assert [name for name, distance in off if abs(distance) > 30] == []


def test_on_a_large_screen_the_outline_stands_beside_the_text(browser: Browser, address: str) -> None:
    with visitor(browser, address, viewport=LARGE) as someone:
        outline = someone.page.get_by_role("navigation", name="Sections of the article")
        expect(outline).to_be_visible()
        outline.get_by_role("link", name="Literature Review").click()
        expect(outline.locator("a[aria-current]")).to_have_text("Literature Review")
        text = someone.page.locator("#article .para .words").first.bounding_box()
        box = outline.bounding_box()
        assert text is not None
        assert box is not None
        assert box["x"] + box["width"] <= text["x"]
