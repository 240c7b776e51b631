"""Fusion, computed by hand on three passages."""

from __future__ import annotations

import pytest

from index import Article
from index.search import Match
from qa.retriever import Retriever, reciprocal_rank, weighted_mean, z_scores

WORDS = [Match(0, 0.9), Match(2, 0.3)]
MEANING = [Match(1, 0.8), Match(0, 0.6), Match(2, 0.1)]


class Fixed:
    """An index that always finds the same."""

    def __init__(self, matches: list[Match]) -> None:
        self.matches = matches

    def search(self, query: str, k: int) -> list[Match]:
        return self.matches[:k]


def test_weighted_mean_counts_what_an_index_did_not_find_as_zero() -> None:
    assert weighted_mean([WORDS, MEANING], [0.5, 0.5]) == pytest.approx({0: 0.75, 1: 0.4, 2: 0.2})


def test_reciprocal_rank() -> None:
    fused = reciprocal_rank([WORDS, MEANING], [1, 1])
    assert fused == pytest.approx({0: 1 / 61 + 1 / 62, 1: 1 / 61, 2: 1 / 62 + 1 / 63})


def test_z_scores() -> None:
    """WORDS has mean .6 and deviation .3; MEANING mean .5 and deviation .2944."""
    fused = z_scores([WORDS, MEANING], [1, 1])
    assert fused == pytest.approx({0: 1 + 0.3397, 1: -1 + 1.0190, 2: -1 - 1.3587}, abs=1e-3)


def test_hits_are_ranked_and_point_at_their_passages(tiny: Article) -> None:
    hits = Retriever(tiny.passages, [(Fixed(WORDS), 0.5), (Fixed(MEANING), 0.5)]).retrieve("salt", 2)
    assert [(hit.passage, hit.rank, round(hit.score, 2)) for hit in hits] == [
        (tiny.passages[0], 1, 0.75),
        (tiny.passages[1], 2, 0.4),
    ]


def test_k_beyond_the_corpus_and_below_one(tiny: Article) -> None:
    retriever = Retriever(tiny.passages, [(Fixed(MEANING), 1.0)])
    assert [hit.rank for hit in retriever.retrieve("salt", 1000)] == [1, 2, 3]
    with pytest.raises(ValueError, match="expected 1 or more, found 0"):
        retriever.retrieve("salt", 0)
