"""What an article is: each line of text beside the fields that it must become, then each format's own places."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from index import Article, built_in_article, correct, read_article
from index.article_json import from_json, to_json
from index.corrections import correction_of, retitled
from index.imprint import stated_in
from index.metadata import Metadata, Name, doi_in, listed_people, people_in, person
from qa.study.article_fields import cited_fields
from qa.study.citing import cite_article


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Harbours 2014, 4, 932-945; doi:10.1000/harb4040932",
            Metadata((), "2014", "Harbours", "4", "", ("932", "945"), "10.1000/harb4040932"),
        ),
        ("Tann et al. Tolls 2015, 16:1", Metadata((), "2015", "Tolls", "16", "", ("1",))),
        ("72 J Public Tolls (2009) 17:71–76", Metadata((), "2009", "J Public Tolls", "17", "", ("71", "76"))),
        (
            "ORIGINAL ARTICLE Salt & Water 54 (2002) 331–343",
            Metadata((), "2002", "Salt & Water", "54", "", ("331", "343")),
        ),
        (
            "Harbours in Theory www.harbours.example.org January 2015 | Volume 5 | Article 1582 | 1",
            Metadata((), "2015", "Harbours in Theory", "5", "", ("1582",)),
        ),
        (
            "SALT ONE | DOI:10.1000/salt.0115884 December 31, 2014 1 / 14",
            Metadata((), "2014", "SALT ONE", doi="10.1000/salt.0115884"),
        ),
        (
            "Journal for Toll Studies, vol. 10, no. 1(19) / 2017: 73-90",
            Metadata((), "2017", "Journal for Toll Studies", "10", "1", ("73", "90")),
        ),
        (
            "Historical Toll Research, Vol. 31 — 2006 — No. 3, 200-219",
            Metadata((), "2006", "Historical Toll Research", "31"),
        ),
        (
            "Cite this article: Tann O et al. 2015 Slow thaw in a lake, Lacus salsus. R. Soc. open sci. 2: 150395.",
            Metadata((), "2015", "R. Soc. open sci.", "2", "", ("150395",)),
        ),
        ("© The Authors 2011", Metadata((), "2011")),
        ("Berlin, September 2001", Metadata((), "2001")),
        ("In 1992 the harbour was closed, and 12: 3 of the council had left.", Metadata()),
        ("The harbour of Velm", Metadata()),
    ],
)
def test_a_line_of_an_imprint(line: str, expected: Metadata) -> None:
    assert stated_in([line]) == expected


def test_a_journal_wrapped_over_two_lines_is_named_whole() -> None:
    stated = stated_in(["Tolls of Group &", "Harbour Relations", "2007 Vol 10(3) 373–382"])
    assert (stated.journal, stated.volume, stated.issue) == ("Tolls of Group & Harbour Relations", "10", "3")


def test_lines_that_disagree_state_nothing() -> None:
    lines = ["doi: 10.1000/first", "doi: 10.1000/second", "© 2001 Tann", "© 2004 Dolan"]
    assert stated_in(lines) == Metadata()


@pytest.mark.parametrize(
    ("line", "families"),
    [
        ("Tom P Tann1*, Colin J Dolan2, and Richard van Ayres1", ["Tann", "Dolan", "van Ayres"]),
        ("Ada Fern, PhD & Ben Moss, MD", ["Fern", "Moss"]),
        ("ANNA FERN AND BEN MOSS", ["FERN", "MOSS"]),
        ("Institute of Tolls, Velm", []),
        ("Vienna, Austria", []),
        ("The harbour was dredged", []),
    ],
)
def test_a_line_of_names_is_one_in_all_its_parts(line: str, families: list[str]) -> None:
    assert [name.family for name in people_in(line)] == families


def test_names_in_fields() -> None:
    expected = (Name("Fern", "Anna B."), Name("Del Moss", "Ben"))
    assert listed_people(["Fern, Anna B. ; Del Moss, Ben"]) == expected
    assert listed_people(["Anna B. Fern", "Ben Del Moss"]) == expected
    assert listed_people(["Anna B. Fern and Ben Del Moss"]) == expected
    assert person("University of Velm") == Name("")
    assert doi_in("see https://doi.org/10.1000/(1999)12.") == "10.1000/(1999)12"


JATS = """<article><front><journal-meta><journal-title-group><journal-title>Tolls</journal-title></journal-title-group>
</journal-meta><article-meta><article-id pub-id-type="doi">10.1000/t.7</article-id><title-group><article-title>Salt
</article-title></title-group><contrib-group><contrib contrib-type="author"><name><surname>Fern</surname>
<given-names>Ada</given-names></name></contrib><contrib contrib-type="author"><collab>The Salt Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>No</surname></name></contrib></contrib-group><pub-date pub-type="epub">
<year>2018</year></pub-date><pub-date pub-type="ppub"><year>2019</year></pub-date><volume>3</volume><issue>1</issue>
<fpage>5</fpage><lpage>19</lpage></article-meta></front><body><p>Salt was dear.</p></body></article>"""

HTML = """<html><head><title>T</title><meta name="citation_journal_title" content="Tolls">
<meta name="DC.creator" content="Wrong, Order"><meta name="citation_author" content="Fern, Ada">
<meta name="citation_author" content="The Salt Group"><meta name="citation_publication_date" content="2019/03/01">
<meta name="citation_volume" content="3"><meta name="citation_issue" content="1">
<meta name="citation_firstpage" content="5"><meta name="citation_lastpage" content="19">
<meta name="citation_doi" content="doi:10.1000/t.7"></head><body><h1>Salt</h1><p>Salt was dear.</p></body></html>"""


@pytest.mark.parametrize(("name", "content"), [("a.xml", JATS), ("a.html", HTML)])
def test_the_fields_of_marked_up_formats(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    article = read_article(tmp_path / name)
    authors = (Name("Fern", "Ada"), Name("The Salt Group")) if name == "a.xml" else (Name("Fern", "Ada"),)
    stated = article.metadata
    assert (stated.year, stated.journal, stated.volume, stated.issue) == ("2019", "Tolls", "3", "1")
    assert (stated.pages, stated.doi) == (("5", "19"), "10.1000/t.7")
    assert stated.authors[:1] == authors[:1]
    assert from_json(to_json(article)) == article


def test_a_page_without_citation_names_is_read_by_dublin_core_and_its_plain_author_only_if_shown(
    tmp_path: Path,
) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        '<html><head><meta name="author" content="Site Admin"><meta name="dc.date" content="2011-05-01"></head>'
        "<body><h1>Salt</h1><p>Ada Fern</p><p>Salt was dear.</p></body></html>",
        encoding="utf-8",
    )
    assert read_article(page).metadata == Metadata(year="2011")


def test_word_names_authors_only_where_the_document_does(tmp_path: Path) -> None:
    def made(author: str) -> Article:
        document = docx.Document()
        document.core_properties.author = author
        document.add_heading("Salt", 0)
        document.add_paragraph("Ada Fern and Ben Moss")
        document.add_paragraph("Salt was dear in those years, and the council knew it.")
        document.save(str(tmp_path / "a.docx"))
        return read_article(tmp_path / "a.docx")

    assert made("Ada Fern; Ben Moss").metadata.authors == (Name("Fern", "Ada"), Name("Moss", "Ben"))
    assert made("Office User").metadata.authors == ()


def pdf(path: Path, author: str, foot: str = "J Tolls (2009) 17:71–76") -> Article:
    canvas = Canvas(str(path))
    canvas.setAuthor(author)
    canvas.setTitle("scan0001.doc")
    y = 780
    lines = [("Helvetica-Bold", 18, "The Price of Salt in Velm"), ("Helvetica", 11, "Ada Fern, Ben Moss")]
    lines += [("Helvetica", 10, "Institute of Tolls, University of Velm")]
    lines += [("Helvetica", 10, "Salt was dear in those years, and the council of Velm knew it well.")] * 14
    for font, size, text in lines:
        canvas.setFont(font, size)
        canvas.drawString(72, y, text)
        y -= 2 * size
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 40, foot)
    canvas.save()
    return read_article(path)


def test_a_pdf_is_what_its_first_page_prints_and_no_users_name(tmp_path: Path) -> None:
    article = pdf(tmp_path / "a.pdf", "cornelia")
    assert article.title == "The Price of Salt in Velm"
    assert article.metadata == Metadata(
        (Name("Fern", "Ada"), Name("Moss", "Ben")), "2009", "J Tolls", "17", "", ("71", "76")
    )
    # The first author alone in the file's properties is not all of them.
    assert pdf(tmp_path / "b.pdf", "Ada Fern").metadata.authors == article.metadata.authors


def test_absent_beats_wrong(tmp_path: Path) -> None:
    article = pdf(tmp_path / "a.pdf", "Karl Admin", "Velm, in the spring")
    assert article.metadata == Metadata((Name("Fern", "Ada"), Name("Moss", "Ben")))


def test_the_built_in_article_states_no_year() -> None:
    assert built_in_article().metadata == Metadata()


def test_a_correction_is_kept_by_the_files_digest_and_cited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARTICLE_QA_CORRECTIONS", str(tmp_path / "kept"))
    article = pdf(tmp_path / "a.pdf", "cornelia")
    assert cite_article(article, "apa", (2,)).in_text == "(Fern & Moss, 2009, p. 2)"
    said = {"authors": "van Fern, Ada", "year": "2010", "journal": "", "pages": "7–9", "doi": "https://doi.org/10.1/x"}
    with pytest.raises(ValueError, match=r"expected a DOI, such as 10\.1000/182, found"):
        correct(article, said)
    correct(article, {**said, "doi": "doi:10.1000/x", "title": "On Salt"})
    (tmp_path / "a.pdf").rename(tmp_path / "renamed.pdf")
    again = read_article(tmp_path / "renamed.pdf")
    assert cite_article(again, "apa").entry == "van Fern, A. (2010). On Salt. 17, 7–9. https://doi.org/10.1000/x"
    assert retitled(again).title == "On Salt"
    assert cited_fields(again).container == ""
    correct(again, {})
    assert correction_of(again) == {}
    assert cite_article(again, "apa").entry == (
        "Fern, A., & Moss, B. (2009). The Price of Salt in Velm. J Tolls, 17, 71–76."
    )


def test_what_cannot_be_corrected_is_said(tmp_path: Path) -> None:
    article = built_in_article()
    with pytest.raises(ValueError, match="unknown field 'editor': expected one of title, authors, year"):
        correct(article, {"editor": "X"}, tmp_path)
    with pytest.raises(ValueError, match="expected a year of four digits, found 'soon'"):
        correct(article, {"year": "soon"}, tmp_path)
    with pytest.raises(ValueError, match="only an article that was read from a file can be corrected"):
        correct(Article("A", (), (), "", 0), {"year": "2001"}, tmp_path)
    (tmp_path / f"{article.digest}.json").write_text("[1]", encoding="utf-8")
    assert correction_of(article, tmp_path) == {}
