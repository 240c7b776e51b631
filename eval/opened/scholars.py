"""Scholarly articles with the questions of experts: a SQuAD file whose contexts are whole articles.

COVID-QA (Möller et al., 2020) is one. Each context is written as a .txt file and opened as a user's own, without a
question bank and with nothing kept from before. Its questions are asked, and a few that are about the other articles.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index import Article

from ..evaluate import Steps
from ..intervals import SEED
from ..measures import overlaps
from ..questions import Evidence, Question, places
from .asking import Judged, Open, judge

FOREIGN = 3  # questions of other articles asked of each
_HALF = 3  # words that half of an answer has at least: "of the" stands in any passage


@dataclass(frozen=True)
class Paper:
    """The text of one article and the questions about it, their evidence not yet looked for."""

    text: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Asked:
    """All questions, judged: those of the articles' own, and the foreign ones."""

    papers: int
    own: tuple[Judged, ...]
    foreign: tuple[Judged, ...]


def read_papers(path: Path) -> list[Paper]:
    """The articles of a SQuAD file with their answerable questions, those without any left out.

    Raises FileNotFoundError or ValueError for any other file.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path} does not exist: give a SQuAD-format .json file whose contexts are articles")
    try:
        contexts = [
            context for article in json.loads(path.read_text("utf-8"))["data"] for context in article["paragraphs"]
        ]
        papers = [Paper(context["context"], tuple(_questions(context["qas"]))) for context in contexts]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f'{path.name} is no SQuAD file, which is JSON with "data": {error!r}') from None
    found = [paper for paper in papers if paper.questions]
    if not found:
        raise ValueError(f"{path.name} holds no question with an answer: expected one at least")
    return found


def scholars(papers: Sequence[Paper], open_article: Open, steps: Steps = iter) -> Asked:
    """Open every article, ask its own questions and ``FOREIGN`` ones, which are taken to have no answer there."""
    own: list[Judged] = []
    strange: list[Judged] = []
    asked = [
        (number, question, is_own)
        for number, (paper, others) in enumerate(zip(papers, foreign(papers), strict=True), start=1)
        for is_own, questions in ((True, paper.questions), (False, others))
        for question in questions
    ]
    with TemporaryDirectory() as folder:
        for number, group in groupby(steps(asked), key=lambda one: one[0]):
            file = Path(folder) / f"{number}.txt"
            file.write_text(papers[number - 1].text, encoding="utf-8")
            pipeline = open_article(file)
            for _, question, is_own in group:
                placed = replace(question, evidence=(evidence(pipeline.article, question.answers),) if is_own else ())
                (own if is_own else strange).append(judge(pipeline, placed, overlaps))
    return Asked(len(papers), tuple(own), tuple(strange))


def foreign(papers: Sequence[Paper]) -> list[tuple[Question, ...]]:
    """For each article ``FOREIGN`` questions of the others, or all if they have fewer, drawn with a fixed seed."""
    draw = random.Random(SEED)
    found = []
    for paper in papers:
        others = [question for other in papers if other is not paper for question in other.questions]
        found.append(tuple(draw.sample(others, min(FOREIGN, len(others)))))
    return found


def evidence(article: Article, answers: Sequence[str]) -> tuple[Evidence, ...]:
    """Every place of a gold answer, any white space matching any other.

    An answer that stands in no passage may have been cut by a paragraph's or a page's end. Then every place of its
    first and of its last half counts, by words, the middle one to both, if a half has ``_HALF`` words or more.
    """
    whole = places(article, answers)
    if whole:
        return whole
    halves = []
    for words in (answer.split() for answer in answers):
        half = (len(words) + 1) // 2
        if half >= _HALF:
            halves += [" ".join(words[:half]), " ".join(words[-half:])]
    return places(article, halves)


def _questions(qas: Sequence[dict[str, Any]]) -> Iterator[Question]:
    for qa in qas:
        answers = tuple(dict.fromkeys(answer["text"] for answer in qa["answers"] if answer["text"].strip()))
        if answers and not qa.get("is_impossible"):
            yield Question(str(qa["id"]), "scholars", " ".join(qa["question"].split()), (), answers, ())
