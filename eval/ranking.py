"""Rankings and their measures, by ir_measures, and the TREC files that hold the same.

ir_measures judges documents for a query. Here a query is one group of evidence of a question, named
"multi-01#2", and every passage that holds a quote of the group is relevant to it. R@k of a group is
Success@k: alternatives say the same, so one among the first k is all there is to find. A question's
value is the mean over its groups; a group that nothing was found for counts 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ir_measures import RR, Measure, Qrel, ScoredDoc, Success, iter_calc, nDCG

from index.writing import write_whole

from .dataset import Dataset

MEASURES: dict[str, Measure] = {
    "R@1": Success @ 1,
    "R@3": Success @ 3,
    "R@5": Success @ 5,
    "MRR@10": RR @ 10,
    "nDCG@10": nDCG @ 10,
}
DEPTH = 10  # no measure looks further

Found = Mapping[str, tuple[int, ...]]  # a question's id -> positions of passages, best first


@dataclass(frozen=True)
class Ranking:
    """The passages that one configuration found for each question, and the times in ms."""

    name: str
    found: Found
    milliseconds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One fact to be found: the query's name, the question it belongs to, the passages that hold it."""

    query: str
    question: str
    positions: tuple[int, ...]


def relevant(dataset: Dataset) -> list[Group]:
    """The groups of all answerable questions, in order."""
    return [
        Group(f"{question.id}#{number}", question.id, tuple(sorted({place.position for place in group})))
        for question in dataset.questions
        for number, group in enumerate(question.evidence, start=1)
    ]


def score(dataset: Dataset, found: Found) -> dict[str, dict[str, float]]:
    """Measure -> question id -> value, for the answerable questions."""
    owner = {group.query: group.question for group in relevant(dataset)}
    values: dict[str, dict[str, list[float]]] = {name: {} for name in MEASURES}
    names = {str(measure): name for name, measure in MEASURES.items()}
    for part in iter_calc(list(MEASURES.values()), qrels(dataset), run(dataset, found)):
        values[names[str(part.measure)]].setdefault(owner[part.query_id], []).append(part.value)
    answerable = [question.id for question in dataset.questions if question.answerable]
    return {name: {i: sum(by[i]) / len(by[i]) for i in answerable} for name, by in values.items()}


def qrels(dataset: Dataset) -> list[Qrel]:
    """Every relevant passage of every query, as ir_measures takes them."""
    return [Qrel(group.query, dataset.ids[p], 1) for group in relevant(dataset) for p in group.positions]


def run(dataset: Dataset, found: Found) -> list[ScoredDoc]:
    """A question's ranking once for each of its groups.

    The scores are 1 / rank. They fall strictly, so that trec_eval breaks no ties by the passages' names, and
    orders without scores of their own, such as a reader's, have them too.
    """
    return [
        ScoredDoc(group.query, dataset.ids[position], 1 / rank)
        for group in relevant(dataset)
        for rank, position in enumerate(found.get(group.question, ()), start=1)
    ]


def write_trec(dataset: Dataset, rankings: Sequence[Ranking], folder: Path) -> None:
    """Write qrels.txt and a NAME.run for each ranking, in the formats of trec_eval."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{q.query_id} 0 {q.doc_id} {q.relevance}\n" for q in qrels(dataset)]
    write_whole(folder / "qrels.txt", "".join(lines))
    for ranking in rankings:
        tag = "-".join("".join(c if c.isalnum() else " " for c in ranking.name.lower()).split())
        lines = [
            f"{entry.query_id} Q0 {entry.doc_id} {round(1 / entry.score)} {entry.score:.6f} {tag}\n"
            for entry in run(dataset, ranking.found)
        ]
        write_whole(folder / f"{tag}.run", "".join(lines))
