"""Fusion, computed by hand on three passages."""

from __future__ import annotations

import numpy as np
import pytest

from index import Article
from index.bm25 import Bm25Index
from index.dense import Cosines, DenseIndex
from index.encoding.encoder import Encoder
from index.search import Match, SearchIndex, SearchText, whole_passages, windows
from qa.retriever import Retriever, weighted_mean

NOT = -np.inf
WORDS = [0.9, NOT, 0.3]
MEANING = [0.6, 0.8, 0.1]
TABLE = np.array([WORDS, MEANING])


class Matching:
    """An index that always finds the same, or another index of which only the matches are seen."""

    def __init__(self, found: list[Match] | SearchIndex) -> None:
        self.found = found

    def search(self, query: str, k: int) -> list[Match]:
        return self.found[:k] if isinstance(self.found, list) else self.found.search(query, k)


WORDS_INDEX = Matching([Match(0, 0.9), Match(2, 0.3)])
MEANING_INDEX = Matching([Match(1, 0.8), Match(0, 0.6), Match(2, 0.1)])


def test_weighted_mean_counts_what_an_index_did_not_find_as_zero() -> None:
    assert weighted_mean(TABLE, [0.5, 0.5]) == pytest.approx([0.75, 0.4, 0.2])


def test_what_no_index_finds_is_not_found() -> None:
    fused = weighted_mean(np.array([[0.9, NOT, NOT], [0.6, NOT, 0.1], [NOT, NOT, NOT]]), [1, 1, 1])
    assert fused.argsort()[::-1][:2].tolist() == [0, 2]
    assert fused[1] == NOT


def test_hits_are_ranked_and_point_at_their_passages(tiny: Article) -> None:
    hits = Retriever(tiny.passages, [(WORDS_INDEX, 0.5), (MEANING_INDEX, 0.5)]).retrieve(SearchText("salt"), 2)
    assert [(hit.passage, hit.rank, round(hit.score, 2)) for hit in hits] == [
        (tiny.passages[0], 1, 0.75),
        (tiny.passages[1], 2, 0.4),
    ]


def test_k_beyond_the_corpus_and_below_one(tiny: Article) -> None:
    retriever = Retriever(tiny.passages, [(MEANING_INDEX, 1.0)])
    assert [hit.rank for hit in retriever.retrieve(SearchText("salt"), 1000)] == [1, 2, 3]
    with pytest.raises(ValueError, match="expected 1 or more, found 0"):
        retriever.retrieve(SearchText("salt"), 0)


def test_ties_come_by_position(tiny: Article) -> None:
    retriever = Retriever(tiny.passages, [(Matching([Match(2, 0.5), Match(0, 0.5), Match(1, 0.5)]), 1.0)])
    assert [hit.passage for hit in retriever.retrieve(SearchText("salt"), 3)] == list(tiny.passages[:3])


def test_an_index_that_only_gives_matches_retrieves_the_same(tiny: Article, small_encoder: Encoder) -> None:
    sentences = windows(tiny, 1)
    indexes: list[SearchIndex] = [
        Bm25Index(whole_passages(tiny)),
        DenseIndex(sentences, Cosines(small_encoder.encode(sentences.texts), small_encoder)),
    ]
    scored = Retriever(tiny.passages, [(index, 0.5) for index in indexes])
    matched = Retriever(tiny.passages, [(Matching(index), 0.5) for index in indexes])
    for question in ("Who carried the salt?", "Which railway reached the hills in 1901?", "zeppelin"):
        assert scored.retrieve(SearchText(question), 99) == matched.retrieve(SearchText(question), 99)
        assert len(scored.retrieve(SearchText(question), 99)) == len(tiny.passages)
