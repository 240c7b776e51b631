"""The front of a PDF: its title among logos, labels, names and covers."""

from __future__ import annotations

from pathlib import Path

from index import Article, read_article
from tests.pdf_maker import Item, Sheet

CASES = Path(__file__).parents[1] / "cases" / "reading"
KEEPER = "The keeper of the lantern wrote down the depth of the channel every evening for forty years. "


def _by_kind(article: Article, kind: str) -> list[str]:
    return [passage.text for passage in article.passages if passage.kind == kind]


def test_a_title_stands_under_a_larger_logo_and_the_kind_of_article() -> None:
    article = read_article(CASES / "03-title-under-journal-logo.pdf")
    assert article.title == (
        "Depth Soundings and the Return of the Salt Trade to the Northern Shore of Velm A Reading of the Keeper's Books"
    )
    assert _by_kind(article, "authors") == ["Orla Tann, Mirek Dolan"]


def test_a_downloads_cover_is_no_text_of_the_article() -> None:
    article = read_article(CASES / "page-labels-cover.pdf")
    assert article.title == "The Salt Harbour of Lindvik"
    assert not any("terms and conditions" in passage.text for passage in article.passages)


def test_a_repositorys_cover_tells_the_title_and_is_no_text(tmp_path: Path) -> None:
    """The article's own first page has its series in larger type than its title."""
    path = tmp_path / "cover.pdf"
    sheet = Sheet(path)
    sheet.put(Item("On the Depth of the Channel", "title"))
    sheet.put(Item("Fern, Ada"))
    sheet.put(Item("Veröffentlichungsversion / Published Version"))
    sheet.put(Item("Empfohlene Zitierung / Suggested Citation:"))
    sheet.put(Item("Fern, Ada: On the Depth of the Channel. Small Harbours 3 (1921)."))
    sheet.put(Item("Nutzungsbedingungen: Dieser Text wird unter einer Lizenz zur Verfügung gestellt."))
    sheet.put(Item("Terms of use: This document is made available under a licence for private study only."))
    sheet.next_page()
    sheet.put(Item("Quarterly Essays of the Harbour Society", "title"))
    sheet.put(Item("On the Depth of the Channel", "heading"))
    sheet.put(Item("Ada Fern"))
    sheet.put(Item("Abstract", "heading"))
    sheet.put(Item(KEEPER))
    sheet.put(Item("1. Soundings", "heading"))
    sheet.put(Item(KEEPER * 4))
    sheet.put(Item("2. Ends", "heading"))
    sheet.put(Item(KEEPER * 4))
    sheet.save()
    article = read_article(path)
    assert article.title == "On the Depth of the Channel"
    assert _by_kind(article, "authors") == ["Ada Fern"]
    assert not any("licence" in passage.text or "Zitierung" in passage.text for passage in article.passages)
    assert article.passages[0].pages == (2,)


def test_the_title_that_the_file_tells_counts_where_the_page_shows_it(tmp_path: Path) -> None:
    path = tmp_path / "told.pdf"
    sheet = Sheet(path)
    sheet.canvas.setTitle("Notes on Lanterns and Boats")
    sheet.put(Item("Essays of the Northern Harbour Society in New Translations", "title"))
    sheet.put(Item("Notes on lanterns and boats", "heading"))
    sheet.put(Item("Bo Moss"))
    sheet.put(Item("1. Lanterns", "heading"))
    sheet.put(Item(KEEPER * 5))
    sheet.put(Item("2. Boats", "heading"))
    sheet.put(Item(KEEPER * 5))
    sheet.save()
    assert read_article(path).title == "Notes on lanterns and boats"


def test_without_a_line_set_as_a_title_the_file_has_its_name(tmp_path: Path) -> None:
    path = tmp_path / "minutes of may.pdf"
    sheet = Sheet(path)
    sheet.put(Item(KEEPER * 5))
    sheet.put(Item(KEEPER * 5))
    sheet.save()
    assert read_article(path).title == "minutes of may"
