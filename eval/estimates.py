"""Rows of values -> figures with their intervals, and the floors that they must not fall below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from .configurations import SHIPPED
from .evaluate import Evaluation, Row
from .intervals import Estimate, auroc_estimate, mean
from .marks import FORCED
from .measures import area_under, brier, risk_coverage
from .ranking import MEASURES

RETRIEVAL = tuple(MEASURES)
ANSWERS = ("evidence", "groups", "contains", "EM", "F1")
RATES = ("answered", "refused", "handled")
_BINS = 6


def estimate(row: Row, measure: str, kind: Mapping[str, str] | None = None, of: str = "") -> Estimate | None:
    """The mean of a measure, over all its questions or those whose kind is ``of``; None if there is no value.

    kind   question id -> type
    """
    values = [value for i, value in row.values.get(measure, {}).items() if kind is None or kind.get(i) == of]
    return mean(values) if values else None


def separation(evaluation: Evaluation, row: Row) -> Estimate | None:
    """AUROC of the confidence, answerable against unanswerable; None if a set has only one of them."""
    confidence = row.values["confidence"]
    yes = [confidence[asked.id] for asked in evaluation.asked if asked.answerable]
    no = [confidence[asked.id] for asked in evaluation.asked if not asked.answerable]
    return auroc_estimate(yes, no) if yes and no else None


def calibration(evaluation: Evaluation, row: Row) -> float:
    """The Brier score of the confidence that the article answers."""
    confidence = row.values["confidence"]
    return brier([confidence[a.id] for a in evaluation.asked], [a.answerable for a in evaluation.asked])


def reliability(evaluation: Evaluation, row: Row) -> list[tuple[float, int, Estimate]]:
    """Bins of as many questions each, the least sure first: mean confidence, count, share that is answerable."""
    sure = np.array([row.values["confidence"][asked.id] for asked in evaluation.asked])
    truth = np.array([asked.answerable for asked in evaluation.asked], dtype=float)
    parts = [part for part in np.array_split(np.argsort(sure, kind="stable"), _BINS) if len(part)]
    return [(float(sure[part].mean()), len(part), mean(truth[part].tolist())) for part in parts]


def curve(evaluation: Evaluation, row: Row) -> list[tuple[float, float]]:
    """The risk-coverage curve: an answer is right when the article answers and its first quote proves it."""
    confidence, proven = row.values["confidence"], row.values.get(FORCED + "evidence", {})
    ids = [asked.id for asked in evaluation.asked]
    return risk_coverage([confidence[i] for i in ids], [proven.get(i, 0.0) == 1.0 for i in ids])


def figures(evaluation: Evaluation) -> dict[str, float]:
    """Every figure of the shipped retriever and the shipped pipeline, by the name that ``--min`` knows it by."""
    retrieval = next(row for row in evaluation.retrieval if row.name == SHIPPED)
    answers = evaluation.answers[0]
    measures = [*ANSWERS, *(FORCED + measure for measure in ANSWERS), *RATES]
    found = {measure: estimate(retrieval, measure) for measure in RETRIEVAL}
    found |= {measure: estimate(answers, measure) for measure in measures}
    found["AUROC"] = separation(evaluation, answers)
    values = {name: figure.value for name, figure in found.items() if figure is not None}
    return values | {"AURC": area_under(curve(evaluation, answers)), "Brier": calibration(evaluation, answers)}


def parse_floors(texts: Sequence[str]) -> dict[str, float]:
    """``["R@5=.9"]`` -> ``{"R@5": 0.9}``. Raises ValueError for anything else."""
    floors = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            floors[name] = float(value)
        except ValueError:
            raise ValueError(f"--min takes MEASURE=VALUE such as R@5=.9, found {text!r}") from None
    return floors


def missed(found: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """A line for each floor that a figure is below. Raises ValueError for a figure that the set does not give."""
    unknown = sorted(floors.keys() - found.keys())
    if unknown:
        raise ValueError(f"--min knows no {', '.join(unknown)} for this set; it has {', '.join(sorted(found))}")
    return [
        f"{name} is {found[name]:.3f}, below its floor of {floor:g}"
        for name, floor in floors.items()
        if found[name] < floor
    ]
