"""Markdown is read as it is shown; each case: the file's characters beside the words that must come of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article, built_in_article, read_article
from index.metadata import Metadata, Name
from index.passage import join_slices
from index.readers.markdown.inline import plain

CASES = Path(__file__).parents[1] / "cases" / "reading"


def read(tmp_path: Path, text: str | bytes, name: str = "a.md") -> Article:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    article = read_article(path)
    assert all(join_slices(article.file_text, p.source) == p.text for p in article.passages)
    return article


def of_kind(article: Article, kind: str) -> list[tuple[str, str]]:
    return [(p.section, p.text) for p in article.passages if p.kind == kind]


def test_a_note_takers_file_is_read_as_it_is_shown() -> None:
    article = read_article(CASES / "notes-front-matter-links-table.md")
    assert article.title == "The Mill at Odda"
    assert of_kind(article, "body") == [
        ("", "The mill was built in 1733 by Anders on the river"),
        ("", "The wheel was made by Greta Lien and cost forty daler. See the archive and ."),
        ("Setext heading", "The mill burned in 1811. It was rebuilt in stone in 1814."),
        ("Setext heading", "Ask about the dam"),
        ("Setext heading", "Visit Odda"),
        ("Setext heading", "1. The first dam was timber."),
        ("Setext heading", "2. The second dam was stone."),
        ("Setext heading", "It cost *forty* daler & 5 < 6 — the price était high."),
        ("Setext heading", "The last miller was Ola Berg, who left in 1903. Highlighted words and struck words."),
    ]
    (table,) = [p for p in article.passages if p.kind == "table"]
    rows = ["Year | Owner | Rent", "1733 | Anders Holm | 40", "1790 | Greta Lien | 55"]
    assert [sentence.of(table.text) for sentence in table.sentences] == rows
    assert of_kind(article, "note") == [("Setext heading", "Holm, Mills, p. 12.")]


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("**Bold**, *slanted*, __bold__, _slanted_ and ~~struck~~", "Bold, slanted, bold, slanted and struck"),
        ("[[Holm 1999]], [[Holm#Life|his life]] and ![[wheel.png]]", "Holm 1999, his life and "),
        ("see [the book](https://a.example/x_(y)) and <https://b.example>", "see the book and https://b.example"),
        ("as said [1](#ref-1) and [12, 13](#ref-12)", "as said [1] and [12, 13]"),
        ("Moss[^1] and Fern.[^note-2]", "Moss and Fern."),
        ("5 &lt; 6 &mdash; \\*not slanted\\* `code *as it is*`", "5 < 6 — *not slanted* code *as it is*"),
        ("a snake_case_name and 2 * 3 * 4", "a snake_case_name and 2 * 3 * 4"),
        ("if a <b and c> d then <u>underlined</u>", "if a  d then underlined"),
        ("if x <y and z> w", "if x <y and z> w"),
        ("The end ^block-1", "The end"),
        ("seen %%not shown%% here", "seen  here"),
        ("==bright== words, m^{2}", "bright words, m2"),
    ],
)
def test_the_marks_inside_a_paragraph(marked: str, shown: str) -> None:
    assert plain(marked) == shown


def test_front_matter_says_what_the_article_is(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "---\ntitle: 'Salt, again'\nauthors:\n  - Ada Fern\n  - name: Moss, Ben\ndate: 2019-03-01\njournal: Tolls\n"
        "volume: 3\npages: 5-19\ndoi: https://doi.org/10.1000/t.7\n---\n\nSalt was dear.\n",
    )
    assert article.title == "Salt, again"
    assert article.metadata == Metadata(
        (Name("Fern", "Ada"), Name("Moss", "Ben")), "2019", "Tolls", "3", "", ("5", "19"), "10.1000/t.7"
    )
    assert of_kind(article, "body") == [("", "Salt was dear.")]


def test_two_rules_around_text_are_no_front_matter(tmp_path: Path) -> None:
    article = read(tmp_path, "---\n\nSalt was dear in Velm.\n\n---\n\nThe council knew it.\n")
    assert [text for _, text in of_kind(article, "body")] == ["Salt was dear in Velm.", "The council knew it."]


def test_code_comments_and_link_targets_are_no_text(tmp_path: Path) -> None:
    text = "# A\n\nOne.\n\n~~~\ncode\n\n# no heading\n~~~\n\n<!-- a\n\nb -->\n\n[x]: https://a.example\n\nTwo [x][x].\n"
    assert [t for _, t in of_kind(read(tmp_path, text), "body")] == ["One.", "Two [x][x]."]


def test_a_table_of_one_column_and_bars_in_cells(tmp_path: Path) -> None:
    article = read(tmp_path, "# A\n\nOne.\n\n|a|\n|-|\n|b|\n\nname | sign\n:-- | --:\n*or* | a \\| b\n\nTwo.\n")
    assert [text for _, text in of_kind(article, "table")] == ["a b", "name | sign or | a | b"]


def test_a_footnote_goes_on_behind_a_blank_line(tmp_path: Path) -> None:
    article = read(tmp_path, "One.[^1]\n\n[^1]: The first.\n\n    The second.\n\nTwo.\n")
    assert of_kind(article, "note") == [("", "The first. The second.")]
    assert [text for _, text in of_kind(article, "body")] == ["One.", "Two."]


def test_form_feeds_end_pages(tmp_path: Path) -> None:
    article = read(tmp_path, "# A\n\nSalt was *dear* in\fVelm then.\n\f\n## B\n\nCheap now.\n")
    assert [(p.text, p.pages, p.page_breaks) for p in article.passages[1:]] == [
        ("Salt was dear in Velm then.", (1, 2), (17,)),
        ("Cheap now.", (3,), ()),
    ]


def as_read(article: Article) -> list[tuple[str, str, str]]:
    return [(p.kind, p.section, p.text) for p in article.passages if p.kind != "header"]


def test_single_newlines_part_the_paragraphs_of_a_text_without_blank_lines() -> None:
    article, original = read_article(CASES / "single-newlines.txt"), built_in_article()
    assert article.title == original.title
    assert sum(p.kind in ("body", "abstract") for p in article.passages) == 36
    assert len(article.references) == 32
    assert as_read(article) == as_read(original)


def test_lines_that_an_editor_ended_stay_one_paragraph(tmp_path: Path) -> None:
    article = read(tmp_path, "Salt\n\n" + "The salt of Velm was carried over the pass,\n" * 9, "a.txt")
    assert len(article.passages) == 2


@pytest.mark.parametrize(
    "data",
    [
        "Salt Road\n\nSalt was dear – très cher.\n\nIt fell.".encode("utf-16"),
        "Salt Road\n\nSalt was dear – très cher.\n\nIt fell.".encode("utf-16-be"),
        "Salt Road\n\nSalt was dear – très cher.\n\nIt fell.".encode("utf-16-le"),
        "Salt Road\r\rSalt was dear\r– très cher.\r\rIt fell.".encode(),
        "Salt Road\u2029Salt was dear\u2028– très cher.\u2029It fell.".encode(),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_text_of_other_encodings_and_line_ends(data: bytes, name: str, tmp_path: Path) -> None:
    article = read(tmp_path, data, name)
    assert article.title == "Salt Road"
    assert [p.text for p in article.passages[1:]] == ["Salt was dear – très cher.", "It fell."]


def test_a_footnotes_mark_leads_to_the_note(tmp_path: Path) -> None:
    text = "# A\n\nSalt was **dear.**[^1] Fern[^fern] says so.\n\n[^1]: Moss (1995), p. 4.\n[^fern]: Her letter.\n"
    article = read(tmp_path, f"{text}\n# References\n\nMoss, B. (1995). Stone. Velm: Hill Press.\n")
    body = next(p for p in article.passages if p.kind == "body")
    assert body.text == "Salt was dear. Fern says so."
    assert [(body.text[: mark.span.start], mark.label, mark.note.text) for mark in body.marks] == [
        ("Salt was dear.", "1", "Moss (1995), p. 4."),
        ("Salt was dear. Fern", "", "Her letter."),
    ]
    assert [source.text for source in body.marks[0].sources] == ["Moss, B. (1995). Stone. Velm: Hill Press."]
