"""Words of the article that a reader selects: copied with a citation, asked about, highlighted, noted, exported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.screen.visitor import Visitor, visitor

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
# Selects the first place of some words in the article, as a mouse or the keys would.
SELECT = """(words) => {
  for (const element of document.querySelectorAll("#article .words")) {
    const at = element.textContent.indexOf(words);
    if (at < 0) continue;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let place = 0, begun = false;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!begun && at < place + node.data.length) { range.setStart(node, at - place); begun = true; }
      const last = at + words.length - place;
      if (begun && last <= node.data.length) { range.setEnd(node, last); break; }
      place += node.data.length;
    }
    element.scrollIntoView({block: "center"});
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    return true;
  }
  return false;
}"""
TEPID = "the US response was tepid"


@pytest.fixture
def someone(browser: Browser, address: str) -> Iterator[Visitor]:
    with visitor(browser, address, viewport=WIDE, permissions=["clipboard-read", "clipboard-write"]) as found:
        yield found


def select(someone: Visitor, words: str) -> None:
    assert someone.page.evaluate(SELECT, words)
    expect(someone.page.get_by_role("toolbar", name="The selected words")).to_be_visible()


def press(someone: Visitor, name: str) -> None:
    someone.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


def copied(someone: Visitor) -> str:
    expect(someone.page.locator("#said")).to_have_text("Copied.")
    text: str = someone.page.evaluate("navigator.clipboard.readText()")
    return text


def test_selected_words_are_copied_with_their_citation_in_the_style_that_is_remembered(someone: Visitor) -> None:
    select(someone, TEPID)
    press(someone, "Copy with citation")
    assert copied(someone) == "“the US response was tepid” (Fatima et al., n.d., p. 8, para. 5)."
    rich = someone.page.evaluate(
        "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    assert "“the US response was tepid” (Fatima et al., n.d., p. 8, para. 5)." in rich
    someone.page.get_by_role("toolbar").get_by_label("Style of the citation").select_option("MLA")
    someone.page.reload()
    expect(someone.page.get_by_label("Your question")).to_be_editable()
    select(someone, TEPID)
    press(someone, "Copy with citation")
    assert copied(someone) == "“the US response was tepid” (Fatima et al. 8)."


def test_words_that_rest_on_a_source_are_copied_as_cited_in_the_article(someone: Visitor) -> None:
    select(someone, "Pakistan faced stringent US sanctions")
    press(someone, "Copy as cited in")
    assert copied(someone) == (
        "“Pakistan faced stringent US sanctions” (Sheikh, 2021, as cited in Fatima et al., n.d., p. 5, para. 3)."
    )


def test_selected_words_are_asked_about_and_looked_up(someone: Visitor) -> None:
    select(someone, "Stinger missile")
    press(someone, "Ask about this")
    expect(someone.page.get_by_label("Your question")).to_have_value(
        "What does the article say about “Stinger missile”?"
    )
    expect(someone.page.get_by_label("Your question")).to_be_focused()
    select(someone, "Stinger missile")
    press(someone, "Every mention")
    expect(someone.page.locator("#found-mentions .count")).to_contain_text("“Stinger missile”: twice")


def test_by_keys_the_row_of_buttons_is_reached_with_enter_and_left_with_escape(someone: Visitor) -> None:
    select(someone, TEPID)
    someone.page.keyboard.press("Enter")
    expect(someone.page.get_by_role("button", name="Copy with citation")).to_be_focused()
    someone.page.keyboard.press("Escape")
    expect(someone.page.get_by_role("toolbar")).to_be_hidden()


def test_on_a_phone_the_row_of_buttons_lies_at_the_foot(browser: Browser, address: str) -> None:
    phone = {"viewport": {"width": 375, "height": 760}, "has_touch": True, "is_mobile": True}
    with visitor(browser, address, **phone) as someone:
        select(someone, TEPID)
        box = someone.page.get_by_role("toolbar", name="The selected words").bounding_box()
        assert box is not None
        assert (box["x"], box["x"] + box["width"]) == (8, 367)
        assert 750 < box["y"] + box["height"] < 760


def test_highlights_and_notes_stay_and_are_listed_and_exported(someone: Visitor) -> None:
    select(someone, TEPID)
    press(someone, "Highlight")
    select(someone, "Stinger missile")
    press(someone, "Note")
    someone.page.get_by_label("Your note").fill("Look up who paid <for> it.")
    press(someone, "Keep note")
    someone.page.reload()
    own = someone.page.locator("#article mark.own")
    expect(own).to_have_count(2)
    assert own.all_text_contents() == ["the US response was tepid", "Stinger missile"]
    someone.page.get_by_role("tab", name="Notes").click()
    listed = someone.page.locator("#found-notes li")
    expect(listed).to_have_count(2)
    expect(listed.nth(0)).to_contain_text("p. 8, Pak-US Relations in Cold-War, para. 5")
    expect(listed.nth(1)).to_contain_text("Look up who paid <for> it.")
    with someone.page.expect_download() as download:
        someone.page.get_by_role("link", name="Markdown").click()
    assert download.value.suggested_filename == "pak-us-relations-and-afghanistan-a-critical-analysis-notes.md"
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "> “the US response was tepid” (Fatima et al., n.d., p. 8, para. 5)." in text
    assert r"Look up who paid \<for\> it." in text
    assert "SHA-256" in text
    with someone.page.expect_download() as download:
        someone.page.locator("#found-notes").get_by_role("link", name="RIS").click()
    ris = Path(download.value.path()).read_text(encoding="utf-8")
    assert "N1  - “Stinger missile” (p. 9, Pak-US Partnership 1979-1989, para. 1) Look up who paid <for> it." in ris
    listed.nth(0).get_by_role("button", name="Delete").click()
    expect(listed).to_have_count(1)
    expect(own).to_have_count(1)


def test_highlights_are_there_however_late_the_article_is_drawn(someone: Visitor) -> None:
    select(someone, TEPID)
    press(someone, "Highlight")
    own = someone.page.locator("#article mark.own")
    expect(own).to_have_count(1)
    bare = someone.page.locator("#article").evaluate("article => article.outerHTML.replace(/<.?mark[^>]*>/g, '')")
    someone.page.locator("#article").evaluate("(article, html) => (article.outerHTML = html)", bare)
    expect(own).to_have_text(TEPID)


def test_a_highlight_is_found_again_where_the_text_was_read_otherwise(someone: Visitor) -> None:
    """Kept by quote and surroundings: other hyphens, spaces and numbers of paragraphs do not lose it."""
    select(someone, TEPID)
    press(someone, "Highlight")
    expect(someone.page.locator("#article mark.own")).to_have_count(1)
    someone.page.evaluate(
        """() => {
          const kept = JSON.parse(localStorage.getItem("article-qa kept"));
          for (const article of Object.values(kept)) for (const note of article.notes) {
            note.target[0].selector.exact = "the US re-  sponse was\\ntepid";
          }
          localStorage.setItem("article-qa kept", JSON.stringify(kept));
        }"""
    )
    someone.page.reload()
    expect(someone.page.locator("#article mark.own")).to_have_text("the US response was tepid")


def test_a_citation_shows_its_source_in_a_card(someone: Visitor) -> None:
    cite = someone.page.locator("#article a.cite", has_text="(Rose & Husain, 1985)")
    cite.hover()
    card = someone.page.get_by_role("group", name="The source that is cited")
    expect(card).to_contain_text("Rose, L. E., & Husain, N. (1985). United States-Pakistan Relations.")
    expect(card).to_contain_text("Cited in p. ")
    card.get_by_role("button", name="BibTeX").click()
    assert copied(someone).startswith("@book{rose1985united,")
    card.get_by_role("link", name="Go to the entry").click()
    expect(someone.page.locator(".para.cited .words")).to_contain_text("Rose, L. E., & Husain, N. (1985)")


def test_the_whole_bibliography_is_a_file_and_says_what_is_cited_most(someone: Visitor) -> None:
    with someone.page.expect_download() as download:
        someone.page.locator(".bibliography").get_by_role("link", name=".bib").click()
    entries = Path(download.value.path()).read_text(encoding="utf-8")
    assert entries.count("\n}\n") == 32
    assert entries.startswith("% The references of Pak-US Relations and Afghanistan: A Critical Analysis: ")
    assert re.search(r"^% article-qa .*, 20\d\d-\d\d-\d\d$", entries, re.MULTILINE)
    with someone.page.expect_download() as download:
        someone.page.locator(".bibliography").get_by_role("link", name=".ris").click()
    records = Path(download.value.path()).read_text(encoding="utf-8")
    assert records.count("N1  - article-qa ") == records.count("ER  - ") == 32
    someone.page.locator(".bibliography summary").click()
    most = someone.page.locator(".bibliography li")
    expect(most).to_have_count(5)
    expect(most.first).to_contain_text("places")
