"""A web page is read as its article: what a reader of the page sees of it, and nothing that stands around it."""

from __future__ import annotations

from html import escape
from itertools import groupby
from pathlib import Path

import pytest

from index import Article, read_article
from index.passage import join_slices
from index.readers import markup


def as_html(article: Article) -> str:
    """An article as a publisher's page would hold it."""
    parts = ["<!DOCTYPE html><html><head><meta charset=utf-8><title>A journal</title></head><body><nav>Home</nav>"]
    parts.append("<main><article>")
    for section, passages in groupby(article.passages, key=lambda passage: passage.section):
        parts.append(f"<h2>{escape(section)}</h2>" if section else "")
        for passage in passages:
            text = escape(passage.text)
            if passage.kind == "title":
                parts.append(f"<header><h1>{text}</h1></header>")
            elif passage.kind == "authors":
                parts.append("<br>".join(escape(line.of(passage.text)) for line in passage.sentences))
            elif passage.kind == "reference":
                parts.append(f"<ul><li>{text}</li></ul>")
            elif passage.kind != "header":
                parts.append(f"<p>{text}</p>")
    return "\n".join([*parts, "</article></main><footer>All rights reserved.</footer></body></html>"])


def read(tmp_path: Path, page: str | bytes, name: str = "page.html") -> Article:
    path = tmp_path / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode("utf-8"))
    article = read_article(path)
    assert all(join_slices(article.file_text, p.source) == p.text for p in article.passages)
    return article


def kinds_of(article: Article) -> list[tuple[str, str]]:
    return [(p.kind, p.text) for p in article.passages]


def texts(article: Article) -> list[str]:
    return [p.text for p in article.passages]


def test_the_built_in_article_is_the_same_article_as_a_page(article: Article, tmp_path: Path) -> None:
    page = read(tmp_path, as_html(article), "pak-us.htm")
    assert page.title == article.title
    assert kinds_of(page) == [pair for pair in kinds_of(article) if pair[0] != "header"]
    assert sum(p.kind in ("body", "abstract") for p in page.passages) == 36
    assert len(page.references) == 32
    assert sum(len(p.cites) for p in page.passages) == 48
    assert [p.section for p in page.passages] == [p.section for p in article.passages if p.kind != "header"]


def test_what_stands_around_an_article_is_left_out(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        "<title>The Salt Road | Roads</title><body><header><a>Roads</a></header><nav><li>Home</li></nav>"
        "<h1>The Salt Road</h1><script>var road = '<p>no</p>'</script><style>p {}</style><aside>Read this too</aside>"
        "<form><p>Subscribe</p></form><p hidden>Secret.</p><p style='display: none'>Secret.</p>"
        "<p aria-hidden=true>Secret.</p><template><p>Secret.</p></template><!-- Secret. -->"
        "<p>Traders opened <del>closed </del>the road.</p><footer>Contact</footer>",
    )
    assert kinds_of(page) == [("title", "The Salt Road"), ("body", "Traders opened the road.")]


def test_the_title_is_the_heading_that_the_page_is_called_after(tmp_path: Path) -> None:
    called = "<title>The Salt Road - Roads</title>"
    assert read(tmp_path, f"{called}<h1>Roads</h1><h1>The Salt Road</h1><p>It is long.</p>").title == "The Salt Road"
    assert read(tmp_path, f"{called}<h2>The Salt Road</h2><p>It is long.</p>").title == "The Salt Road"
    assert read(tmp_path, f"{called}<p>It is long.</p>").title == "The Salt Road - Roads"
    assert read(tmp_path, "<p>It is long.</p>").title == "page"


def test_paragraphs_lists_terms_lines_and_quotations_are_blocks(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        "<h1>Roads</h1><h2>Goods</h2><h2>By mule</h2>Loose words<br><br>and more.<p>Unclosed &amp; &#8220;quoted&#8221;"
        "<ul><li>Salt<ul><li>White salt</ul><li><p>Wool</p></ul><dl><dt>Mule<dd>A beast.<dt>Pass<dd>A way.</dl>"
        "<blockquote>Mules were <b>dear</b>.</blockquote><div>One<div>Two</div>Three</div><pre>a  b\nc</pre>",
    )
    assert texts(page)[1:] == [
        *["Loose words", "and more.", "Unclosed & “quoted”", "Salt", "White salt", "Wool", "Mule A beast."],
        *["Pass A way.", "Mules were dear.", "One", "Two", "Three", "a b c"],
    ]
    assert {(p.kind, p.section) for p in page.passages[1:]} == {("body", "By mule")}


def test_tables_and_captions_stand_apart_from_prose(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        "<h1>Roads</h1><p>Mules were dear.</p><table><caption>Table 1. Prices</caption><tr><th>Good<th>Price"
        "<tr><td><p>Salt</p><td>3 <b>d</b><tr><td> <td></table><figure><img><figcaption>Figure 1. The pass."
        "</figcaption></figure><table role=presentation><tr><td><p>Only arranged.</p></table>",
    )
    assert kinds_of(page)[1:] == [
        ("body", "Mules were dear."),
        ("caption", "Table 1. Prices"),
        ("table", "Good | Price Salt | 3 d"),
        ("caption", "Figure 1. The pass."),
        ("body", "Only arranged."),
    ]


def test_marks_of_notes_go_and_what_else_is_raised_stays(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        "<h1>Roads</h1><h2>Origins</h2><p>It fell silent.<sup><a href='#fn1'>1</a></sup> It was 5 km<sup>2</sup> wide,"
        "<sup>3</sup> they say<a role='doc-noteref' href='#fn2'>4</a> [2]<sup><a href='#cite-1'>[1]</a></sup>, and"
        " others<sup><a href='#ref-CR1'>1</a>,<a href='#ref-CR2'>2</a></sup>.</p><h2>References</h2><ol><li>Fern, A."
        " (2010). <i>Rails</i>.<li><p>Moss, B. (1999).</p><p>Salt.</p></ol><section role='doc-endnotes'><ol>"
        "<li id=fn1><p>In a letter. <a href='#r1'>↩︎</a></p></ol></section>",
    )
    assert kinds_of(page)[1:] == [
        ("body", "It fell silent. It was 5 km² wide, they say [2][1], and others[1,2]."),
        ("reference", "[1] Fern, A. (2010). Rails."),
        ("reference", "[2] Moss, B. (1999). Salt."),
        ("note", "In a letter."),
    ]
    first, second = page.references
    assert [cite.reference for cite in page.passages[1].cites] == [second, first, first, second]


LATEXML = (
    "<article><h1>On Salt</h1><section><h2><span>1 </span>Origins</h2><p>Salt is old<span><sup"
    " class='ltx_note_mark'>1</sup><span class='ltx_note_outer'><span><sup class='ltx_note_mark'>1</sup><span"
    " class='ltx_tag_note'>1</span>Very old.</span></span></span>, <math><semantics><mrow><mi>x</mi><mo>=</mo><mn>2"
    "</mn></mrow><annotation>x=2</annotation></semantics></math> <cite>[<a href='#bib.bib1'>1</a>]</cite>.</p>"
    "</section><section><h2>References</h2><ul><li><span>[1]</span> <span>A. Fern.</span> <span>Salt, 1999.</span></ul>"
)
WORD = (
    "<title>On Salt</title><p class=MsoTitle>On Salt<h1>1 Origins</h1><p class=MsoNormal>Salt is old<a href='#_ftn1'>"
    "<span>[1]</span></a>, x=2 [1].<h1>References</h1><p>[1] A. Fern. Salt, 1999.<div><p class=MsoFootnoteText>"
    "<a href='#_ftnref1'><span>[1]</span></a> Very old.</div>"
)
PANDOC = (
    "<header><h1>On Salt</h1></header><h2>1 Origins</h2><p>Salt is old<a href='#fn1' role='doc-noteref'><sup>1</sup>"
    "</a>, x=2 [1].</p><h2>References</h2><p>[1] A. Fern. Salt, 1999.</p><aside role='doc-endnotes'><ol><li"
    " id='fn1'><p>Very old.<a href='#fnref1' role='doc-backlink'>↩︎</a></p></li></ol></aside>"
)


@pytest.mark.parametrize("page", [LATEXML, WORD, PANDOC])
def test_what_latexml_word_and_pandoc_write_is_the_same_article(tmp_path: Path, page: str) -> None:
    article = read(tmp_path, page)
    assert sorted(kinds_of(article)) == [
        ("body", "Salt is old, x=2 [1]."),
        ("note", "Very old."),
        ("reference", "[1] A. Fern. Salt, 1999."),
        ("title", "On Salt"),
    ]
    assert [cite.reference for p in article.passages for cite in p.cites] == list(article.references)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Café &mdash; “road”.".encode(), "Café — “road”."),
        ("\ufeff<p>Café.".encode(), "Café."),
        ("<p>Café.".encode("utf-16"), "Café."),
        ("<meta charset=iso-8859-1><p>Café “road”.".encode("cp1252"), "Café “road”."),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Соль.'.encode("koi8-r"), "Соль."),
        ("<?xml version='1.0' encoding='Shift_JIS'?><p>塩の道。".encode("shift_jis"), "塩の道。"),
    ],
)
def test_the_character_set_is_the_one_that_the_page_names(tmp_path: Path, page: bytes, expected: str) -> None:
    assert texts(read(tmp_path, page)) == [expected]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (b"", r"page\.html is empty"),
        (b"<!-- nothing --><script>x()</script>", r"page\.html is empty"),
        (b"<h1>Roads</h1><h2>Origins</h2>", r"page\.html has no paragraph"),
        (b"<p>Caf\xe9 \xe9t\xe9.", r"page\.html is not UTF-8 \(byte 0xe9 at 6\): save it as UTF-8"),
        (b"<meta charset=utf-8><p>Caf\xe9 \xe0 c\xe9.", r"page\.html is not utf-8, as it says \(byte 0xe9 at 26\)"),
        (b"<meta charset=klingon><p>Road.", r"page\.html names a character set that is not known, klingon"),
        (b"<meta charset=hex><p>Road.", r"page\.html names a character set that is not known, hex"),
        (
            b"<div>" * 201 + b"Road.",
            r"page\.html is beyond a limit at line 1 \(more than 200 elements in one another\)",
        ),
        (b"<div>" * 9_999 + b"Road.", r"page\.html is beyond a limit at line 1 \(Excessive depth in document: 256\)"),
    ],
)
def test_a_page_that_cannot_be_read_says_what_was_found(tmp_path: Path, page: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(tmp_path, page)


def test_a_page_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MAX_BYTES", 1_000_000)
    with pytest.raises(ValueError, match=r"page\.html has 2 MB, the limit for HTML and XML is 1 MB"):
        read(tmp_path, "<p>" + "Road. " * 350_000)


def test_nothing_that_a_page_names_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    uri = (tmp_path / "secret.txt").as_uri()
    page = read(
        tmp_path,
        f'<!DOCTYPE html [<!ENTITY s SYSTEM "{uri}">]><h1>Roads</h1><p>Before &s; after.</p>'
        f'<iframe src="{uri}"></iframe><object data="{uri}"></object><embed src="{uri}"><img src="{uri}">',
    )
    assert "the secret" not in page.file_text
    assert texts(page)[-1] == "Before &s; after."


CASES = Path(__file__).parents[1] / "cases" / "reading"


def test_menus_counters_and_links_to_indexes_are_no_part_of_the_article() -> None:
    article = read_article(CASES / "16-menus-of-a-page.html")
    assert article.title == "Tolls of Velm"
    assert [(p.kind, p.section) for p in article.passages[1:4]] == [
        ("body", "Introduction"),
        ("body", "Introduction"),
        ("body", "Results"),
    ]
    assert [p.text for p in article.references] == [
        "[1] Fern A. The salt road. J Tolls 1992;4:12.",
        "[2] Hill C. Carts. J Tolls 1995;7:3.",
    ]
    assert len(article.passages) == 6


def test_tabs_above_the_text_begin_no_section() -> None:
    article = read_article(CASES / "17-references-tab-before-the-text.html")
    assert [p.kind for p in article.passages] == ["title", "body", "body", "body"]
    assert article.passages[1].text.startswith("The harbour of Velm was dredged")


LONG = "The harbour of Velm was dredged in the spring and was open again to small boats after nine weeks of work. " * 3


def test_a_part_with_much_of_the_text_is_kept_whatever_it_is_called(tmp_path: Path) -> None:
    page = f"<body><div class='sidebar menu'><h1>Velm</h1><p>{LONG}</p></div><div class='menu'><p>Shop</p></div></body>"
    assert texts(read(tmp_path, page)) == ["Velm", LONG.strip()]


def test_lists_of_links_are_menus_but_for_those_of_authors_and_entries(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("One", "Two", "Three"))
    page = (
        f"<body><h1>Velm</h1><ul class='authors-list'>{links}</ul><ul>{links}</ul><p>{LONG}</p><h2>References</h2>"
        f"<ul>{links}</ul><p>Sign up for alerts</p></body>"
    )
    article = read(tmp_path, page)
    assert [p.text for p in article.references] == ["One", "Two", "Three"]
    assert [p.text for p in article.passages if p.kind == "note"] == ["Sign up for alerts"]
    assert article.file_text.split().count("Two") == 2  # of the authors, and of the entries


def test_links_of_one_name_in_many_entries_lead_to_an_index(tmp_path: Path) -> None:
    entries = "".join(f"<li>Fern A. Salt {i}. <a href='/x{i}'>Find at the shop</a></li>" for i in range(3))
    page = f"<body><h1>Velm</h1><p>{LONG}</p><h2>References</h2><ul>{entries}</ul></body>"
    assert [p.text for p in read(tmp_path, page).references] == [f"Fern A. Salt {i}." for i in range(3)]


def test_a_byte_outside_the_character_set_is_replaced(tmp_path: Path) -> None:
    page = b"<meta charset=utf-8><h1>Velm</h1><p>A caf\xe9 was open.</p>"
    assert texts(read(tmp_path, page)) == ["Velm", "A caf\ufffd was open."]


def test_the_title_is_that_stated_for_citing(tmp_path: Path) -> None:
    stated = "<meta name='citation_title' content='Salt of Velm'>"
    head = f"<head><title>Tolls | Free Text | Salt of Velm</title>{stated}</head>"
    plain = read(tmp_path, f"<html>{head}<body><div>Salt of Velm</div><p>{LONG}</p></body></html>")
    assert texts(plain) == ["Salt of Velm", LONG.strip()]
    logo = read(tmp_path, f"<html>{head}<body><h1>Annals of Tolls</h1><p>{LONG}</p></body></html>")
    assert logo.title == "Salt of Velm"
