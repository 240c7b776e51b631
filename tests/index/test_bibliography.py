"""The bibliography is found where no heading, or a misleading one, stands above it."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from index import Article, read_article

CASES = Path(__file__).parent.parent / "cases" / "reading"


def read(tmp_path: Path, text: str) -> Article:
    path = tmp_path / "tolls.md"
    path.write_text(f"# Tolls of Velm\n\n## Introduction\n\n{text}\n", encoding="utf-8")
    return read_article(path)


def test_a_numbered_run_of_entries_at_the_end_needs_no_heading(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "They rose [2].\n\n1. Fern A. Salt. J Tolls. 1992; 4:12.\n\n2. Moss B. Stone. J Tolls. 1995; 7:3.\n\n"
        "3. Hill C. Carts. J Tolls. 1999; 9:1.",
    )
    assert [r.text[:9] for r in article.references] == ["1. Fern A", "2. Moss B", "3. Hill C"]
    assert [c.reference.number for p in article.passages for c in p.cites] == [2]


def test_numbered_sentences_at_the_end_are_none(tmp_path: Path) -> None:
    text = "1. In 1992 the toll rose.\n\n2. In 1995 it fell.\n\n3. In 1999 it was gone."
    assert read(tmp_path, text).references == ()


def test_three_entries_in_capitals_are_three() -> None:
    article = read_article(CASES / "10-capitals-in-entries.pdf")
    assert [r.text for r in article.references] == [
        "FERN, A., MOSS, B. & HILL, C. (1901) ‘SALTQUAL: A Measure of the Harbour’, Journal of Tolls 4: 12-40.",
        "HILL, C., TANN, O. M. & DOLAN, R. (1909) ‘Understanding the Quarry’, Annals of Stone 2: 3-9.",
        "TANN, O. (1911) The Keeper’s Books. Velm: Hill Press.",
    ]


def test_a_tab_named_references_begins_none() -> None:
    article = read_article(CASES / "17-references-tab-before-the-text.html")
    assert [p.text[:14] for p in article.passages if p.kind == "body"] == [
        "The harbour of",
        "Nobody had exp",
        "They walked th",
    ]
    assert article.references == ()


def test_what_a_page_says_at_its_foot_is_no_entry(tmp_path: Path) -> None:
    path = tmp_path / "tolls.html"
    path.write_text(
        "<html><body><h1>Tolls</h1><h2>Roads</h2><p>They rose.</p><h2>References</h2><ol><li>Fern A. Salt. 1992.</li>"
        "<li>Moss B. Stone. 1995.</li></ol><p>Contact us</p><p>20,406 total views</p></body></html>"
    )
    article = read_article(path)
    assert [r.text for r in article.references] == ["Fern A. Salt. 1992.", "Moss B. Stone. 1995."]
    assert [p.text for p in article.passages if p.kind == "note"] == ["Contact us", "20,406 total views"]


@pytest.mark.parametrize("heading", ["Notes", "Endnotes", "Anmerkungen"])
def test_numbered_paragraphs_under_notes_are_notes(tmp_path: Path, heading: str) -> None:
    article = read(tmp_path, f"They rose.\n\n## {heading}\n\n1 Fern, Salt, p. 4.\n\n2 Ibid., p. 9.")
    assert [(p.number, p.text) for p in article.passages if p.kind == "note"] == [
        (1, "1 Fern, Salt, p. 4."),
        (2, "2 Ibid., p. 9."),
    ]


def test_a_misprinted_number_and_one_without_a_space_do_not_end_the_entries_of_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "tolls.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, 790, "The Tolls of Velm")
    canvas.setFont("Helvetica", 10)
    for i in range(4):
        canvas.drawString(60, 760 - 12 * i, "The toll of the bridge rose in every spring and fell in the autumn.")
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(60, 690, "References")
    canvas.setFont("Helvetica", 10)
    heads = ("1. Fern", "2. Moss", "3.Hill", "1.Tann", "5. Dolan", "6. Kern")
    for i, head in enumerate(heads):
        canvas.drawString(60, 670 - 26 * i, f"{head} A. The salt road and those who walked on it in the spring of")
        canvas.drawString(60, 658 - 26 * i, f"of the year, with a map. J Tolls. 199{i};4:12.")
    canvas.save()
    assert [r.text[:7] for r in read_article(path).references] == [
        "1. Fern",
        "2. Moss",
        "3.Hill ",
        "5. Dola",
        "6. Kern",
    ]
