"""The typed facts, and the command from end to end."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.reading.__main__ import main
from eval.reading.typed import TypedLink, has_title, link_verdict, typed_links, typed_titles
from index import Article, Cite, Passage, Span
from tests.eval.reading.made_up_gold import JATS


def test_the_titles_of_35_files_are_typed() -> None:
    titles = typed_titles()
    assert len(titles) == 35
    assert [file for file, title in titles.items() if not file.strip() or title != title.strip() or not title] == []
    assert len(set(titles.values())) == 35


def test_200_links_or_more_are_typed_over_all_of_these_files() -> None:
    links = typed_links()
    assert len(links) >= 200
    assert {link.file for link in links} == set(typed_titles())
    assert max(Counter(link.file for link in links).values()) <= 10
    assert len({(link.file, link.quote, link.mention) for link in links}) == len(links)


@pytest.mark.parametrize("link", typed_links(), ids=lambda link: f"{link.file} {link.mention}")
def test_a_typed_link_can_be_found(link: TypedLink) -> None:
    """The quote has the mention and twelve words at most; nothing is blank."""
    assert all(text and text == text.strip() for text in (link.file, link.quote, link.mention, link.entry))
    assert link.mention in link.quote
    assert len(link.quote.split()) <= 12


TEXT = "Letters say so, as Fern showed (1992; see Moss, 1999), and nobody doubts it."


def read(*cites: tuple[str, str]) -> Article:
    """An article whose one paragraph cites entries in these of its words."""
    spans = [(Span(TEXT.index(said), TEXT.index(said) + len(said)), entry) for said, entry in cites]
    made = tuple(Cite(span, Passage(1, "reference", "", (), entry, (), ())) for span, entry in spans)
    return Article("Silk", (Passage(1, "body", "", (), TEXT, (), (), cites=made),), (), "", 0)


LINK = TypedLink("silk", "as Fern showed (1992; see Moss, 1999)", "Moss, 1999", "Moss, B. Salt")


def test_a_link_is_right_wrong_or_missing() -> None:
    assert link_verdict(read(("Moss, 1999", "[12] Moss, B. Salt. York 1999.")), LINK) == "right"
    assert link_verdict(read(("(1992; see Moss, 1999)", "Moss, B. Salt. York 1999.")), LINK) == "right"
    assert link_verdict(read(("Moss, 1999", "Moss, B. Pepper. York 1999.")), LINK) == "wrong"
    assert link_verdict(read(("Fern showed (1992", "Fern, A. Silk. Leeds 1992.")), LINK) == "missing"
    assert link_verdict(read(), LINK) == "missing"


def test_a_broken_word_does_not_hide_a_quote_and_another_text_is_missing() -> None:
    broken = TypedLink("silk", "as Fern show- ed (1992; see Moss, 1999)", "Moss, 1999", "Moss, B. Salt")
    article = read(("Moss, 1999", "Moss, B. Salt."))
    assert link_verdict(article, broken) == "right"
    assert link_verdict(article, TypedLink("silk", "as Oak showed (Moss, 1999)", "Moss, 1999", "Moss")) == "missing"


def test_a_raised_number_that_left_the_text_is_where_it_stood() -> None:
    raised = TypedLink("silk", "and nobody12 doubts it", "12", "Moss, B. Salt")
    assert link_verdict(read(("nobody", "12. Moss, B. Salt.")), raised) == "right"
    assert link_verdict(read(("nobody", "12. Fern, A. Silk.")), raised) == "wrong"
    assert link_verdict(read(("doubts", "12. Moss, B. Salt.")), raised) == "missing"


def test_a_title_is_right_with_the_same_words() -> None:
    assert has_title(read(), "SILK.")
    assert not has_title(read(), "Silk: A History")


@pytest.mark.slow
def test_the_command_measures_a_folder_and_writes_its_block(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "silk.xml").write_text(JATS, encoding="utf-8")
    (tmp_path / "silk.html").write_text("<p hidden>Nothing</p>", encoding="utf-8")
    report = tmp_path / "RESULTS.md"
    assert main([str(tmp_path), "--report", str(report)]) == 0
    printed = capsys.readouterr().out
    assert "Files with gold: 1 HTML; 1 JATS; not read: 1." in printed
    assert "- silk.html: " in printed
    rows = {cells[1].strip(): cells[2:4] for line in printed.splitlines() if len(cells := line.split("|")) > 3}
    assert [cell.split()[0] for cell in rows["title right"]] == ["0/1", "1/1"]
    assert [cell.split()[0] for cell in rows["paragraphs: lost"]] == ["5/5", "0/5"]
    assert report.read_text(encoding="utf-8") == printed.removesuffix("\n")


def test_a_folder_without_gold_is_an_error_that_says_what_is_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 2
    assert "expected NAME.pdf beside NAME.xml or NAME.csv" in capsys.readouterr().err
