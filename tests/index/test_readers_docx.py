"""A Word document is read as what it shows; python-docx writes the documents, and their XML where it cannot."""

from __future__ import annotations

import struct
import sys
import zipfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from index import Article, Span, read_article
from index.passage import join_slices
from index.readers.docx import package as docx_package


def as_docx(article: Article, path: Path, end_page: Callable[[Paragraph], None] | None = None) -> Path:
    """An article as its author would write it in Word, with Word's own styles."""
    document = docx.Document()
    page = 1
    for section, passages in groupby(article.passages, key=lambda passage: passage.section):
        if section:
            document.add_heading(section, 1)
        for passage in passages:
            if passage.kind == "title":
                document.add_heading(passage.text, 0)
            elif passage.kind == "authors":
                for line in passage.sentences:
                    document.add_paragraph(line.of(passage.text))
            elif passage.kind != "header":
                paragraph = document.add_paragraph(style="List Number" if passage.kind == "reference" else None)
                breaks = passage.page_breaks if passage.pages[0] == page else (0, *passage.page_breaks)
                start = 0
                if end_page:
                    for end in breaks:
                        paragraph.add_run(passage.text[start:end])
                        end_page(paragraph)
                        start = end
                paragraph.add_run(passage.text[start:])
                page = passage.pages[-1]
    document.save(str(path))
    return path


def hard_break(paragraph: Paragraph) -> None:
    paragraph.add_run().add_break(WD_BREAK.PAGE)


def kept_break(paragraph: Paragraph) -> None:
    paragraph.add_run()._r.append(OxmlElement("w:lastRenderedPageBreak"))  # type: ignore[arg-type]


def break_as_word_keeps_it(paragraph: Paragraph) -> None:
    hard_break(paragraph)
    kept_break(paragraph)


def body_of(article: Article) -> list[tuple[str, str]]:
    return [(p.kind, p.text) for p in article.passages]


def xml_paragraph(document: Document, inner: str) -> None:
    paragraph = parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")
    document.element.body.insert_element_before(paragraph, "w:sectPr")


def saved(document: Document, tmp_path: Path, name: str = "a.docx") -> Path:
    document.save(str(tmp_path / name))
    return tmp_path / name


def test_the_built_in_article_is_the_same_article_in_word(article: Article, tmp_path: Path) -> None:
    read = read_article(as_docx(article, tmp_path / "pak-us.docx"))
    assert read.title == article.title
    assert body_of(read) == [pair for pair in body_of(article) if pair[0] != "header"]
    assert sum(p.kind in ("body", "abstract") for p in read.passages) == 36
    assert len(read.references) == 32
    assert sum(len(p.cites) for p in read.passages) == 48
    assert [p.section for p in read.passages] == [p.section for p in article.passages if p.kind != "header"]
    assert all(join_slices(read.file_text, p.source) == p.text for p in read.passages)
    assert read.page_count == 0


@pytest.mark.parametrize("end_page", [hard_break, kept_break, break_as_word_keeps_it])
def test_pages_begin_where_the_document_breaks_them_inside_paragraphs_too(
    article: Article, tmp_path: Path, end_page: Callable[[Paragraph], None]
) -> None:
    read = read_article(as_docx(article, tmp_path / "paged.docx", end_page))
    assert read.page_count == 21
    expected = [(p.text, p.pages, p.page_breaks) for p in article.passages if p.kind != "header"]
    assert [(p.text, p.pages, p.page_breaks) for p in read.passages] == expected
    assert all(join_slices(read.file_text, p.source) == p.text for p in read.passages)


def test_a_page_that_breaks_a_word_leaves_it_whole(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("They carried salt over the moun")
    kept_break(paragraph)
    paragraph.add_run("tains.")
    passage = read_article(saved(document, tmp_path)).passages[0]
    assert passage.text == "They carried salt over the mountains."
    assert (passage.pages, passage.page_breaks) == ((1, 2), (31,))


def test_a_new_section_begins_a_page_once(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The road was opened by traders.")
    document.add_section()
    after = document.add_paragraph()
    kept_break(after)
    after.add_run("The railway closed it.")
    assert [p.pages for p in read_article(saved(document, tmp_path)).passages] == [(1,), (2,)]


def test_the_title_comes_first_wherever_it_stands(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Journal of Small Roads")
    document.add_heading("The Salt Road", 0)
    document.add_heading("Origins", 1)
    document.add_paragraph("Traders opened the road in 1820.")
    document.add_heading("Decline", 1)
    document.add_paragraph("It fell silent.")
    read = read_article(saved(document, tmp_path))
    assert body_of(read) == [
        ("title", "The Salt Road"),
        ("body", "Journal of Small Roads"),
        ("body", "Traders opened the road in 1820."),
        ("body", "It fell silent."),
    ]


def test_where_headings_have_a_style_a_short_list_item_is_none(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Goods", 1)
    document.add_heading("By mule", 2)
    document.add_paragraph("Salt and wool", style="List Bullet")
    document.add_paragraph("Letters", style="List Bullet")
    assert [(p.section, p.text) for p in read_article(saved(document, tmp_path)).passages if p.kind == "body"] == [
        ("By mule", "Salt and wool"),
        ("By mule", "Letters"),
    ]


def test_a_heading_in_another_language_and_one_by_its_outline_level(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Die Salzstraße", 0)
    style = document.styles.add_style("Überschrift eigen", 1)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph("Ursprung", style=style)
    document.add_paragraph("Traders opened the road in 1820.")
    xml_paragraph(document, '<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Decline, at last.</w:t></w:r>')
    document.add_paragraph("It fell silent.")
    sections = [p.section for p in read_article(saved(document, tmp_path)).passages if p.kind == "body"]
    assert sections == ["Ursprung", "Decline, at last."]


def test_tables_captions_and_boxes_stand_apart_from_prose(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Mules were dear.")
    document.add_paragraph("Table 1: Prices in pence", style="Caption")
    table = document.add_table(rows=3, cols=2)
    for cell, text in zip(table._cells, ["Good", "Price", "Salt", "3", "", ""], strict=True):
        cell.text = text
    frame = document.add_table(rows=1, cols=1)
    frame.cell(0, 0).text = "Words in a frame are prose."
    boxed = "<w:txbxContent><w:p><w:r><w:t>Words in a box.</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:pict><v:textbox>{boxed}</v:textbox></w:pict>"
    paragraph = parse_xml(
        f"<w:p {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:r><w:t>Beside it.</w:t>{box}</w:r></w:p>"
    )
    document.element.body.insert_element_before(paragraph, "w:sectPr")
    read = read_article(saved(document, tmp_path))
    assert body_of(read) == [
        ("body", "Mules were dear."),
        ("caption", "Table 1: Prices in pence"),
        ("table", "Good | Price Salt | 3"),
        ("body", "Words in a frame are prose."),
        ("body", "Beside it."),
        ("body", "Words in a box."),
    ]
    rows = read.passages[2]
    assert [row.of(rows.text) for row in rows.sentences] == ["Good | Price", "Salt | 3"]


def test_tracked_changes_are_accepted_and_links_and_fields_kept(tmp_path: Path) -> None:
    document = docx.Document()
    xml_paragraph(
        document,
        "<w:r><w:t>The road </w:t></w:r><w:del><w:r><w:delText>was short</w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t>is long</w:t></w:r></w:ins><w:r><w:t xml:space="preserve">, see </w:t></w:r>'
        "<w:hyperlink><w:r><w:t>its map</w:t></w:r></w:hyperlink><w:r><w:t xml:space='preserve'> of </w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>1904</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>.</w:t></w:r></w:moveTo>",
    )
    xml_paragraph(document, "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>A paragraph </w:t></w:r>")
    xml_paragraph(document, "<w:r><w:t>made of two.</w:t></w:r>")
    texts = [p.text for p in read_article(saved(document, tmp_path)).passages]
    assert texts == ["The road is long, see its map of 1904.", "A paragraph made of two."]


def test_marks_of_footnotes_go_and_the_notes_follow(tmp_path: Path) -> None:
    document = docx.Document()
    xml_paragraph(
        document,
        "<w:r><w:t>The road fell silent.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:t xml:space='preserve'> It was 5 km</w:t></w:r>"
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'> wide,</w:t></w:r>"
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>3</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'> they say [12].</w:t></w:r>",
    )
    path = saved(document, tmp_path)
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>---</w:t></w:r></w:p>"
        "</w:footnote><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Fern, in a letter.</w:t></w:r>"
        "</w:p></w:footnote></w:footnotes>"
    )
    add_part(path, "word/footnotes.xml", notes, "footnotes")
    assert body_of(read_article(path)) == [
        ("body", "The road fell silent. It was 5 km² wide, they say [12]."),
        ("note", "Fern, in a letter."),
    ]


def add_part(path: Path, name: str, xml: str, kind: str) -> None:
    """A part that python-docx does not write, and the relation to it."""
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path) as archive:
        parts = {member: archive.read(member).decode("latin-1") for member in archive.namelist()}
    types, links = "[Content_Types].xml", "word/_rels/document.xml.rels"
    parts[types] = parts[types].replace(
        "</Types>", f'<Override PartName="/{name}" ContentType="{kinds}.{kind}+xml"/></Types>'
    )
    link = f'<Relationship Id="rId99" Type="{relations}/{kind}" Target="{name.partition("/")[2]}"/></Relationships>'
    parts[links] = parts[links].replace("</Relationships>", link)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in (parts | {name: xml}).items():
            archive.writestr(member, text.encode("latin-1"))


def test_a_numbered_bibliography_bears_the_numbers_that_are_cited(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Origins", 1)
    document.add_paragraph("Traders opened the road [2].")
    document.add_heading("References", 1)
    document.add_paragraph("Fern, A. (2010). Rails.", style="List Number")
    document.add_paragraph("Moss, B. (1999). Salt.", style="List Number")
    read = read_article(saved(document, tmp_path))
    assert [r.text for r in read.references] == ["[1] Fern, A. (2010). Rails.", "[2] Moss, B. (1999). Salt."]
    assert [cite.reference for p in read.passages for cite in p.cites] == [read.references[1]]


def a_member(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = a_member(tmp_path / "bomb.docx", "word/document.xml", b" " * 20_000_000)
    with pytest.raises(
        ValueError, match=r"bomb\.docx holds word/document\.xml, packed 1\d\d\d to 1, the limit is 200 to 1"
    ):
        read_article(path)


def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_UNPACKED", 30_000)
    path = saved(docx.Document(), tmp_path)
    with pytest.raises(ValueError, match=r"a\.docx unpacks to .* MB or more, the limit is 0 MB"):
        read_article(path)


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = a_member(tmp_path / "liar.docx", "word/document.xml", bytes(range(256)) * 400)
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 256 * 400), struct.pack("<I", 10)))
    with pytest.raises(ValueError, match=r"liar\.docx is no \.docx, or is damaged \(Bad CRC"):
        read_article(path)


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(5_001):
            archive.writestr(str(number), b"")
    with pytest.raises(ValueError, match=r"many\.docx holds 5,001 files, the limit is 5,000"):
        read_article(path)


def test_elements_nested_too_deep_are_refused(tmp_path: Path) -> None:
    document = docx.Document()
    xml_paragraph(document, "<w:smartTag>" * 240 + "<w:r><w:t>Deep.</w:t></w:r>" + "</w:smartTag>" * 240)
    path = saved(document, tmp_path)
    rewrite(path, "<w:smartTag>", "<w:smartTag><w:smartTag>")
    with pytest.raises(ValueError, match=r"a\.docx is beyond a limit at line \d+ \(Excessive depth in document: 256\)"):
        read_article(path)


def rewrite(path: Path, old: str, new: str) -> None:
    """Change the text of the document's own part."""
    with zipfile.ZipFile(path) as archive:
        parts = {member: archive.read(member) for member in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in parts.items():
            archive.writestr(member, content)


def test_an_entity_is_neither_read_nor_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    document = docx.Document()
    document.add_paragraph("Before SECRET after.")
    path = saved(document, tmp_path)
    rewrite(path, "<w:document", f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><w:document')
    rewrite(path, "SECRET", "&s;")
    with pytest.raises(ValueError, match=r"a\.docx declares a document type"):
        read_article(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"a\.docx is empty"),
        (b"plain words", r"a\.docx is no \.docx, or is damaged \(File is not a zip file\)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            r"a\.docx is locked with a password or is of the older kind",
        ),
        (b"PK\x03\x04 cut off", r"a\.docx is no \.docx, or is damaged"),
    ],
)
def test_a_file_that_is_no_word_document_says_what_it_is(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=message):
        read_article(path)


def test_another_zip_and_a_blank_document_are_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.docx is no Word document"):
        read_article(a_member(tmp_path / "a.docx", "mimetype", b"application/epub+zip"))
    with pytest.raises(ValueError, match=r"blank\.docx is empty"):
        read_article(saved(docx.Document(), tmp_path, "blank.docx"))


def test_without_python_docx_the_line_that_installs_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK")
    with pytest.raises(
        ModuleNotFoundError, match=r"reading a \.docx needs python-docx: pip install 'article-qa\[docx\]'"
    ):
        read_article(path)


def test_strict_open_xml_is_read() -> None:
    article = read_article(Path(__file__).parents[1] / "cases" / "reading" / "strict.docx")
    assert article.title == "The Report"
    texts = [p.text for p in article.passages if p.section == "Facts"]
    assert "The stop-gap measure lasted until 1950." in texts
    assert "The linked river is the Otra." in texts
    assert "The clerk was Maria Lund. She signed in 1921." in texts


def test_cross_references_and_links_lead_to_entries_and_marks_to_their_notes(tmp_path: Path) -> None:
    document = docx.Document()
    field = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    code = "<w:r><w:instrText xml:space='preserve'> REF _Ref7 \\r \\h </w:instrText></w:r>"
    xml_paragraph(
        document,
        "<w:r><w:t xml:space='preserve'>The road is long, see </w:t></w:r>"
        + field.format("begin") + code + field.format("separate")
        + "<w:r><w:t>the second entry</w:t></w:r>" + field.format("end")
        + "<w:r><w:t xml:space='preserve'> and </w:t></w:r>"
        "<w:hyperlink w:anchor='fern'><w:r><w:t>her letter</w:t></w:r></w:hyperlink>"
        "<w:r><w:t>.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>",
    )  # fmt: skip
    document.add_heading("References", 1)
    for number, (name, entry) in enumerate([("fern", "Fern, A. (1992). Salt."), ("_Ref7", "Moss, B. (1995). Stone.")]):
        bookmark = f"<w:bookmarkStart w:id='{number}' w:name='{name}'/>"
        xml_paragraph(document, f"{bookmark}<w:r><w:t>{entry}</w:t></w:r><w:bookmarkEnd w:id='{number}'/>")
    path = saved(document, tmp_path)
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:t>Fern (1992), p. 4.</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    add_part(path, "word/footnotes.xml", notes, "footnotes")
    article = read_article(path)
    body = article.passages[0]
    assert body.text == "The road is long, see the second entry and her letter."
    assert [(cite.span.of(body.text), cite.reference.text) for cite in body.cites] == [
        ("the second entry", "Moss, B. (1995). Stone."),
        ("her letter", "Fern, A. (1992). Salt."),
    ]
    assert [(mark.span, mark.label, mark.note.text) for mark in body.marks] == [
        (Span(len(body.text), len(body.text)), "1", "Fern (1992), p. 4.")
    ]
    assert [cite.reference.text for cite in body.marks[0].note.cites] == ["Fern, A. (1992). Salt."]
