"""Three pictures of an Evaluation, as SVG: risk-coverage, reliability, R@k by configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .drawing import pyplot, save
from .estimates import curve, estimate, reliability
from .evaluate import Evaluation

_RECALLS = ("R@1", "R@3", "R@5")


def draw(evaluation: Evaluation, folder: Path) -> list[Path]:
    """Write the pictures into a folder; returns their paths. Raises ImportError if matplotlib is missing."""
    plt = pyplot("--plot", "plot")
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, picture in (("risk-coverage", _risk), ("reliability", _reliability), ("recall", _recall)):
        figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
        picture(evaluation, axes)
        axes.set_title(evaluation.name)
        paths.append(folder / f"{name}.svg")
        save(figure, paths[-1])
        plt.close(figure)
    return paths


def _risk(evaluation: Evaluation, axes: Any) -> None:
    for row in evaluation.answers:
        points = curve(evaluation, row)
        line = axes.step(*zip(*points, strict=True), where="pre", label=row.name)[0]
        axes.axhline(points[-1][1], linestyle=":", color=line.get_color(), label=f"{row.name}, always answering")
    axes.set(xlabel="coverage: share of questions answered", ylabel="risk: share of answers without proof")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.legend()


def _reliability(evaluation: Evaluation, axes: Any) -> None:
    for row in evaluation.answers:
        points = reliability(evaluation, row)
        axes.plot([sure for sure, _, _ in points], [share.value for _, _, share in points], marker="o", label=row.name)
    axes.plot([0, 1], [0, 1], linestyle=":", color="grey", label="as sure as right")
    axes.set(xlabel="confidence", ylabel="share that the article answers", xlim=(0, 1), ylim=(0, 1.02))
    axes.legend()


def _recall(evaluation: Evaluation, axes: Any) -> None:
    height = 0.8 / len(_RECALLS)
    for number, measure in enumerate(_RECALLS):
        found = [estimate(row, measure) for row in evaluation.retrieval]
        kept = [(place, figure) for place, figure in enumerate(found) if figure is not None]
        axes.barh(
            [place + (number - 1) * height for place, _ in kept],
            [figure.value for _, figure in kept],
            height,
            xerr=np.array([(f.value - f.low, f.high - f.value) for _, f in kept]).T,
            label=measure,
        )
    axes.set_yticks(range(len(evaluation.retrieval)), [row.name for row in evaluation.retrieval])
    axes.invert_yaxis()
    axes.set(xlabel="share of questions, with 95 % intervals", xlim=(0, 1))
    axes.figure.legend(loc="outside lower center", ncols=len(_RECALLS))
