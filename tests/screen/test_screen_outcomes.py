"""The outcomes of an answer and the forms of its quotes, as HTML."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from index import Article, Span
from qa import Answer, Citation, Hit
from screen.answer_view import exchange_html, said
from screen.article_view import ArticleView
from screen.exchange import Exchange
from screen.markdown import as_markdown
from tests.screen.html_text import text_of


def quote(article: Article, words: str, short: str = "", context: str = "") -> Citation:
    passage = next(p for p in article.passages if words in p.text)
    start = passage.text.index(words)
    span = Span(start, start + len(words))
    inside = start + words.index(short) if short else start
    at = passage.text.index(context) if context else 0
    return Citation(passage, span, Span(inside, inside + len(short)) if short else span, Span(at, at + len(context)))


@pytest.fixture
def opened(tiny: Article) -> Citation:
    return quote(tiny, "Traders opened the road in 1820 (Moss, 1999).", "1820")


@pytest.fixture
def fell(tiny: Article) -> Citation:
    return quote(tiny, "A railway reached the hills in 1901, and the road fell silent (Fern, 2010).", "1901")


def html_of(answer: Answer, article: Article) -> str:
    return exchange_html(Exchange(1, article, answer, ("",) * len(answer.hits)), ArticleView(article), feedback=True)


def test_a_perhaps_shows_its_nearest_quote_as_uncertain(tiny: Article, opened: Citation) -> None:
    hits = (Hit(opened.passage, 3, 1, 0.5),)
    answer = Answer("Who built it?", (), hits, 0.4, outcome="perhaps", nearest=opened)
    html = html_of(answer, tiny)
    assert '<section class="turn perhaps"' in html
    words = text_of(html)
    assert words.index("The article may not say this; nearest:") < words.index("“Traders opened the road")
    assert "support" not in words
    assert "The article does not say." not in words
    assert said(answer) == ("The article may not say this; nearest:", opened.quote)
    assert "> Traders opened the road in 1820 (Moss, 1999)." in as_markdown([answer], tiny).splitlines()


def test_what_the_article_says_otherwise_is_said(tiny: Article, fell: Citation) -> None:
    answer = Answer("Why is the road busy today?", (), (), 0.1, outcome="refused", correction=fell)
    html = html_of(answer, tiny)
    assert '<section class="turn otherwise"' in html
    words = text_of(html)
    assert words.index("The article says otherwise:") < words.index("“A railway reached the hills")


def test_a_refusal_looks_like_none_of_them(tiny: Article, opened: Citation) -> None:
    hits = (Hit(opened.passage, 3, 1, 0.5),)
    answer = Answer("Who paid?", (), hits, 0.1, reason="Why not.", outcome="refused", nearby=(opened,))
    html = html_of(answer, tiny)
    assert '<section class="turn refused"' in html
    # The best quote of a related passage is shown, not its opening.
    assert "“Traders opened the road in 1820 (Moss, 1999).”" in text_of(html)
    assert "<blockquote" not in html


@pytest.mark.parametrize(
    ("says", "words"), [("yes", "The article says so."), ("no", "The article says the contrary."), ("open", "leaves")]
)
def test_whether_something_is_so_is_said_before_the_quotes(
    tiny: Article, opened: Citation, says: str, words: str
) -> None:
    answer = replace(Answer("Was it opened?", (opened,), (), 0.9, asks="yesno"), says=says)  # type: ignore[arg-type]
    shown = text_of(html_of(answer, tiny))
    assert shown.index(words) < shown.index("“Traders")


@pytest.mark.parametrize("form", ["list", "order", "overview"])
def test_every_line_of_a_list_is_a_quote_with_its_place(
    tiny: Article, opened: Citation, fell: Citation, form: str
) -> None:
    answer = replace(Answer("What happened?", (opened, fell), (), 0.9), form=form)  # type: ignore[arg-type]
    html = html_of(answer, tiny)
    items = re.findall(rf'<ol class="form {form}">(.*)</ol>', html, re.DOTALL)[0].split("<li ")[1:]
    assert [text_of("<li " + item)[:20] for item in items] == ["“Traders opened the ", "“A railway reached t"]
    assert ["p. 1, Origins, para. 1" in text_of(items[0]), "Decline, para. 1" in text_of(items[1])] == [True, True]


def test_a_comparison_has_a_column_for_each_side(tiny: Article, opened: Citation, fell: Citation) -> None:
    answer = Answer("Compare.", (opened, fell), (), 0.9, form="comparison", sides=("the road", "the <railway>"))
    html = html_of(answer, tiny)
    columns = re.findall(r"<section><h3 class=\"side\">(.*?)</h3>(.*?)</section>", html, re.DOTALL)
    assert [side for side, _ in columns] == ["the road", "the &lt;railway&gt;"]
    assert ["Traders opened" in columns[0][1], "A railway reached" in columns[1][1]] == [True, True]


def test_what_stands_before_a_quote_is_greyed(tiny: Article) -> None:
    carried = "They carried salt, wool and letters over the pass."
    citation = quote(tiny, carried, context="Traders opened the road in 1820 (Moss, 1999).")
    html = html_of(Answer("What did they carry?", (citation,), (), 0.9), tiny)
    assert '<span class="context">Traders opened the road in 1820 (Moss, 1999). </span>“' in html
    # It is not offered a second time; the sentence behind the quote is.
    assert 'data-before="" data-after="Mules were dear (Fern &amp; Moss, 2004)."' in html


def test_each_quote_has_its_own_buttons_and_ids(tiny: Article, opened: Citation, fell: Citation) -> None:
    html = html_of(Answer("What happened when?", (opened, fell), (), 0.995), tiny)
    assert re.findall(r'id="(quote-[\d-]+)"', html) == ["quote-1-1", "quote-1-2"]
    for name in ("Copy quote", "<summary>Cite</summary>", ">Show</a>"):
        assert html.count(name) == 2, name
    assert html.count("Correct these fields") == 1
    assert html.count("Strong support") == 1
