"""The page as it was printed: a picture of it, and the rectangles of words, in which stand the quoted words."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from index import Article, Box, Passage, Span, boxes_of, page_picture, read_article
from index.extraction import Extraction
from index.readers.pdf.boxes import boxes

PAPERS = Path(__file__).parents[2].parent / "shared" / "papers"
_SENTENCES = (
    "The harbour of Velm was dredged in the spring and reopened for small boats after nine weeks.",
    "Its keeper, a widow named Orla Tann, wrote down the depth of the channel every evening.",
    "Merchants from the hill towns paid a toll of two coppers for each cart that crossed the bridge.",
    "Nobody had expected that the salt trade would return so quickly to the northern shore.",
    "The council therefore asked for a second survey, which was carried out by three engineers.",
)


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> Article:
    """Three pages of two columns; paragraphs go on over columns and pages, with notes' marks and words cut in two."""
    path = tmp_path_factory.mktemp("printed") / "columns.pdf"
    frames = [Frame(50, 60, 240, 700, id="left"), Frame(305, 60, 240, 700, id="right")]
    document = BaseDocTemplate(str(path), pagesize=(595, 842))
    document.addPageTemplates(PageTemplate(frames=frames))
    plain = ParagraphStyle(
        "plain", fontName="Times-Roman", fontSize=11, leading=13, alignment=TA_JUSTIFY, firstLineIndent=12
    )
    title = ParagraphStyle("title", fontName="Times-Bold", fontSize=18, leading=22)
    story = [Paragraph("The Harbour of Velm", title)]
    for i in range(14):
        years = [f"spring of {1800 + 10 * i + k}" for k in range(3)]
        words = [sentence.replace("spring", year) for year in years for sentence in _SENTENCES]
        words[1] += "<super size=7>7</super>"
        story.append(Paragraph(" ".join(words), plain))
    document.build(story)
    return read_article(path)


def words_in(article: Article, box: Box) -> str:
    """The characters whose middles stand in a rectangle, in the order in which the file draws them."""
    document = pdfium.PdfDocument(article.origin)
    page = document[box.page - 1]
    width, height = page.get_size()
    text_page = page.get_textpage()
    found = []
    for i in range(text_page.count_chars()):
        left, bottom, right, top = text_page.get_charbox(i)
        x, y = (left + right) / 2 / width, 1 - (bottom + top) / 2 / height
        if box.left <= x <= box.right and box.top <= y <= box.bottom:
            found.append(text_page.get_text_range(i, 1))
    document.close()
    return "".join(found)


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalpha())


def shown(article: Article, passage: Passage, span: Span) -> str:
    found = boxes(Path(article.origin), passage.text, passage.pages, span)
    return "".join(words_in(article, box) for box in found)


def test_every_sentence_stands_in_its_rectangles(columns: Article) -> None:
    body = [passage for passage in columns.passages if passage.kind == "body"]
    assert any(len(passage.pages) == 2 for passage in body)
    for passage in body[:6]:
        for sentence in passage.sentences[1:4]:
            assert letters(shown(columns, passage, sentence)) == letters(sentence.of(passage.text))


def test_a_paragraph_over_two_pages_has_rectangles_on_both(columns: Article) -> None:
    passage = next(p for p in columns.passages if p.kind == "body" and len(p.pages) == 2)
    whole = Span(0, len(passage.text))
    found = boxes_of(columns, passage, whole)
    assert {box.page for box in found} == set(passage.pages)
    assert letters("".join(words_in(columns, box) for box in found)) == letters(passage.text)


def test_a_paragraph_over_two_columns_has_rectangles_in_both(columns: Article) -> None:
    over_columns = [
        found
        for p in columns.passages
        if p.kind == "body" and len(p.pages) == 1
        for found in [boxes(Path(columns.origin), p.text, p.pages, Span(0, len(p.text)))]
        if len({box.left > 0.5 for box in found}) == 2
    ]
    assert over_columns
    for found in over_columns:
        assert not any(box.left < 0.5 < box.right for box in found)


def test_a_few_words_are_no_whole_line(columns: Article) -> None:
    passage = next(p for p in columns.passages if p.kind == "body")
    start = passage.text.index("Orla Tann")
    (box,) = boxes(Path(columns.origin), passage.text, passage.pages, Span(start, start + len("Orla Tann")))
    assert words_in(columns, box).replace(" ", "") == "OrlaTann"


def test_a_picture_is_a_png_of_the_width_that_was_asked_for(columns: Article) -> None:
    png = page_picture(columns, 1, width=400)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (400, 566)
    length = struct.unpack(">I", png[33:37])[0]
    rows = zlib.decompress(png[41 : 41 + length])
    assert len(rows) == height * (3 * width + 1)
    assert 0 in rows[1:]  # some ink
    assert rows.count(255) > len(rows) / 2  # on white


def test_a_picture_is_bounded_in_size(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "map.pdf"), pagesize=(3000, 3000))
    canvas.drawString(100, 100, "The harbour of Velm was dredged in the spring and reopened for small boats.")
    canvas.save()
    png = page_picture(read_article(tmp_path / "map.pdf"), 1, width=100_000)
    width, height = struct.unpack(">II", png[16:24])
    assert width * height <= 16_100_000


def test_what_cannot_be_drawn_says_why(columns: Article, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"columns\.pdf has pages 1 to \d, page 9 was asked for"):
        page_picture(columns, 9)
    with pytest.raises(ValueError, match="width of 1 pixel or more"):
        page_picture(columns, 1, width=0)
    text = tmp_path / "notes.txt"
    text.write_text("The harbour of Velm was dredged in the spring.\n")
    with pytest.raises(ValueError, match=r"notes\.txt is no PDF"):
        page_picture(read_article(text), 1)
    article = read_article(text)
    text.unlink()
    with pytest.raises(FileNotFoundError, match="is not there any more"):
        page_picture(article, 1)


def test_the_process_that_read_a_file_shows_it_too(columns: Article) -> None:
    with Extraction() as process:
        article = process.read(Path(columns.origin))
        assert article == columns
        assert article.origin == columns.origin
        passage = next(p for p in article.passages if p.kind == "body")
        found = process.boxes(Path(article.origin), passage, passage.sentences[0])
        assert letters("".join(words_in(article, box) for box in found)) == letters(
            passage.sentences[0].of(passage.text)
        )


def test_quotes_of_real_articles_stand_in_their_rectangles() -> None:
    if not PAPERS.is_dir():
        pytest.skip("the folder shared/papers is not beside the checkout")
    article = read_article(PAPERS / "pairs" / "mdpi.pdf")
    body = [passage for passage in article.passages if passage.kind == "body"]
    for passage in body[3:8]:
        sentence = passage.sentences[0]
        assert letters(shown(article, passage, sentence)) == letters(sentence.of(passage.text))
