"""The question bank's help with passages that it does not know: all entries of a random half of them removed.

One hand wrote the bank and the questions, so the bank may flatter the questions that it foresaw.
Here, for each of five seeds, the bank loses every entry about a random half of the passages that it
knows. Questions whose evidence lies in the removed half alone are then scored apart from those whose
evidence lies in the kept half alone; the rest are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from index.bank import Entry, bank_units, positions_of
from index.bm25 import Bm25Index
from index.dense import dense_indexes
from index.encoding.encoder import Encoder, Vectors
from index.search import SearchIndex
from qa.pipeline import Pipeline
from qa.retriever import shipped_retriever
from qa.tuned import TUNED

from ..dataset import Dataset
from ..ranking import DEPTH, score

SEEDS = (1, 2, 3, 4, 5)
SHOWN = ("R@1", "R@5", "MRR@10")


@dataclass(frozen=True)
class HalfRow:
    """Questions of the removed or the kept half, with a bank: the mean over seeds of measures and of their number."""

    half: str
    bank: str
    questions: float
    values: Mapping[str, float]


def halves(dataset: Dataset, pipeline: Pipeline, encoder: Encoder) -> list[HalfRow]:
    """A row for each half with the whole, the halved and no bank. The pipeline has the whole bank."""
    own = [sentence.of(passage.text) for passage in dataset.article.passages for sentence in passage.sentences]
    texts = list(dict.fromkeys([*(entry.question for entry in dataset.bank if entry.answered), *own]))
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    known = sorted({p for e in dataset.bank if e.answered for p in positions_of(e.quote, dataset.article)})
    found: dict[tuple[str, str], list[dict[str, float]]] = {}
    for seed in SEEDS:
        order = np.random.default_rng(seed).permutation(known)
        removed = frozenset(int(p) for p in order[: len(known) // 2])
        kept_bank = _without(dataset, removed)
        retrievers = {
            "whole bank": pipeline.indexes,
            "half of the bank": {**pipeline.indexes, **_indexes(dataset, kept_bank, vectors, encoder)},
            "no bank": {name: index for name, index in pipeline.indexes.items() if name in TUNED.retrieval.weights},
        }
        for half, questions in _apart(dataset, removed).items():
            for bank, indexes in retrievers.items():
                found.setdefault((half, bank), []).append(_scores(questions, pipeline, indexes))
    return [
        HalfRow(half, bank, _mean(rows, "questions"), {measure: _mean(rows, measure) for measure in SHOWN})
        for (half, bank), rows in found.items()
    ]


def _without(dataset: Dataset, removed: frozenset[int]) -> list[Entry]:
    """The answered entries that point at no passage of the removed half."""
    return [e for e in dataset.bank if e.answered and not removed & set(positions_of(e.quote, dataset.article))]


def _indexes(
    dataset: Dataset, bank: list[Entry], vectors: Mapping[str, Vectors], encoder: Encoder
) -> dict[str, SearchIndex]:
    units = bank_units(dataset.article, bank).answered
    stacked = np.stack([vectors[text] for text in units.texts])
    return {"bank-words": Bm25Index(units), **dense_indexes({"bank-meaning": units}, stacked, encoder)}


def _apart(dataset: Dataset, removed: frozenset[int]) -> dict[str, Dataset]:
    """The questions whose evidence lies in one half alone, by half."""
    inside = tuple(q for q in dataset.questions if q.answerable and q.positions <= removed)
    outside = tuple(q for q in dataset.questions if q.answerable and not q.positions & removed)
    return {
        "removed half": replace(dataset, questions=inside),
        "kept half": replace(dataset, questions=outside),
    }


def _scores(dataset: Dataset, pipeline: Pipeline, indexes: Mapping[str, SearchIndex]) -> dict[str, float]:
    retriever = shipped_retriever(dataset.article, indexes)
    found = {}
    for question in dataset.questions:
        hits = retriever.retrieve(pipeline.query(question.text, question.history).searched, DEPTH)
        found[question.id] = tuple(hit.position for hit in hits)
    values = score(dataset, found)
    means = {measure: float(np.mean(list(values[measure].values()))) for measure in SHOWN}
    return {"questions": float(len(dataset.questions)), **means}


def _mean(rows: list[dict[str, float]], name: str) -> float:
    return float(np.mean([row[name] for row in rows]))
