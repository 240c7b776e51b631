"""The questions by kind, asked of a small article in a folder and of the built-in one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.opened import kinds
from eval.opened.asking import Open
from eval.opened.kinds import KindsAsked, ask_kinds, kinds_part, told
from eval.questions import load_kinds_elsewhere
from eval.records import Split
from index import Article
from qa import retriever
from qa.kinds import Asks
from qa.retriever import Row, Table

BASE = {"article": "salt.txt", "answers": [], "evidence": []}
RECORDS: list[dict[str, Any]] = [
    BASE
    | {"id": "why-01", "asks": "why", "question": "Why did the road fall silent?", "split": "dev"}
    | {"evidence": [["A railway reached the hills in 1901"]], "answers": ["A railway"]},
    BASE
    | {"id": "list-02", "asks": "list", "question": "Salt, wool and letters over the pass, and mules?"}
    | {"evidence": [["They carried salt"], ["Fern & Moss"]], "split": "dev"},
    BASE | {"id": "fact-03", "asks": "fact", "question": "Which emperor taxed the bakers of Leeds?", "split": "dev"},
    BASE | {"id": "why-04", "asks": "why", "question": "Why were mules dear?", "split": "test"},
    BASE | {"id": "why-05", "asks": "why", "article": "rails.txt", "question": "Why rails?", "split": "dev"},
]


@pytest.fixture
def asked(tiny_file: Path, open_article: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KindsAsked:
    """Of the small article; the place of the built-in one is taken by it, without questions."""
    path = tmp_path / "elsewhere.jsonl"
    records = [record | {"type": record["id"].split("-")[0]} for record in RECORDS]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")

    def elsewhere(article: Article, name: str, split: Split) -> Any:
        return load_kinds_elsewhere(article, name, split, path)

    monkeypatch.setattr(kinds, "load_kinds_elsewhere", elsewhere)
    monkeypatch.setattr(kinds, "articles_elsewhere", lambda: ("rails.txt", "salt.txt"))
    monkeypatch.setattr(kinds, "load_kinds", lambda article, split: ())
    return ask_kinds(
        ("test", "dev"), lambda: open_article(tiny_file), [tmp_path / "no", tiny_file.parent], open_article
    )


def cells(text: str, first: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"| {first} "))
    return [cell.split("[")[0].strip() for cell in line.split("|")[2:-1]]


def test_each_kind_is_counted_by_split(asked: KindsAsked) -> None:
    """Nothing is refused: the question that has no answer is answered."""
    body = kinds_part(asked).body
    test, dev = body.index("| kinds, test"), body.index("| kinds, dev")
    assert test < dev
    assert cells(body[dev:], "why")[:3] == ["1", "1.000", "1.000"]
    assert cells(body[dev:], "list")[:2] == ["1", ".500"]  # one quote: mules or salt
    assert cells(body[dev:], "fact") == ["0", "–", "–", "–", "–", "1", ".000", ".000", ".000"]
    assert cells(body[dev:], "in all")[0] == "2"
    assert cells(body[test:dev], "why")[5:7] == ["1", ".000"]
    assert "Not there, and left out: rails.txt." in body


def test_of_the_test_questions_nothing_but_totals_is_told(asked: KindsAsked) -> None:
    part = kinds_part(asked)
    assert "fact-03, salt.txt, right 0.00: Which emperor taxed" in part.details
    assert "list-02" in part.details
    assert "mules dear" not in part.details + part.body
    assert "why-04" not in part.details + part.body


def test_a_retriever_turned_round_is_seen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    right = retriever.weighted_mean

    def worst_first(table: Table, weights: Any) -> Row:
        return -right(table, weights)

    monkeypatch.setattr("qa.retriever.weighted_mean", worst_first)
    body = kinds_part(request.getfixturevalue("asked")).body
    assert cells(body[body.index("| kinds, dev") :], "why")[1] == ".000"


def test_folders_without_any_of_the_articles_are_an_error(open_article: Open, tiny_file: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError, match=r"empty: expected one of debate\.html, exhibition\.md"):
        ask_kinds((), lambda: open_article(tiny_file), [tmp_path / "empty"], open_article)


def test_all_hand_written_questions_of_a_split_are_taken_for_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def first_word(question: str) -> Asks:
        return "why" if question.startswith("Why") else "fact"

    monkeypatch.setattr(kinds, "asks", first_word)
    found = told(["dev", "voices"])
    # 379 of the built-in article, 65 and 124 by kind; see the tests of the questions.
    assert (len(found["dev"]), len(found["voices"])) == (379 + 65 + 124, 141)
    assert {label for label, taken in found["dev"] if taken == "why"} >= {"why"}
    assert ("why", "fact") in found["dev"]
