"""PDFs made here, page by page, read back: the same passages as the text they were made of."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index import Article, Passage, read_article
from index.readers.pdf.joining import Vocabulary, join_lines
from index.readers.pdf.words import clean
from tests.invariants import check_article
from tests.pdf_maker import Item, Sheet, make_pdf, often


@pytest.fixture(scope="session", params=[1, 2], ids=["one column", "two columns"])
def printed_file(request: pytest.FixtureRequest, article: Article, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in article as a PDF of its own 21 pages: justified, hyphenated, with headers and page numbers."""
    path: Path = tmp_path_factory.mktemp("pdf") / "article.pdf"
    words = " ".join(passage.text for passage in article.passages).split()
    make_pdf(article, path, request.param, breakable=often(words, times=6))
    return path


@pytest.fixture(scope="session")
def printed(printed_file: Path) -> Article:
    return read_article(printed_file)


def _of(passage: Passage) -> tuple[object, ...]:
    return passage.kind, passage.number, passage.section, passage.pages, passage.page_breaks, passage.text


def test_the_printed_article_has_the_same_passages_as_the_text(printed: Article, article: Article) -> None:
    assert [_of(p) for p in printed.passages] == [_of(p) for p in article.passages]
    assert printed.page_count == 21
    assert sum(p.kind in ("abstract", "body") for p in printed.passages) == 36
    assert len(printed.references) == 32


def test_the_printed_article_has_the_same_citations(printed: Article, article: Article) -> None:
    def cites(read: Article) -> list[tuple[str, int]]:
        return [(cite.span.of(p.text), cite.reference.number) for p in read.passages for cite in p.cites]

    assert len(cites(article)) == 48
    assert cites(printed) == cites(article)


def test_every_passage_of_the_printed_article_is_slices_of_its_text(printed: Article) -> None:
    check_article(printed)


def test_the_printed_article_is_hard_to_read(printed_file: Path) -> None:
    """Else the tests above show nothing: words are cut at line ends, "Pak-US" among them."""
    document = pypdfium2.PdfDocument(printed_file)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    cut = "\ufffe"  # PDFium's sign for a hyphen at a line's end
    assert text.count(cut) > 30
    assert re.search(rf"Pak(?:istan)?{cut}US", text)
    assert text.count("Qualitative Research Review Letter") == 21


@pytest.fixture(scope="module")
def roads_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pages of two columns: paragraphs cut by column, figure and page; footnote; table; citations by number."""
    path = tmp_path_factory.mktemp("pdf") / "roads.pdf"
    sheet = Sheet(path, columns=2)
    sheet.furniture("Journal of Small Roads 12", "www.roads.example")
    sheet.put(Item("The Salt Road", "title"), wide=True)
    sheet.put(Item("Ada Fern and Bo Moss"), wide=True)
    sheet.put(Item("Abstract", "heading"))
    sheet.put(Item("This study follows the salt road from the coast to the hills, and asks what it was worth."))
    sheet.put(Item("1 Origins", "heading"))
    first = "Traders opened the road in 1820 [2]. They carried salt, wool and letters over the pass,^1 and in spring"
    sheet.put(Item(f"{first} the mules went twice a day between the", indent=12, goes_on=True))
    sheet.note("1 Letters were carried free of charge until 1840.")
    sheet.next_column()
    sheet.put(Item("Figure 1. The pass in winter, seen from the south."))
    sheet.space(12)
    sheet.put(Item("coast and the old customs house [1, 3].", goes_on=False))
    sheet.put(
        Item(
            "Mules were dear. A good mule cost as much as a small house, says the chronicle of", indent=12, goes_on=True
        )
    )
    sheet.next_page()
    sheet.furniture("Journal of Small Roads 13", "www.roads.example")
    sheet.put(Item("the town, which few believe.", indent=0))
    sheet.put(Item("2 Trade", "heading"))
    sheet.put(Item("Table 1 shows the loads of three years. They fell when the railway came.", indent=12))
    sheet.space(12)
    sheet.put(Item("Table 1: Loads carried over the pass"))
    sheet.row("Year", "Salt", "Wool")
    sheet.row("1830", "120", "14")
    sheet.row("1860", "310", "52")
    sheet.row("1901", "8", "0")
    sheet.space(12)
    sheet.put(Item("The railway reached the hills in 1901, and the road fell silent [1-3].", indent=12))
    sheet.next_column()
    sheet.put(Item("References", "heading"))
    sheet.put(Item("[1] A. Fern. Rails and silence: how the hills were reached. Leeds: Hill Press, 2010.", hang=14))
    sheet.put(Item("[2] B. Moss. Salt and those who carried it. York: Coast Press, 1999.", hang=14))
    sheet.put(Item("[3] A. Fern and B. Moss. Mules of the northern passes. Roads 3, 2004.", hang=14))
    sheet.save()
    return path


@pytest.fixture(scope="module")
def roads(roads_file: Path) -> Article:
    return read_article(roads_file)


def test_the_small_article_in_full(roads: Article) -> None:
    found = [(p.kind, p.section, p.pages, p.text) for p in roads.passages]
    assert found == [
        ("title", "", (1,), "The Salt Road"),
        ("authors", "", (1,), "Ada Fern and Bo Moss"),
        (
            "abstract",
            "Abstract",
            (1,),
            "This study follows the salt road from the coast to the hills, and asks what it was worth.",
        ),
        (
            "body",
            "1 Origins",
            (1,),
            "Traders opened the road in 1820 [2]. They carried salt, wool and letters over the pass, and in spring"
            " the mules went twice a day between the coast and the old customs house [1, 3].",
        ),
        ("note", "1 Origins", (1,), "1 Letters were carried free of charge until 1840."),
        ("caption", "1 Origins", (1,), "Figure 1. The pass in winter, seen from the south."),
        (
            "body",
            "1 Origins",
            (1, 2),
            "Mules were dear. A good mule cost as much as a small house, says the chronicle of the town, which few"
            " believe.",
        ),
        ("body", "2 Trade", (2,), "Table 1 shows the loads of three years. They fell when the railway came."),
        ("caption", "2 Trade", (2,), "Table 1: Loads carried over the pass"),
        ("table", "2 Trade", (2,), "Year Salt Wool 1830 120 14 1860 310 52 1901 8 0"),
        ("body", "2 Trade", (2,), "The railway reached the hills in 1901, and the road fell silent [1-3]."),
        (
            "reference",
            "References",
            (2,),
            "[1] A. Fern. Rails and silence: how the hills were reached. Leeds: Hill Press, 2010.",
        ),
        ("reference", "References", (2,), "[2] B. Moss. Salt and those who carried it. York: Coast Press, 1999."),
        ("reference", "References", (2,), "[3] A. Fern and B. Moss. Mules of the northern passes. Roads 3, 2004."),
        ("header", "", (1,), "Journal of Small Roads"),
    ]


def test_numbers_in_brackets_cite_their_entries(roads: Article) -> None:
    cites = [(cite.span.of(p.text), cite.reference.number) for p in roads.passages for cite in p.cites]
    assert cites == [("[2]", 2), ("1", 1), ("3", 3), ("[1-3]", 1), ("[1-3]", 2), ("[1-3]", 3)]


def test_a_tables_rows_are_its_sentences(roads: Article) -> None:
    table = next(p for p in roads.passages if p.kind == "table")
    assert [row.of(table.text) for row in table.sentences] == [
        "Year Salt Wool",
        "1830 120 14",
        "1860 310 52",
        "1901 8 0",
    ]


def test_a_stamp_along_the_margin_is_no_text_and_a_page_on_its_side_is(tmp_path: Path) -> None:
    path = tmp_path / "turned.pdf"
    canvas = Canvas(str(path), pagesize=(400, 400))
    for turned, text in ((0, "The road was opened in the spring of 1820, so"), (90, "It fell silent in 1901, or so")):
        canvas.saveState()
        canvas.translate(200, 60)
        canvas.rotate(turned)
        canvas.drawString(0, 0, text)
        canvas.drawString(0, -14, "the chronicle of the town says.")
        canvas.rotate(90)
        canvas.drawString(0, 40, "preprint 2024")
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    assert [(p.text, p.pages) for p in read_article(path).passages] == [
        ("The road was opened in the spring of 1820, so the chronicle of the town says.", (1,)),
        ("It fell silent in 1901, or so the chronicle of the town says.", (2,)),
    ]


LINES = ["an effective and cooperative pre-war road", "it was effective in the end, US-led and long-term as ever"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("this was effec-", "tive for years", "this was effective for years"),
        ("the effec-", "tively closed pass", "the effectively closed pass"),  # another form of a word that occurs
        ("an unheard-", "of price", "an unheard-of price"),
        ("a long-", "term loan", "a long-term loan"),
        ("the US-", "Pakistan talks", "the US-Pakistan talks"),
        ("the US-", "led talks", "the US-led talks"),
        ("both pre-", "and post-war roads", "both pre- and post-war roads"),
        ("in 1979-", "1989 and later", "in 1979-1989 and later"),
        ("a soft\u00ad", "ish dash", "a softish dash"),
        ("see https://roads.example/", "salt.html for more", "see https://roads.example/salt.html for more"),
        ("see https://roads.example/the-salt-", "road in full", "see https://roads.example/the-salt-road in full"),
        ("see https://roads.example/salt.", "Mules went on", "see https://roads.example/salt. Mules went on"),
        ("see https:", "//roads.example/salt", "see https://roads.example/salt"),
        ("no dash", "here", "no dash here"),
    ],
)
def test_words_are_joined_over_line_ends_where_the_document_shows_how(first: str, second: str, joined: str) -> None:
    assert " ".join(filter(None, join_lines([first, second], Vocabulary(LINES)))) == joined


def test_odd_characters_are_mended_in_one_place() -> None:
    assert (
        clean("ﬁnal eﬀort, co\u00adop\u200beration, M¨uller, S̆, naı̈ve") == "final effort, cooperation, Müller, S̆, naı̈ve"
    )


def test_headers_that_change_and_lone_page_numbers_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "chapters.pdf"
    canvas = Canvas(str(path), pagesize=(400, 300))
    texts = [
        "Salt went over the pass in",
        "summer and wool in the autumn, for",
        "mules do not like the snow of",
        "winter.",
    ]
    for i, text in enumerate(texts):
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(60, 270, ["Origins", "Origins", "Trade", "Decline"][i])
        canvas.drawString(330, 270, str(i + 7))
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(60, 230, "It is told in the town that")
        canvas.drawString(60, 215, text)
        canvas.showPage()
    canvas.save()
    (body,) = (p for p in read_article(path).passages if p.kind == "body")
    assert body.pages == (1, 2, 3, 4)
    assert not {"Origins", "Trade", "Decline", "7", "8", "9", "10"} & set(body.text.replace(",", "").split())


def test_numbered_sections_that_each_begin_a_page_are_no_headers(tmp_path: Path) -> None:
    path = tmp_path / "sections.pdf"
    sheet = Sheet(path)
    sheet.put(Item("The Salt Road", "title"))
    for number, name in enumerate(("Origins", "Trade", "Decline", "Memory"), start=1):
        sheet.put(Item(f"{number} {name}", "heading"))
        for good in ("salt", "wool"):
            told = f"{name} of {good}, says the chronicle, made or broke the towns on the road to the coast"
            sheet.put(Item(f"{told}, for nothing else was carried over the pass in those years.", indent=12))
        sheet.next_page()
    sheet.save()
    sections = [p.section for p in read_article(path).passages if p.kind == "body"]
    assert sections == [
        "1 Origins",
        "1 Origins",
        "2 Trade",
        "2 Trade",
        "3 Decline",
        "3 Decline",
        "4 Memory",
        "4 Memory",
    ]


def _blank_pages(path: Path, count: int) -> None:
    canvas = Canvas(str(path))
    for _ in range(count):
        canvas.rect(100, 100, 200, 200)
        canvas.showPage()
    canvas.save()


def _encrypted(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret"))
    canvas.drawString(100, 500, "The road was opened in 1820.")
    canvas.save()


def _nameless_letters(path: Path) -> None:
    """A font whose glyphs have no names and no Unicode: what they are only the eye can tell."""
    glyphs = " ".join(f"/{c} 9 0 R" for c in "abcd")
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        "<</Length 49>>stream\nBT /F1 20 Tf 50 200 Td <0102030401020304> Tj ET   \nendstream",
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<<{glyphs}>>/FirstChar 1"
        "/LastChar 4/Widths[9 9 9 9]/Encoding<</Type/Encoding/Differences[1/a1/b2/c3/d4]>>>>",
    ]
    objects += ["null", "null", "null", "<</Length 26>>stream\n9 0 0 0 9 9 d1 0 0 9 9 re f\nendstream"]
    body = "".join(f"{i} 0 obj\n{text}\nendobj\n" for i, text in enumerate(objects, start=1))
    path.write_text(f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n%%EOF\n")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: _blank_pages(path, 3), r"3 of the 3 pages of paper\.pdf have no text: it needs OCR"),
        (lambda path: _blank_pages(path, 2001), r"paper\.pdf has 2,001 pages, the limit is 2,000: split it"),
        (_encrypted, r"paper\.pdf is encrypted: save a copy without a password"),
        (_nameless_letters, r"it needs OCR"),
        (lambda path: path.write_bytes(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog"), r"paper\.pdf is damaged, or no PDF"),
        (lambda path: path.write_text("<html>not found</html>"), r"paper\.pdf is damaged, or no PDF"),
        (lambda path: path.write_bytes(b""), r"paper\.pdf is damaged, or no PDF"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, make: Callable[[Path], object], message: str) -> None:
    path = tmp_path / "paper.pdf"
    make(path)
    with pytest.raises(ValueError, match=message):
        read_article(path)


def test_without_its_library_the_line_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "paper.pdf"
    _blank_pages(path, 1)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ModuleNotFoundError, match=r"needs pypdfium2: pip install 'article-qa\[pdf\]'"):
        read_article(path)


def test_several_threads_may_read_at_once(roads_file: Path, roads: Article) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert all(read.passages == roads.passages for read in pool.map(read_article, [roads_file] * 8))
