"""An article of the user's own, opened on the page in the built-in one's place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import TINY
from tests.screen.visitor import RECOGNISED, Visitor

pytestmark = pytest.mark.browser

# A dropped file in a browser: it is held over the page, and is the page's once a script takes it.
DROP = """async ([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const refused = (kind) => document.querySelector("#conversation").dispatchEvent(
    new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  while (refused("dragover")) await new Promise((held) => setTimeout(held, 20));
  refused("drop");
}"""


HELD = """(name) => {
  const data = new DataTransfer();
  data.items.add(new File(["text"], name));
  return !document.querySelector("#conversation").dispatchEvent(
    new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def someone(browser: Browser, address: str) -> Iterator[Visitor]:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    found = Visitor(page)
    found.open(address)
    yield found
    page.close()
    assert found.problems == []
    assert found.hosts <= {"127.0.0.1"}


def test_a_file_is_opened_asked_and_looked_up_in(
    someone: Visitor, tiny_file: Path, browser: Browser, address: str
) -> None:
    someone.ask(RECOGNISED)
    someone.page.locator("#reading input[type=file]").set_input_files(tiny_file)
    expect(someone.page.locator("#status")).to_contain_text("“The Salt Road” is open, 9 passages.")
    expect(someone.page.locator("#article h2")).to_have_text("The Salt Road")
    expect(someone.page.locator(".turn")).to_have_count(0)
    expect(someone.page.locator("#article .bar .leaf")).to_have_text("p. 1")
    someone.ask("When did traders open the road?")
    expect(someone.page.locator("#turn-1 .quote").first).to_have_text("“Traders opened the road in 1820 (Moss, 1999).”")
    assert someone.marked() == "Traders opened the road in 1820 (Moss, 1999)."
    someone.page.get_by_role("tab", name="Every mention").click()
    someone.page.get_by_label("A word or name").fill("mules")
    someone.page.get_by_role("button", name="Find", exact=True).click()
    expect(someone.page.locator("#mentions-found")).to_contain_text("Mules were dear")
    other = Visitor(browser.new_page())  # everyone else still has the first
    other.open(address)
    expect(other.page.locator("#article h2")).to_contain_text("PAK-US RELATIONS")
    other.page.close()
    someone.page.reload()  # the first article again, with what was asked of it
    someone.answered(1)
    expect(someone.page.locator(".turn .question")).to_have_text([RECOGNISED])


def test_a_file_is_opened_from_any_tab_and_nothing_of_the_former_article_stays(
    someone: Visitor, tiny_file: Path
) -> None:
    page = someone.page
    page.get_by_role("tab", name="Every mention").click()
    page.get_by_label("A word or name").fill("Stinger")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("#found-mentions a.place").first).to_be_visible()
    page.locator("#reading").evaluate("pane => pane.scrollTo(0, 3000)")
    refused = page.evaluate(HELD, "salt.txt")
    expect(page.locator("#drop")).to_contain_text("Drop to open: .docx .htm .html .md .pdf .txt .xml")
    assert refused
    page.evaluate("document.dispatchEvent(new DragEvent('dragleave', {bubbles: true, relatedTarget: null}))")
    expect(page.locator("#drop")).to_have_count(0)
    page.locator("#reading input[type=file]").set_input_files(tiny_file)
    expect(page.locator("#status")).to_contain_text("“The Salt Road” is open")
    expect(page.locator("#status")).to_be_in_viewport()
    expect(page.locator("#found-mentions a.place")).to_have_count(0)
    expect(page).to_have_title("The Salt Road")
    assert page.locator("#reading").evaluate("pane => pane.scrollTop") == 0
    page.locator("#shelf summary").click()
    page.get_by_role("button", name="Back to “Pak-US Relations and Afghanistan: A Critical Analysis”").click()
    expect(page.locator("#article h2")).to_contain_text("PAK-US RELATIONS")
    expect(page).to_have_title("Pak-US Relations and Afghanistan: A Critical Analysis")


def test_a_file_may_be_dropped_anywhere(someone: Visitor) -> None:
    someone.page.evaluate(DROP, ["salt.txt", TINY])
    expect(someone.page.locator("#article h2")).to_have_text("The Salt Road")


def test_a_file_that_cannot_be_read_leaves_all_as_it_was(someone: Visitor) -> None:
    someone.page.evaluate(DROP, ["paper.pdf", "no PDF at all"])
    expect(someone.page.locator(".status.problem")).to_contain_text("paper.pdf")
    expect(someone.page.locator("#article h2")).to_contain_text("PAK-US RELATIONS")
    someone.ask(RECOGNISED)
    expect(someone.page.locator("#turn-1 .quote").first).to_contain_text("August 15, 1947")
