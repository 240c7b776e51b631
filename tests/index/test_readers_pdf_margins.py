"""What stands in the margins of a PDF's pages and recurs on them: line numbers are no text, sentences are."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")

from index import read_article

CASES = Path(__file__).parents[1] / "cases" / "reading"
_SHORE = (
    "Coastal erosion has shaped the settlements of the northern shore for several centuries. In {}53 a storm surge"
    " removed eleven metres of cliff near {} in a single night. The villagers rebuilt the sea wall within two years and"
    " moved the school inland to the old mill."
)
_FUNDING = (
    "Funding came from the county council, which paid nine million kroner, and from the fishing cooperative, which paid"
    " two million. No money was received from the national government until 2004, when a new coastal act was passed."
)


@pytest.mark.parametrize("kind", ["every", "fifth", "lineno", "right"])
def test_the_numbers_of_lines_are_no_text(kind: str) -> None:
    article = read_article(CASES / f"line-numbers-{kind}.pdf")
    body = [p for p in article.passages if p.kind == "body"]
    assert article.title == "Erosion on the Northern Shore"
    assert list(dict.fromkeys(p.section for p in body)) == ["Introduction", "Methods", "Results", "Discussion"]
    assert [p.text for p in body if p.number == 1] == [
        _SHORE.format(century, town) for century, town in ((19, "Tarnby"), (18, "Oldby"), (17, "Norby"), (16, "Sorby"))
    ]
    assert [p.text for p in body if p.number == 3] == [_FUNDING] * 4


def test_numbers_that_go_on_from_page_to_page_are_no_text() -> None:
    article = read_article(CASES / "05-line-numbers.pdf")
    body = [p for p in article.passages if p.kind in ("abstract", "body")]
    assert article.title == "Soundings of the Velm Channel"
    assert list(dict.fromkeys(p.section for p in body)) == ["Abstract", "Results", "Discussion"]
    assert not any(character.isdigit() for p in body for character in p.text)


def test_numbers_that_lines_begin_with_are_text(tmp_path: Path) -> None:
    """A list's numbers rise too, but not with the lines; a year may open a line."""
    canvas = Canvas(str(tmp_path / "list.pdf"), pagesize=(595, 842))
    for page in range(3):
        for i in range(12):
            y = 760 - 30 * i
            canvas.drawString(60, y, str(12 * page + i + 1))
            canvas.drawString(
                90, y, f"The harbour master of year {12 * page + i} wrote to the bishop of the northern diocese of Velm"
            )
            canvas.drawString(
                90, y - 14, f"and had an answer in the spring of the year after, as page {page} tells us."
            )
        canvas.showPage()
    canvas.save()
    text = " ".join(p.text for p in read_article(tmp_path / "list.pdf").passages)
    assert "12 The harbour master of year 11 wrote" in text


def test_a_question_that_ends_each_page_is_text(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "interview.pdf"), pagesize=(595, 842))
    for page, name in enumerate(("quay", "mill", "school", "bridge")):
        canvas.drawString(
            72, 760, f"I worked at the {name} when I was a boy, and I was paid by the day, like all others."
        )
        canvas.drawString(
            72, 745, f"My father had come to the town {page + 2} years before, from the islands in the west."
        )
        canvas.drawString(72, 730, "Can you say more?")
        canvas.showPage()
    canvas.save()
    passages = read_article(tmp_path / "interview.pdf").passages
    said = [*(p.text for p in passages), *dict.fromkeys(p.section for p in passages)]  # it may be taken for a heading
    assert " ".join(said).count("Can you say more?") == 4
    assert not any(p.kind == "header" for p in passages)


def test_columns_under_a_table_over_both_are_read_one_after_the_other() -> None:
    article = read_article(CASES / "06-columns-under-a-wide-table.pdf")
    second = [p for p in article.passages if p.pages == (2,)]
    assert [p.kind for p in second] == ["caption", "table", "body", "body", "body", "body"]
    assert second[1].text.startswith(
        "Upper Velm 1900 12 carts (0.0%) carried out by the toll keeper's clerk Tannhill 1901"
    )
    assert [p.text.partition(".")[0].partition(", ")[0] for p in second[2:]] == [
        "Merchants from the hill towns paid a toll of two coppers for each cart that crossed the bridge",
        "Nobody had expected that the salt trade would return so quickly to the northern shore",
        "They walked the embankment from the mill to the old quarry and marked every broken stone",
        "A later report counted forty breaches",
    ]
    assert {p.section for p in article.passages} == {""}
