"""Files that were opened before: kept on this computer alone, listed, opened again, forgotten."""

from __future__ import annotations

import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import app
from index import read_article
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.building import build_pipeline
from qa.pipeline import Pipeline
from screen.door import Door, Place
from screen.inbox import Opening
from screen.kept_files import KeptFiles
from tests.conftest import TINY
from tests.screen.visitor import Visitor, served

ASKED = "When did traders open the road?"
HARBOUR = TINY.replace("The Salt Road", "The Harbour of Velm").replace("salt", "herring")


@pytest.fixture
def small(tmp_path: Path, small_encoder: Encoder) -> Pipeline:
    path = tmp_path / "harbour.txt"
    path.write_text(HARBOUR, encoding="utf-8")
    return build_pipeline(read_article(path), small_encoder, cache=tmp_path / "cache", progress=silent)


@pytest.fixture
def place() -> Place:
    """A place that a page can be served at twice: what a browser keeps, it keeps for an address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return Place(Door("127.0.0.1"), free.getsockname()[1])


@pytest.fixture
def someone(browser: Browser) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    found = Visitor(context.new_page())
    yield found
    context.close()
    assert found.problems == []


@pytest.mark.browser
def test_an_opened_file_outlives_a_reload_and_the_server_until_it_is_forgotten(
    someone: Visitor, small: Pipeline, place: Place, tmp_path: Path, tiny_file: Path
) -> None:
    folder = tmp_path / "opened"
    page, shelf = someone.page, someone.page.locator("#shelf")
    title = page.locator("#article .bar .name")
    with served(small.article, lambda: small, place=place, kept=KeptFiles(folder)) as at:
        someone.open(at)
        page.locator("#reading input[type=file]").set_input_files(tiny_file)
        expect(title).to_have_text("The Salt Road")
        someone.ask(ASKED)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with served(small.article, lambda: small, place=place, kept=KeptFiles(folder)) as at:
        page.goto(at)  # the tab goes on where it was
        expect(title).to_have_text("The Salt Road")
        someone.answered(1)
        expect(page.locator("#turn-1 .quote").first).to_contain_text("Traders opened the road in 1820")
        shelf.locator("summary").click()
        shelf.get_by_role("button", name="Back to “The Harbour of Velm”").click()
        expect(title).to_have_text("The Harbour of Velm")
        shelf.locator("summary").click()
        expect(shelf).to_contain_text("salt.txt · ")
        shelf.get_by_role("button", name="The Salt Road", exact=True).click()
        expect(title).to_have_text("The Salt Road")
        # What was asked of it before is offered again.
        page.locator("#kept-conversations").get_by_role("button", name=ASKED, exact=True).click()
        someone.answered(1)
        shelf.locator("summary").click()
        shelf.get_by_role("button", name="Forget the file that is open").click()
        expect(shelf.get_by_role("button", name="Forget the file that is open")).to_have_count(0)
        assert list(folder.iterdir()) == []
        page.reload()
        expect(title).to_have_text("The Harbour of Velm")


@pytest.mark.browser
def test_nothing_that_was_made_of_a_file_stays_where_none_is_kept(
    browser: Browser, small: Pipeline, tmp_path: Path, tiny_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "program"
    monkeypatch.setenv("ARTICLE_QA_CACHE", str(cache))
    with served(small.article, lambda: small) as at:
        context = browser.new_context(reduced_motion="reduce")
        someone = Visitor(context.new_page())
        someone.open(at)
        someone.page.locator("#reading input[type=file]").set_input_files(tiny_file)
        someone.page.get_by_label("Your question").fill(ASKED)
        expect(someone.page.locator("#article .bar .name")).to_have_text("The Salt Road")
        someone.ask(ASKED)
        expect(someone.page.locator("#shelf")).not_to_contain_text("salt.txt")
        context.close()
    files = [path for path in cache.rglob("*") if path.is_file()] if cache.exists() else []
    assert [path.name for path in files if b"Traders opened" in path.read_bytes()] == []
    assert [path.name for path in files if path.suffix in (".article", ".vectors")] == []


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ([], True),
        (["--keep-no-files"], False),
        (["--host", "0.0.0.0"], False),
        (["--allow-host", "reading.example"], False),
        (["--root-path", "/article"], False),
    ],
)
def test_files_are_kept_only_where_the_page_serves_this_computer_alone(line: list[str], kept: bool) -> None:
    assert (app._kept(app._parser().parse_args(line)) is not None) is kept


class Clock:
    """A time that is set."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def bring(tmp_path: Path) -> Callable[[KeptFiles, str, int], str]:
    """A file of some bytes is opened and read; its key."""

    def brought(kept: KeptFiles, name: str, size: int) -> str:
        folder = tmp_path / f"sent-{name}"
        folder.mkdir()
        (folder / name).write_bytes(b"x" * size)
        key = name[0] * 64
        opening = kept.take_in(Opening(folder, (folder / name,)), key)
        assert opening.paths[0].read_bytes() == b"x" * size
        assert not folder.exists()
        kept.read(key, f"Title of {name}")
        return key

    return brought


def test_what_is_too_old_goes_and_then_the_oldest(tmp_path: Path, bring: Callable[[KeptFiles, str, int], str]) -> None:
    clock = Clock()
    kept = KeptFiles(tmp_path / "opened", days=30, most=10_000, clock=clock)
    old = bring(kept, "a.txt", 1000)
    clock.now += 20 * 86_400
    middle = bring(kept, "b.txt", 4000)
    clock.now += 11 * 86_400
    assert [one.key for one in kept.listed()] == [middle]  # the first is 31 days old
    clock.now += 10
    newest = bring(kept, "c.txt", 5000)
    assert [one.key for one in kept.listed()] == [newest, middle]
    clock.now += 10
    last = bring(kept, "d.txt", 6000)  # with it there would be more than 10,000 bytes
    assert [(one.key, one.title, one.names) for one in kept.listed()] == [(last, "Title of d.txt", ("d.txt",))]
    with pytest.raises(LookupError):
        kept.opening(old)


def test_a_file_that_cannot_be_read_is_not_kept_and_a_name_is_no_way_out(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path / "opened")
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"no PDF")
    kept.take_in(Opening(folder, (folder / "a.pdf",)), "a" * 64)
    kept.read("a" * 64, "")
    assert list((tmp_path / "opened").iterdir()) == []
    (tmp_path / "own.txt").write_text("mine")
    for key in ("..", "../own.txt", "", "a" * 64):
        kept.forget(key)
        with pytest.raises(LookupError):
            kept.opening(key)
    assert (tmp_path / "own.txt").read_text() == "mine"
