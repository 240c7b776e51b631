"""A library on the screen: its articles one after another, each quote and citation with its own."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from index import Article
from index.library import read_library
from qa import Answer, Citation
from screen.article_view import ArticleView
from screen.cite_menu import cite_menu
from screen.markdown import as_markdown
from tests import made_up


@pytest.fixture
def library(tmp_path: Path, tiny_file: Path) -> Article:
    """The Salt Road, then two made-up articles whose sections have the same names."""
    made_up.write(tmp_path / "papers", range(2))
    return read_library([tiny_file, tmp_path / "papers"], tmp_path / "cache", lambda *_: None).article


def whole(article: Article, words: str) -> Citation:
    passage = next(p for p in article.passages if words in p.text)
    sentence = next(s for s in passage.sentences if words in s.of(passage.text))
    return Citation(passage, sentence, sentence)


def test_every_passage_of_every_article_has_an_element_of_its_own(library: Article) -> None:
    view = ArticleView(library)
    html = view.html()
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {view.id(passage) for passage in library.passages} <= set(ids)
    assert len({view.id(passage) for passage in library.passages}) == len(library.passages)
    for passage in library.passages:
        words = re.search(rf'id="{view.id(passage)}"[^>]*>(.*?)</(?:p|span></(?:div|h2))>', html, re.DOTALL)
        assert words is not None
        assert unescape(re.sub(r"<[^>]+>", "", words[1])).strip() == passage.text
    titles = re.findall(r"<h2[^>]*>(.*?)</h2>", html)
    assert [re.sub(r"<[^>]+>", "", title) for title in titles] == [part.title for part in library.parts]


def test_the_menu_leads_to_the_articles(library: Article) -> None:
    html = ArticleView(library).html()
    assert "<summary>Articles</summary>" in html
    links = re.findall(r'<li><a href="#(a\d+)">(.*?)</a></li>', html)
    assert [name for _, name in links] == [part.title for part in library.parts]
    for place, name in links:
        assert name in html[html.index(f'id="{place}"') :][:400]


def test_links_of_a_citation_stay_in_its_article(library: Article) -> None:
    view = ArticleView(library)
    html = view.html()
    for passage in library.passages:
        for cite in passage.cites:
            assert cite.reference.article == passage.article
            assert f'href="#{view.id(cite.reference)}"' in html


def test_each_article_that_is_quoted_is_cited_at_its_first_quote(library: Article) -> None:
    citations = tuple(
        whole(library, words) for words in ("Mules were dear", "A storm broke the quay", "A railway reached")
    )
    answer = Answer("What became of them?", citations, (), 0.9)
    menus = [unescape(cite_menu(citation, library)) for citation in citations]
    assert [re.findall("<h3>(.*?)</h3>", menu) for menu in menus] == [
        ["The Salt Road", "The Salt Road: References, entry 2"],
        ["The Harbour of Barabury"],
        ["The Salt Road", "The Salt Road: References, entry 1"],
    ]
    assert "(“The Salt Road”, n.d., p. 2, para. 1)" in menus[0]
    assert "(“The Harbour of Barabury”, n.d., para. 1)" in menus[1]
    lines = as_markdown([answer], library).splitlines()
    assert lines[0] == "# Questions to “3 articles”"
    assert "> — The Harbour of Barabury: Decline, para. 1 · The authors" in lines
    assert lines[lines.index("---") : -4] == [
        "---",
        "",
        "The Salt Road. (n.d.). Journal of Small Roads.",
        "",
        "The Harbour of Barabury. (n.d.).",
        "",
    ]
    assert lines[-4].startswith("- The Salt Road: file salt.txt, SHA-256 ")
