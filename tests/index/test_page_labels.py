"""The page that is cited is the one printed on it; lines that recur and are text stay text."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")

from index import Article, Passage, Span, read_article
from index.article_json import from_json, to_json
from index.readers.pdf.page_labels import labels_of
from qa.answer import Citation, locator
from qa.study.citing import quote_with_citation

CASES = Path(__file__).parents[1] / "cases" / "reading"


def passage_with(article: Article, words: str) -> Passage:
    return next(passage for passage in article.passages if words in passage.text and passage.kind == "body")


def place(article: Article, words: str) -> str:
    passage = passage_with(article, words)
    start = passage.text.index(words)
    return locator(passage, Span(start, start + len(words))).partition(", ")[0]


@pytest.mark.parametrize(("name", "before"), [("page-labels", 0), ("page-labels-cover", 1), ("page-printed-only", 0)])
def test_the_printed_page_is_cited_and_a_cover_shifts_nothing(name: str, before: int) -> None:
    article = read_article(CASES / f"{name}.pdf")
    assert place(article, "founded by salt traders in 1214") == f"p. 113 (file p. {before + 1})"
    assert place(article, "A fire in 1388") == f"p. 114 (file p. {before + 2})"
    assert place(article, "The railway reached Lindvik in 1871") == f"p. 116 (file p. {before + 4})"
    assert passage_with(article, "A fire in 1388").pages == (before + 2,)
    assert passage_with(article, "A fire in 1388").labels == ("114",)
    assert not any("Nordic Harbours" in p.text or "downloaded" in p.text for p in article.passages if p.kind == "body")
    assert from_json(to_json(article)) == article


def test_a_copied_quote_is_cited_by_the_printed_page() -> None:
    article = read_article(CASES / "page-labels.pdf")
    passage = passage_with(article, "A fire in 1388")
    quote = passage.sentences[0]
    copied = quote_with_citation(Citation(passage, quote, quote), article)
    assert "p. 114, para. 2" in copied
    assert "p. 2" not in copied


@pytest.mark.parametrize(
    ("told", "printed", "cover", "labels"),
    [
        (["1", "2", "3"], ["1", "2", "3"], set(), ()),  # as the file's own
        (["", "", ""], ["", "", ""], set(), ()),
        (["i", "113", "114"], ["", "113", "114"], {0}, ("i", "113", "114")),
        (["", "", ""], ["112", "113", "114"], {0}, ("", "113", "114")),  # a cover is no page of the journal
        (["1", "2", "3"], ["113", "114", "115"], set(), ("113", "114", "115")),  # what the page shows
        (["i", "ii", "1"], ["", "", ""], set(), ("i", "ii", "1")),
    ],
)
def test_labels_hold_unless_the_pages_show_others(
    told: list[str], printed: list[str], cover: set[int], labels: tuple[str, ...]
) -> None:
    assert labels_of(told, printed, cover) == labels


def _book(path: Path, numbers: list[str], text: str = "The harbour of Lindvik had {} ships in that year.") -> Article:
    canvas = Canvas(str(path), pagesize=(400, 560))
    for page, number in enumerate(numbers):
        for line in range(6):
            canvas.drawString(50, 500 - 15 * line, text.format(10 * page + line))
        canvas.drawString(195, 30, number)
        canvas.showPage()
    canvas.save()
    return read_article(path)


def test_roman_numbers_and_pages_without_one_are_counted_on(tmp_path: Path) -> None:
    article = _book(tmp_path / "book.pdf", ["iv", "v", "", "vii", "1", "2", "3", ""])
    assert passage_with(article, "had 20 ships").labels == ("iv", "v", "vi", "vii", "1", "2", "3", "4")
    assert place(article, "had 20 ships") == "p. vi (file p. 3)"
    assert place(article, "had 40 ships") == "p. 1 (file p. 5)"


def test_a_volumes_number_on_every_page_is_no_pages_number(tmp_path: Path) -> None:
    article = _book(tmp_path / "volume.pdf", ["Vol. 27", "Vol. 27", "Vol. 27", "Vol. 27"])
    assert passage_with(article, "had 20 ships").labels == ()
    assert place(article, "had 20 ships") == "p. 3"


def test_a_year_that_ends_a_page_is_text() -> None:
    article = read_article(CASES / "page-end-year.pdf")
    text = " ".join(p.text for p in article.passages if p.kind == "body")
    for page, year in enumerate(("2004", "2011", "2018"), start=1):
        assert f"On page {page} it is added that no money came from the national government until" in text
        assert f"until the act of {year}." in text
    assert not any(p.labels for p in article.passages)


@pytest.mark.parametrize(
    ("page", "day", "name", "crowns"),
    [(1, 4, "Olga Brand", 40), (2, 11, "Ivo Lund", 55), (3, 18, "Ida Kern", 70), (4, 25, "Leo Falk", 85)],
)
def test_lines_that_say_the_same_of_other_days_and_sums_are_text(page: int, day: int, name: str, crowns: int) -> None:
    article = read_article(CASES / "minutes-alike.pdf")
    text = " ".join(p.text for p in article.passages if p.kind == "body" and p.pages == (page,))
    assert text.startswith(f"The council met in the town hall on {day} March 1911 with nine members present")
    assert f"{name} asked for money" in text
    assert f"The sum was {crowns} crowns, to be paid in two parts" in text
    assert text.endswith("the members went home before the bell was rung at nine.")
