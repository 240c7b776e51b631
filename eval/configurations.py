"""The configurations that are compared: a row a retriever, a row a pipeline. To add a row, add a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.encoding.encoder import Encoder
from index.progress import Progress
from index.search import SearchIndex
from qa.answer import Hit
from qa.building import build_pipeline
from qa.pipeline import Pipeline
from qa.retriever import Fusion, Retriever, shipped_retriever
from qa.tuned import TUNED

from .dataset import Dataset
from .fusions import reciprocal_rank, z_scores

SHIPPED = "weighted mean (shipped)"
READERS: dict[str, str | None] = {"trained": None, "sentences": "none"}  # kind -> the name that loads it


class Retrieves(Protocol):
    """Anything that finds passages for a question."""

    def retrieve(self, question: str, k: int) -> list[Hit]:
        """The best k passages, best first."""
        ...


@dataclass(frozen=True)
class Searching:
    """A retriever that is given the pipeline's search text: spelling mended, as for the shipped one."""

    pipeline: Pipeline
    retriever: Retriever

    def retrieve(self, question: str, k: int) -> list[Hit]:
        """The best k passages, best first."""
        return self.retriever.retrieve(self.pipeline.query(question).searched, k)


def pipelines(dataset: Dataset, encoder: Encoder, cache: Path, progress: Progress) -> dict[str, Pipeline]:
    """The pipelines whose answers are compared, named as their coefficients are in qa/data/confidence.json.

    The first is the one that is shipped: the trained reader, with the question bank if the article has one.
    """
    banks = {"with bank": dataset.bank, "without bank": ()} if dataset.bank else {"without bank": ()}
    return {
        f"{kind}, {having}": build_pipeline(
            dataset.article, encoder, reader=reader, bank=bank, cache=cache, progress=progress
        )
        for kind, reader in READERS.items()
        for having, bank in banks.items()
    }


def retrievers(pipeline: Pipeline) -> dict[str, Retrieves]:
    """The retrievers that are compared, by name, all over the indexes of one pipeline."""
    article, indexes = pipeline.article, pipeline.indexes
    article_only = {name: indexes[name] for name in TUNED.retrieval.weights}

    def fused(over: Mapping[str, SearchIndex], fuse: Fusion | None = None) -> Searching:
        return Searching(pipeline, shipped_retriever(article, over, fuse))

    def alone(name: str) -> Searching:
        return Searching(pipeline, Retriever(article.passages, [(indexes[name], 1.0)]))

    rows: dict[str, Retrieves] = {
        "BM25": alone("bm25"),
        "BM25 sentences": alone("bm25-sentences"),
        "dense paragraphs": alone("paragraphs"),
        "dense sentences": alone("sentences"),
        "dense pairs": alone("pairs"),
    }
    if indexes.keys() & TUNED.retrieval.bank_weights.keys():
        rows |= {
            "bank, BM25": alone("bank-words"),
            "bank, dense": alone("bank-meaning"),
            "weighted mean without bank": fused(article_only),
        }
    return rows | {
        "reciprocal rank": fused(indexes, reciprocal_rank),
        "z-scores": fused(indexes, z_scores),
        SHIPPED: pipeline,
    }
