"""The pictures of eval/SPEED.md."""

from __future__ import annotations

from pathlib import Path

from ..drawing import pyplot, save
from .section import Plot

_MARKS = "osv^Dx+*P"


def draw(plot: Plot, folder: Path) -> Path:
    """Write a plot as SVG, its panels side by side; returns the file. ImportError if matplotlib is missing."""
    plt = pyplot("a picture of the speed", "speed")
    plt.rcParams["svg.fonttype"] = "none"
    count = len(plot.panels)
    figure, row = plt.subplots(1, count, figsize=(1 + 4 * count, 4.2), layout="constrained", squeeze=False)
    for axes, (title, lines) in zip(row[0], plot.panels.items(), strict=True):
        for number, (name, points) in enumerate(lines.items()):
            axes.plot(*zip(*points, strict=True), marker=_MARKS[number % len(_MARKS)], label=name)
        axes.set(title=title, xlabel=plot.x, xscale="log", yscale="log")
        ticks = sorted({x for points in lines.values() for x, _ in points})
        axes.set_xticks(ticks, [f"{tick:,.0f}" for tick in ticks])
        axes.minorticks_off()
        axes.grid(alpha=0.3)
    row[0][0].legend(fontsize="small")
    file = folder / f"{plot.name}.svg"
    save(figure, file)
    plt.close(figure)
    return file
