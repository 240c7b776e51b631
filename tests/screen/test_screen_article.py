"""The article as HTML: its words are the article's, its links lead where they say."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from index import Article, Span, read_article
from screen.article_view import ArticleView
from tests.screen.html_text import TAG


def words_of(html: str, element: str) -> str:
    """The text of the element with this id, as a browser's textContent gives it."""
    start = html.index(f'id="{element}"')
    tag = re.search(r"<(\w+)[^<]*$", html[:start])
    assert tag
    depth, at = 1, html.index(">", start) + 1
    begin = at
    for match in re.finditer(rf"<(/?){tag[1]}\b[^>]*>", html[at:]):
        depth += -1 if match[1] else 1
        if depth == 0:
            return unescape(TAG.sub("", html[begin : at + match.start()]))
    raise AssertionError(f"{element} is not closed")


@pytest.mark.parametrize("name", ["tiny", "article"])
def test_every_passage_stands_in_an_element_that_holds_its_text_and_nothing_else(
    name: str, request: pytest.FixtureRequest
) -> None:
    article: Article = request.getfixturevalue(name)
    view = ArticleView(article)
    html = view.html()
    for passage in article.passages:
        assert words_of(html, view.id(passage)) == passage.text


def test_headings_paragraph_numbers_and_pages_are_those_of_the_article(tiny: Article) -> None:
    html = ArticleView(tiny).html()
    sections = ["Abstract", "Origins", "Decline", "References"]
    assert re.findall(r'<h3 id="s\d" tabindex="-1">(.*?)</h3>', html) == sections
    assert re.findall(r'<li><a href="#s\d">(.*?)</a></li>', html) == sections
    # Three running headers: page 1, page 2 inside the first paragraph of Origins, page 3 inside an entry.
    assert re.findall(r'data-page="(\d)"', html) == ["1", "2", "3"]
    origins = html[html.index("Origins</h3>") :]
    assert origins.index("wool and ") < origins.index('data-page="2"') < origins.index("letters over")
    assert re.findall(r"entry </span>(\d)", html) == ["1", "2", "3"]


WITH_A_TABLE = """\
<article><h1>Silk on the Sea</h1><h2>Abstract</h2><p>Silk went by sea.</p><p>Keywords: silk, sea</p>
<p>It was dear.</p><h2>Harbours</h2><figure><figcaption>Figure 1. A map</figcaption></figure><p>A quay was built.</p>
<table><caption>Table 1. Ships</caption><tr><th>Harbour</th><th>Ships</th></tr><tr><td>York</td><td>3</td></tr></table>
<p>Ships came<span class="footnote">By the books.</span>.</p><p>They left.</p>
<h2>Ends</h2><p>It fell silent.</p></article>
"""


def test_tables_captions_and_notes_stand_in_their_section_and_say_what_they_are(tmp_path: Path) -> None:
    file = tmp_path / "silk.html"
    file.write_text(WITH_A_TABLE, encoding="utf-8")
    article = read_article(file)
    view = ArticleView(article)
    html = view.html()
    sections = ["Abstract", "Harbours", "Ends"]
    assert re.findall(r'<h3 id="s\d" tabindex="-1">(.*?)</h3>', html) == sections
    assert re.findall(r'<li><a href="#s\d">(.*?)</a></li>', html) == sections
    assert html.count("<section") == html.count("</section>") == 4  # the text behind the keywords has no heading
    harbours = html[html.index("Harbours</h3>") : html.index("Ends</h3>")]
    assert TAG.sub("\n", harbours.replace("><", "")).split("\n")[1:-1] == [
        *("Caption", "Figure 1. A map", "paragraph ", "1", "A quay was built.", "Caption", "Table 1. Ships"),
        *("Table", "Harbour | Ships ", "York | 3", "paragraph ", "2", "Ships came."),
        *("Note", "By the books.", "paragraph ", "3", "They left."),
    ]
    for passage in article.passages:
        assert words_of(html, view.id(passage)) == passage.text


def test_a_citation_leads_to_its_reference_and_the_reference_back_to_the_citation(tiny: Article) -> None:
    view = ArticleView(tiny)
    html = view.html()
    fern, both, moss = tiny.references
    cited = re.findall(r'<a class="cite" href="#(p\d+)" data-marks="">(.*?)</a>', html)
    assert cited == [
        (view.id(moss), "(Moss, 1999)"),
        (view.id(both), "(Fern &amp; Moss, 2004)"),
        (view.id(fern), "(Fern, 2010)"),
    ]
    back = re.search(
        rf'id="{view.id(moss)}".*?Cited in <a class="place" href="#(p\d+)" data-marks="(\d+)-(\d+)">(.*?)</a>', html
    )
    assert back
    origins = next(p for p in tiny.passages if p.section == "Origins")
    assert back[1] == view.id(origins)
    assert origins.text[int(back[2]) : int(back[3])] == "(Moss, 1999)"
    assert back[4] == "p. 1, ¶ 1"


def test_marks_count_as_a_browser_counts(tmp_path: Path) -> None:
    """A letter beyond the basic plane is two UTF-16 units."""
    file = tmp_path / "signs.txt"
    file.write_text("Signs\n\nAbstract\n\nThe sign 𝄞 opens a staff. It is old.\n", encoding="utf-8")
    article = read_article(file)
    passage = next(p for p in article.passages if p.kind == "abstract")
    second = passage.sentences[1]
    assert second.of(passage.text) == "It is old."
    link = ArticleView(article).link(passage, [second], "there")
    assert f'data-marks="{second.start + 1}-{second.end + 1}"' in link


def test_hostile_text_is_text(tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)> ${alert(1)} {{7}} `code` **bold** \"quoted\" & 'single'"
    file = tmp_path / "hostile.txt"
    file.write_text(
        f"Title {hostile}\n\nAbstract\n\nThe text is {hostile} here.\n\n# Heading {hostile}\n\nMore of it.\n"
    )
    article = read_article(file)
    view = ArticleView(article)
    html = view.html()
    assert "<img" not in html
    known = "div details summary nav ol li a h2 h3 p span section input output button".split()
    assert set(re.findall(r"<(\w+)", html)) <= set(known)
    for passage in article.passages:
        assert words_of(html, view.id(passage)) == passage.text
    link = view.link(article.passages[0], [Span(0, 3)], hostile)
    assert unescape(TAG.sub("", link)) == hostile
