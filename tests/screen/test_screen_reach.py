"""The page for everyone: a phone, a dark room, a screen reader, a computer without a network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from index import Article
from qa import Answer, Citation
from qa.pipeline import Pipeline
from screen.article_view import ArticleView
from screen.conversation_view import ConversationView
from screen.exchange import Exchange
from screen.questions import questions_about
from tests.screen.visitor import RECOGNISED, Visitor, served, visitor

pytestmark = pytest.mark.browser

DOCS = Path(__file__).parents[2] / "docs"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 375, "height": 760}
FOLLOW_UP = "Who oversaw the delivery of aid to the mujahideen?"


@pytest.fixture(scope="module")
def address(article: Article, pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(article, lambda: pipeline, tmp_path_factory.mktemp("feedback") / "feedback.jsonl") as at:
        yield at


def picture(someone: Visitor, name: str) -> None:
    """Keep a screenshot in docs/ where ARTICLE_QA_SCREENSHOTS asks for it."""
    if os.environ.get("ARTICLE_QA_SCREENSHOTS"):
        DOCS.mkdir(exist_ok=True)
        someone.page.screenshot(path=DOCS / f"{name}.png")


def test_nothing_is_asked_of_another_computer(browser: Browser, address: str) -> None:
    with visitor(browser, address, viewport=WIDE) as someone:
        someone.ask(FOLLOW_UP)
        expect(someone.page.locator(".quote")).to_contain_text("CIA oversaw delivery of aid")
        picture(someone, "wide")
        assert someone.hosts - {""} == {"127.0.0.1"}  # "" is what data: addresses have


def test_on_a_phone_the_panes_are_stacked_and_the_article_is_a_link_away(browser: Browser, address: str) -> None:
    with visitor(browser, address, viewport=PHONE, has_touch=True, is_mobile=True) as someone:
        someone.ask(RECOGNISED)
        assert someone.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        # The answer is in view, not the article, though its sentence is marked there.
        box = someone.page.locator("#turn-1 .quote").first.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 500
        picture(someone, "phone")
        someone.page.locator("#turn-1 .where a").first.tap()
        expect(someone.page.locator("#article mark").first).to_be_in_viewport()
        someone.page.get_by_role("link", name="Back to the answer").tap()
        expect(someone.page.locator("#turn-1 .quote").first).to_be_in_viewport()
        someone.page.get_by_role("link", name="Read the article").tap()
        expect(someone.page.locator("#article h2")).to_be_in_viewport()


def test_on_a_phone_ask_leads_from_the_article_to_the_question_from_any_tab(browser: Browser, address: str) -> None:
    with visitor(browser, address, viewport=PHONE, has_touch=True, is_mobile=True) as someone:
        tab(someone, "mentions")
        someone.page.get_by_role("link", name="Read the article").tap()
        someone.page.locator(".bar .to-asking").tap()
        expect(someone.page.get_by_label("Your question")).to_be_focused()
        expect(someone.page.get_by_label("Your question")).to_be_in_viewport()


def test_in_a_very_small_window_nothing_lies_over_the_answer(browser: Browser, address: str) -> None:
    with visitor(browser, address, viewport={"width": 320, "height": 256}) as someone:
        someone.ask(RECOGNISED)
        quote = someone.page.locator("#turn-1 .quote").first
        quote.scroll_into_view_if_needed()
        over = quote.evaluate(
            """(quote) => {
              const box = quote.getBoundingClientRect();
              const heights = [0.2, 0.5, 0.8].map((share) => box.top + share * box.height);
              const seen = heights.filter((y) => y > 0 && y < innerHeight);
              const there = seen.map((y) => document.elementFromPoint(box.left + box.width / 2, y));
              return there.filter((at) => !quote.contains(at)).length;
            }"""
        )
        assert over == 0


def test_the_focus_is_seen_and_never_lost(browser: Browser, address: str) -> None:
    with visitor(browser, address, viewport=WIDE) as someone:
        box = someone.page.get_by_label("Your question")
        box.focus()
        assert box.evaluate("box => getComputedStyle(box).outlineStyle") == "solid"
        someone.ask(RECOGNISED)
        someone.page.get_by_role("button", name="Wrong passage").click()
        expect(someone.page.locator("#turn-1 p.feedback")).to_be_focused()
        someone.page.locator("#turn-1 .where a").first.click()
        someone.page.keyboard.press("Escape")
        assert someone.page.evaluate("document.activeElement !== document.body")


def test_an_answer_is_read_out_in_the_order_of_its_importance(browser: Browser, address: str) -> None:
    with visitor(browser, address, viewport=WIDE) as someone:
        someone.ask(RECOGNISED)
        read = someone.page.locator("#turn-1").aria_snapshot()
        parts = [
            f'heading "{RECOGNISED}"',
            "August 15, 1947",
            "Since the United States recognized Pakistan on",
            "p. 7, Pak-US Relations in Cold-War, para. 1",
            "Copy quote",
            "Strong support",
            "Further passages",
        ]
        places = [read.find(part) for part in parts]
        assert -1 not in places, read
        assert places == sorted(places), read


def test_in_the_dark_the_page_is_dark(browser: Browser, address: str) -> None:
    with visitor(browser, address, viewport=WIDE, color_scheme="dark") as someone:
        someone.ask(RECOGNISED)
        paper = someone.page.locator("#reading").evaluate("pane => getComputedStyle(pane).backgroundColor")
        assert max(map(int, paper.removeprefix("rgb(").removesuffix(")").split(","))) < 60
        picture(someone, "dark")


def test_marks_glide_into_view_unless_motion_is_unwelcome(browser: Browser, address: str) -> None:
    for wish, glides in (("reduce", False), ("no-preference", True)):
        with visitor(browser, address, viewport=WIDE, reduced_motion=wish) as someone:
            someone.page.evaluate("scrolled = []; Element.prototype.scrollTo = (to) => scrolled.push(to.behavior); 0")
            someone.ask(RECOGNISED)
            assert ("smooth" in someone.page.evaluate("scrolled")) is glides


STATES: dict[str, dict[str, Any]] = {
    "light": {"viewport": WIDE},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(browser: Browser, address: str, tiny: Article, tiny_file: Path, state: str) -> None:
    """Empty, answered, refused, perhaps and otherwise, the look-ups, notes and a file of one's own."""
    folder = os.environ.get("AXE_PATH")
    scripts = sorted(Path(folder).rglob("axe.min.js")) if folder else []
    if not scripts:
        pytest.skip("axe-core is not here: npm pack axe-core, unpack it and name the folder in AXE_PATH")
    with visitor(browser, address, bypass_csp=True, **STATES[state]) as someone:
        page = someone.page
        page.evaluate(scripts[0].read_text(encoding="utf-8"))
        found = violations(someone)
        someone.ask(RECOGNISED)
        someone.ask("How many US soldiers died in Afghanistan?")
        for summary in page.locator("#conversation summary:visible").all():
            summary.click()
        found += violations(someone)
        page.locator("#conversation .conversation").evaluate("(old, html) => (old.outerHTML = html)", uncertain(tiny))
        found += violations(someone)
        tab(someone, "mentions")
        page.get_by_label("A word or name").fill("Stinger")
        page.get_by_role("button", name="Find", exact=True).click()
        expect(page.locator("#found-mentions")).to_contain_text("twice")
        found += violations(someone)
        tab(someone, "quotation")
        page.get_by_label("The words as you have them").fill("CIA oversaw the delivery of aid")
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page.locator("#found-quotation")).to_contain_text("Nearly")
        found += violations(someone)
        tab(someone, "timeline")
        page.get_by_role("button", name="Show dates and figures").click()
        expect(page.locator("#found-timeline")).to_contain_text("August 15, 1947")
        found += violations(someone)
        tab(someone, "notes")
        found += violations(someone)
        page.locator("#reading input[type=file]").set_input_files(tiny_file)
        expect(page.locator("#article .name")).to_have_text("The Salt Road")
        found += violations(someone)
        assert found == []


def tab(someone: Visitor, name: str) -> None:
    """Press a tab, which on a phone may stand in the menu of the tabs."""
    someone.page.locator(f"#tab-{name}-button").evaluate("button => button.click()")


def uncertain(article: Article) -> str:
    """A conversation with a perhaps, an answer to the contrary and a comparison."""
    passage = next(p for p in article.passages if p.section == "Origins")
    whole = Citation(passage, passage.sentences[0], passage.sentences[0])
    answers = [
        Answer("Who?", (), (), 0.4, outcome="perhaps", nearest=whole),
        Answer("Why?", (), (), 0.1, outcome="refused", correction=whole),
        Answer("Compare.", (whole, whole), (), 0.9, form="comparison", sides=("one", "other")),
        Answer("What?", (whole, whole), (), 0.9, form="order"),
    ]
    exchanges = [Exchange(i, article, answer, ()) for i, answer in enumerate(answers, 1)]
    return ConversationView(ArticleView(article), questions_about(article), feedback=True).html(exchanges)


def violations(someone: Visitor) -> list[str]:
    """The findings of axe at levels A and AA: the rule and the element, a line each."""
    report = someone.page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
    )
    return [f"{rule['id']}: {node['html']}" for rule in report["violations"] for node in rule["nodes"]]
