"""The served page in a browser: while the model loads, when something fails, and with many people at it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, expect

from index import Article, read_article
from index.encoding.encoder import Encoder
from index.progress import silent
from index.search import SearchText
from qa import Hit
from qa.building import build_pipeline
from qa.looking import Looking
from qa.pipeline import Pipeline
from qa.reading.findings import Finding
from qa.reading.span_search import Logits
from qa.vocabulary import Vocabulary
from tests.screen.visitor import RECOGNISED, Visitor, served, visitor

pytestmark = pytest.mark.browser


def test_the_page_is_served_while_the_model_loads_and_the_first_question_waits_for_it(
    browser: Browser, article: Article, pipeline: Pipeline
) -> None:
    ready = Event()

    def slow() -> Pipeline:
        ready.wait(60)
        return pipeline

    with served(article, slow) as at, visitor(browser, at) as someone:
        expect(someone.page.locator(".status")).to_have_text("Loading the model ...")
        expect(someone.page.locator("#article")).to_contain_text("Literature Review")
        someone.page.get_by_label("Your question").fill(RECOGNISED)
        someone.page.get_by_role("button", name="Ask", exact=True).click()
        expect(someone.page.locator(".turn.pending")).to_contain_text(RECOGNISED)
        expect(someone.page.locator(".status")).to_have_text("Loading the model ...")
        ready.set()
        someone.answered(1)
        expect(someone.page.locator(".quote")).to_contain_text("August 15, 1947")


def test_a_model_that_cannot_be_loaded_is_said_in_words(browser: Browser, article: Article) -> None:
    def broken() -> Pipeline:
        raise OSError("the embedded encoder cannot be used, install the program again: it was changed")

    with served(article, broken) as at, visitor(browser, at) as someone:
        line = someone.page.locator(".status.problem")
        expect(line).to_contain_text("The model could not be loaded: the embedded encoder cannot be used")
        someone.page.get_by_label("Your question").fill(RECOGNISED)
        someone.page.get_by_label("Your question").press("Enter")
        expect(line).to_contain_text("install the program again: it was changed")
        expect(someone.page.get_by_label("Your question")).to_have_value(RECOGNISED)
        expect(someone.page.locator(".turn")).to_have_count(0)


class BrokenReader:
    """A reader of passages that fails as none should."""

    def read(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        raise RuntimeError("the details")

    def every(self, question: SearchText, hits: Sequence[Hit]) -> list[Finding]:
        raise RuntimeError("the details")

    def verdicts(self, statement: str, texts: Sequence[str]) -> list[Logits]:
        raise RuntimeError("the details")


def test_a_failure_is_said_in_words_and_the_question_kept(
    browser: Browser, tiny: Article, small_encoder: Encoder, tmp_path: Path
) -> None:
    small = build_pipeline(tiny, small_encoder, cache=tmp_path, progress=silent)
    small.looking = Looking(tiny, small.indexes, BrokenReader(), Vocabulary(tiny), 8)
    with served(tiny, lambda: small) as at, visitor(browser, at) as someone:
        someone.page.get_by_label("Your question").fill("When did traders open the road?")
        someone.page.get_by_label("Your question").press("Enter")
        expect(someone.page.locator(".status.problem")).to_contain_text("Something went wrong")
        expect(someone.page.get_by_label("Your question")).to_have_value("When did traders open the road?")
        expect(someone.page.locator("body")).not_to_contain_text("RuntimeError")


def test_eight_people_asking_at_once_each_get_their_own_answer(browser: Browser, address: str) -> None:
    asked = {
        "When did the United States recognize Pakistan?": "August 15, 1947",
        "Who oversaw the delivery of aid to the mujahideen?": "CIA oversaw delivery of aid",
        "What did India invest in after 9/11?": "infrastructure development",
        "What did the collapse of the Soviet Union force Pakistan to do?": "reassess its strategic priorities",
    }
    # A context each: a browser opens no more than six connections to a server, and every page holds one.
    people = [(question, words, Visitor(browser.new_context().new_page())) for question, words in [*asked.items()] * 2]
    for question, _, someone in people:
        someone.open(address)
        someone.page.get_by_label("Your question").fill(question)
    for _, _, someone in people:
        someone.page.get_by_role("button", name="Ask", exact=True).click()
    for _, words, someone in people:
        someone.answered(1)
        expect(someone.page.locator(".quote").first).to_contain_text(words)
        assert someone.problems == []
        someone.page.context.close()


def test_hostile_text_is_shown_as_typed_and_runs_nothing(
    browser: Browser, tmp_path: Path, small_encoder: Encoder
) -> None:
    hostile = "<img src=x onerror=alert(1)> ${alert(1)} {{7}} `a` [c](javascript:alert(1))"
    file = tmp_path / "hostile.txt"
    file.write_text(f"The Salt {hostile}\n\nAbstract\n\nThe salt road is {hostile} in 1820. It was long.\n")
    article = read_article(file)
    small = build_pipeline(article, small_encoder, cache=tmp_path, progress=silent)
    with served(article, lambda: small, tmp_path / "f.jsonl") as at, visitor(browser, at) as someone:
        expect(someone.page.locator("#article h2")).to_contain_text(hostile)
        someone.ask(f"Is the salt road {hostile}?")
        expect(someone.page.locator(".question")).to_have_text(f"Is the salt road {hostile}?")
        expect(someone.page.locator(".turn")).to_contain_text("The salt road is " + hostile)
        someone.page.get_by_role("tab", name="Every mention").click()
        someone.page.get_by_label("A word or name").fill("alert " + hostile)
        someone.page.get_by_role("button", name="Find", exact=True).click()
        expect(someone.page.locator("#found-mentions")).to_contain_text("alert " + hostile)
        assert someone.page.locator("img").count() == 0
