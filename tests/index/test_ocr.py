"""Scans are read by OCR, in the order of their columns, and say so; without the extra the error names it."""

from __future__ import annotations

import json
import textwrap
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index import Article, read_article
from index.article_json import from_json, to_json
from index.extraction import Extraction
from index.readers.pdf import ocr
from index.readers.pdf.ocr import words_of
from qa.answer import Citation, locator
from qa.study.citing import quote_with_citation

LEFT = (
    "The harbour of Velm was dredged in the spring and reopened for small boats after nine weeks. Its keeper, a widow"
    " named Orla Tann, wrote down the depth of the channel every evening. Merchants from the hill towns paid a toll."
)
RIGHT = (
    "Nobody had expected that the salt trade would return so quickly to the northern shore. The council asked for a"
    " second survey, which was carried out by three engineers. They walked the embankment to the old quarry."
)
with_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="needs the extra [ocr]")


def scan(path: Path) -> Path:
    """A page of two columns as a picture, a little tilted."""
    import pypdfium2

    drawn = BytesIO()
    canvas = Canvas(drawn)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(72, 780, "The Price of Salt in Velm")
    canvas.setFont("Times-Roman", 11)
    for x, text in ((72, LEFT), (310, RIGHT)):
        for i, line in enumerate(textwrap.wrap(f"{text} {text} {text}", 44)):
            canvas.drawString(x, 730 - 13.5 * i, line)
    canvas.showPage()
    canvas.save()
    picture = pypdfium2.PdfDocument(drawn.getvalue())[0].render(scale=200 / 72).to_pil().convert("L")
    canvas = Canvas(str(path), pagesize=(595.28, 841.89))
    canvas.drawImage(ImageReader(picture.rotate(0.4, fillcolor=255)), 0, 0, 595.28, 841.89)
    canvas.showPage()
    canvas.save()
    return path


def test_the_words_of_a_line_have_their_share_of_its_width() -> None:
    first, second = words_of([("salt was", 100.0, 90.0, 180.0, 110.0)], 800.0)
    assert (first.text, first.x0, first.x1, first.size, first.spaced) == ("salt", 100.0, 140.0, 15.0, False)
    assert (second.text, second.x0, second.x1, second.spaced) == ("was", 150.0, 180.0, True)
    assert first.y == second.y == pytest.approx(105.6 - 800)


def test_without_the_extra_the_error_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(ValueError, match=r"have no text: it needs OCR: pip install 'article-qa\[ocr\]'"):
        read_article(scan(tmp_path / "scan.pdf"))


def check(article: Article) -> None:
    text = " ".join(p.text for p in article.passages)
    assert article.title == "The Price of Salt in Velm"
    assert text.index("Merchants from the hill towns") < text.index("Nobody had expected")
    found = sum(word in text.split() for word in f"{LEFT} {RIGHT}".split())
    assert found > 0.97 * len(f"{LEFT} {RIGHT}".split())
    passage = next(p for p in article.passages if "Nobody had expected" in p.text)
    assert passage.ocr
    assert locator(passage, passage.sentences[0]).endswith(", read by OCR")
    copied = quote_with_citation(Citation(passage, passage.sentences[0], passage.sentences[0]), article)
    assert copied.endswith(") [read by OCR].")
    assert from_json(to_json(article)) == article


@with_ocr
@pytest.mark.slow
def test_a_scan_of_two_columns_is_read_in_order_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARTICLE_QA_CACHE", str(tmp_path / "cache"))
    path = scan(tmp_path / "scan.pdf")
    told: list[tuple[str, int, int]] = []
    with Extraction() as extracting:
        extracting.progress = lambda what, done, total: told.append((what, done, total))
        check(extracting.read(path))
    assert told == [("Reading the scanned pages of scan.pdf", 0, 1)]
    (kept,) = (tmp_path / "cache").glob("*.ocr")
    assert any(row[0] == "The Price of Salt in Velm" for row in json.loads(kept.read_bytes()[32:]))
    monkeypatch.setattr(ocr, "_read", lambda page: pytest.fail("the page was kept"))
    check(read_article(path))
