"""The questions by kind: their quotes stand in the articles, here and elsewhere, and every fourth is for the test."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.questions import (
    KINDS,
    KINDS_ELSEWHERE,
    QUESTIONS,
    VOICES,
    Question,
    articles_elsewhere,
    load_kinds,
    load_kinds_elsewhere,
)
from eval.records import checked_records, repeated
from index import Article, read_article

SHARED = Path(__file__).parents[2].parent / "shared"
FOLDERS = (SHARED / "articles", SHARED / "papers" / "pairs")
MANY = ("why", "list", "order", "comparison", "yesno", "overview", "place")  # thirty questions each
RECORD = {
    "id": "why-03",
    "type": "why",
    "asks": "why",
    "article": "salt.txt",
    "question": "Why did the road fall silent?",
    "answers": ["A railway"],
    "evidence": [["A railway reached the hills in 1901"]],
    "split": "dev",
}


def records() -> list[dict[str, str]]:
    return [*checked_records(KINDS, every=4), *checked_records(KINDS_ELSEWHERE, every=4)]


def test_thirty_questions_of_each_kind_ten_of_them_about_the_built_in_article_and_a_third_unanswered(
    article: Article,
) -> None:
    everything, here = records(), load_kinds(article)
    assert Counter(r["type"] for r in everything) == dict.fromkeys(MANY, 30) | {"follow-up": 37}
    assert Counter(q.type for q in here) == dict.fromkeys(MANY, 10) | {"follow-up": 18}
    unanswered = Counter(r["type"] for r in everything if not r["evidence"])
    assert unanswered == dict.fromkeys(MANY, 10) | {"follow-up": 13}
    assert all(r["type"] == r["asks"] for r in everything if r["type"] != "follow-up")
    assert all(bool(r.get("history")) == (r["type"] == "follow-up") for r in everything)


def test_every_fourth_of_a_kind_is_for_the_test_whichever_file_it_is_in(article: Article) -> None:
    test = [r for r in records() if r["split"] == "test"]
    assert Counter(r["type"] for r in test) == dict.fromkeys(MANY, 7) | {"follow-up": 9}
    assert sum(not r["evidence"] for r in test) == 17
    assert Counter(r.get("article", "built-in") for r in test) == {
        "built-in": 23,
        "pntd.xml": 7,
        "debate.html": 5,
        "mdpi.xml": 5,
        "peerj-cs.xml": 5,
        "plos.xml": 5,
        "exhibition.md": 4,
        "pfizer.xml": 4,
    }
    dev, held = load_kinds(article, "dev"), load_kinds(article, "test")
    assert (len(dev), len(held)) == (65, 23)
    assert {q.id for q in dev} | {q.id for q in held} == {q.id for q in load_kinds(article)}


def test_the_verdicts_are_of_all_four_sorts() -> None:
    said = Counter(r["says"] for r in records() if "says" in r)
    assert said == {"yes": 8, "no": 9, "both": 2, "open": 3}


def test_no_id_and_no_question_stands_twice_in_all_files_together(tmp_path: Path) -> None:
    assert repeated([QUESTIONS, VOICES, KINDS, KINDS_ELSEWHERE]) == []
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    one.write_text(json.dumps(RECORD), encoding="utf-8")
    other.write_text(json.dumps(RECORD | {"id": "why-05", "question": "why did  the road fall silent"}), "utf-8")
    assert repeated([one, other]) == ["why did the road fall silent: 2 questions have this id or these words"]


def test_only_the_file_about_other_articles_names_one() -> None:
    assert not any("article" in r for r in checked_records(KINDS, every=4))
    assert all("article" in r for r in checked_records(KINDS_ELSEWHERE, every=4))


def test_the_questions_of_another_article_are_found_by_its_files_name(tiny: Article, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.jsonl"
    other = RECORD | {"id": "why-04", "article": "rails.txt", "question": "Why?", "evidence": [["Trains"]]}
    path.write_text("".join(json.dumps(r) + "\n" for r in (RECORD, other | {"split": "test"})), encoding="utf-8")
    assert articles_elsewhere(path) == ("rails.txt", "salt.txt")
    (found,) = load_kinds_elsewhere(tiny, "salt.txt", path=path)
    assert (found.id, found.asks, len(found.positions)) == ("why-03", "why", 1)
    with pytest.raises(ValueError, match="why-04: the quote is no longer in the article: 'Trains'"):
        load_kinds_elsewhere(tiny, "rails.txt", path=path)
    with pytest.raises(ValueError, match=r"asks nothing about 'sea\.txt', only about rails\.txt, salt\.txt"):
        load_kinds_elsewhere(tiny, "sea.txt", path=path)


@pytest.mark.parametrize("name", articles_elsewhere())
def test_every_quote_stands_in_the_article_that_it_is_from(name: str) -> None:
    found = next((folder / name for folder in FOLDERS if (folder / name).is_file()), None)
    if found is None:
        pytest.skip(f"{name} is not in the folder shared beside the checkout")
    asked: tuple[Question, ...] = load_kinds_elsewhere(read_article(found), name)
    assert len(asked) >= 20
    assert all(group for q in asked for group in q.evidence)
