"""The fit of the confidence: what a logistic regression must fulfil, and how the threshold is chosen."""

from __future__ import annotations

import json
from dataclasses import fields

import numpy as np
import pytest

from eval.tuning.fit import AGAINST, COEFFICIENTS, cross_validated, fit, log_loss, logistic
from eval.tuning.thresholds import perhaps_for, threshold_for
from qa.confidence import Features, load_coefficients

RNG = np.random.default_rng(3)
TRUTH = np.arange(120) % 4 != 0
FEATURES = np.stack([RNG.normal(size=120) + TRUTH, RNG.normal(10, 5, size=120), np.ones(120)], axis=1)


def test_two_groups_give_their_log_odds() -> None:
    # Without a penalty: 3 of 4 where the feature is 1, 1 of 4 where it is 0.
    features = np.array([[1.0]] * 4 + [[0.0]] * 4)
    truth = np.array([True, True, True, False, True, False, False, False])
    model = logistic(features, truth, 1e-9)
    assert model.confidences(np.array([[1.0], [0.0]])) == pytest.approx([0.75, 0.25], abs=1e-4)
    assert (model.intercept, model.weights[0]) == pytest.approx((-np.log(3), 2 * np.log(3)), abs=1e-3)


def test_the_intercept_is_free_so_the_mean_confidence_is_the_share() -> None:
    for strength in (0.01, 10.0):
        assert logistic(FEATURES, TRUTH, strength).confidences(FEATURES).mean() == pytest.approx(0.75, abs=1e-5)


def test_the_penalty_shrinks_and_a_constant_feature_weighs_nothing() -> None:
    weak, strong = logistic(FEATURES, TRUTH, 0.01), logistic(FEATURES, TRUTH, 100.0)
    assert 0 < strong.weights[0] < weak.weights[0]
    assert weak.weights[2] == 0


def test_scale_and_shift_of_a_feature_do_not_matter() -> None:
    moved = FEATURES * [100, 0.01, 1] + [5, -3, 0]
    assert logistic(moved, TRUTH, 1.0).confidences(moved) == pytest.approx(
        logistic(FEATURES, TRUTH, 1.0).confidences(FEATURES), abs=1e-4
    )


def test_cross_validation_does_not_see_the_row_it_judges() -> None:
    noise = np.random.default_rng(0).normal(size=(40, 30))
    truth = np.arange(40) % 2 == 0
    seen = log_loss(logistic(noise, truth, 0.01).confidences(noise), truth)
    unseen = log_loss(cross_validated(noise, truth, 0.01), truth)
    assert seen < 0.1
    assert unseen > 0.7  # worse than a guess, whose loss is log 2


def test_the_threshold_answers_and_refuses_the_greatest_shares() -> None:
    yes = np.arange(1, 11) / 10  # .1 to 1: nine of ten are answered from .2 on
    no = np.array([0.05, 0.12, 0.16, 0.5])
    confidences, truth = np.concatenate([yes, no]), np.array([True] * 10 + [False] * 4)
    threshold = threshold_for(confidences, truth)
    assert threshold == pytest.approx((0.16 + 0.2) / 2)
    assert ((yes >= threshold).sum(), (no < threshold).sum()) == (9, 3)
    assert threshold_for(confidences, truth, answered=1.0) == pytest.approx((0.05 + 0.1) / 2)
    assert threshold_for(confidences, truth, answered=0.5) == pytest.approx((0.16 + 0.2) / 2)  # .5 more costs three


def test_the_nearest_quote_is_shown_where_it_serves_more_than_it_costs() -> None:
    yes, no = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.45, 0.44, 0.3, 0.2, 0.1]), np.linspace(0.01, 0.43, 10)
    confidences, truth = np.concatenate([yes, no]), np.array([True] * 10 + [False] * 10)
    assert perhaps_for(confidences, truth, threshold=0.55) == 0.45  # .44 would make it three of ten
    assert perhaps_for(confidences, truth, threshold=0.65) == 0.5
    assert perhaps_for(np.array([0.5, 0.4, 0.3]), np.array([True, False, True]), threshold=0.45) == 0.45
    assert perhaps_for(np.array([0.9, 0.4]), np.array([True, False]), threshold=0.5) == 0.5


def test_the_threshold_refuses_nothing_answerable_for_nothing() -> None:
    yes = np.arange(1, 11) / 10
    for no, expected in (([0.05, 0.5], (0.05 + 0.1) / 2), ([0.5], 0.0)):
        confidences, truth = np.concatenate([yes, no]), np.array([True] * 10 + [False] * len(no))
        assert threshold_for(confidences, truth) == pytest.approx(expected)


def test_a_fit_says_what_cross_validation_found() -> None:
    found = fit(FEATURES, TRUTH)
    assert found.answered >= 0.86
    assert 0.6 < found.auroc < 0.95
    shuffled = fit(FEATURES, np.random.default_rng(5).permutation(TRUTH))
    assert shuffled.auroc < 0.62


def test_the_stored_coefficients_are_fitted_ones_of_every_setting_and_keep_their_sense() -> None:
    stored = json.loads(COEFFICIENTS.read_text(encoding="utf-8"))
    assert set(stored) == {f"{kind}, {bank} bank" for kind in ("trained", "sentences") for bank in ("with", "without")}
    for setting in stored:
        found = load_coefficients(setting)
        assert 0 < found.threshold < 1
        assert len(found.weights) >= 3
        assert set(found.weights) <= {field.name for field in fields(Features)}
        assert all((weight < 0) == (name in AGAINST) for name, weight in found.weights.items())


def test_a_sign_that_is_given_is_kept() -> None:
    features = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 1.0], [3.0, 0.0]])
    truth = np.array([True, True, False, False])
    assert logistic(features, truth, 1.0).weights[0] < -0.1
    assert logistic(features, truth, 1.0, [1, -1]).weights[0] == 0.0
    assert logistic(features, truth, 1.0, [-1, -1]).weights[0] < -0.1
