"""Look-ups as HTML: mentions counted and marked, and a quotation with its differences."""

from __future__ import annotations

from index import Article
from qa.study.mentions import every_mention
from qa.study.quotation import check_quotation
from screen.article_view import ArticleView
from screen.lookup_view import mentions_html, quotation_html
from tests.screen.html_text import text_of


def test_mentions_are_counted_and_marked_in_their_sentences(tiny: Article) -> None:
    html = mentions_html(ArticleView(tiny), "road", every_mention(tiny, "road"))
    assert "“road”: 7 times in 7 passages, in reading order" in text_of(html)
    assert "The article never mentions “sea”." in text_of(
        mentions_html(ArticleView(tiny), "sea", every_mention(tiny, "sea"))
    )
    assert "Traders opened the <mark>road</mark> in 1820 (Moss, 1999)." in html


def test_a_quotation_shows_what_differs(tiny: Article) -> None:
    view = ArticleView(tiny)
    exact = quotation_html(view, check_quotation(tiny, "Mules were dear (Fern & Moss, 2004)."))
    assert text_of(exact).startswith("Word for word in the article.")
    nearly = quotation_html(view, check_quotation(tiny, "Mules were very cheap (Fern & Moss, 2004)."))
    assert "<del>" in nearly
    assert "<mark>dear</mark>" in nearly
    assert "This is not in the article." in text_of(
        quotation_html(view, check_quotation(tiny, "Ships sank at sea daily."))
    )
