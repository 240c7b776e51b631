"""Intervals and p-values: worked cases, and whether an interval covers as often as it says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eval.intervals import auroc_estimate, mean, permutation_p, ratio


def test_a_rate_has_wilsons_interval() -> None:
    # 8 of 10, z = 1.96: centre (.8 + z²/20) / (1 + z²/10), half-width z / (1 + z²/10) x sqrt(.016 + z²/400).
    z = 1.959964
    centre = (0.8 + z * z / 20) / (1 + z * z / 10)
    half = z / (1 + z * z / 10) * math.sqrt(0.8 * 0.2 / 10 + z * z / 400)
    found = mean([1.0] * 8 + [0.0] * 2)
    assert (found.value, found.low, found.high) == pytest.approx((0.8, centre - half, centre + half), abs=1e-6)
    assert (found.low, found.high) == pytest.approx((0.490, 0.943), abs=0.001)


def test_a_rate_of_one_is_not_certain() -> None:
    found = mean([1.0] * 20)
    assert found.high == 1.0
    assert found.low == pytest.approx(20 / (20 + 1.959964**2))


def test_other_means_have_a_bootstrap_interval_that_is_always_the_same() -> None:
    values = [0.5, 1.0, 0.0, 0.25, 1.0, 0.333, 0.5, 1.0]
    found = mean(values)
    assert found.value == pytest.approx(np.mean(values))
    assert 0.2 < found.low < found.value < found.high < 0.9
    assert mean(values) == found


def test_values_that_are_all_the_same_have_no_spread() -> None:
    found = mean([0.5, 0.5])
    assert (found.low, found.high) == (0.5, 0.5)


def test_a_ratio_is_that_of_the_sums_and_groups_are_drawn_whole() -> None:
    found = ratio([1, 2, 0, 3], [2, 4, 1, 3])
    assert found.value == 0.6
    assert 0 < found.low < 0.6 < found.high <= 1
    assert ratio([1, 2], [2, 4]).low == ratio([1, 2], [2, 4]).high == 0.5
    assert ratio([0, 0], [0, 0]).value == 0.0
    one = ratio([1], [2])
    assert (one.value, one.low, one.high) == (0.5, 0.0, 1.0)


def test_the_bootstrap_interval_covers_the_truth_about_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(7)
    covered = 0
    for _ in range(120):
        found = mean(rng.beta(2, 5, size=40).tolist())
        covered += found.low <= 2 / 7 <= found.high
    assert 0.87 <= covered / 120 <= 0.99


def test_auroc_has_an_interval() -> None:
    found = auroc_estimate([0.9, 0.8, 0.7, 0.35], [0.1, 0.2, 0.3, 0.4])
    assert found.value == 15 / 16
    assert found.low < 15 / 16 <= found.high <= 1.0


def test_four_questions_that_all_got_better_by_as_much_have_p_one_eighth() -> None:
    # 16 ways to swap the pairs; all better and all worse are as extreme: 2 / 16.
    assert permutation_p([0.0, 0.1, 0.2, 0.3], [0.5, 0.6, 0.7, 0.8]) == pytest.approx(2 / 16)


def test_questions_that_did_not_change_do_not_count() -> None:
    assert permutation_p([1.0] * 50 + [0.0] * 6, [1.0] * 50 + [1.0] * 6) == pytest.approx(2 / 64)
    assert permutation_p([1.0, 0.0], [1.0, 0.0]) == 1.0
    assert permutation_p([1.0, 0.0], [1.0, 1.0]) == 1.0


def test_as_many_better_as_worse_is_luck() -> None:
    assert permutation_p([0.0, 0.0, 1.0, 1.0], [1.0, 1.0, 0.0, 0.0]) == 1.0
