"""The two confidences that part what is answered, perhaps answered and refused."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

ANSWERED = 0.86  # share of the answerable questions that are answered at least
WRONG = 1.5  # cost of an answer where there is none; of a refusal where there is one it is 1, since "perhaps" is left
PERHAPS = 0.2  # share of the answerable questions, and of the others, that may be "perhaps" at most
IN_VAIN = 0.5  # cost of an uncertain quote where nothing answers; one that serves is worth 1

Values = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


def threshold_for(confidences: Values, truth: Truth, answered: float = ANSWERED, counts: Values | None = None) -> float:
    """The threshold from which on a question is answered.

    Of all that answer at least the share ``answered`` of the answerable questions, the one with the greatest sum of
    that share and of ``WRONG`` times the share of the others that is refused (Youden, 1950, weighted); of several the
    lowest. It lies half-way between two confidences.
    """
    counts = np.ones(len(truth)) if counts is None else counts
    levels = np.unique(confidences)
    best, worth = 0.0, 0.0
    for threshold in (levels[1:] + levels[:-1]) / 2:
        yes = _share(confidences >= threshold, truth, counts)
        if yes < answered - 1e-9:
            break
        found = yes + WRONG * _share(confidences < threshold, ~truth, counts)
        if found > max(worth, 1.0) + 1e-9:
            best, worth = float(threshold), found
    return best


def perhaps_for(confidences: Values, truth: Truth, threshold: float, counts: Values | None = None) -> float:
    """The lower threshold from which on the nearest quote is shown as a perhaps.

    Of all that leave at most ``PERHAPS`` of the answerable questions and of the others between the two, the one with
    the most of the former less ``IN_VAIN`` times the latter. Of several the highest; ``threshold`` itself, which shows
    none, where none is worth more.
    """
    counts = np.ones(len(truth)) if counts is None else counts
    best, worth = threshold, 0.0
    for lower in sorted(set(confidences[confidences < threshold].tolist()), reverse=True):
        between = (confidences >= lower) & (confidences < threshold)
        yes, no = _share(between, truth, counts), _share(between, ~truth, counts)
        if max(yes, no) > PERHAPS:
            break
        if yes - IN_VAIN * no > worth:
            best, worth = lower, yes - IN_VAIN * no
    return float(best)


def _share(chosen: Truth, of: Truth, counts: Values) -> float:
    return float(counts[chosen & of].sum() / max(counts[of].sum(), 1e-9))
