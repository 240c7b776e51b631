"""The reader alone: each question is read with its own paragraph, as SQuAD is measured.

A search has no part in it, and nothing that the pipeline adds to the reader's scores: the lead of the best span
over "no answer" is all that decides (Devlin et al., 2019, section 4.3).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Protocol

from qa.reading.span_search import TextSpan

from .dataset import Dataset
from .evaluate import Steps
from .intervals import Estimate, auroc_estimate, mean
from .measures import exact_match, token_f1
from .questions import Question
from .report import Part
from .tables import NONE, cell, number, table

ANSWERED = 0.9  # the share of the answerable that is answered where the refusals of the others are counted


class FindsSpans(Protocol):
    """Anything that finds the span of a text that answers a question, such as a ``SpanModel``."""

    def best_spans(self, question: str, texts: Sequence[str]) -> list[TextSpan]:
        """The best span of each text, in the texts' order."""
        ...


@dataclass(frozen=True, slots=True)
class Read:
    """One question with its paragraph: the span's lead over "no answer", in logits, and the marks of its words.

    Both marks are 0 for a question that the paragraph does not answer.
    """

    answerable: bool
    lead: float
    f1: float
    em: float


@dataclass(frozen=True)
class GivenRow:
    """The figures of one data set; None where it has no question of the kind that a figure is about.

    f1, em   of the best spans for the answerable questions, nothing refused
    auroc    of the lead, answerable against unanswerable
    refused  the share of the unanswerable that is refused by the threshold that answers ``ANSWERED`` of the others
    best_f1  SQuAD 2.0's F1 of all questions by the threshold that suits it best
    """

    name: str
    answerable: int
    unanswerable: int
    f1: Estimate | None
    em: Estimate | None
    auroc: Estimate | None
    refused: Estimate | None
    best_f1: float


def given_paragraph(dataset: Dataset, model: FindsSpans, steps: Steps = iter) -> GivenRow:
    """Read every question with its own paragraph. Raises ValueError for a set whose questions have none."""
    if not dataset.homes:
        raise ValueError(f"{dataset.name} does not say which paragraph a question is about: give a SQuAD-format file")
    with ThreadPoolExecutor(os.cpu_count()) as cores:  # a paragraph keeps one core busy
        reading = [cores.submit(_read, dataset, question, model) for question in dataset.questions]
        return row(dataset.name, [future.result() for future in steps(reading)])


def row(name: str, read: Sequence[Read]) -> GivenRow:
    """The figures of the questions that were read, at least one."""
    yes = [r for r in read if r.answerable]
    no = [r for r in read if not r.answerable]
    both = bool(yes and no)
    return GivenRow(
        name,
        len(yes),
        len(no),
        mean([r.f1 for r in yes]) if yes else None,
        mean([r.em for r in yes]) if yes else None,
        auroc_estimate([r.lead for r in yes], [r.lead for r in no]) if both else None,
        mean([float(r.lead < answering(ANSWERED, yes)) for r in no]) if both else None,
        best_f1(read),
    )


def answering(share: float, read: Sequence[Read]) -> float:
    """The highest lead such that at least ``share`` of the questions, not none, have it or a greater one."""
    leads = sorted((r.lead for r in read), reverse=True)
    return leads[ceil(share * len(leads) - 1e-9) - 1]


def best_f1(read: Sequence[Read]) -> float:
    """The mean F1 by the threshold on the lead that suits it best, as in SQuAD 2.0's script (Rajpurkar et al., 2018).

    An unanswerable question has F1 1 where it is refused, else 0; an answerable one 0 where it is refused.
    """
    best = score = float(sum(not r.answerable for r in read))  # everything is refused
    for _, same in groupby(sorted(read, key=lambda r: -r.lead), key=lambda r: r.lead):
        score += sum(r.f1 if r.answerable else -1.0 for r in same)
        best = max(best, score)
    return best / len(read)


def given_part(rows: Sequence[GivenRow]) -> Part:
    """The section on the reader with the right paragraph given, a row a data set."""
    cells = [
        [
            r.name,
            str(r.answerable),
            cell(r.f1),
            cell(r.em),
            str(r.unanswerable),
            cell(r.auroc),
            cell(r.refused),
            number(r.best_f1) if r.unanswerable else NONE,
        ]
        for r in rows
    ]
    head = ["paragraph given", "answerable", "F1", "EM", "not", "AUROC", f"refused at {ANSWERED:.0%}", "best F1"]
    body = f"""\
The trained reader alone reads each question with its own paragraph: no search, no sentence scores. F1, EM: of the
answerable, nothing refused. AUROC: of the span's lead over "no answer". Refused at {ANSWERED:.0%}: the share of the
unanswerable refused where {ANSWERED:.0%} of the answerable are answered. Best F1: SQuAD 2.0's, of all questions, at its
best threshold.

{table(head, cells)}
"""
    return Part("given", "The right paragraph given", body)


def _read(dataset: Dataset, question: Question, model: FindsSpans) -> Read:
    text = dataset.article.passages[dataset.homes[question.id]].text
    (span,) = model.best_spans(question.text, [text])
    short, lead = text[span.start : span.end], span.score - span.null
    if not question.answerable:
        return Read(False, lead, 0.0, 0.0)
    return Read(True, lead, token_f1(short, question.answers), exact_match(short, question.answers))
