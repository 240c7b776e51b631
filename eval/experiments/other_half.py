"""The rate of right refusals ("the article does not say") for an article with neither a bank nor dev questions.

Every second passage of a data set makes one half, so both are about the same things. Each question is asked of the half
that holds its evidence, and of the other one, which mostly does not answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa import Answer
from qa.pipeline import Pipeline

from ..dataset import Dataset
from ..evaluate import Steps
from ..intervals import Estimate, auroc_estimate, mean
from ..measures import contains
from ..questions import Question

HALVES = 2


@dataclass(frozen=True)
class ElsewhereRow:
    """The answers and refusals of one pipeline.

    answered  the share answered by the half that holds the evidence
    refused   the share refused by the other half
    auroc     of the confidence, the one against the other
    wrongly   how many the other half answered
    held      in how many of those the first quote holds a gold answer all the same
    """

    name: str
    questions: int
    answered: Estimate
    refused: Estimate
    auroc: Estimate
    wrongly: int
    held: int


def elsewhere(
    dataset: Dataset, build: Callable[[Dataset], Mapping[str, Pipeline]], steps: Steps = iter
) -> list[ElsewhereRow]:
    """A row for each of the pipelines that ``build`` makes of a half, by name.

    Follow-ups, and questions with evidence in both halves or in none, are left out.
    """
    passages = dataset.article.passages
    articles = [replace(dataset.article, passages=passages[half::HALVES]) for half in range(HALVES)]
    # For building only: the positions of their evidence are still those of the whole.
    built = [build(replace(dataset, article=article, bank=())) for article in articles]
    questions = [q for q in dataset.questions if not q.history and len(_sides(q)) == 1]
    return [_row(name, questions, [half[name] for half in built], steps) for name in built[0]]


def _row(name: str, questions: Sequence[Question], halves: Sequence[Pipeline], steps: Steps) -> ElsewhereRow:
    own: list[Answer] = []
    other: list[Answer] = []
    for question in steps(questions):
        (side,) = _sides(question)
        own.append(halves[side].ask(question.text))
        other.append(halves[1 - side].ask(question.text))
    held = [contains(a.citations[0].quote, q.answers) for q, a in zip(questions, other, strict=True) if a.found]
    return ElsewhereRow(
        name,
        len(questions),
        mean([float(answer.found) for answer in own]),
        mean([float(not answer.found) for answer in other]),
        auroc_estimate([answer.confidence for answer in own], [answer.confidence for answer in other]),
        len(held),
        int(sum(held)),
    )


def _sides(question: Question) -> set[int]:
    """The halves that hold a question's evidence."""
    return {position % HALVES for position in question.positions}
