"""The section of the report: sums over files, those that failed, and its place in a report."""

from __future__ import annotations

from eval.reading.measures import MEASURES, Measured, Share, against_list, total
from eval.reading.tables import renewed, section
from tests.eval.reading.made_up_reading import MULES, QUAYS, READ, SHIPS, article


def test_the_section_adds_the_files_of_a_format_and_names_those_that_failed() -> None:
    files = [
        Measured("a.pdf", "PDF, typed list", against_list(READ, [MULES, QUAYS])),
        Measured("b.pdf", "PDF, typed list", against_list(article(), [MULES, SHIPS]), "it needs OCR"),
    ]
    assert total(files, "references: whole") == Share(3, 4)
    text = section(files)
    assert text.startswith("<!-- eval:reading -->\n## How well files are read\n")
    assert "Files with gold: 2 PDF, typed list; not read: 1." in text
    assert "3/4 .750 [.301, .954]" in text
    assert "- b.pdf: it needs OCR" in text
    assert all(name in MEASURES for file in files for name in file.shares)


def test_the_block_is_renewed_in_its_place_or_put_at_the_end() -> None:
    block = section([Measured("a.pdf", "PDF", {"title right": Share(1, 1)})])
    assert renewed("", block) == block
    assert renewed("# Results\n", block) == f"# Results\n\n{block}"
    older = section([Measured("a.pdf", "PDF", {"title right": Share(0, 1)})])
    assert renewed(f"# Results\n\n{older}\nThe rest.\n", block) == f"# Results\n\n{block}\nThe rest.\n"
