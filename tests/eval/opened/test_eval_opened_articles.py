"""A folder with one small article: what is counted of six questions about the salt road."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.opened.articles import articles
from eval.opened.asking import Open
from eval.opened.sections import articles_part
from qa import retriever
from qa.retriever import Row, Table

OPENED = "Traders opened the  road\nin 1820"  # white space as in another edition
RAILWAY = "A railway reached the hills in 1901"
QUESTIONS: list[dict[str, Any]] = [
    {"id": "S1", "question": "Who opened the road?", "evidence": [[OPENED]], "answers": ["Traders"]},
    {"id": "S2", "question": "What reached the hills in 1901?", "evidence": [[RAILWAY]], "answers": ["A railway"]},
    {"id": "S3", "question": "Which railway reached the hills after traders opened the road in 1820?"}
    | {"evidence": [[OPENED], [RAILWAY]], "answers": ["1820"]},
    {"id": "S4", "question": "What did the mules eat?", "evidence": [["Mules ate oats"]], "answers": ["oats"]},
    {"id": "S5", "question": "Why were mules not dear?", "evidence": [], "answers": []}
    | {"correction": ["Mules were dear"]},
    {"id": "S6", "question": "Which emperor taxed the bakers of Leeds?", "evidence": [], "answers": []},
]


@pytest.fixture
def folder(tiny_file: Path) -> Path:
    text = "".join(json.dumps(record) + "\n" for record in QUESTIONS)
    tiny_file.with_suffix(".jsonl").write_text(text, encoding="utf-8")
    return tiny_file.parent


def cells(text: str, first: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"| {first}"))
    return [cell.strip() for cell in line.split("|")[2:-1]]


def test_what_is_counted(folder: Path, open_article: Open) -> None:
    rows = articles(folder, open_article)
    part = articles_part(rows)
    assert cells(part.body, "opened") == (
        ["readable", "R@1", "R@5", "evidence", "forced", "answered", "refused", "premise refused or corrected"]
    )
    # S4's quote stands nowhere; the first passage can hold one of S3's two facts only.
    expected = ["3 of 4", "2.5 of 4", "3 of 4", "3 of 4", "3 of 4", "4 of 4", "0 of 2", "1 of 1"]
    assert cells(part.body, "salt.txt") == expected
    assert cells(part.body, "in all") == expected
    assert cells(part.body, "share")[0] == ".750 [.301, .954]"  # Wilson's for 3 of 4
    assert rows[0].lacking == (("S4", "Mules ate oats"),)
    assert "salt.txt, S4: the quote stands in no passage: 'Mules ate oats'" in part.details
    assert "S4, file: What did the mules eat?\n    first quote: " in part.details
    assert "S6, answered all the same: Which emperor" in part.details
    assert "S5" not in part.details


def test_a_retriever_turned_round_is_seen(folder: Path, open_article: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    right = retriever.weighted_mean

    def worst_first(table: Table, weights: Any) -> Row:
        return -right(table, weights)

    monkeypatch.setattr("qa.retriever.weighted_mean", worst_first)
    found = cells(articles_part(articles(folder, open_article)).body, "in all")
    assert found[:2] == ["3 of 4", "0 of 4"]


def test_what_is_missing_is_named(folder: Path, open_article: Open, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError, match=r"empty holds no NAME\.jsonl"):
        articles(tmp_path / "empty", open_article)
    questions = folder / "salt.jsonl"
    questions.rename(folder / "wool.jsonl")
    with pytest.raises(FileNotFoundError, match=r"no article lies beside wool\.jsonl: expected wool with one of \.txt"):
        articles(folder, open_article)
    (folder / "wool.jsonl").rename(questions)
    questions.write_text('{"id": "S1", "question": "Who?"}\n')
    with pytest.raises(ValueError, match=r"salt\.jsonl, question 1: lacks evidence, answers"):
        articles(folder, open_article)
