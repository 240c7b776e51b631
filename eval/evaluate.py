"""evaluate(): a data set and pipelines -> an Evaluation, one value a question for every measure of every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, TypeVar

from qa import Hit
from qa.kinds import Asks
from qa.pipeline import Pipeline

from .configurations import SHIPPED, Retrieves, retrievers
from .dataset import Dataset
from .marks import Judge, Marked, Reply
from .questions import Question
from .ranking import DEPTH, Ranking, score
from .timing import RememberingEncoder

_NOTHING = "(nothing)"
_SHOWN = 200  # characters of a passage or of evidence

Item = TypeVar("Item")


class Steps(Protocol):
    """Anything that goes through a sequence, as ``iter`` does, and may show how far it is."""

    def __call__(self, things: Sequence[Item], /) -> Iterator[Item]:
        """The things, one after the other."""
        ...


@dataclass(frozen=True)
class Asked:
    """A question as the tables, ``-v`` and a later comparison need it.

    expected   the evidence, or why there is none
    asks       the kind that it is labelled with, None without a label
    told       the kind that the program takes it for
    follow_up  whether it has a history
    """

    id: str
    type: str
    question: str
    answerable: bool
    expected: str
    asks: Asks | None = None
    told: Asks = "fact"
    follow_up: bool = False


@dataclass(frozen=True)
class Row:
    """One configuration.

    values        measure -> question id -> value, for the questions that the measure is about
    returned      question id -> the first passage or the quote that came back
    milliseconds  of single calls, after a warm-up
    """

    name: str
    values: Mapping[str, Mapping[str, float]]
    returned: Mapping[str, str]
    milliseconds: Sequence[float]


@dataclass(frozen=True)
class Evaluation:
    """Everything that is reported about one data set.

    retrieval  a row a retriever, then the order that each reader leaves
    answers    a row a pipeline, the shipped one first. Its measures of answers are of the quotes that ``ask``
               cites, so a refused question counts 0; those named "forced-..." are of the quotes that would be
               cited if nothing were refused. For unanswerable questions there is only "refused".
    ignored    the follow-ups without their history: the shipped retriever's row, then the shipped pipeline's
    """

    name: str
    digest: str
    asked: Sequence[Asked]
    retrieval: Sequence[Row]
    answers: Sequence[Row]
    ignored: Sequence[Row]

    @property
    def marked(self) -> list[Marked]:
        """The questions with the marks of the shipped pipeline's answers."""
        values = self.answers[0].values
        return [
            Marked(a.asks, a.told, a.answerable, a.follow_up, {m: of[a.id] for m, of in values.items() if a.id in of})
            for a in self.asked
        ]


def evaluate(
    dataset: Dataset, pipelines: Mapping[str, Pipeline], encoder: RememberingEncoder, steps: Steps = iter
) -> tuple[Evaluation, list[Ranking]]:
    """Ask every question of the data set.

    pipelines   by name, the shipped one first, all over the data set's article and with ``encoder``

    The rankings that the retrieval rows rest on come with the evaluation, for TREC files.
    """
    name, shipped = next(iter(pipelines.items()))
    rankings, answers = _ask_all(dataset, retrievers(shipped), pipelines, encoder, steps)
    retrieval = [_retrieval_row(dataset, ranking) for ranking in rankings]
    ignored: list[Row] = []
    follow_ups = tuple(replace(q, history=()) for q in dataset.questions if q.history and q.answerable)
    if follow_ups:
        alone = replace(dataset, questions=follow_ups)
        found, ignored = _ask_all(alone, {SHIPPED: shipped}, {name: shipped}, encoder, steps)
        ignored.insert(0, _retrieval_row(alone, found[0]))
    asked = [_asked(dataset, question, shipped) for question in dataset.questions]
    return Evaluation(dataset.name, dataset.digest, asked, retrieval, answers, ignored), rankings


_Timed = tuple[Reply, float]  # milliseconds of ``ask``


def _ask_all(
    dataset: Dataset,
    rows: Mapping[str, Retrieves],
    pipelines: Mapping[str, Pipeline],
    encoder: RememberingEncoder,
    steps: Steps,
) -> tuple[list[Ranking], list[Row]]:
    """The rankings of the retrievers, then the orders that the pipelines leave; and the rows of answers."""
    replies: dict[str, list[_Timed]] = {name: [] for name in pipelines}
    found: dict[str, list[tuple[Sequence[Hit], float]]] = {name: [] for name in rows}
    shipped = next(iter(pipelines.values()))
    for pipeline in pipelines.values():
        pipeline.ask("a first question, so that everything is loaded")
    for question in steps(dataset.questions):
        for name, pipeline in pipelines.items():
            replies[name].append(_reply(pipeline, question, encoder))
        asked = shipped.query(question.text, question.history).in_context  # ``retrieve`` takes no history
        for name, row in rows.items():
            found[name].append(encoder.timed(partial(row.retrieve, asked, DEPTH)))
    rankings = [_ranking(dataset, name, times) for name, times in found.items()]
    for name, given in replies.items():
        orders = [(reply.given.hits, milliseconds) for reply, milliseconds in given]
        rankings.append(_ranking(dataset, f"as ordered by: {name}", orders))
    return rankings, [_answers_row(dataset, name, given) for name, given in replies.items()]


def _reply(pipeline: Pipeline, question: Question, encoder: RememberingEncoder) -> _Timed:
    given, milliseconds = encoder.timed(partial(pipeline.ask, question.text, question.history, DEPTH))
    forced = given if given.found else pipeline.candidates(question.text, question.history, DEPTH)
    return Reply(given, forced), milliseconds


def _ranking(dataset: Dataset, name: str, found: Sequence[tuple[Sequence[Hit], float]]) -> Ranking:
    return Ranking(
        name,
        {
            question.id: tuple(hit.position for hit in hits)
            for question, (hits, _) in zip(dataset.questions, found, strict=True)
        },
        tuple(milliseconds for _, milliseconds in found),
    )


def _retrieval_row(dataset: Dataset, ranking: Ranking) -> Row:
    returned = {}
    for name, found in ranking.found.items():
        passages = [dataset.article.passages[position] for position in found[:1]]
        returned[name] = passages[0].text[:_SHOWN] if passages else _NOTHING
    return Row(ranking.name, score(dataset, ranking.found), returned, ranking.milliseconds)


def _answers_row(dataset: Dataset, name: str, replies: Sequence[_Timed]) -> Row:
    judge = Judge(dataset.article.passages, dataset.proves)
    values: dict[str, dict[str, float]] = {}
    returned = {}
    for question, (reply, _) in zip(dataset.questions, replies, strict=True):
        for measure, value in judge.marks(question, reply).items():
            values.setdefault(measure, {})[question.id] = value
        quote = reply.forced.citations[0].quote if reply.forced.found else _NOTHING
        refused = "" if reply.given.found else f"(refused at confidence {reply.given.confidence:.2f}) "
        returned[question.id] = refused + quote
    return Row(name, values, returned, tuple(milliseconds for _, milliseconds in replies))


def _asked(dataset: Dataset, question: Question, pipeline: Pipeline) -> Asked:
    passages = dataset.article.passages
    groups = (
        " | ".join(place.span.of(passages[place.position].text)[:_SHOWN] for place in group)
        for group in question.evidence
    )
    expected = " AND ".join(groups) or "(the article does not answer)"
    query = pipeline.query(question.text, question.history)
    return Asked(
        question.id,
        question.kind,
        query.in_context,
        question.answerable,
        expected,
        question.asks,
        query.asks,
        bool(question.history),
    )
