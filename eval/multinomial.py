"""Logistic models of several outcomes, fitted and cross-validated by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)
FOLDS = 10


@dataclass(frozen=True)
class Multinomial:
    """intercept: shape (outcomes,); weights: shape (features, outcomes), of the features as they are."""

    intercept: Values
    weights: Values

    def chances(self, features: Values) -> Values:
        """The chance of each outcome for each row, shape (rows, outcomes)."""
        scores = self.intercept + features @ self.weights
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)


def fit(features: Values, gold: Numbers, outcomes: int, strength: float, counts: Values | None = None) -> Multinomial:
    """L2-penalised: least sum of log losses + strength x |weights of standardised features|^2 / 2.

    gold: the number of each row's outcome, shape (rows,); counts: for how many rows each counts, None for one
    """
    from scipy.optimize import minimize

    counts = np.ones(len(gold)) if counts is None else counts
    centre, spread = features.mean(axis=0), features.std(axis=0)
    spread = np.where(spread > 1e-12, spread, np.inf)
    scaled = np.column_stack([np.ones(len(gold)), (features - centre) / spread])
    truth = np.eye(outcomes)[gold]
    shrunk = np.full(scaled.shape[1], strength)
    shrunk[0] = 0.0  # the intercept's

    def loss(flat: Values) -> tuple[float, Values]:
        weights = flat.reshape(-1, outcomes)
        scores = scaled @ weights
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        penalty = shrunk[:, None] * weights
        value = -(counts[:, None] * truth * logs).sum() + (penalty * weights).sum() / 2
        return float(value), (scaled.T @ (counts[:, None] * (np.exp(logs) - truth)) + penalty).ravel()

    start = np.zeros(scaled.shape[1] * outcomes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B").x.reshape(-1, outcomes)
    weights = found[1:] / spread[:, None]
    return Multinomial(found[0] - centre @ weights, weights)


def cross_validated(
    features: Values,
    gold: Numbers,
    groups: Sequence[str],
    outcomes: int,
    strength: float,
    counts: Values | None = None,
    seed: int = 13,
) -> Values:
    """The chances of each row by a model fitted without the tenth of the groups that it is in; (rows, outcomes)."""
    names = sorted(set(groups))
    fold_of = dict(
        zip(np.random.default_rng(seed).permutation(names).tolist(), np.arange(len(names)) % FOLDS, strict=True)
    )
    folds = np.array([fold_of[group] for group in groups])
    found = np.zeros((len(gold), outcomes))
    for fold in range(FOLDS):
        kept = folds != fold
        if kept.all():
            continue
        model = fit(features[kept], gold[kept], outcomes, strength, None if counts is None else counts[kept])
        found[~kept] = model.chances(features[~kept])
    return found


def best_strength(features: Values, gold: Numbers, groups: Sequence[str], outcomes: int) -> float:
    """The penalty with the least cross-validated log loss."""

    def lost(strength: float) -> float:
        chances = cross_validated(features, gold, groups, outcomes, strength)
        return float(-np.log(np.maximum(chances[np.arange(len(gold)), gold], 1e-12)).mean())

    return min(STRENGTHS, key=lost)
