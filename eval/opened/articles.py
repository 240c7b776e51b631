"""A folder of articles, each NAME.html, .md, .xml or another kind beside its questions, NAME.jsonl."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import Article
from index.readers import READERS
from qa.pipeline import Pipeline

from ..evaluate import Steps
from ..measures import overlaps
from ..questions import Question, find_quote, places
from .asking import Judged, Open, judge

_KEYS = ("id", "question", "evidence", "answers")


@dataclass(frozen=True)
class ArticleRow:
    """One article's questions, judged, and the quotes of evidence that stand in none of its passages, by question."""

    name: str
    judged: tuple[Judged, ...]
    lacking: tuple[tuple[str, str], ...]


def articles(folder: Path, open_article: Open, steps: Steps = iter) -> list[ArticleRow]:
    """A row for each article of the folder, by name.

    A record has id, question, evidence (groups of alternative quotes, none for a question that the article does
    not answer) and answers, perhaps style and correction (quotes that say otherwise than the question takes for
    granted). Raises FileNotFoundError for a folder without questions or questions without their article, ValueError
    for a record of another form.
    """
    return [_row(_article_of(file), _records(file), open_article, steps) for file in _files(folder)]


def opened(folder: Path, open_article: Open) -> Iterator[tuple[Pipeline, list[Question]]]:
    """Each article of the folder, ready to be asked, with its questions; errors as above."""
    for file in _files(folder):
        pipeline = open_article(_article_of(file))
        yield pipeline, [_question(pipeline.article, record) for record in _records(file)]


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise FileNotFoundError(
            f"{folder} holds no NAME.jsonl: give a folder of articles with their questions beside them"
        )
    return files


def _row(path: Path, records: Sequence[dict[str, Any]], open_article: Open, steps: Steps) -> ArticleRow:
    pipeline = open_article(path)
    questions = [_question(pipeline.article, record) for record in records]
    lacking = tuple(
        (record["id"], quote)
        for record in records
        for quote in [*(quote for group in record["evidence"] for quote in group), *record.get("correction", ())]
        if not find_quote(pipeline.article, quote)
    )
    return ArticleRow(path.name, tuple(judge(pipeline, question, overlaps) for question in steps(questions)), lacking)


def _question(article: Article, record: dict[str, Any]) -> Question:
    """A group whose quotes all stand nowhere stays, empty: its fact cannot be found."""
    return Question(
        record["id"],
        record.get("type", "question"),
        record["question"],
        (),
        tuple(record["answers"]),
        tuple(places(article, group) for group in record["evidence"]),
        record.get("style", ""),
        places(article, record.get("correction", ())),
        record.get("asks"),
    )


def _article_of(file: Path) -> Path:
    found = [path for path in sorted(file.parent.glob(f"{file.stem}.*")) if path.suffix.lower() in READERS]
    if not found:
        raise FileNotFoundError(
            f"no article lies beside {file.name}: expected {file.stem} with one of {', '.join(READERS)}"
        )
    return found[0]


def _records(file: Path) -> list[dict[str, Any]]:
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    for number, record in enumerate(records, start=1):
        lacking = [key for key in _KEYS if key not in record]
        if lacking:
            raise ValueError(f"{file.name}, question {number}: lacks {', '.join(lacking)}")
    return records
