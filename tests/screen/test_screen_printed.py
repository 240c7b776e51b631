"""The page of a PDF as it was printed, in the browser: the marks stand on the quoted words."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, expect
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from index import read_article
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.building import build_pipeline
from tests.screen.visitor import served, visitor

pytestmark = pytest.mark.browser

SENTENCES = (
    "The harbour of Velm was dredged in the spring of {} and reopened for small boats after nine weeks.",
    "Its keeper, a widow named Orla Tann, wrote down the depth of the channel in {} every evening.",
    "Merchants from the hill towns paid a toll of {} coppers for each cart that crossed the bridge.",
)
QUOTE = "Its keeper, a widow named Orla Tann, wrote down the depth of the channel in 1831 every evening."


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF with sentences that begin on one page and end on the next."""
    path = tmp_path_factory.mktemp("printed") / "harbour.pdf"
    plain = ParagraphStyle("plain", fontName="Times-Roman", fontSize=12, leading=16, spaceAfter=8)
    title = ParagraphStyle("title", fontName="Times-Bold", fontSize=18, leading=22)
    story = [Paragraph("The Harbour of Velm", title)]
    for year in range(1800, 1860, 3):
        story.append(Paragraph(" ".join(sentence.format(year + i) for i, sentence in enumerate(SENTENCES)), plain))
    SimpleDocTemplate(str(path), pagesize=(420, 545)).build(story)
    return path


def test_a_quote_is_marked_on_its_printed_page(
    browser: Browser, printed: Path, small_encoder: Encoder, tmp_path: Path
) -> None:
    article = read_article(printed)
    small = build_pipeline(article, small_encoder, cache=tmp_path, progress=silent)
    wide = {"width": 1280, "height": 800}
    with served(article, lambda: small) as at, visitor(browser, at, viewport=wide) as someone:
        page = someone.page
        page.get_by_role("tab", name="Check a quote").click()
        page.get_by_label("The words as you have them").fill(QUOTE)
        page.get_by_role("button", name="Check", exact=True).click()
        page.locator("#found-quotation .where a").click()
        assert someone.marked() == QUOTE
        page.get_by_role("button", name="Page", exact=True).click()
        boxes = page.locator("#printed .box")
        expect(boxes.first).to_be_in_viewport()
        assert words_under(printed, page.locator("#printed figure").evaluate_all(BOXES)) == QUOTE.replace(" ", "")
        expect(page.locator("#article .para").first).to_be_hidden()
        # A citation that is followed in this view leads to its own words.
        page.get_by_role("button", name="Next page").or_(page.get_by_role("button", name="Previous page")).first.click()
        expect(boxes).to_have_count(0)
        page.locator("#found-quotation .where a").click()
        expect(boxes.first).to_be_in_viewport()
        page.get_by_role("button", name="Text", exact=True).click()
        expect(page.locator("#article mark").first).to_be_in_viewport()


def test_on_a_phone_in_the_dark_a_quote_over_two_pages_is_marked_on_both(
    browser: Browser, printed: Path, small_encoder: Encoder, tmp_path: Path
) -> None:
    article = read_article(printed)
    small = build_pipeline(article, small_encoder, cache=tmp_path, progress=silent)
    quote = next(
        span.of(passage.text).strip()
        for passage in article.passages
        for span in passage.sentences
        if len(passage.pages_of(span)) == 2
    )
    phone = {"viewport": {"width": 375, "height": 760}, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}
    with served(article, lambda: small) as at, visitor(browser, at, **phone) as someone:
        page = someone.page
        page.locator("#tab-quotation-button").evaluate("button => button.click()")
        page.get_by_label("The words as you have them").fill(quote)
        page.get_by_role("button", name="Check", exact=True).click()
        page.locator("#found-quotation .where a").click()
        page.get_by_role("button", name="Page", exact=True).tap()
        figures = page.locator("#printed figure")
        expect(figures).to_have_count(2)
        expect(figures.locator(".box").first).to_be_in_viewport()
        for figure in figures.all():
            assert figure.locator(".box").count() > 0
        assert words_under(printed, figures.evaluate_all(BOXES)) == quote.replace(" ", "")
        assert figures.locator("img").first.evaluate("picture => getComputedStyle(picture).filter") != "none"
        assert page.evaluate("document.documentElement.scrollWidth") == 375


# For each figure its page and, as shares of the picture, the sides of its boxes as they are drawn.
BOXES = """(figures) => figures.flatMap((figure) => {
  const frame = figure.querySelector("img").getBoundingClientRect();
  return [...figure.querySelectorAll(".box")].map((box) => {
    const own = box.getBoundingClientRect();
    const share = (x, from, of) => (x - from) / of;
    const x = (side) => share(side, frame.left, frame.width), y = (side) => share(side, frame.top, frame.height);
    return [Number(figure.dataset.page), x(own.left), y(own.top), x(own.right), y(own.bottom)];
  });
})"""


def words_under(path: Path, boxes: list[list[float]]) -> str:
    """The characters of the file whose middles stand in the boxes, without spaces."""
    document = pdfium.PdfDocument(path)
    found = []
    for number, left, top, right, bottom in boxes:
        page = document[int(number) - 1]
        width, height = page.get_size()
        text = page.get_textpage()
        for i in range(text.count_chars()):
            x0, y0, x1, y1 = text.get_charbox(i)
            x, y = (x0 + x1) / 2 / width, 1 - (y0 + y1) / 2 / height
            if left <= x <= right and top <= y <= bottom:
                found.append(text.get_text_range(i, 1))
    return "".join("".join(found).split())
