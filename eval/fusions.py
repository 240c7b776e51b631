"""Other ways to fuse the scores of several indexes, compared with the shipped weighted mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.retriever import Row, Table, where_found


def reciprocal_rank(table: Table, weights: Sequence[float]) -> Row:
    """Reciprocal rank fusion, sum of weight / (60 + rank) (Cormack, Clarke & Buettcher, 2009)."""
    found = table > -np.inf
    ranks = np.argsort(np.argsort(-table, axis=1, kind="stable"), axis=1, kind="stable") + 1
    return where_found(found, np.where(found, np.array(weights)[:, None] / (60 + ranks), 0))


def z_scores(table: Table, weights: Sequence[float]) -> Row:
    """The weighted sum of standard scores, each index's mean and deviation taken over the passages it found.

    A passage that an index did not find gets that index's lowest standard score.
    """
    found = table > -np.inf
    terms = np.zeros_like(table)
    for term, row, known, weight in zip(terms, table, found, weights, strict=True):
        if known.any():
            scores = row[known]
            term[:] = weight * (np.where(known, row, scores.min()) - scores.mean()) / (scores.std() or 1.0)
    return where_found(found, terms)
