"""Reading and asking in a real browser: the page as a person meets it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from index import Article
from qa.pipeline import Pipeline
from qa.study.citing import quote_with_citation
from tests.screen.visitor import RECOGNISED, Visitor, served, visitor

pytestmark = pytest.mark.browser

RECOGNISED_QUOTE = (
    "Since the United States recognized Pakistan on August 15, 1947,"
    " the two nations have maintained a complex yet often close relationship."
)
UNSAID = "How many US soldiers died in Afghanistan?"


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("feedback") / "feedback.jsonl"


@pytest.fixture(scope="module")
def address(article: Article, pipeline: Pipeline, feedback: Path) -> Iterator[str]:
    with served(article, lambda: pipeline, feedback) as at:
        yield at


@pytest.fixture(scope="module")
def context(browser: Browser) -> BrowserContext:
    """One for all tests, so that the page's files are fetched once; each test has a page of its own."""
    return browser.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce", permissions=["clipboard-read"]
    )


@pytest.fixture
def someone(context: BrowserContext, address: str) -> Iterator[Visitor]:
    page = context.new_page()
    # The context keeps what a browser keeps: each test begins without it.
    page.add_init_script("sessionStorage.seen ?? (localStorage.clear(), (sessionStorage.seen = 1))")
    found = Visitor(page)
    found.open(address)
    yield found
    page.close()
    assert found.problems == []


def test_an_answer_is_quoted_and_its_sentence_marked_in_the_article(someone: Visitor) -> None:
    someone.ask(RECOGNISED)
    turn = someone.page.locator("#turn-1")
    expect(turn.locator(".quote").first).to_have_text(f"“{RECOGNISED_QUOTE}”")
    assert "August 15, 1947" in turn.locator(".quote strong").first.inner_text()
    expect(turn.locator(".where a").first).to_have_text("p. 7, Pak-US Relations in Cold-War, para. 1")
    expect(turn.locator(".rests").first).to_contain_text("Ali, A., & Anwar, M. F. (2023). Pak-US Relations")
    expect(turn.locator(".support")).to_contain_text("support")
    assert someone.marked() == RECOGNISED_QUOTE
    assert someone.page.locator(".para.cited .words").inner_text().startswith("Since the United States recognized")
    expect(someone.page.get_by_label("Your question")).to_be_focused()
    expect(someone.page.get_by_label("Your question")).to_have_value("")


def test_a_citation_leads_into_the_article(someone: Visitor) -> None:
    someone.ask(RECOGNISED)
    someone.page.keyboard.press("Escape")
    assert someone.marked() == ""
    someone.page.locator("#reading").evaluate("pane => pane.scrollTo(0, 0)")
    someone.page.locator("#turn-1 .where a").first.click()
    expect(someone.page.locator(".para.cited .words")).to_be_focused()
    assert someone.marked() == RECOGNISED_QUOTE
    expect(someone.page.locator("#article mark").first).to_be_in_viewport()
    # The answer is beside it: no way back is needed.
    expect(someone.page.locator("#back")).to_have_count(0)


def test_a_citation_in_the_text_leads_to_its_reference_and_back(someone: Visitor) -> None:
    cite = someone.page.locator("#article a.cite", has_text="(Rose & Husain, 1985)")
    cite.click()
    entry = someone.page.locator(".para.cited .words")
    expect(entry).to_be_focused()
    expect(entry).to_have_text("Rose, L. E., & Husain, N. (1985). United States-Pakistan Relations. News York: GSS.")
    someone.page.locator(".para.cited .cited-in a").click()
    expect(someone.page.locator(".para.cited .words")).to_contain_text("Secretary of State George Marshall")
    assert someone.marked() == "(Rose & Husain, 1985)"


def test_what_the_article_does_not_say_is_said_so(someone: Visitor) -> None:
    someone.ask(UNSAID)
    turn = someone.page.locator("#turn-1")
    expect(turn.locator(".verdict")).to_have_text("The article does not say.")
    expect(turn.locator(".reason")).not_to_be_empty()
    expect(turn.get_by_role("heading", name="Related, not an answer")).to_be_visible()
    assert turn.locator(".quote").count() == 0
    assert someone.marked() == ""
    turn.locator(".further a").first.click()
    expect(someone.page.locator(".words.cited, .para.cited .words")).to_be_focused()


def test_a_follow_up_is_read_with_what_was_asked_before_or_alone(someone: Visitor) -> None:
    someone.ask("What did India invest in after 9/11?")
    someone.ask("Why did it do so?")
    assert "Why did it do so? (India, invest, " in someone.page.locator("#turn-2 .read-as").inner_text()
    someone.page.get_by_role("button", name="Ask it alone").click()
    someone.answered(3)
    expect(someone.page.locator("#turn-3 .question")).to_have_text("Why did it do so?")
    assert someone.page.locator("#turn-3 .read-as").count() == 0


def test_copy_puts_the_quote_and_its_citation_on_the_clipboard(someone: Visitor, pipeline: Pipeline) -> None:
    someone.ask(RECOGNISED)
    button = someone.page.locator("#quote-1-1").get_by_role("button", name="Copy quote")
    button.click()
    copy = someone.page.locator("#quote-1-1 .tools > [data-copy]")
    expect(copy).to_have_text("Copied")
    copy.click()  # pressed twice, it still has its own name afterwards
    expect(copy).to_have_text("Copy quote")
    copied = someone.page.evaluate("navigator.clipboard.readText()")
    assert copied == quote_with_citation(pipeline.ask(RECOGNISED).citations[0], pipeline.article)
    assert RECOGNISED_QUOTE.removesuffix(".") in copied
    assert "Fatima et al." in copied


def test_the_conversation_can_be_kept(someone: Visitor) -> None:
    someone.ask(RECOGNISED)
    with someone.page.expect_download() as download:
        someone.page.get_by_role("link", name="Download this conversation").click()
    assert download.value.suggested_filename == "pak-us-relations-and-afghanistan-a-critical-analysis-questions.md"
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert f"## {RECOGNISED}" in text
    assert f"> {RECOGNISED_QUOTE}" in text
    assert "p. 7, Pak-US Relations in Cold-War, para. 1" in text
    someone.page.get_by_role("button", name="Start a new one").click()
    expect(someone.page.locator(".turn")).to_have_count(0)
    expect(someone.page.get_by_role("heading", name="Overview")).to_be_visible()


def test_every_mention_is_listed_and_marked(someone: Visitor) -> None:
    someone.page.get_by_role("tab", name="Every mention").click()
    someone.page.get_by_label("A word or name").fill("Stinger missile")
    someone.page.get_by_role("button", name="Find", exact=True).click()
    found = someone.page.locator("#found-mentions")
    expect(found.locator(".count")).to_have_text("“Stinger missile”: twice in 1 passage, in reading order")
    # Both are marked at once; the link leads to those of its own sentence.
    assert someone.page.locator("#article mark").all_text_contents() == ["Stinger missile", "Stinger missile"]
    found.locator("a").first.click()
    expect(someone.page.locator("#article mark").first).to_be_in_viewport()
    assert someone.page.locator("#article mark").all_text_contents() == ["Stinger missile"]


def test_a_quotation_is_checked_word_for_word(someone: Visitor) -> None:
    someone.page.get_by_role("tab", name="Check a quote").click()
    box, found = someone.page.get_by_label("The words as you have them"), someone.page.locator("#found-quotation")
    box.fill(RECOGNISED_QUOTE)
    box.press("Enter")
    expect(found.locator(".verdict")).to_have_text("Word for word in the article.")
    box.fill(RECOGNISED_QUOTE.replace("recognized", "acknowledged"))
    box.press("Enter")
    expect(found.locator(".differences")).to_have_text("You have “acknowledged”, the article has “recognized”.")
    expect(found.locator("mark")).to_have_text("recognized")
    box.fill("Water boils at a hundred degrees at the level of the sea.")
    box.press("Enter")
    expect(found.locator(".verdict")).to_have_text("This is not in the article.")


def test_dates_stand_in_their_order_each_with_its_sentence(someone: Visitor) -> None:
    someone.page.get_by_role("tab", name="Dates").click()
    someone.page.get_by_role("button", name="Show dates and figures").click()
    found = someone.page.locator("#found-timeline")
    expect(found.locator(".count")).to_have_text(["33 dates in their order", "4 sentences with figures"])
    when = found.locator("ol").first.locator(".when").all_inner_texts()
    assert when[2:5] == ["July 1947", "August 15, 1947", "March 11, 1948"]
    assert when[-1] == "December 2024"
    item = found.locator("li", has_text="August 15, 1947")
    expect(item.locator(".opening")).to_contain_text(RECOGNISED_QUOTE)
    item.locator("a").click()
    assert someone.marked() == "August 15, 1947"
    expect(someone.page.locator("#article mark").first).to_be_in_viewport()
    figures = found.locator("ol").last.locator(".when").all_inner_texts()
    assert figures == ["70 million", "1,000", "2 billion dollar", "10 million dollar"]


def test_feedback_is_kept_in_a_file_on_this_computer(someone: Visitor, feedback: Path) -> None:
    someone.ask(RECOGNISED)
    someone.page.get_by_role("button", name="Wrong passage").click()
    expect(someone.page.locator("#turn-1 .feedback")).to_have_text("Noted: wrong passage.")
    expect(someone.page.locator(".status")).to_have_text("Kept, on the computer that serves this page only.")
    line = json.loads(feedback.read_text(encoding="utf-8").splitlines()[-1])
    assert (line["verdict"], line["question"]) == ("wrong-passage", RECOGNISED)
    assert RECOGNISED_QUOTE in line["answer"]


def test_what_cannot_be_asked_is_explained_and_stays_in_the_box(someone: Visitor) -> None:
    box, line = someone.page.get_by_label("Your question"), someone.page.locator(".status.problem")
    box.press("Enter")
    expect(line).to_have_text("The question is empty: type a question about the article.")
    box.fill("Why? " * 300)
    box.press("Enter")
    expect(line).to_contain_text("the limit is 1,000: ask one thing at a time")
    expect(box).to_have_value("Why? " * 300)
    assert someone.page.locator(".turn").count() == 0


def test_a_question_put_as_soon_as_the_page_is_there_does_not_wait_for_ever(
    context: BrowserContext, address: str
) -> None:
    for _ in range(6):
        early = Visitor(context.new_page())
        early.open(address)
        early.page.get_by_label("Your question").press("Enter")
        expect(early.page.locator(".status.problem")).to_be_visible()
        early.page.close()


def test_the_keys_of_the_page(someone: Visitor) -> None:
    someone.page.get_by_role("tab", name="Check a quote").click()
    someone.page.keyboard.press("/")
    expect(someone.page.get_by_label("Your question")).to_be_focused()
    someone.page.keyboard.type("and/or")
    expect(someone.page.get_by_label("Your question")).to_have_value("and/or")


def test_an_example_is_asked_by_pressing_it_and_suggestions_follow(someone: Visitor) -> None:
    someone.page.get_by_role("button", name=RECOGNISED).click()
    someone.answered(1)
    expect(someone.page.locator("#turn-1 .question")).to_have_text(RECOGNISED)
    expect(someone.page.locator("#turn-1")).to_be_focused()
    suggested = someone.page.locator(".offer button")
    expect(suggested).to_have_count(3)
    assert RECOGNISED not in suggested.all_inner_texts()
    suggested.first.click()
    someone.answered(2)


def test_a_question_in_the_address_is_asked_at_once(browser: Browser, address: str) -> None:
    with visitor(browser, f"{address}?q={quote(RECOGNISED)}") as someone:
        someone.answered(1)
        assert someone.marked() == RECOGNISED_QUOTE
        someone.page.locator("#turn-1 .where a").first.click()
        expect(someone.page.locator(".para.cited .words")).to_be_focused()
        expect(someone.page.locator(".turn")).to_have_count(1)
