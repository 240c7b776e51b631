"""Files in SQuAD's format (Rajpurkar et al., 2016), or in that of its copy on Hugging Face, read as a Dataset."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import Span
from index.text import words

from .dataset import Dataset, passage_ids, plain_article
from .measures import holds
from .others import LeftOut, field, json_lines, text_of
from .questions import Evidence, Question

_ASKING = ("who", "whom", "whose", "what", "when", "where", "which", "why", "how")


@dataclass(frozen=True)
class _Paragraph:
    title: str
    context: str
    asked: tuple[dict[str, Any], ...]


def read_squad(path: Path) -> Dataset:
    """A SQuAD file, version 1 or 2: the paragraphs of all its articles together are searched.

    Evidence is every gold answer's characters in the question's own paragraph, which the quote must hold;
    a question's type is its first question word. A question without "answers", a blank or overlong one, and a blank
    paragraph with its questions are left out and counted.

    Raises ValueError, by the question's id, for an answer that does not stand at the place that the file gives; by
    the place in the file for what has another form.
    """
    left_out = LeftOut()
    paragraphs = [one for one in _paragraphs(path) if _has_words(one, left_out)]
    article = plain_article(path.stem, ((one.title, one.context) for one in paragraphs))
    questions: list[Question] = []
    homes: dict[str, int] = {}
    for position, paragraph in enumerate(paragraphs):
        for record in paragraph.asked:
            question = _question(record, position, paragraph.context, path.name, left_out)
            if question is not None:
                questions.append(question)
                homes[question.id] = position
    if not questions:
        raise ValueError(f"{path.name} asks no question that can be used: {'; '.join(left_out.lines) or 'it has none'}")
    return Dataset(
        path.name, article, passage_ids(article), tuple(questions), holds, homes=homes, left_out=left_out.lines
    )


def _paragraphs(path: Path) -> Iterator[_Paragraph]:
    records = _records(path)
    if records and "context" in records[0]:
        yield from _flat(records, path.name)
        return
    for number, article in enumerate(records, 1):
        place = f"{path.name}, article {number}"
        paragraphs = article.get("paragraphs")
        if not isinstance(paragraphs, list):
            raise ValueError(f'{place}: expected a list "paragraphs", found {paragraphs!r:.80}')
        for at, paragraph in enumerate(paragraphs, 1):
            within = f"{place}, paragraph {at}"
            if not isinstance(paragraph, dict) or not isinstance(paragraph.get("qas", []), list):
                raise ValueError(f'{within}: expected "context" and a list "qas"')
            asked = tuple(qa for qa in paragraph.get("qas", []) if isinstance(qa, dict))
            yield _Paragraph(str(article.get("title", "")), field(paragraph, "context", within), asked)


def _flat(records: list[dict[str, Any]], name: str) -> Iterator[_Paragraph]:
    """Records that have a question each, as Hugging Face keeps them; those with the same context in one."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for number, record in enumerate(records, 1):
        place = f"{name}, record {number}"
        answers = record.get("answers")
        if isinstance(answers, dict):
            texts, starts = answers.get("text", []), answers.get("answer_start", [])
            if not isinstance(texts, list) or not isinstance(starts, list) or len(texts) != len(starts):
                raise ValueError(f'{place}: expected as many "text" as "answer_start" in "answers"')
            rows = [{"text": text, "answer_start": start} for text, start in zip(texts, starts, strict=True)]
            record = {**record, "answers": rows, "is_impossible": not rows}
        found.setdefault((str(record.get("title", "")), field(record, "context", place)), []).append(record)
    for (title, context), asked in found.items():
        yield _Paragraph(title, context, tuple(asked))


def _records(path: Path) -> list[dict[str, Any]]:
    """The articles, or the questions, of a file: of one JSON value, or of a line of JSON for each."""
    try:
        whole = json.loads(text_of(path))
    except RecursionError:
        raise ValueError(f"{path.name} is no SQuAD file: it is nested without end") from None
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return [record for _, record in json_lines(path)]
        raise ValueError(f'{path.name} is no SQuAD file, which is JSON with "data": {error}') from None
    rows = whole.get("data") if isinstance(whole, dict) else whole
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f'{path.name} is no SQuAD file, which is JSON with "data", a list of articles')
    return rows


def _has_words(paragraph: _Paragraph, left_out: LeftOut) -> bool:
    if not paragraph.context.strip():
        left_out.add("paragraphs without words", paragraph.title or "the first")
    return bool(paragraph.context.strip())


def _question(record: dict[str, Any], position: int, context: str, name: str, left_out: LeftOut) -> Question | None:
    """A question of the file, None where it is left out."""
    known = str(record.get("id", ""))
    text = " ".join(field(record, "question", f"{name}, {known}").split())
    answers = [] if record.get("is_impossible") else record.get("answers")
    if not left_out.asks(text, known):
        return None
    if not isinstance(answers, list) or (not answers and "is_impossible" not in record):
        left_out.add("questions without answers", known)
        return None
    spans = [_span(answer, context, f"{name}, {known}") for answer in answers]
    places = tuple(dict.fromkeys(Evidence(position, span) for span in spans))
    kind = next((word for word in words(text) if word in _ASKING), "other")
    short = tuple(dict.fromkeys(span.of(context) for span in spans))
    return Question(known, kind, text, (), short, (places,) if places else ())


def _span(answer: object, context: str, place: str) -> Span:
    text = answer.get("text") if isinstance(answer, dict) else None
    start = answer.get("answer_start") if isinstance(answer, dict) else None
    if not isinstance(text, str) or not isinstance(start, int):
        raise ValueError(f'{place}: an answer has "text" and "answer_start", found {answer!r:.80}')
    if not text or start < 0 or context[start : start + len(text)] != text:
        raise ValueError(f"{place}: the answer {text!r} does not stand at {start} of its paragraph")
    return Span(start, start + len(text))
