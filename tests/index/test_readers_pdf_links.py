"""Links of a PDF's pages, hanging numbers of its entries, and marks of its notes; reportlab draws the pages."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from index import Article, read_article

PARAGRAPH = (
    "The harbour of Velm was dredged in the spring and reopened for small boats",
    "after nine weeks. Its keeper wrote down the depth of the channel each evening.",
    "Merchants from the hill towns paid a toll for each cart that crossed the bridge.",
    "Nobody had expected that the salt trade would return so quickly to the shore.",
)
ENTRIES = (
    ("Fern A. The salt road of the northern shore. J Tolls. 1992; 4:12.", "fern"),
    ("Moss B. Stone bridges of the hill towns. J Tolls. 1995; 7:3.", "moss"),
)


def drawn(path: Path, *, linked: str = "", raised: str = "", note: str = "", hang: float = 20.0) -> Article:
    """An article of one page: a paragraph whose last line cites, a bibliography, and a note at the foot."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Times-Bold", 17)
    canvas.drawString(72, 780, "Tolls of Velm and of the Hill Towns")
    canvas.setFont("Times-Roman", 11)
    y = 740.0
    for line in PARAGRAPH * 3:
        canvas.drawString(72, y, line)
        y -= 13
    canvas.drawString(72, y, "They rose, as the council says.")
    width = canvas.stringWidth("They rose, as the council says.", "Times-Roman", 11)
    if raised:
        canvas.setFont("Times-Roman", 7)
        canvas.drawString(72 + width, y + 4, raised)
        canvas.setFont("Times-Roman", 11)
    canvas.drawString(72 + width + 12, y, f"It fell later ({linked}).")
    if linked:
        before = canvas.stringWidth("It fell later (", "Times-Roman", 11)
        words = canvas.stringWidth(linked, "Times-Roman", 11)
        start = 72 + width + 12 + before
        canvas.linkRect("", "moss", (start, y - 2, start + words, y + 9), relative=0)
    canvas.setFont("Times-Bold", 13)
    canvas.drawString(72, y - 40, "References")
    canvas.setFont("Times-Roman", 11)
    y -= 60
    for number, (entry, name) in enumerate(ENTRIES, start=1):
        canvas.bookmarkPage(name, fit="XYZ", left=72, top=y + 9)
        canvas.drawString(72, y, f"{number}.")
        canvas.drawString(72 + hang, y, entry)
        y -= 13
    if note:
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(72, 60, note)
    canvas.save()
    return read_article(path)


def cites(article: Article) -> list[tuple[str, int]]:
    return [(cite.span.of(p.text), cite.reference.number) for p in article.passages for cite in p.cites]


def test_a_number_stays_with_its_entry(tmp_path: Path) -> None:
    article = drawn(tmp_path / "tolls.pdf")
    assert [r.text for r in article.references] == [f"{i}. {entry}" for i, (entry, _) in enumerate(ENTRIES, start=1)]


def test_a_raised_number_that_no_note_bears_cites_the_entry(tmp_path: Path) -> None:
    assert cites(drawn(tmp_path / "tolls.pdf", raised="2")) == [("says.", 2)]
    assert cites(drawn(tmp_path / "both.pdf", raised="1,2")) == [("says.", 1), ("says.", 2)]


def test_a_raised_mark_leads_to_the_note_at_the_foot(tmp_path: Path) -> None:
    article = drawn(tmp_path / "tolls.pdf", raised="*", note="* Letter of Orla Tann to the council of the harbour.")
    (mark,) = [mark for p in article.passages for mark in p.marks]
    body = next(p for p in article.passages if p.marks)
    assert body.text[: mark.span.start].endswith("as the council says.")
    assert "says.*" not in body.text
    assert (mark.label, mark.note.text) == ("*", "* Letter of Orla Tann to the council of the harbour.")
    assert cites(article) == []


def test_a_link_leads_to_the_entry_at_its_point_if_its_words_may_name_it(tmp_path: Path) -> None:
    assert cites(drawn(tmp_path / "moss.pdf", linked="Moss and others")) == [("Moss and others", 2)]
    assert cites(drawn(tmp_path / "old.pdf", linked="the old survey")) == []
