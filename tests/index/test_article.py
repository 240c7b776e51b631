"""The article as it is read: counts that were made by hand, and every character traced to the file."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from index import BUILT_IN, Article, Span, read_article
from index.passage import join_slices

HEADER = "Qualitative Research Review Letter"


def test_the_built_in_article_has_the_counts_made_by_hand(article: Article) -> None:
    kinds = Counter(passage.kind for passage in article.passages)
    assert article.page_count == 21
    assert kinds == {
        "title": 1,
        "authors": 1,
        "abstract": 1,
        "keywords": 1,
        "body": 35,
        "reference": 32,
        "header": 1,
    }
    assert article.title == "PAK-US RELATIONS AND AFGHANISTAN: A CRITICAL ANALYSIS"


def test_no_passage_but_the_header_itself_holds_the_running_header(article: Article) -> None:
    assert [p.kind for p in article.passages if HEADER in p.text] == ["header"]


def test_sections_are_the_articles_headings_in_order(article: Article) -> None:
    assert list(dict.fromkeys(p.section for p in article.passages if p.kind == "body")) == [
        "Introduction",
        "Literature Review",
        "Dynamics Of Pak-US Relations",
        "Pak-US Relations in Cold-War",
        "Pak-US Partnership 1979-1989",
        "Complex Web of Pak-US Relations Prior to 9/11",
        "Pak-US Post-9/11 Partnership",
        "Conclusion",
    ]


def test_every_passage_and_sentence_is_slices_of_the_file(article: Article) -> None:
    assert article.file_text == BUILT_IN.read_bytes().decode("utf-8")
    for passage in article.passages:
        assert join_slices(article.file_text, passage.source) == passage.text
        for sentence in passage.sentences:
            slices = article.file_slices(passage, sentence)
            assert join_slices(article.file_text, slices) == sentence.of(passage.text)


def test_no_word_of_the_file_is_lost(article: Article) -> None:
    """Header lines, headings and the title's repetition apart, the passages hold every word of the file."""
    headings = {p.section for p in article.passages} - {""}
    lines = [line.strip() for line in article.file_text.splitlines()]
    kept = [line for line in lines if line not in headings | {HEADER, article.title}]
    of_file = Counter(re.findall(r"\w+", " ".join(kept)))
    of_passages = Counter(
        word for p in article.passages if p.kind not in ("title", "header") for word in re.findall(r"\w+", p.text)
    )
    assert of_passages == of_file


def test_a_paragraph_cut_by_a_page_is_mended_and_knows_both_pages(article: Article) -> None:
    first = next(p for p in article.passages if p.section == "Introduction")
    assert "Pakistan, on other hand, maintained that it was committed" in first.text
    assert first.pages == (1, 2)
    after_break = first.text.index("hand, maintained")
    assert first.pages_of(Span(0, 20)) == (1,)
    assert first.pages_of(Span(after_break, after_break + 4)) == (2,)
    assert first.pages_of(Span(0, len(first.text))) == (1, 2)


def test_the_reference_cut_by_a_page_is_one_entry(article: Article) -> None:
    assert article.references[2].text == (
        "Ali, T., & Sultan, H. (2023). Emerging role of the organization of Islamic cooperation in the global"
        " governance since 1969. Cogent Arts & Humanities, 10(1), 2032-2052."
    )
    assert article.references[2].pages == (18, 19)


def test_entries_after_a_url_at_the_foot_of_a_page_stay_apart(article: Article) -> None:
    assert article.references[28].text.endswith(
        "/no-win-war-paradox-Pak-USistan-relations-afghanistans-shadow-event-recap"
    )
    assert article.references[29].text.startswith("Threlkeld, E., & Easterly, G. (2021).")


def test_markup_goes_and_what_it_wraps_stays(article: Article) -> None:
    text = " ".join(p.text for p in article.passages)
    assert "support Afghan mujahideen in fight" in text
    assert "*mujahideen*" not in text
    authors = next(p for p in article.passages if p.kind == "authors")
    assert authors.sentences[0].of(authors.text) == "¹Ux Fatima, 2*Dr. Ghulam Mustafa, ³Dr. Bilal Bin Liaqat"
    assert len(authors.sentences) == 4


def test_the_tiny_article_in_full(tiny: Article) -> None:
    found = [(p.kind, p.number, p.section, p.pages, p.text) for p in tiny.passages]
    assert found == [
        ("title", 1, "", (1,), "The Salt Road"),
        ("abstract", 1, "Abstract", (1,), "This study follows the salt road from the coast to the hills."),
        ("keywords", 1, "", (1,), "Keywords: salt, roads"),
        (
            "body",
            1,
            "Origins",
            (1, 2),
            "Traders opened the road in 1820 (Moss, 1999). They carried salt, wool and letters over the pass."
            " Mules were dear (Fern & Moss, 2004).",
        ),
        (
            "body",
            1,
            "Decline",
            (2,),
            "A railway reached the hills in 1901, and the road fell silent (Fern, 2010).",
        ),
        ("reference", 1, "References", (2,), "Fern, A. (2010). Rails and Silence. Leeds: Hill Press."),
        (
            "reference",
            2,
            "References",
            (2, 3),
            "Fern, A., & Moss, B. (2004). Mules of the northern passes. Roads, 3(1), 5-19.",
        ),
        ("reference", 3, "References", (3,), "Moss, B. (1999). Salt. York: Coast Press."),
        ("header", 1, "", (1,), "Journal of Small Roads"),
    ]


def test_markdown_headings_and_wrapped_lines(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n\n## On rivers\n\nThe river is\nwide. It is *deep*.\n\n- First item.\n- Second item.\n")
    read = read_article(path)
    assert read.title == "Notes"
    assert [(p.section, p.text) for p in read.passages if p.kind == "body"] == [
        ("On rivers", "The river is wide. It is deep."),
        ("On rivers", "First item."),
        ("On rivers", "Second item."),
    ]
    assert read.page_count == 0
    assert read.passages[-1].pages == ()


def test_windows_line_ends_and_a_byte_order_mark_change_nothing_but_offsets(tiny: Article, tmp_path: Path) -> None:
    path = tmp_path / "crlf.txt"
    path.write_bytes(b"\xef\xbb\xbf" + tiny.file_text.replace("\n", "\r\n").encode())
    read = read_article(path)
    assert [p.text for p in read.passages] == [p.text for p in tiny.passages]
    assert all(join_slices(read.file_text, p.source) == p.text for p in read.passages)


CUT = """\
The Salt Road

Traders opened the road in the spring of 1820. They carried

{first}

salt, wool and letters over the pass.

A railway reached the hills, and

{second}

the road fell silent in 1901.

The town has a museum of it. It shows how the mules

{third}

were loaded.
"""


@pytest.mark.parametrize(
    ("marks", "header"),
    [
        (("Journal of Roads 7", "Journal of Roads 8", "Journal of Roads 9"), "Journal of Roads"),
        (("7 | A. Fern", "8 | A. Fern", "9 | A. Fern"), "A. Fern"),
    ],
)
def test_a_header_with_the_pages_number_is_furniture_and_counts_pages(
    tmp_path: Path, marks: tuple[str, str, str], header: str
) -> None:
    path = tmp_path / "road.txt"
    path.write_text(CUT.format(first=marks[0], second=marks[1], third=marks[2]), encoding="utf-8")
    read = read_article(path)
    assert [(p.kind, p.text, p.pages) for p in read.passages[1:]] == [
        (
            "body",
            "Traders opened the road in the spring of 1820. They carried salt, wool and letters over the pass.",
            (1,),
        ),
        ("body", "A railway reached the hills, and the road fell silent in 1901.", (1, 2)),
        ("body", "The town has a museum of it. It shows how the mules were loaded.", (2, 3)),
        ("header", header, (1,)),
    ]


@pytest.mark.parametrize("mark", ["{}", "- {} -", "Page {} of 30"])
def test_lone_page_numbers_below_the_text_end_pages(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "road.txt"
    path.write_text(CUT.format(first=mark.format(7), second=mark.format(8), third=mark.format(9)), encoding="utf-8")
    assert [(p.pages, p.page_breaks) for p in read_article(path).passages[1:]] == [
        ((1, 2), (60,)),
        ((2, 3), (33,)),
        ((3, 4), (52,)),
    ]


def test_numbered_headings_are_no_running_header(tmp_path: Path) -> None:
    path = tmp_path / "chapters.txt"
    chapters = [f"Chapter {i}\n\nSalt is carried by {i} mules." for i in (1, 2, 3)]
    path.write_text("The Salt Road\n\n" + "\n\n".join(chapters), encoding="utf-8")
    assert [p.section for p in read_article(path).passages[1:]] == ["Chapter 1", "Chapter 2", "Chapter 3"]


def test_entries_with_numbers_in_brackets_need_no_blank_lines_between(tmp_path: Path) -> None:
    path = tmp_path / "road.md"
    path.write_text("# Salt\n\nIt was dear\n[1] once.\n\n## References\n\n[1] Moss, B.\nSalt.\n[2] Fern, A. Rails.\n")
    read = read_article(path)
    assert [p.text for p in read.passages[1:]] == ["It was dear [1] once.", "[1] Moss, B. Salt.", "[2] Fern, A. Rails."]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", r"empty\.txt is empty: expected paragraphs"),
        ("blank.txt", b" \n\n\t\n", r"blank\.txt is empty: expected paragraphs"),
        ("binary.txt", b"PK\x03\x04\x00\x00", r"binary\.txt is a binary file"),
        ("latin.txt", "Caf\xe9 life.\n\nMore.".encode("latin-1"), r"latin\.txt is not UTF-8 \(byte 0xe9 at 3\)"),
        ("headings.md", b"# One\n\n## Two\n\n## Three\n", r"headings\.md has no paragraph, only headings"),
        ("paper.odt", b"PK", r"paper\.odt is no article that can be read \(\.txt, \.md, \.pdf"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_was_found(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ValueError, match=message):
        read_article(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.txt does not exist"):
        read_article(tmp_path / "nowhere.txt")
    with pytest.raises(FileNotFoundError, match="is a folder"):
        read_article(tmp_path)


@pytest.mark.parametrize("nothing", ["^{}", "\x1c"])
def test_a_paragraph_of_nothing_but_markup_is_none(tmp_path: Path, nothing: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Roads\n\nTrade fell.\n\n{nothing}\n\nIt rose.\n", encoding="utf-8")
    body = [passage for passage in read_article(path).passages if passage.kind == "body"]
    assert [(passage.number, passage.text) for passage in body] == [(1, "Trade fell."), (2, "It rose.")]


def test_a_question_that_recurs_is_text_and_counts_no_pages(tmp_path: Path) -> None:
    answers = ("I worked at the quay.", "It was hard work.", "The pay was low.", "We sang at night.")
    file = tmp_path / "interview.txt"
    file.write_text("".join(f"Can you say more?\n\n{answer}\n\n" for answer in answers), encoding="utf-8")
    article = read_article(file)
    said = [*(p.text for p in article.passages), *(p.section for p in article.passages)]
    assert article.page_count == 0
    assert not any(p.pages or p.kind == "header" for p in article.passages)
    assert " ".join(said).count("Can you say more?") >= 4


def test_a_line_that_recurs_at_form_feeds_is_a_running_header(tmp_path: Path) -> None:
    file = tmp_path / "pages.txt"
    pages = ("The quay was built of oak.", "The mill burnt down.", "The school was opened.")
    file.write_text("\f".join(f"Annals of Velm\n\n{text}\n\n" for text in pages), encoding="utf-8")
    article = read_article(file)
    assert [(p.text, p.pages) for p in article.passages if p.kind == "body"] == [
        (text, (number,)) for number, text in enumerate(pages, start=1)
    ]
    assert [p.text for p in article.passages if p.kind == "header"] == ["Annals of Velm"]
