"""Questions on research papers put in full and as fragments: QASPER (Dasigi et al., 2021) in SQuAD's format.

The file holds the paragraphs of evidence only, two a paper in the mean, and a question's id begins with its paper's
name ("q12-3"). ``PAPERS`` papers after another make one article, so that something is to be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from index import Article
from index.text import TYPED, content_terms

from ..dataset import Dataset, plain_article
from ..evaluate import Steps
from ..intervals import SEED
from ..measures import overlaps
from ..questions import Evidence, Question
from ..squad import read_squad
from .asking import Build, Judged, judge
from .scholars import Asked

PAPERS = 20  # in one article
_ARTICLES = 5  # the first: a few hundred questions
_FOREIGN = 20  # questions of other articles asked of each


def fragment(question: str) -> str:
    """The words of a question that are words of content, as they stand there.

    >>> fragment("What is the accuracy of the base model?")
    'accuracy base model'
    """
    return " ".join(word for word in TYPED.findall(question) if content_terms(word))


def in_full_and_as_fragments(path: Path, build: Build, steps: Steps = iter) -> tuple[Asked, Asked]:
    """The questions of a file asked in full, and as fragments; one of which nothing would be left is left out.

    build   makes the pipeline over an article
    """
    groups = _articles(read_squad(path))[:_ARTICLES]
    kept = [[question for question in questions if fragment(question.text)] for _, questions in groups]
    draw = Random(SEED)
    full: tuple[list[Judged], list[Judged]] = [], []
    short: tuple[list[Judged], list[Judged]] = [], []
    for number, (article, _) in enumerate(groups):
        others = [question for other, found in enumerate(kept) if other != number for question in found]
        foreign = [replace(one, evidence=()) for one in draw.sample(others, min(_FOREIGN, len(others)))]
        pipeline = build(article)
        for question in steps([*kept[number], *foreign]):
            side = 0 if question.answerable else 1
            full[side].append(judge(pipeline, question, overlaps))
            short[side].append(judge(pipeline, replace(question, text=fragment(question.text)), overlaps))
    return Asked(len(groups), tuple(full[0]), tuple(full[1])), Asked(len(groups), tuple(short[0]), tuple(short[1]))


def _articles(dataset: Dataset) -> list[tuple[Article, list[Question]]]:
    """Articles of ``PAPERS`` papers each, with their questions."""
    papers: dict[str, dict[int, list[Question]]] = {}
    for question in dataset.questions:
        position = dataset.homes[question.id]
        papers.setdefault(question.id.split("-")[0], {}).setdefault(position, []).append(question)
    names = list(papers)
    groups = [names[start : start + PAPERS] for start in range(0, len(names), PAPERS)]
    return [_article(dataset, {name: papers[name] for name in group}) for group in groups]


def _article(dataset: Dataset, papers: dict[str, dict[int, list[Question]]]) -> tuple[Article, list[Question]]:
    passages = dataset.article.passages
    pieces = [(name, position) for name, paragraphs in papers.items() for position in paragraphs]
    article = plain_article(dataset.name, ((name, passages[position].text) for name, position in pieces))
    questions = [
        replace(question, evidence=_moved(question.evidence, place))
        for place, (name, position) in enumerate(pieces)
        for question in papers[name][position]
    ]
    return article, questions


def _moved(evidence: Sequence[Sequence[Evidence]], position: int) -> tuple[tuple[Evidence, ...], ...]:
    return tuple(tuple(replace(place, position=position) for place in group) for group in evidence)
