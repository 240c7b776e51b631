"""95 % intervals of figures and paired permutation tests, all by scipy."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .measures import auroc

SEED = 20250101
RESAMPLES = 9999
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval."""

    value: float
    low: float
    high: float


def mean(values: Sequence[float]) -> Estimate:
    """The mean of one value a question, not empty.

    If every value is 0 or 1, the mean is a rate and the interval is Wilson's (1927), which also holds for
    rates of 0 and 1; else it is a bootstrap, bias-corrected and accelerated (BCa; Efron, 1987), of
    ``RESAMPLES`` samples drawn with a fixed seed. Values that are all the same have no spread to
    draw from: the interval is that value.
    """
    return _mean(tuple(values))


@lru_cache(maxsize=10_000)
def _mean(values: tuple[float, ...]) -> Estimate:
    """A figure stands in several tables, and the resamples take a while."""
    from scipy import stats

    if set(values) <= {0.0, 1.0}:
        found = stats.binomtest(int(sum(values)), len(values)).proportion_ci(method="wilson")
        return Estimate(sum(values) / len(values), float(found.low), float(found.high))
    if len(set(values)) == 1:
        return Estimate(values[0], values[0], values[0])
    return Estimate(float(np.mean(values)), *_bootstrap((values,), np.mean))


def auroc_estimate(positive: Sequence[float], negative: Sequence[float]) -> Estimate:
    """AUROC and its interval: a BCa bootstrap that draws the positives and the negatives apart.

    One positive or negative alone has nothing to draw from: the interval is all of [0, 1].
    """
    return _auroc(tuple(positive), tuple(negative))


@lru_cache(maxsize=100)
def _auroc(positive: tuple[float, ...], negative: tuple[float, ...]) -> Estimate:
    if min(len(positive), len(negative)) < 2:
        return Estimate(auroc(positive, negative), 0.0, 1.0)
    return Estimate(auroc(positive, negative), *_bootstrap((positive, negative), auroc))


def ratio(parts: Sequence[float], wholes: Sequence[float]) -> Estimate:
    """The sum of the parts over that of the wholes, a pair a group of things that belong together (the questions of a
    conversation); 0 where the wholes are. The interval is a bootstrap (BCa) that draws groups; one group alone has
    nothing to draw from: the interval is all of [0, 1].
    """
    value = float(_ratio(parts, wholes))
    if len(parts) < 2:
        return Estimate(value, 0.0, 1.0)
    return Estimate(value, *_bootstrap((parts, wholes), _ratio, paired=True))


def permutation_p(before: Sequence[float], after: Sequence[float]) -> float:
    """The two-sided p-value of a paired permutation test of the difference of means.

    Exact if the questions are few enough that every swap can be tried, else from ``RESAMPLES`` swaps
    drawn with a fixed seed. No difference, or one only, is 1.0.
    """
    return _permutation_p(tuple(before), tuple(after))


@lru_cache(maxsize=1_000)
def _permutation_p(before: tuple[float, ...], after: tuple[float, ...]) -> float:
    from scipy import stats

    difference = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    difference = difference[difference != 0]  # a swap of equal values changes nothing
    if len(difference) < 2:  # one swap turns the sign only: both are as far from 0
        return 1.0
    found = stats.permutation_test(
        (difference,),
        lambda values, axis: np.mean(values, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=_BATCH,
        rng=np.random.default_rng(SEED),
    )
    return float(found.pvalue)


def _ratio(parts: Sequence[float], wholes: Sequence[float], axis: int = -1) -> NDArray[np.float64]:
    whole = np.sum(wholes, axis=axis, dtype=float)
    shares: NDArray[np.float64] = np.divide(np.sum(parts, axis=axis), whole, out=np.zeros_like(whole), where=whole != 0)
    return shares


def _bootstrap(
    samples: Sequence[Sequence[float]], statistic: Callable[..., Any], paired: bool = False
) -> tuple[float, float]:
    from scipy import stats

    def draw(method: Literal["BCa", "percentile"]) -> tuple[float, float]:
        found = stats.bootstrap(
            [np.asarray(sample, dtype=float) for sample in samples],
            statistic,
            n_resamples=RESAMPLES,
            batch=_BATCH,
            method=method,
            paired=paired,
            rng=np.random.default_rng(SEED),
        ).confidence_interval
        return float(found.low), float(found.high)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a degenerate sample is seen by its NaN below
        low, high = draw("BCa")
    return (low, high) if np.isfinite([low, high]).all() else draw("percentile")
