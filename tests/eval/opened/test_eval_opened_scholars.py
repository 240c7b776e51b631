"""Two small articles as contexts of a SQuAD file, and what becomes of each question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.marks import Marked
from eval.opened.asking import Judged, Open, cause
from eval.opened.scholars import FOREIGN, evidence, foreign, read_papers, scholars
from eval.opened.sections import scholars_part
from eval.questions import Evidence, Question
from index import Span, read_article
from qa import retriever
from qa.retriever import Row, Table

CANAL = """\
The Canal

Digging

Miners dug the canal in 1790. It took them four winters.

Trade

Barges carried coal to the glass works. Frost closed the water for a month each winter.
"""
HERONS = """\
The Herons

Nests

Herons build nests of twigs in the tallest willows. Their young leave in June.

Food

Grey herons hunt eels at dawn. Anglers dislike them for it.
"""
ASKED = {
    CANAL: [
        ("c1", "Who dug the canal in 1790?", "Miners"),
        ("c2", "What did barges carry to the glass works?", "works. Frost closed\nthe water"),
        ("c3", "What did the canal cost to dig?", "nine thousand pounds of silver"),
    ],
    HERONS: [("h1", "What do herons hunt at dawn?", "eels")],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    contexts = [
        {
            "context": text,
            "qas": [{"id": i, "question": q, "answers": [{"text": a, "answer_start": 0}]} for i, q, a in asked],
        }
        for text, asked in ASKED.items()
    ]
    contexts[0]["qas"] += [{"id": "none", "question": "Why?", "answers": [], "is_impossible": True}]  # type: ignore[operator]
    path = tmp_path / "papers.json"
    path.write_text(json.dumps({"data": [{"title": "", "paragraphs": [context]} for context in contexts]}))
    return path


def lines(text: str) -> dict[str, list[str]]:
    """The cells of every row of the tables, by the first."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("|")]
    return {row[0]: row[1:] for row in rows}


def test_what_is_counted(file: Path, open_article: Open) -> None:
    asked = scholars(read_papers(file), open_article)
    assert [judged.question.id for judged in asked.own] == ["c1", "c2", "c3", "h1"]
    # The other article has one question for the canal, and three for the herons.
    assert sorted(judged.question.id for judged in asked.foreign) == ["c1", "c2", "c3", "h1"]
    found = lines(scholars_part(asked).body)
    # c3's answer stands nowhere; c2's has next to no word of the first sentence quoted.
    assert found["answer stands in a passage"] == ["3 of 4", ".750 [.301, .954]"]
    assert (found["R@1"][0], found["R@5"][0]) == ("3 of 4", "3 of 4")
    assert (found["evidence"][0], found["evidence, forced"][0]) == ("2 of 4", "2 of 4")
    assert (found["answered"][0], found["foreign refused"][0]) == ("4 of 4", "0 of 4")
    assert [found[name] for name in ("file", "retrieval", "other sentence", "refused")] == [["1"], ["0"], ["1"], ["0"]]


def test_a_retriever_turned_round_is_seen(file: Path, open_article: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    right = retriever.weighted_mean

    def worst_first(table: Table, weights: Any) -> Row:
        return -right(table, weights)

    monkeypatch.setattr("qa.retriever.weighted_mean", worst_first)
    assert lines(scholars_part(scholars(read_papers(file), open_article)).body)["R@1"][0] == "0 of 4"


def test_foreign_questions_are_of_the_other_articles_and_always_the_same(file: Path) -> None:
    papers = read_papers(file)
    drawn = foreign(papers * 3)  # of nine questions of other articles three are drawn
    assert [len(questions) for questions in drawn] == [FOREIGN] * 6
    assert drawn == foreign(papers * 3)
    first, second = foreign(papers)
    assert [q.id for q in first] == ["h1"]
    assert sorted(q.id for q in second) == ["c1", "c2", "c3"]


def test_an_answer_that_a_paragraphs_end_cuts_is_found_by_its_halves(tmp_path: Path) -> None:
    path = tmp_path / "canal.txt"
    path.write_text(CANAL, encoding="utf-8")
    article = read_article(path)
    texts = [passage.text for passage in article.passages]
    digging, trade = (next(i for i, text in enumerate(texts) if text.startswith(word)) for word in ("Miners", "Barges"))

    def words(answer: str) -> list[tuple[int, str]]:
        return [(place.position, place.span.of(texts[place.position])) for place in evidence(article, [answer])]

    assert words("four winters.") == [(digging, "four winters.")]
    cut = "took them four winters. Trade Barges carried coal"
    assert words(cut) == [(digging, "took them four winters.")]
    assert words("It took them four winters. Barges carried coal to the") == [
        (digging, "It took them four winters."),
        (trade, "Barges carried coal to the"),
    ]
    assert words("four winters Barges") == []  # half of it, two words, would stand anywhere


@pytest.mark.parametrize(
    ("places", "five", "forced", "answered", "expected"),
    [
        (1, 1.0, True, True, ""),
        (1, 0.0, True, True, ""),
        (1, 1.0, True, False, "refused"),
        (1, 1.0, False, False, "other sentence"),
        (1, 0.0, False, True, "retrieval"),
        (0, 0.0, False, True, "file"),
    ],
)
def test_the_cause_of_a_loss(places: int, five: float, forced: bool, answered: bool, expected: str) -> None:
    question = Question("q", "scholars", "Who?", (), ("x",), ((Evidence(0, Span(0, 1)),) * places,))
    marked = Marked(None, "fact", True, False, {"forced-evidence": float(forced)})
    assert cause(Judged(question, marked, answered, five=five)) == expected


def test_what_is_no_file_of_articles_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no\.json does not exist"):
        read_papers(tmp_path / "no.json")
    (tmp_path / "list.json").write_text("[1]")
    with pytest.raises(ValueError, match=r"list\.json is no SQuAD file"):
        read_papers(tmp_path / "list.json")
    (tmp_path / "bare.json").write_text('{"data": []}')
    with pytest.raises(ValueError, match=r"bare\.json holds no question with an answer"):
        read_papers(tmp_path / "bare.json")
