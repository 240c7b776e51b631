"""The sections on articles that were opened, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..intervals import Estimate, auroc_estimate, mean
from ..report import Part
from ..tables import NONE, cell, table
from .articles import ArticleRow
from .asking import CAUSES, Judged, cause
from .scholars import FOREIGN, Asked

_WRONGLY = "answered all the same"
_SHOWN = 200  # characters of a quote
_Value = Callable[[Judged], float]

# What is counted of the answerable questions, and what of the others.
_ANSWERABLE: dict[str, _Value] = {
    "readable": lambda j: j.readable,
    "R@1": lambda j: j.first,
    "R@5": lambda j: j.five,
    "evidence": lambda j: j.evidence,
    "forced": lambda j: j.forced,
    "answered": lambda j: j.answered,
}
_REFUSED = "refused"
_PREMISE = "premise refused or corrected"


def articles_part(rows: Sequence[ArticleRow]) -> Part:
    """The section on a folder of articles: counts by article and in all, and the shares in all."""
    every = [judged for row in rows for judged in row.judged]
    cells = [[row.name, *(_count(values) for values in _columns(row.judged))] for row in rows]
    cells.append(["in all", *(_count(values) for values in _columns(every))])
    cells.append(["share", *(cell(mean(values) if values else None) for values in _columns(every))])
    body = f"""\
Each article is opened from its file, without a bank or dev questions. Readable: a quote for every fact stands in the
passages. R@k, evidence and forced as above, R@k by the order of `retrieve`. Refused: of all questions that the article
does not answer; the last column: of those that take something false for granted, refused or with a first quote that
says otherwise.

{table(["opened", *_ANSWERABLE, _REFUSED, _PREMISE], cells)}
"""
    return Part("articles", "Articles opened from a file", body, "\n".join(_failures(rows)) + "\n")


def scholars_part(asked: Asked) -> Part:
    """The section on scholarly articles: every measure as a count and a figure, and the losses by cause."""
    own = asked.own
    measures = {
        "answer stands in a passage": [float(j.readable) for j in own],
        "R@1": [j.first for j in own],
        "R@5": [j.five for j in own],
        "evidence": [float(j.evidence) for j in own],
        "evidence, forced": [float(j.forced) for j in own],
        "answered": [float(j.answered) for j in own],
        "foreign refused": [float(not j.answered) for j in asked.foreign],
    }
    rows = [[name, _count(values), cell(mean(values) if values else None)] for name, values in measures.items()]
    rows += [
        ["F1", NONE, cell(mean([j.f1 for j in own]))],
        ["F1, forced", NONE, cell(mean([j.forced_f1 for j in own]))],
        ["AUROC", NONE, cell(_separation(asked))],
    ]
    causes = [cause(j) for j in own]
    losses = [[name, str(causes.count(name))] for name in CAUSES]
    body = f"""\
{asked.papers} scholarly articles, {len(own)} questions of experts, whose answers are long. Each article is opened as
a .txt file, without a bank and with an empty cache; {FOREIGN} questions about other articles are asked of each too.
Evidence: the first quote holds the answer, lies in it, or shares half of the shorter one with it. AUROC: of the
confidence, own questions against foreign ones.

{table(["scholarly articles", "questions", "share"], rows)}

{table(["lost by", "questions"], losses)}
"""
    return Part("scholars", "Scholarly articles, asked by experts", body, "\n".join(_losses(asked)) + "\n")


def _columns(judged: Sequence[Judged]) -> Iterator[list[float]]:
    """The values of each column of the articles' table, a value a question that it is about."""
    yes = [j for j in judged if j.question.answerable]
    for value in _ANSWERABLE.values():
        yield [float(value(j)) for j in yes]
    yield [float(not j.answered) for j in judged if not j.question.answerable]
    yield [float(j.corrected or not j.answered) for j in judged if j.question.correction]


def _count(values: Sequence[float]) -> str:
    """``11 of 14``; with a fraction where some of a question's facts count: ``11.5 of 14``."""
    return f"{round(sum(values), 1):g} of {len(values)}"


def _separation(asked: Asked) -> Estimate | None:
    yes, no = ([j.confidence for j in judged] for judged in (asked.own, asked.foreign))
    return auroc_estimate(yes, no) if yes and no else None


def _failures(rows: Sequence[ArticleRow]) -> Iterator[str]:
    for row in rows:
        for name, quote in row.lacking:
            yield f"{row.name}, {name}: the quote stands in no passage: {quote!r}"
        for judged in row.judged:
            if judged.question.answerable and cause(judged):
                yield from _lines(cause(judged), judged)
            elif not judged.question.answerable and judged.answered and not judged.corrected:
                yield from _lines(_WRONGLY, judged)


def _losses(asked: Asked) -> Iterator[str]:
    for judged in asked.own:
        if cause(judged):
            yield from _lines(cause(judged), judged)
    for judged in asked.foreign:
        if judged.answered:
            yield from _lines(f"foreign, {_WRONGLY}", judged)


def _lines(fault: str, judged: Judged) -> Iterator[str]:
    yield f"{judged.question.id}, {fault}: {judged.question.text}"
    yield f"    first quote: {judged.quote[:_SHOWN]}"
