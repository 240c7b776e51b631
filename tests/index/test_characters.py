"""One form for characters in every format, in questions, mentions and quotations; raised figures and notes' marks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index import Article, read_article
from index.characters import normalized, of_symbol_font, superscript, with_powers
from index.encoding.encoder import vocabulary
from index.readers.equations import linear
from index.readers.markup import parse_xml
from index.readers.pdf.joining import Vocabulary
from index.readers.raised import in_line
from index.text import tokenize, words
from qa.query import clean_question
from qa.study.mentions import every_mention
from qa.study.quotation import check_quotation

CASES = Path(__file__).parents[1] / "cases" / "reading"
ODD = "The co\u00adoperative of Bre\u0301al was the \ufb01rst, and its \u200bo\ufb03ce was in Ko\u0308ln."
PLAIN = "The cooperative of Bréal was the first, and its office was in Köln."


def body(article: Article) -> list[str]:
    return [passage.text for passage in article.passages if passage.kind == "body"]


@pytest.mark.parametrize("ending", ["txt", "md", "html", "xml"])
def test_ligatures_accents_and_unseen_signs_have_one_form_in_every_format(tmp_path: Path, ending: str) -> None:
    text = f"The Cooperative\n\n{ODD}\n"
    if ending == "html":
        text = f"<meta charset=utf-8><h1>The Cooperative</h1><p>{ODD}</p>"
    if ending == "xml":
        text = f"<article><body><sec><title>The Cooperative</title><p>{ODD}</p></sec></body></article>"
    file = tmp_path / f"odd.{ending}"
    file.write_text(text, encoding="utf-8")
    article = read_article(file)
    assert body(article) == [PLAIN]
    assert [m.passage.text for m in every_mention(article, "Bre\u0301al")] == [PLAIN]
    assert check_quotation(article, "the \ufb01rst, and its o\u00adffice was in Köln").verdict == "exact"


def test_ligatures_and_accents_have_one_form_in_word(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document()
    document.add_paragraph("The Cooperative", style="Title")
    document.add_paragraph(ODD)
    document.save(tmp_path / "odd.docx")
    assert body(read_article(tmp_path / "odd.docx")) == [PLAIN]


def test_a_question_has_the_same_form() -> None:
    assert clean_question("What was the \ufb01rst o\u00adffice in Ko\u0308ln?") == "What was the first office in Köln?"


def test_plain_text_is_left_as_it_is() -> None:
    assert normalized("plain\ttext\n\fwith – “signs”") == "plain\ttext\n\fwith – “signs”"


@pytest.mark.parametrize(
    ("before", "raised", "after", "said"),
    [
        ("signed in 1947", "12", " after", ""),
        ("About 40,000", "3", " people", ""),
        ("cost 12 million", "4", "", ""),
        ("died in 1204.", "7", " His", ""),
        ("before the war", "5", "", ""),
        ("it", "3,4", "", ""),
        ("(Fern 1992)", "12", "", ""),
        ("Illustration 2", "17", "", ""),
        ("Pakistan", "*", "", ""),
        ("World War I", "12", "", ""),
        ("they live in", "2", "", ""),
        ("3 × 10", "6", " cells", "⁶"),
        ("2 × 10", "−8", "", "⁻⁸"),
        ("85 km", "2", "", "²"),
        ("9 in", "2", "", "²"),
        ("5 mg kg", "−1", "", "⁻¹"),
        ("x", "2", "", "²"),
        ("(a+b)", "2", "", "²"),
        ("x", "n+1", "", "ⁿ⁺¹"),
        ("The U", "235", " sample", "²³⁵"),
        ("of ", "235", "U", "²³⁵"),
        ("Cs", "137", "", "¹³⁷"),
        ("Ca", "2+", "", "²⁺"),
        ("the 9", "th", "", "th"),
        ("3", "1", "/2", "1"),
        ("", "1", "Department of History", "1"),
        ("p < 0.05", "*", "", "*"),
    ],
)
def test_a_notes_mark_is_no_text_and_a_power_stays_raised(before: str, raised: str, after: str, said: str) -> None:
    assert in_line(before, raised, after) == said


@pytest.mark.parametrize("ending", ["html", "xml", "docx", "pdf"])
def test_raised_numbers_are_read_as_they_are_meant(ending: str) -> None:
    pytest.importorskip({"docx": "docx", "pdf": "pypdfium2"}.get(ending, "lxml"), reason="a reader is not installed")
    article = read_article(CASES / f"raised-numbers.{ending}")
    first = [passage.sentences[0].of(passage.text) for passage in article.passages if passage.kind == "body"]
    assert first == [
        "The culture held 3 × 10⁶ cells per millilitre at the start.",
        "The treaty was signed in 1947 after long talks in Geneva.",
        "About 40,000 people lived in the valley before the flood.",
        "The reserve covers 85 km² of forest and marsh.",
        "The bridge cost 12 million and took five years.",
        "The dose was 5 mg kg⁻¹ given twice a day.",
        "Its p value was 2 × 10⁻⁸ in the second cohort.",
        "Growth followed x² during the first week of spring.",
        "The king died in 1204.",
        "The U²³⁵ sample was stored in Lyon by the curators.",
    ]
    assert [m.passage.number for m in every_mention(article, "10^6")] == [1]
    assert [m.passage.number for m in every_mention(article, "km2")] == [4]
    assert check_quotation(article, "a p value was 2 × 10^-8 in the second").verdict == "nearly"
    assert check_quotation(article, "p value was 2 × 10^-8 in the second").verdict == "exact"
    assert check_quotation(article, "The culture held 3 × 106 cells").verdict != "exact"


def test_a_power_is_one_term_however_it_is_typed() -> None:
    assert words("10⁶ 10^6 10^{6} 10^-6 10⁻⁶") == ["10^6", "10^6", "10^6", "10^-6", "10^-6"]
    assert tokenize("km²") == tokenize("km^2") == tokenize("km2") == ["km2"]
    assert "106" not in words("3 × 10⁶ cells")
    assert with_powers("²³⁵U") == "235U"


def test_superscripts_are_those_that_unicode_has() -> None:
    assert (superscript("−12"), superscript("n+1"), superscript("q")) == ("⁻¹²", "ⁿ⁺¹", "")


def test_the_typeface_symbol_is_read_by_its_table() -> None:
    codes = (0xF0B3, 0xF0A3, 0xF0B1, 0xF061, 0xF057, 0xF0D5, 0xF0E5, 0xF0F2)
    assert "".join(map(of_symbol_font, codes)) == "≥≤±αΩ∏∑∫"


def test_words_signs_are_characters(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    from docx.oxml import parse_xml as element

    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    document.add_paragraph("The Report", style="Title")
    paragraph = document.add_paragraph("Patients were eligible when age was ")
    paragraph.add_run()._r.append(element(f'<w:sym {w} w:font="Symbol" w:char="F0B3"/>'))
    paragraph.add_run(" 65 years and the error was 3 ")
    paragraph.add_run()._r.append(element(f'<w:sym {w} w:font="Symbol" w:char="F0B1"/>'))
    paragraph.add_run(" 1 mm.")
    m = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ratio = "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup>"
    second = document.add_paragraph("The ratio equals ")
    second._p.append(element(f"<m:oMath {m}>{ratio}</m:oMath>"))
    second.add_run(" and the area is ")
    second._p.append(element(f"<m:oMath {m}>{power}</m:oMath>"))
    second.add_run(" square metres.")
    document.save(tmp_path / "signs.docx")
    assert body(read_article(tmp_path / "signs.docx")) == [
        "Patients were eligible when age was ≥ 65 years and the error was 3 ± 1 mm.",
        "The ratio equals (a+b)/2 and the area is 10⁶ square metres.",
    ]


def test_an_equation_keeps_its_stroke_and_its_powers() -> None:
    half = "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>"
    power = "<msup><mi>x</mi><mrow><mi>p</mi><mo>/</mo><mn>2</mn></mrow></msup>"
    root = "<msqrt><mi>y</mi><mo>+</mo><mn>1</mn></msqrt>"
    equation = parse_xml(f"<math>{half}<mo>=</mo>{power}{root}</math>".encode(), "equation")
    assert linear(equation) == "(a+b)/2=x^(p/2)√(y+1)"
    assert linear(equation, " ") == "(a + b)/2 = x^(p/2) √(y + 1)"


def test_the_vocabulary_holds_whole_words_of_english() -> None:
    assert {"parliament", "psychological", "understanding"} <= vocabulary()
    assert "##ing" not in vocabulary()
    assert "wellknown" not in vocabulary()


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("parlia", "ment", True),  # a word of English,
        ("statisti", "cally", True),  # or another form of one
        ("phenome", "nology", True),  # neither half is a word
        ("non-stan", "dardized", True),
        ("well", "known", False),
        ("fast", "flowing", False),
        ("co", "operation", False),  # with its hyphen in the document
        ("salt", "house", True),  # without it there
    ],
)
def test_a_cut_word_is_one_by_the_document_and_then_by_english(left: str, right: str, joined: bool) -> None:
    document = Vocabulary(["By their co-operation the salthouse was built anew."])
    assert document.joined(left, right) is joined


def test_words_cut_by_a_lines_end_are_joined_where_english_has_the_whole(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    file = shutil.copy(CASES / "07-cut-words.pdf", tmp_path)
    assert body(read_article(file))[0] == (
        "The council of Velm asked for a survey of the bridge, and the engineers made a different proposal: they wanted"
        " to strengthen the embankment before any parliament could vote. Their reasons were in part psychological,"
        " since the understanding of floods had grown, and in part a matter of governance. A well-known clerk wrote the"
        " minutes."
    )
