"""Files in SQuAD's format (Rajpurkar et al., 2016), read as a Dataset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from index import Span
from index.text import words

from .dataset import Dataset, passage_ids, plain_article
from .measures import holds
from .questions import Evidence, Question

_ASKING = ("who", "whom", "whose", "what", "when", "where", "which", "why", "how")


def read_squad(path: Path) -> Dataset:
    """A SQuAD file, version 1 or 2: the paragraphs of all its articles together are searched.

    Evidence is every gold answer's characters in the question's own paragraph, which the quote must hold;
    a question's type is its first question word. Raises ValueError, by the question's id, for
    an answer that does not stand at the place that the file gives.
    """
    try:
        articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f'{path.name} is no SQuAD file, which is JSON with "data": {error!r}') from None
    paragraphs = [(article, paragraph) for article in articles for paragraph in article["paragraphs"]]
    article = plain_article(path.stem, ((a.get("title", ""), p["context"]) for a, p in paragraphs))
    asked = [(qa, position) for position, (_, paragraph) in enumerate(paragraphs) for qa in paragraph["qas"]]
    questions = tuple(_squad_question(qa, position, paragraphs[position][1]["context"]) for qa, position in asked)
    homes = {str(qa["id"]): position for qa, position in asked}
    return Dataset(path.name, article, passage_ids(article), questions, holds, homes=homes)


def _squad_question(qa: dict[str, Any], position: int, context: str) -> Question:
    text = " ".join(qa["question"].split())
    answers = [] if qa.get("is_impossible") else qa["answers"]
    for answer in answers:
        start = answer["answer_start"]
        if context[start : start + len(answer["text"])] != answer["text"]:
            raise ValueError(f"{qa['id']}: the answer {answer['text']!r} does not stand at {start} of its paragraph")
    places = (Evidence(position, Span(a["answer_start"], a["answer_start"] + len(a["text"]))) for a in answers)
    evidence = (tuple(dict.fromkeys(places)),) if answers else ()
    kind = next((word for word in words(text) if word in _ASKING), "other")
    return Question(str(qa["id"]), kind, text, (), tuple(dict.fromkeys(a["text"] for a in answers)), evidence)
