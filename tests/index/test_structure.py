"""The structure of an article in any format: its sections and their numbering, its front, and where its entries end."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article, read_article
from index.front import is_about_document, is_author_line
from index.headings import is_known, number_of, section_name
from index.last_entry import entries_end, is_life
from index.sections import Heading, section_names

docx = pytest.importorskip("docx")

CASES = Path(__file__).parents[1] / "cases" / "reading"


def outline(article: Article) -> list[tuple[str, int]]:
    """The section and number of every body paragraph."""
    return [(p.section, p.number) for p in article.passages if p.kind == "body"]


def parts(article: Article) -> list[tuple[str, str, str]]:
    return [(p.kind, p.section, p.text) for p in article.passages]


def written(tmp_path: Path, text: str, name: str = "notes.txt") -> Article:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_article(path)


# ---- sections under sections


def test_a_heading_directly_above_others_is_kept_and_numbering_restarts() -> None:
    assert outline(read_article(CASES / "19-same-heading-twice.md")) == [
        ("Experiment 1 > Method", 1),
        ("Experiment 1 > Method", 2),
        ("Experiment 1 > Results", 1),
        ("Experiment 2 > Method", 1),
        ("Experiment 2 > Results", 1),
    ]


def test_two_studies_have_each_their_results() -> None:
    article = read_article(CASES / "heading-over-heading.md")
    assert outline(article) == [
        *[("Study 1 > Results", n) for n in (1, 2, 3)],
        *[("Study 2 > Results", n) for n in (1, 2)],
    ]


def test_a_heading_that_recurs_is_told_by_the_one_above_it_though_that_has_text() -> None:
    """Without ranks too: the last heading whose words occur once is above those that recur."""
    ranked = [
        *(Heading("Study 1", 1, True), Heading("Method", 2, True)),
        *(Heading("Study 2", 1, True), Heading("Method", 2, True)),
        Heading("Discussion", 1, True),
    ]
    expected = ["Study 1", "Study 1 > Method", "Study 2", "Study 2 > Method", "Discussion"]
    assert section_names(ranked) == expected
    assert section_names([Heading(h.text, 0, h.filled) for h in ranked]) == expected


def test_sections_of_a_filled_heading_have_their_own_names() -> None:
    headings = [Heading("Methods", 1, True), Heading("Sampling", 2, True), Heading("Results", 1, True)]
    assert section_names(headings) == ["Methods", "Sampling", "Results"]


def test_headings_of_html_and_jats_have_their_ranks(tmp_path: Path) -> None:
    page = (
        "<html><body><h1>Two Studies</h1><h2>Study 1</h2><h3>Results</h3><p>Forty slept longer.</p>"
        "<h2>Study 2</h2><h3>Results</h3><p>Nobody slept.</p></body></html>"
    )
    assert outline(written(tmp_path, page, "two.html")) == [("Study 1 > Results", 1), ("Study 2 > Results", 1)]
    section = "<sec><title>{}</title><sec><title>Results</title><p>{}</p></sec></sec>"
    jats = (
        "<article><front><article-meta><title-group><article-title>Two Studies</article-title></title-group>"
        f"</article-meta></front><body>{section.format('Study 1', 'Forty slept.')}{section.format('Study 2', 'None.')}"
        "</body></article>"
    )
    assert outline(written(tmp_path, jats, "two.xml")) == [("Study 1 > Results", 1), ("Study 2 > Results", 1)]


# ---- what is no heading


@pytest.mark.parametrize("name", ["list-items.md", "list-items.docx"])
def test_short_list_items_are_text(name: str) -> None:
    assert [(p.section, p.text) for p in read_article(CASES / name).passages if p.kind == "body"] == [
        ("Findings", "Three goods were taxed in 1911:"),
        ("Findings", "Red wine"),
        ("Findings", "White wine"),
        ("Findings", "Cider"),
        ("Findings", "The tax was paid in May at the customs house of Bergen."),
        ("Discussion", "The rate was doubled in 1914 by Minister Falk."),
    ]


def test_lines_on_end_without_a_paragraph_are_no_headings(tmp_path: Path) -> None:
    text = "The Road\n\nGoods\n\nThe goods were these.\n\nRed wine\n\nWhite wine\n\nCider\n\nThe tax was paid in May.\n"
    assert outline(written(tmp_path, text)) == [("Goods", n) for n in (1, 2, 3, 4, 5)]


def test_a_file_with_marked_headings_has_no_others(tmp_path: Path) -> None:
    text = "# The Road\n\n## Origins\n\nA line of verse\n\nTraders opened the road in 1820.\n"
    assert outline(written(tmp_path, text, "road.md")) == [("Origins", 1), ("Origins", 2)]


def test_word_numbers_headings_by_itself() -> None:
    assert list(dict.fromkeys(section for section, _ in outline(read_article(CASES / "numbered-headings.docx")))) == [
        "1 Scope",
        "2 Payment",
        "3 Termination",
    ]


# ---- the front


def test_author_lines_of_word_are_no_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("The Salt Road", 0)
    document.add_paragraph("Orla Tann and Mirek Dolan")
    document.add_paragraph("Institute of Harbour Studies, University of Velm")
    document.add_heading("Origins", 1)
    document.add_paragraph("Traders opened the road in 1820.")
    document.add_heading("Decline", 1)
    document.add_paragraph("It fell silent.")
    path = tmp_path / "road.docx"
    document.save(str(path))
    assert parts(read_article(path))[1:3] == [
        ("authors", "", "Orla Tann and Mirek Dolan Institute of Harbour Studies, University of Velm"),
        ("body", "Origins", "Traders opened the road in 1820."),
    ]


def test_author_lines_of_a_page_are_no_text(tmp_path: Path) -> None:
    page = (
        "<html><body><h1>The Salt Road</h1><p>Orla Tann, Mirek Dolan</p><p>The road was opened in 1820.</p>"
        "<h2>Decline</h2><p>It fell silent.</p></body></html>"
    )
    assert [kind for kind, _, _ in parts(written(tmp_path, page, "road.html"))] == ["title", "authors", "body", "body"]


def test_an_abstract_may_begin_in_its_own_line(tmp_path: Path) -> None:
    told = "the road was opened in 1820 by traders from the hills who paid a toll of two coppers."
    article = written(tmp_path, f"The Salt Road\n\nOrla Tann\n\nAbstract—{told}\n\nOrigins\n\nIt fell silent.\n")
    assert ("abstract", "Abstract", told) in parts(article)


def test_keywords_end_an_abstract(tmp_path: Path) -> None:
    text = "The Road\n\nAbstract\n\nIt is short.\n\nKeywords\n\nsalt, roads\n\nTraders opened the road in 1820.\n"
    assert parts(written(tmp_path, text))[1:] == [
        ("abstract", "Abstract", "It is short."),
        ("keywords", "", "salt, roads"),
        ("body", "", "Traders opened the road in 1820."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("Received: 4 May 1931", "Correspondence to: Orla Tann, University of Velm", "© Tann 1931", "Email: a@b.org"),
        *("Copyright 1931 The Authors. Published by Hill Press.", "Downloaded from example.org at Velm on 4 May"),
        "Corresponding Author: Mirek Dolan, Hill School of Tolls, 3 Quarry Row, Velm.",
        "This is an open-access article distributed under the terms of a licence.",
    ],
)
def test_what_tells_of_the_document_is_a_note(text: str, tmp_path: Path) -> None:
    assert is_about_document(text)
    article = written(tmp_path, f"The Road\n\nOrigins\n\nTraders opened it.\n\n{text}\n\nIt fell silent.\n")
    assert [kind for kind, _, said in parts(article) if said == text] == ["note"]


@pytest.mark.parametrize(
    "text",
    [
        *("Received wisdom says so.", "Copyright law in Velm is old.", "License fees were raised in 1920."),
        *("Correspondence to the king was lost.", "The article was published in 1931 and read.", "(c) An act of law"),
    ],
)
def test_what_tells_of_its_subject_is_text(text: str) -> None:
    assert not is_about_document(text)


def test_lives_of_the_authors_are_notes(tmp_path: Path) -> None:
    text = "The Road\n\nOrigins\n\nTraders opened it.\n\nAbout the author\n\nOrla Tann is a lecturer in Velm.\n"
    assert parts(written(tmp_path, text))[-1] == ("note", "About the author", "Orla Tann is a lecturer in Velm.")


@pytest.mark.parametrize("text", ["Orla Tann, Mirek Dolan", "Orla van der Tann", "Faculty of Law, University of Velm"])
def test_an_author_line(text: str) -> None:
    assert is_author_line(text)


@pytest.mark.parametrize(
    "text", ["It fell silent.", "Journal of Small Roads", "Traders from the hills opened it", "Salt of the Hills"]
)
def test_no_author_line(text: str) -> None:
    assert not is_author_line(text)


# ---- names and numbers of sections


@pytest.mark.parametrize(
    "text", ["2. Materials and Methods", "RESULTS", "A B S T R A C T", "Competing interests", "Fazit", "Appendix B"]
)
def test_usual_names_of_sections(text: str) -> None:
    assert is_known(text)


def test_other_names_are_not_known() -> None:
    assert not is_known("The harbour before the dredging")


def test_numbers_of_sections() -> None:
    assert [number_of(text) for text in ("2.1. Survey", "3 Results", "IV. Fazit", "1990 was dry", "Survey")] == [
        *[(2, 1), (3,), (4,), (), ()],
    ]


def test_spaced_letters_are_a_name() -> None:
    assert section_name("R E F E R E N C E S") == "references"


# ---- the end of a bibliography


def test_a_publishers_books_are_no_entries() -> None:
    entries = [f"Tann, O. ({year}). Salt." for year in range(1901, 1911)]
    books = [
        "Daniel Dolan",
        "On Learning",
        "Hill Press",
        "Mirek Fern",
        "On Tolls",
        "Hill Press",
        "Ada Moss",
        "On Carts",
    ]
    assert entries_end([*entries, *books]) == 10
    assert entries_end(entries) == 10
    assert entries_end([*entries, *books[:3]]) == 13  # too few to tell


def test_nothing_behind_the_last_number_is_an_entry() -> None:
    entries = [f"{number}. Tann O. Salt. Hill Press, 1931." for number in range(1, 6)]
    assert entries_end([*entries, "Submit your next manuscript", "Thorough review"]) == 5
    assert entries_end([*entries, "and the end of the last one."]) == 6
    assert entries_end([]) == 0


def test_the_life_of_an_author_is_no_entry(tmp_path: Path) -> None:
    life = "ORLA TANN is a Lecturer in Velm. Her books are on salt."
    assert is_life(life)
    assert not is_life("Tann, O. (1931). Salt is a good.")
    text = f"The Road\n\nOrigins\n\nTraders opened it.\n\nReferences\n\nTann, O. (1931). Salt. Hill Press.\n\n{life}\n"
    assert [(kind, said) for kind, _, said in parts(written(tmp_path, text))[-2:]] == [
        ("reference", "Tann, O. (1931). Salt. Hill Press."),
        ("note", life),
    ]
