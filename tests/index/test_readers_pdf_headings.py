"""The headings of a PDF: by typeface, number, name and neighbours; and the paragraphs that small print interrupts."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article, read_article

canvas = pytest.importorskip("reportlab.pdfgen.canvas")

CASES = Path(__file__).parents[1] / "cases" / "reading"
KEEPER = (
    "The keeper of the lantern wrote down the depth of the channel every evening, and so the council knew in May that",
    "the harbour had lost a fathom since the flood. Merchants from the hill towns paid a toll of two coppers for each",
    "cart that crossed the bridge, and nobody counted those that turned back.",
)
WIDE = 523.0  # the right edge of the lines, in points


class Page:
    """A PDF written line by line, from the top of its first page down."""

    def __init__(self, path: Path) -> None:
        self.canvas = canvas.Canvas(str(path), pagesize=(595, 842))
        self.y = 800.0

    def line(self, text: str, font: str = "Times-Roman", size: float = 10, x: float = 72, gap: float = 0) -> Page:
        self.y -= 1.2 * size + gap
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        return self

    def text(self, *lines: str, size: float = 10, gap: float = 4) -> Page:
        """A paragraph of justified lines, the last one ragged."""
        for number, line in enumerate(lines):
            self.y -= 1.2 * size + (gap if number == 0 else 0)
            self.canvas.setFont("Times-Roman", size)
            words = line.split()
            free = WIDE - 72 - sum(self.canvas.stringWidth(word) for word in words)
            space = free / (len(words) - 1) if number < len(lines) - 1 else self.canvas.stringWidth(" ")
            x = 72.0
            for word in words:
                self.canvas.drawString(x, self.y, word)
                x += self.canvas.stringWidth(word) + space
        return self

    def next_page(self) -> Page:
        self.canvas.showPage()
        self.y = 800.0
        return self

    def save(self) -> None:
        self.canvas.save()


def sections(article: Article) -> list[str]:
    return list(dict.fromkeys(p.section for p in article.passages if p.kind in ("body", "abstract") and p.section))


def bodies(article: Article) -> list[tuple[str, str]]:
    return [(p.section, p.text) for p in article.passages if p.kind == "body"]


def begun(path: Path) -> Page:
    """A page with a title, names and an introduction."""
    page = Page(path).line("The Dredging of the Harbour", "Times-Bold", 18).line("Orla Tann", gap=8)
    return page.line("1. Introduction", "Times-Bold", 12, gap=10).text(*KEEPER).text(*KEEPER)


# ---- the small documents of known faults


def test_a_font_without_a_name_is_bold_by_its_use_and_an_advertisement_heads_nothing() -> None:
    article = read_article(CASES / "01-bold-by-nameless-font.pdf")
    assert sections(article) == ["Abstract", "Background", "Materials and methods", "Results", "Discussion"]
    assert [p.number for p in article.passages if p.kind == "abstract"] == [1]


def test_italic_subsections_are_sections() -> None:
    article = read_article(CASES / "02-italic-numbered-subsections.pdf")
    assert sections(article) == [
        *("1. Introduction", "2. Methods", "2.1. Survey of the bridge", "2.2. Counting of carts"),
        *("3. Findings", "3.1. Tolls paid", "3.2. Carts turned back", "4. Conclusion"),
    ]


def test_a_heading_of_two_lines_is_one() -> None:
    assert sections(read_article(CASES / "08-headings-of-two-lines.pdf")) == [
        "1. The harbour before the dredging",
        "2.1. The return of the salt trade and of those who lived by it (pp. 3-9)",
        "2.2. The widow's evening walk along the embankment (pp. 10-14)",
        "3. Conclusion",
    ]


def test_correspondence_and_licence_are_notes_and_keywords_end_the_abstract() -> None:
    article = read_article(CASES / "11-correspondence-and-licence.pdf")
    assert [p.text for p in article.passages if p.kind == "keywords"] == ["carts, tolls, stone, harbour"]
    assert [p.kind for p in article.passages if p.text.startswith(("Corresponding", "Copyright"))] == ["note", "note"]
    first = next(p for p in article.passages if p.pages == (2,))
    assert (first.kind, first.section) == ("body", "")
    assert sections(article) == ["Abstract", "The price of stone", "Carts", "Tolls", "Conclusion"]


# ---- evidence for and against


def test_a_number_or_a_usual_name_makes_a_line_of_plain_type_a_heading(tmp_path: Path) -> None:
    page = begun(tmp_path / "plain.pdf").line("2. Soundings of the channel", gap=10).text(*KEEPER)
    page.line("Discussion", gap=10).text(*KEEPER).save()
    assert sections(read_article(tmp_path / "plain.pdf")) == [
        "1. Introduction",
        "2. Soundings of the channel",
        "Discussion",
    ]


def test_items_of_a_numbered_list_are_text(tmp_path: Path) -> None:
    page = begun(tmp_path / "list.pdf").line("1. Salt from the hills", gap=10)
    page.line("2. Stone from the quarry", gap=4).line("3. Fish", gap=4).text(*KEEPER, gap=10).save()
    assert sections(read_article(tmp_path / "list.pdf")) == ["1. Introduction"]


def test_words_smaller_than_the_text_head_nothing(tmp_path: Path) -> None:
    page = begun(tmp_path / "box.pdf").line("Depth by year", "Helvetica-Bold", 7, gap=10)
    page.line("Spring and autumn", "Helvetica", 7).text(*KEEPER, gap=12).save()
    assert sections(read_article(tmp_path / "box.pdf")) == ["1. Introduction"]


def test_spaced_letters_are_a_word(tmp_path: Path) -> None:
    page = Page(tmp_path / "spaced.pdf").line("The Dredging of the Harbour", "Times-Bold", 18).line("Orla Tann", gap=8)
    page.line("A B S T R A C T", "Times-Bold", 10, gap=10).text(*KEEPER)
    page.line("Introduction", "Times-Bold", 12, gap=10).text(*KEEPER).save()
    article = read_article(tmp_path / "spaced.pdf")
    assert sections(article) == ["ABSTRACT", "Introduction"]
    assert [p.kind for p in article.passages] == ["title", "authors", "abstract", "body"]


def test_a_heading_at_the_head_of_a_paragraph_is_parted_from_it(tmp_path: Path) -> None:
    page = begun(tmp_path / "runin.pdf").line("Acknowledgements.", "Times-Bold", gap=10)
    page.canvas.setFont("Times-Roman", 10)
    page.canvas.drawString(72 + page.canvas.stringWidth("Acknowledgements. ", "Times-Bold", 10), page.y, "We thank the")
    page.line("keeper, who wrote down the depth of the channel.").save()
    assert bodies(read_article(tmp_path / "runin.pdf"))[-1] == (
        "Acknowledgements.",
        "We thank the keeper, who wrote down the depth of the channel.",
    )


def test_a_table_of_contents_is_no_heading(tmp_path: Path) -> None:
    names = ("1. Introduction", "2. Soundings", "3. Tolls", "4. Conclusion", "References")
    page = (
        Page(tmp_path / "contents.pdf").line("The Dredging of the Harbour", "Times-Bold", 18).line("Orla Tann", gap=8)
    )
    page.line("Contents", "Times-Bold", 12, gap=10)
    for name in names:
        page.line(name, "Times-Bold" if name == "References" else "Times-Roman", gap=5)
    page.next_page()
    for name in names[:-1]:
        page.line(name, "Times-Bold", 12, gap=10).text(*KEEPER)
    page.line("References", "Times-Bold", 12, gap=10).line("Tann, O. (1931). Salt. Velm: Hill Press.", gap=4).save()
    article = read_article(tmp_path / "contents.pdf")
    assert sections(article) == list(names[:-1])
    assert [r.text for r in article.references] == ["Tann, O. (1931). Salt. Velm: Hill Press."]


def test_a_paragraph_goes_on_past_small_print(tmp_path: Path) -> None:
    """A box of small print, with a heading of its own, stands where the next page begins."""
    page = begun(tmp_path / "past.pdf").next_page()
    for _ in range(9):
        page.text(*KEEPER)
    page.text(
        "Later the council asked for a second survey, carried out by three engineers from the hills, and it found a", ""
    )
    page.next_page().line("KEY CONCEPT", "Helvetica-Bold", 7)
    page.line("A survey is a series of soundings along the channel, each of them", "Helvetica", 7)
    page.line("taken at low water.", "Helvetica", 7)
    page.text(
        "breach below the bend, where the river slows, and so the council had all of the embankment built anew in",
        "May.",
    )
    page.text(*KEEPER).save()
    texts = [text for _, text in bodies(read_article(tmp_path / "past.pdf"))]
    assert any("and it found a breach below the bend" in text for text in texts)


def test_a_paragraph_goes_on_past_the_words_of_a_drawing(tmp_path: Path) -> None:
    page = begun(tmp_path / "drawing.pdf")
    page.text(
        "Later the council asked for a second survey, carried out by three engineers from the hills, and it found a", ""
    )
    page.next_page().line("days after the flood in the harbour", "Helvetica", x=200).line("fathoms", "Helvetica", x=220)
    page.text(
        "breach below the bend, where the river slows, and so the council had all of the embankment built anew in",
        "May.",
    )
    page.text(*KEEPER).save()
    texts = [text for _, text in bodies(read_article(tmp_path / "drawing.pdf"))]
    assert any("and it found a breach below the bend" in text for text in texts)


def test_a_narrower_abstract_is_one_paragraph(tmp_path: Path) -> None:
    """Its sentences end near its own edge, which is not the text's."""
    page = Page(tmp_path / "narrow.pdf").line("The Dredging of the Harbour", "Times-Bold", 18).line("Orla Tann", gap=8)
    page.line("Abstract", "Times-Bold", 12, gap=10)
    lines = (
        *("The harbour of Velm was dredged in the spring and reopened for small boats.", "It had lost a fathom since"),
        *(
            "the flood of that winter, and the keeper of the lantern wrote that down, too,",
            "every evening of the year.",
        ),
    )
    wide = page.canvas.stringWidth(lines[0], "Times-Roman", 10)
    for number, text in enumerate(
        (lines[0], f"{lines[1]} the great storm and", lines[2], f"{lines[1]} the great storm and", lines[3])
    ):
        page.y -= 12
        page.canvas.setFont("Times-Roman", 10)
        words = text.split()
        free = wide - sum(page.canvas.stringWidth(word) for word in words)
        x = 100.0
        for word in words:
            page.canvas.drawString(x, page.y, word)
            x += page.canvas.stringWidth(word) + (free / (len(words) - 1) if number < 4 else 2.5)
    page.line("1. Introduction", "Times-Bold", 12, gap=10).text(*KEEPER).text(*KEEPER).save()
    article = read_article(tmp_path / "narrow.pdf")
    assert [p.number for p in article.passages if p.kind == "abstract"] == [1]


def test_an_ornament_before_headings_is_no_word_of_them(tmp_path: Path) -> None:
    """A publisher's square is the letter j of a font that has no other."""
    page = begun(tmp_path / "ornament.pdf")
    for name in ("Participants", "Procedure", "Soundings of the channel"):
        page.line("j", "Courier", 10, gap=8)
        page.canvas.setFont("Helvetica", 10)
        page.canvas.drawString(86, page.y, name)
        page.text(*KEEPER)
    page.save()
    assert sections(read_article(tmp_path / "ornament.pdf")) == [
        *("1. Introduction", "Participants", "Procedure", "Soundings of the channel"),
    ]


def test_a_line_in_italics_with_room_about_it_is_a_heading_and_a_quotation_is_none(tmp_path: Path) -> None:
    """Italics stand in the text too, so that the face alone tells nothing."""
    page = begun(tmp_path / "alone.pdf")
    for _ in range(3):
        page.line("to the keeper of the lantern, who had lost the book of tolls in the flood, and", "Times-Italic")
        page.line("who never found it.", "Times-Italic").text(*KEEPER)
    page.line("Members of the council", "Times-Italic", gap=9).text(*KEEPER, gap=7).save()
    assert sections(read_article(tmp_path / "alone.pdf")) == ["1. Introduction", "Members of the council"]


def test_an_abstract_with_a_full_stop_behind_its_name_is_one(tmp_path: Path) -> None:
    page = Page(tmp_path / "stop.pdf").line("The Dredging of the Harbour", "Times-Bold", 18).line("Orla Tann", gap=8)
    page.line("ABSTRACT.", "Times-Bold", 10, gap=10).text(*KEEPER)
    page.line("Introduction", "Times-Bold", 12, gap=10).text(*KEEPER).save()
    kinds = [p.kind for p in read_article(tmp_path / "stop.pdf").passages]
    assert kinds == ["title", "authors", "abstract", "body"]


def test_a_title_in_plain_type_stands_above_a_name(tmp_path: Path) -> None:
    page = Page(tmp_path / "typed.pdf").line("Soundings of the Velm Channel").line("Orla Tann", gap=8)
    page.line("Results", "Times-Bold", gap=10).text(*KEEPER)
    page.line("Discussion", "Times-Bold", gap=10).text(*KEEPER).save()
    article = read_article(tmp_path / "typed.pdf")
    assert [(p.kind, p.text) for p in article.passages][:2] == [
        ("title", "Soundings of the Velm Channel"),
        ("authors", "Orla Tann"),
    ]
    assert sections(article) == ["Results", "Discussion"]
