"""Merged cells are filled in every format, so that each row says what it is about; the question finds the one cell."""

from __future__ import annotations

from pathlib import Path

import pytest

import qa
from index import Article, Passage, Span, read_article
from index.readers.table_rows import Cell, filled
from index.search import SearchText
from qa.answer import Citation
from qa.answer_json import answer_json
from qa.reading.table_cells import cell_of, looked_up
from qa.study.citing import quote_with_citation

CASES = Path(__file__).parents[1] / "cases" / "reading"
MINES = ["Region | Town | Mines", "Upper | Ischl | 9", "Upper | Aussee | 4", "Lower | Hallstatt | 12"]


def tables(article: Article) -> list[list[str]]:
    return [[row.of(p.text) for row in p.sentences] for p in article.passages if p.kind == "table"]


@pytest.mark.parametrize("name", ["merged-cells.html", "merged-cells.docx"])
def test_a_cell_over_two_rows_stands_in_both(name: str) -> None:
    assert tables(read_article(CASES / name))[1] == MINES


def test_a_cell_over_two_rows_or_columns_in_jats(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        "<article><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></front>"
        "<body><p>The mines are listed here.</p><table-wrap><table><tr><th>Region</th><th>Town</th><th>Mines</th></tr>"
        '<tr><td rowspan="2">Upper</td><td>Ischl</td><td>9</td></tr><tr><td>Aussee</td><td>4</td></tr>'
        '<tr><td>Lower</td><td colspan="2">none</td></tr></table></table-wrap></body></article>',
        encoding="utf-8",
    )
    assert tables(read_article(path)) == [[*MINES[:3], "Lower | none | none"]]


def test_spans_are_filled_within_limits() -> None:
    rows = [[Cell("A", rows=3), Cell("b", columns=2)], [Cell("c"), Cell("d", rows=2)], [Cell("e")], [Cell("f")]]
    assert filled(rows) == [["A", "b", "b"], ["A", "c", "d"], ["A", "e", "d"], ["f"]]
    assert filled([[Cell("All of them", columns=9)], [Cell("a", columns=10**9), Cell("b")]])[0] == ["All of them"]
    assert len(filled([[Cell("a", columns=10**9), Cell("b")]])[0]) == 101


def passage(rows: list[str]) -> Passage:
    spans, at = [], 0
    for row in rows:
        spans.append(Span(at, at + len(row)))
        at += len(row) + 1
    text = " ".join(rows)
    return Passage(1, "table", "Mines", (), text, tuple(spans), (Span(0, len(text)),))


@pytest.mark.parametrize(
    ("question", "found", "cell"),
    [
        ("How many mines were in Aussee?", "4", "4"),
        ("How many mines were in Aussee?", "Upper | Aussee | 4", "4"),
        ("In which region is Aussee?", "Upper | Ischl | 9 Upper | Aussee | 4 Lower", "Upper"),
        ("What is said of Aussee?", "Aussee | 4", "4"),
        ("How many mines were in Aussee?", "9", "4"),  # the model's span is in another town's row
        ("How many mines were in Aussee?", "Region | Town", "4"),
        ("Aussee?", "9", "Upper | Aussee | 4"),  # no column is named
        ("What has 12?", "Hallstatt | 12", "Hallstatt"),
        ("What are the columns?", "Region | Town", "Region | Town"),
    ],
)
def test_the_one_cell_that_answers(question: str, found: str, cell: str) -> None:
    table = passage(MINES)
    start = table.text.rindex(found)
    assert cell_of(SearchText(question), table, Span(start, start + len(found))).of(table.text) == cell


@pytest.mark.parametrize("name", ["merged-cells.html", "merged-cells.docx"])
@pytest.mark.slow
def test_a_quoted_row_comes_with_its_header_and_marks_one_cell(name: str) -> None:
    towns = qa.load(CASES / name)
    for question, short in [
        ("How many mines were in Aussee?", "4"),
        ("In which region is Aussee?", "Upper"),
        ("What was the population of Hallstatt in 2010?", "790"),
        ("Hallstatt in 2010?", "790"),
    ]:
        answer = towns.ask(question)
        assert answer.short == short
    assert answer.text == "Hallstatt | 910 | 880 | 790"
    assert answer_json(answer)["citations"][0]["header"] == "Town | 1990 | 2000 | 2010"
    copied = quote_with_citation(answer.citations[0], towns.article)
    assert copied.startswith("“Town | 1990 | 2000 | 2010\nHallstatt | 910 | 880 | 790” (")


@pytest.mark.parametrize(
    ("question", "short", "named"),
    [
        ("How many mines were in Aussee?", "4", True),
        ("In which region is Aussee?", "Upper", True),
        ("How many people were in Aussee?", "4", False),  # no such column
        ("How many mines were in Vienna?", "4", False),  # no such row
        ("How many mines were flooded in Aussee?", "4", False),  # more is asked
        ("In which region is Aussee?", "4", False),  # a cell of another column
    ],
)
def test_a_cell_is_looked_up_where_its_row_and_column_are_named(question: str, short: str, named: bool) -> None:
    table = passage(MINES)
    row = next(span for span in table.sentences if "Aussee" in span.of(table.text))
    start = row.start + row.of(table.text).index(short)
    citation = Citation(table, row, Span(start, start + len(short)))
    assert looked_up(SearchText(question), citation) is named


def test_no_other_quote_has_a_header() -> None:
    table = passage(MINES)
    assert Citation(table, table.sentences[0], table.sentences[0]).header == ""
    assert Citation(table, table.sentences[2], table.sentences[2]).header == MINES[0]
