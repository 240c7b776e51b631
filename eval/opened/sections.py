"""The sections on articles that were opened, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .. import by_kind
from ..intervals import Estimate, auroc_estimate, mean, permutation_p
from ..marks import FORCED
from ..report import Part
from ..tables import NONE, cell, chance, table
from .articles import ArticleRow
from .asking import CAUSES, Judged, cause
from .fragments import PAPERS
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
# The measures of words, by the names that they have in the tables.
_WORDS = {
    "F1": "F1",
    "quote F1": "F1 of the first quote",
    "quotes F1": "F1 of all quotes",
    "quotes recall": "gold words in all quotes",
}
_OF_WORDS = """\
F1: of the short answer's words against the gold answer's; the same of the first quote's words and of all quotes', and
the share of the gold answer's words that all quotes have."""
_PREMISE = "premise refused or corrected"


def articles_part(rows: Sequence[ArticleRow]) -> Part:
    """The section on a folder of articles: counts by article and in all, and the shares in all."""
    every = [judged for row in rows for judged in row.judged]
    cells = [[row.name, *(_count(values) for values in _columns(row.judged))] for row in rows]
    cells.append(["in all", *(_count(values) for values in _columns(every))])
    marked = {"articles": [judged.marked for judged in every]}
    cells.append(["share", *(cell(mean(values) if values else None) for values in _columns(every))])
    body = f"""\
Each article is opened from its file, without a bank or dev questions. Readable: a quote for every fact stands in the
passages. R@k, evidence and forced as above, R@k by the order of `retrieve`. Refused: of all questions that the article
does not answer; the last column: of those that take something false for granted, refused or with a first quote that
says otherwise.

{table(["opened", *_ANSWERABLE, _REFUSED, _PREMISE], cells)}

{by_kind.outcomes_table(marked)}
"""
    return Part("articles", "Articles opened from a file", body, "\n".join(_failures(rows)) + "\n", marked)


def scholars_part(asked: Asked) -> Part:
    """The section on scholarly articles: every measure as a count and a figure, and the losses by cause."""
    own = asked.own
    rows = [[name, _counted(name, values), _figure(values)] for name, values in _measures(asked).items()]
    rows.append(["AUROC", NONE, cell(_separation(asked))])
    causes = [cause(j) for j in own]
    losses = [[name, str(causes.count(name))] for name in CAUSES]
    marked = {"scholars": [judged.marked for judged in (*own, *asked.foreign)]}
    body = f"""\
{asked.papers} scholarly articles, {len(own)} questions of experts, whose answers are long. Each article is opened as
a .txt file, without a bank and with an empty cache; {FOREIGN} questions about other articles are asked of each too.
Evidence: the first quote holds the answer, lies in it, or shares half of the shorter one with it. {_OF_WORDS}
AUROC: of the confidence, own questions against foreign ones.

{table(["scholarly articles", "questions", "share"], rows)}

{table(["lost by", "questions"], losses)}

{by_kind.outcomes_table(marked)}
"""
    return Part("scholars", "Scholarly articles, asked by experts", body, "\n".join(_losses(asked)) + "\n", marked)


def fragments_part(in_full: Asked, fragments: Asked) -> Part:
    """The section on questions put in full and as fragments: every measure of both, and the change."""
    full, parts = _measures(in_full), _measures(fragments)
    rows = [
        [name, _figure(values), _figure(parts[name]), chance(permutation_p(values, parts[name]))]
        for name, values in full.items()
    ]
    body = f"""\
{len(in_full.own)} questions on the evidence paragraphs of {in_full.papers} times {PAPERS} research papers, in full and
as fragments: the words of content alone ("accuracy base model"). The reader was trained on these questions and their
paragraphs: the figures do not say how good it is; only their differences say something, how much a fragment shifts
search and refusal. Foreign: questions on other papers, some of which these answer too. p: of the difference.
{_OF_WORDS}

{table(["research papers", "in full", "as a fragment", "p"], rows)}
"""
    return Part("fragments", "Questions in full and as fragments", body)


def _measures(asked: Asked) -> dict[str, list[float]]:
    """The values of each measure, a value a question that it is about."""
    own = asked.own
    measures = {
        "answer stands in a passage": [float(j.readable) for j in own],
        "R@1": [j.first for j in own],
        "R@5": [j.five for j in own],
        "evidence": [float(j.evidence) for j in own],
        "evidence, forced": [float(j.forced) for j in own],
        "answered": [float(j.answered) for j in own],
        "foreign refused": [j.mark("refused") for j in asked.foreign],
    }
    words = {
        f"{name}{forced}": [j.mark(prefix + measure) for j in own]
        for measure, name in _WORDS.items()
        for prefix, forced in (("", ""), (FORCED, ", forced"))
    }
    return measures | words


def _counted(name: str, values: Sequence[float]) -> str:
    return NONE if any(name.startswith(words) for words in _WORDS.values()) else _count(values)


def _figure(values: Sequence[float]) -> str:
    return cell(mean(values) if values else None)


def _columns(judged: Sequence[Judged]) -> Iterator[list[float]]:
    """The values of each column of the articles' table, a value a question that it is about."""
    yes = [j for j in judged if j.question.answerable]
    for value in _ANSWERABLE.values():
        yield [float(value(j)) for j in yes]
    yield [j.mark("refused") for j in judged if not j.question.answerable]
    yield [max(float(j.corrected), j.mark("refused")) for j in judged if j.question.correction]


def _count(values: Sequence[float]) -> str:
    """``11 of 14``; with a fraction where some of a question's facts count: ``11.5 of 14``."""
    return f"{round(sum(values), 1):g} of {len(values)}"


def _separation(asked: Asked) -> Estimate | None:
    yes, no = ([j.mark("confidence") for j in judged] for judged in (asked.own, asked.foreign))
    return auroc_estimate(yes, no) if yes and no else None


def _failures(rows: Sequence[ArticleRow]) -> Iterator[str]:
    for row in rows:
        for name, quote in row.lacking:
            yield f"{row.name}, {name}: the quote stands in no passage: {quote!r}"
        for judged in row.judged:
            if judged.question.answerable and cause(judged):
                yield from _lines(cause(judged), judged)
            elif not (judged.question.answerable or judged.mark("refused") or judged.corrected):
                yield from _lines(_WRONGLY, judged)


def _losses(asked: Asked) -> Iterator[str]:
    for judged in asked.own:
        if cause(judged):
            yield from _lines(cause(judged), judged)
    for judged in asked.foreign:
        if not judged.mark("refused"):
            yield from _lines(f"foreign, {_WRONGLY}", judged)


def _lines(fault: str, judged: Judged) -> Iterator[str]:
    yield f"{judged.question.id}, {fault}: {judged.question.text}"
    yield f"    first quote: {judged.quote[:_SHOWN]}"
