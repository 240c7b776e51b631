"""Hostile files: each is read or refused in words that name it, in time, and within the memory that a file may take."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from eval.attack.hostile_files import FILES, docx, pdf
from eval.attack.trials import SLACK, try_file
from index import read_article
from index.article import MAX_PARAGRAPH
from index.extraction import SECONDS
from index.readers import MAX_CHARACTERS
from index.readers.pdf import streams
from index.reading_process import MEMORY


def test_the_limits_are_those_stated() -> None:
    assert (MEMORY, SECONDS, MAX_CHARACTERS, MAX_PARAGRAPH) == (1_200_000_000, 60, 15_000_000, 200_000)


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_costs_no_more_than_a_file_may(name: str, tmp_path: Path) -> None:
    ending, make = FILES[name]
    path = tmp_path / f"hostile{ending}"
    path.write_bytes(make())
    trial = try_file("files", name, path, 20.0)
    assert trial.fault == "", trial
    assert trial.bytes <= MEMORY + SLACK
    assert "SIG" not in trial.came, trial


def test_a_stream_is_measured_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_UNPACKED", 1_000_000)
    packed = zlib.compress(zlib.compress(b"% " * 600_000))
    path = tmp_path / "a.pdf"
    for filters, beyond in (("/Filter [/FlateDecode /FlateDecode]", True), ("/Filter /FlateDecode", False)):
        path.write_bytes(pdf(packed, filters))
        if beyond:
            with pytest.raises(ValueError, match=r"a\.pdf holds a stream that unpacks to more than 1 MB"):
                streams.check_streams(path)
        else:
            streams.check_streams(path)
    path.write_bytes(pdf(packed, "/Subtype /Image /Filter [/FlateDecode /FlateDecode]"))
    streams.check_streams(path)  # a picture may be large


def test_a_paragraph_and_a_text_have_a_longest_length(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("salt " * (MAX_PARAGRAPH // 5 + 1))
    with pytest.raises(ValueError, match=r"long\.txt has a paragraph of 200,004 characters, the limit is 200,000"):
        read_article(path)
    path.write_text("a" * (MAX_CHARACTERS + 1))
    with pytest.raises(ValueError, match=r"long\.txt has 15,000,001 characters, the limit is 15,000,000: split it"):
        read_article(path)


@pytest.mark.slow
def test_a_pdf_of_2_000_pages_is_read(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    canvas = Canvas(str(path))
    for page in range(2_000):
        canvas.setFont("Times-Roman", 11)
        for part in range(2):
            for line in range(5):
                words = f"On page {page} the road of salt went on, which line {line} of part {part} says again"
                canvas.drawString(72, 760 - 300 * part - 14 * line, words if line < 4 else "and so it ended.")
        canvas.showPage()
    canvas.save()
    trial = try_file("files", "a real book", path, 4 * SECONDS)  # of a busy machine; a quiet one needs half a minute
    assert trial.came.startswith("read, "), trial
    assert trial.bytes <= MEMORY


def test_parts_of_a_word_file_that_are_not_read_are_named(tmp_path: Path) -> None:
    from index.library import read_library
    from index.progress import silent

    path = tmp_path / "notes.docx"
    words = "<w:r><w:t>Traders opened the road in 1820. It was long.</w:t></w:r>"
    body = f'<w:p>{words}<w:r><w:commentReference w:id="1"/></w:r></w:p><w:altChunk/><w:p>{words}</w:p>'
    path.write_bytes(docx(body))
    found = read_library([path], tmp_path / "cache", silent)
    assert found.article.left_out == ("1 imported part", "1 comment")
    assert found.report.notable
    assert "notes.docx: 2 parts were left out: 1 imported part, 1 comment" in str(found.report)
    assert read_library([path], tmp_path / "cache", silent).article.left_out == ("1 imported part", "1 comment")


@pytest.mark.parametrize("need", ["", "/NeedAppearances true"])
def test_the_values_of_a_forms_fields_are_read_also_where_the_file_does_not_draw_them(
    need: str, tmp_path: Path
) -> None:
    field = "/Type /Annot /Subtype /Widget /DA (/F1 9 Tf 0 g) /F 4"
    look = "/DA (/F1 9 Tf 0 g) /DR << /Font << /F1 5 0 R >> >>"
    more = (
        f"6 0 obj\n<< {field} /FT /Tx /T (a) /V (Traders opened the road in 1820.) /Rect [50 500 400 520] >>\nendobj\n"
        f"7 0 obj\n<< {field} /FT /Ch /Ff 131072 /T (b) /V (It was long and dear.) "
        "/Opt [(It was long and dear.) (It was short.)] /Rect [50 400 400 420] >>\nendobj\n"
    )
    data = pdf(b"BT /F1 9 Tf 50 700 Td (The salt road is described here by its owner in a form.) Tj ET", more=more)
    data = data.replace(b"/Catalog", f"/Catalog /AcroForm << /Fields [6 0 R 7 0 R] {need} {look} >>".encode())
    path = tmp_path / "form.pdf"
    path.write_bytes(data.replace(b"/Type /Page ", b"/Type /Page /Annots [6 0 R 7 0 R] "))
    text = " ".join(passage.text for passage in read_article(path).passages)
    assert "Traders opened the road in 1820." in text
    assert "It was long and dear." in text
    assert "It was short." not in text
