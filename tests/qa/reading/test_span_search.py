"""Span search against a plain double loop, and the evidence of sentences by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from index import Span
from qa.reading.span_search import PieceLogits, SentenceReading, TextSpan, Window, best_spans, read_sentences


def window(
    starts: Sequence[float],
    ends: Sequence[float],
    evidence: Sequence[float],
    places: Sequence[tuple[int, int]],
    outside: int = 1,
) -> Window:
    """A window whose first ``outside`` pieces are no part of the text."""
    logits = PieceLogits(*(np.array(row, dtype=np.float32) for row in (starts, ends, evidence)))
    inside = np.array([i >= outside for i in range(len(places))])
    return Window(logits, np.array(places), inside)


def random_window(text: str, cuts: list[int], seed: int) -> Window:
    """A window of [CLS], two question pieces, [SEP], the text's pieces as cut, and [SEP], with random logits."""
    rng = np.random.default_rng(seed)
    pieces = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
    offsets = np.array([(0, 0), (0, 3), (3, 6), (0, 0), *pieces, (0, 0)])
    inside = np.array([False] * 4 + [True] * len(pieces) + [False])
    return Window(PieceLogits(*rng.normal(size=(3, len(offsets))).astype(np.float32)), offsets, inside)


PAID = "It paid $2.5 million, unwillingly, to ex-allies in 1954."
#       It| |paid| |$|2|.|5| |milli|on|,| |un|willing|ly|,| |to| |ex|-|al|lies| |in| |1954|.
CUTS = "0 2 3 7 8 9 10 11 12 13 18 20 21 22 24 31 33 34 35 37 38 40 41 43 47 48 50 51 55 56"


@pytest.mark.parametrize("seed", range(20))
def test_the_best_span_is_that_of_a_double_loop_over_all_pieces(seed: int) -> None:
    found = random_window(PAID, [int(cut) for cut in CUTS.split()], seed)
    starts, ends = found.logits.starts, found.logits.ends
    split = {10, 11, 18, 24, 31, 43}  # a cut here splits 2.5, million, unwillingly or allies
    best = (-np.inf, 0, 0)
    for i in map(int, np.flatnonzero(found.inside)):
        for j in range(i, min(i + 4, len(starts))):
            start, end = int(found.offsets[i, 0]), int(found.offsets[j, 1])
            if found.inside[j] and start not in split and end not in split:
                best = max(best, (float(starts[i] + ends[j]), start, end))
    null = float(starts[0] + ends[0])
    expected = TextSpan(best[1], best[2], best[0], null)
    assert best_spans(PAID, [found], max_answer=4, n=1) == [expected]
    # One sentence over the whole text has the same span.
    (read,) = read_sentences(PAID, [Span(0, len(PAID))], [found], max_answer=4)
    assert read.span == expected
    own = [i for i in range(len(starts)) if found.inside[i]]
    evidence = found.logits.evidence
    assert read.evidence == pytest.approx(sum(evidence[i] for i in own) / len(own) - evidence[0], abs=1e-6)


def test_further_spans_are_the_best_of_what_the_earlier_ones_leave() -> None:
    places = [(0, 0), (0, 1), (2, 3), (4, 5), (6, 7)]
    found = window([0, 5, 4, 0, 1], [0, 5, 6, 0, 2], [0] * 5, places)
    # "a b" has 5 + 6; without a and b there are "d" with 1 + 2, then "c" with 0 + 0.
    assert best_spans("a b c d", [found], max_answer=4, n=5) == [
        TextSpan(0, 3, 11.0, 0.0),
        TextSpan(6, 7, 3.0, 0.0),
        TextSpan(4, 5, 0.0, 0.0),
    ]


TWO = "Moss left. Fern came."
#      0    5  9  11   16  20
SENTENCES = (Span(0, 10), Span(11, 21))
PLACES = [(0, 0), (0, 4), (5, 9), (9, 10), (11, 15), (16, 20), (20, 21)]


def test_each_sentence_has_the_best_span_inside_it_and_the_mean_of_its_pieces() -> None:
    starts, ends = [1, 4, 2, 0, 3, 0, 0], [0.5, 1, 5, 0, 2, 6, 1]
    found = window(starts, ends, [2, 1, 2, 6, -1, 0, 4], PLACES)
    # "Moss" to "came" (4 + 6) goes over the end of a sentence: "Moss left" has 4 + 5, "Fern came" 3 + 6.
    assert read_sentences(TWO, SENTENCES, [found], max_answer=6) == [
        SentenceReading(TextSpan(0, 9, 9.0, 1.5), (1 + 2 + 6) / 3 - 2),
        SentenceReading(TextSpan(11, 20, 9.0, 1.5), (-1 + 0 + 4) / 3 - 2),
    ]
    # Of two pieces at most: "Moss left" has 4 + 5.
    short = read_sentences(TWO, SENTENCES, [found], max_answer=2)
    assert [one.span for one in short] == [TextSpan(0, 9, 9.0, 1.5), TextSpan(11, 20, 9.0, 1.5)]


def test_the_evidence_is_that_of_the_window_with_most_of_the_sentence_and_the_null_the_least() -> None:
    first = window([3, 4, 2, 0, 3], [0, 1, 5, 0, 2], [1, 0, 0, 3, 9], PLACES[:5])
    second = window([2, 0, 1, 0, 0], [0.5, 0, 2, 7, 1], [-1, 5, 2, 2, 2], [(0, 0), *PLACES[3:6], PLACES[6]])
    for windows in ([first, second], [second, first]):
        moss, fern = read_sentences(TWO, SENTENCES, windows, max_answer=6)
        assert moss == SentenceReading(TextSpan(0, 9, 9.0, 2.5), (0 + 0 + 3) / 3 - 1)
        assert fern == SentenceReading(TextSpan(11, 20, 8.0, 2.5), (2 + 2 + 2) / 3 + 1)


def test_a_sentence_where_no_span_can_start_has_none() -> None:
    text = "Moss. 1954."
    # 1954 is cut in two, and a span may not end within it.
    places = [(0, 0), (0, 4), (6, 8), (8, 10)]
    found = window([0, 1, 5, 9], [0, 1, 9, -np.inf], [1, 2, 4, 4], places)
    moss, year, nothing = read_sentences(text, (Span(0, 5), Span(6, 11), Span(11, 11)), [found], max_answer=3)
    assert moss.span == TextSpan(0, 4, 2.0, 0.0)
    assert year == SentenceReading(TextSpan(6, 6, float("-inf"), 0.0), 3.0)
    assert nothing == SentenceReading(TextSpan(11, 11, float("-inf"), 0.0), 0.0)


def test_a_text_without_pieces_has_sentences_without_spans() -> None:
    empty = window([1], [2], [3], [(0, 0)])
    assert best_spans("", [empty], max_answer=3, n=2) == [TextSpan(0, 0, float("-inf"), 3.0)]
    assert read_sentences("", (), [empty], max_answer=3) == []
    assert read_sentences(" ", (Span(0, 1),), [empty], max_answer=3) == [
        SentenceReading(TextSpan(0, 0, float("-inf"), 3.0), 0.0)
    ]
