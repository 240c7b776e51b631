"""``python -m eval.tuning.fit``: fit qa/data/confidence.json on the hand-written questions that are not for the test
(dev, in other voices, by kind), and on those of ``--dataset``.

A logistic regression from the features of an answer to whether the article answers, for every setting
of reader and bank. A file of ``--dataset``, which must not be one that results are reported on, is asked without a
bank: what it teaches holds for articles that have none. The two kinds of material weigh the same. The strength of the
L2 penalty is the one of ``STRENGTHS`` with the least cross-validated log loss; the threshold is set on cross-validated
confidences too.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

import qa
from index import built_in_article
from index.encoding.encoder import SentenceEncoder
from index.environment import default_cache
from index.progress import silent
from qa.building import TRAINED_READER, span_model
from qa.pipeline import Pipeline

from ..configurations import pipelines
from ..dataset import built_in
from ..dataset_files import read_dataset
from ..measures import auroc
from ..questions import Question, load_kinds
from ..timing import RememberingEncoder, remembered
from .thresholds import perhaps_for, threshold_for

COEFFICIENTS = Path(qa.__file__).parent / "data" / "confidence.json"
STRENGTHS = tuple(10.0**power for power in (-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2))
_FOLDS = 100  # of the cross-validation

Values = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Model:
    """A logistic regression: the intercept and the weights, shape (features,), of the features as they are."""

    intercept: float
    weights: Values

    def confidences(self, features: Values) -> Values:
        """The chance that each row of ``features`` is answered, shape (rows,)."""
        from scipy.special import expit

        return np.asarray(expit(self.intercept + features @ self.weights), dtype=np.float64)


@dataclass(frozen=True)
class Fit:
    """A fitted setting: the model over all dev questions, its penalty, and its cross-validated figures."""

    model: Model
    strength: float
    threshold: float
    perhaps: float
    auroc: float
    answered: float
    refused: float


def logistic(
    features: Values, truth: Truth, strength: float, signs: Sequence[int] = (), counts: Values | None = None
) -> Model:
    """L2-penalised logistic regression: least mean log loss + strength x |weights|^2 / 2n.

    The penalty is on the weights of standardised features, never on the intercept; the model that comes back
    is for the features as they are. A feature without spread has weight 0.

    signs   for each feature +1 if its weight may not be negative, -1 if it may not be positive; empty leaves all free
    counts  for how many rows each counts, shape (rows,); None for one
    """
    from scipy.optimize import minimize

    counts = np.ones(len(truth)) if counts is None else counts

    centre, spread = features.mean(axis=0), features.std(axis=0)
    spread = np.where(spread > 1e-12, spread, np.inf)
    scaled = (features - centre) / spread
    sign = np.where(truth, 1.0, -1.0)

    def loss(parameters: Values) -> tuple[float, Values]:
        margin = sign * (parameters[0] + scaled @ parameters[1:])
        pull = -sign * counts / (1 + np.exp(np.clip(margin, -500, 500)))
        penalty = strength * parameters[1:]
        value = counts @ np.logaddexp(0, -margin) + parameters[1:] @ penalty / 2
        return float(value), np.concatenate([[pull.sum()], scaled.T @ pull + penalty])

    start = np.zeros(features.shape[1] + 1)
    bounds = [(None, None), *((0, None) if sign > 0 else (None, 0) for sign in signs)] if signs else None
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"gtol": 1e-8})
    weights = found.x[1:] / spread
    return Model(float(found.x[0] - weights @ centre), weights)


def cross_validated(
    features: Values, truth: Truth, strength: float, signs: Sequence[int] = (), counts: Values | None = None
) -> Values:
    """The confidence of each row by a model fitted without it, shape (rows,).

    In ``_FOLDS`` folds, or one row at a time where there are fewer: of ten folds, which rows share one moves the
    threshold as much as a feature does.
    """
    confidences = np.empty(len(truth))
    folds = min(len(truth), _FOLDS)
    numbers = np.arange(len(truth)) % folds
    for fold in range(folds):
        kept = numbers != fold
        model = logistic(features[kept], truth[kept], strength, signs, None if counts is None else counts[kept])
        confidences[~kept] = model.confidences(features[~kept])
    return confidences


def log_loss(confidences: Values, truth: Truth, counts: Values | None = None) -> float:
    """The mean negative log likelihood of the truth."""
    chance = np.clip(np.where(truth, confidences, 1 - confidences), 1e-12, 1)
    return float(-np.average(np.log(chance), weights=counts))


def fit(features: Values, truth: Truth, signs: Sequence[int] = (), counts: Values | None = None) -> Fit:
    """Fit one setting.

    features   shape (questions, features)
    truth      whether the article answers each question
    counts     for how many questions each counts; None for one
    """

    def loss(strength: float) -> float:
        return log_loss(cross_validated(features, truth, strength, signs, counts), truth, counts)

    strength = min(STRENGTHS, key=loss)
    confidences = cross_validated(features, truth, strength, signs, counts)
    threshold = threshold_for(confidences, truth, counts=counts)
    cited, weights = confidences >= threshold, np.ones(len(truth)) if counts is None else counts
    return Fit(
        logistic(features, truth, strength, signs, counts),
        strength,
        threshold,
        perhaps_for(confidences, truth, threshold, counts=counts),
        auroc(confidences[truth].tolist(), confidences[~truth].tolist()),
        float(np.average(cited[truth], weights=weights[truth])),
        float(np.average(~cited[~truth], weights=weights[~truth])),
    )


# These features speak against an answer; every other one may only speak for it. Left free, a few dev questions gave
# word coverage a negative weight, and plain questions were refused for being well matched.
AGAINST = frozenset(
    {"far", "unknown", "missing", "unanswered", "deep", "opposed", "absent"}
    | {"no_number", "other_count", "other_short", "other_kind"}
)


@dataclass(frozen=True)
class Material:
    """Questions with the values of their features, shape (questions, features), by the features' names."""

    names: list[str]
    values: Values
    truth: Truth


def observed(pipeline: Pipeline, questions: Sequence[Question], name: str) -> Material:
    """What a pipeline sees of questions."""
    rows = [asdict(pipeline.features(q.text, q.history)) for q in tqdm(questions, desc=name, leave=False, disable=None)]
    values = np.array([list(row.values()) for row in rows], dtype=np.float64)
    return Material(list(rows[0]), values, np.array([question.answerable for question in questions]))


def pooled(materials: Sequence[Material]) -> tuple[Values, Truth, Values]:
    """(features, truth, counts): of every material the answerable and the other questions count for as much as those
    of the first."""
    first = materials[0].truth
    counts = []
    for material in materials:
        truth = material.truth
        yes, no = first.sum() / max(truth.sum(), 1), (~first).sum() / max((~truth).sum(), 1)
        counts.append(np.where(truth, yes, no))
    return (
        np.concatenate([material.values for material in materials]),
        np.concatenate([material.truth for material in materials]),
        np.concatenate(counts),
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command: fit every setting, print the fits and write them."""
    parser = argparse.ArgumentParser(prog="python -m eval.tuning.fit", description=__doc__)
    parser.add_argument("--dataset", type=Path, action="append", default=[], metavar="FILE", help="a SQuAD-format file")
    parser.add_argument("--dry-run", action="store_true", help="print the fits and write nothing")
    options = parser.parse_args(argv)
    article = built_in_article()
    dev = built_in(article, "dev")
    own = [*dev.questions, *built_in(article, "voices").questions, *load_kinds(article, "dev")]
    others = [read_dataset(path) for path in options.dataset]
    encoder = RememberingEncoder(SentenceEncoder())  # all settings ask the same questions
    with remembered(span_model(TRAINED_READER), encoder):  # with and without a bank the reader sees the same windows
        elsewhere = [pipelines(dataset, encoder, default_cache(), silent) for dataset in others]
        stored = json.loads(COEFFICIENTS.read_text(encoding="utf-8"))
        for name, pipeline in pipelines(dev, encoder, default_cache(), silent).items():
            materials = [observed(pipeline, own, name)]
            for dataset, built in zip(others, elsewhere, strict=True):
                if name in built:
                    materials.append(observed(built[name], dataset.questions, f"{name}, {dataset.name}"))
            features, truth, counts = pooled(materials)
            names = materials[0].names
            found = fit(features, truth, [-1 if name in AGAINST else 1 for name in names], counts)
            weights = {n: round(float(w), 4) for n, w in zip(names, found.model.weights, strict=True) if w}
            stored[name] = {
                "intercept": round(found.model.intercept, 4),
                "weights": weights,
                "threshold": round(found.threshold, 4),
                "perhaps": round(found.perhaps, 4),
            }
            print(
                f"{name}: {truth.sum()} answerable and {(~truth).sum()} unanswerable questions, L2 {found.strength:g}\n"
                f"  cross-validated AUROC {found.auroc:.3f}; perhaps from {found.perhaps:.3f} on; at the threshold"
                f" {found.threshold:.3f}"
                f" {found.answered:.3f} of the answerable are answered, {found.refused:.3f} of the others refused\n"
                f"  intercept {found.model.intercept:+.3f}, " + ", ".join(f"{n} {w:+.3f}" for n, w in weights.items())
            )
    if not options.dry_run:
        COEFFICIENTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
