"""The tables of one Evaluation, in Markdown that can be read as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from . import baselines as peers
from .configurations import SHIPPED
from .estimates import ANSWERS, RATES, RETRIEVAL, calibration, curve, estimate, reliability, separation
from .evaluate import Evaluation, Row
from .intervals import Estimate, permutation_p
from .marks import FORCED
from .measures import area_under, risk_at

NONE = "–"
IGNORED = "follow-up, history ignored"
_COVERAGES = (0.25, 0.5, 0.75, 0.9, 1.0)
_COMPARED = "MRR@10"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose columns are padded to one width, the first to the left, the others to the right."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]

    def line(row: Sequence[str]) -> str:
        first = row[0].ljust(widths[0])
        return "| " + " | ".join([first, *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))]) + " |"

    return "\n".join([line(cells[0]), "| " + " | ".join(rule) + " |", *(line(row) for row in cells[1:])])


def number(value: float) -> str:
    """Three decimals without the leading zero."""
    return f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.3f}"


def chance(p: float) -> str:
    """A p-value: three decimals, or that it is below them."""
    return "<.001" if p < 0.001 else number(p)


def cell(figure: Estimate | None) -> str:
    """``.802 [.713, .874]``"""
    return NONE if figure is None else f"{number(figure.value)} [{number(figure.low)}, {number(figure.high)}]"


def retrieval(evaluation: Evaluation) -> str:
    """The measures and latencies of every retriever, and the published figures of other systems."""
    shipped = next(row for row in evaluation.retrieval if row.name == SHIPPED)
    rows = [
        [row.name, *(cell(estimate(row, m)) for m in RETRIEVAL), _luck(row, shipped), *_latency(row)]
        for row in evaluation.retrieval
    ]
    published = peers.peers(evaluation.digest)
    for name, values in published.items():
        given = (number(values[m]) if m in values else NONE for m in RETRIEVAL)
        rows.append([f"{name} *", *given, NONE, NONE, NONE])
    note = f"\n\n\\* {peers.NOTE}." if published else ""
    return table(["configuration", *RETRIEVAL, f"p ({_COMPARED})", "p50 ms", "p95 ms"], rows) + note


def answers(evaluation: Evaluation) -> str:
    """The measures of every pipeline's answers, as shipped and as if nothing were refused."""
    rows = []
    for row in evaluation.answers:
        rows.append([f"{row.name}, shipped", *(cell(estimate(row, m)) for m in ANSWERS), *_latency(row)])
        rows.append([f"{row.name}, forced", *(cell(estimate(row, FORCED + m)) for m in ANSWERS), NONE, NONE])
    return table(["answers", *ANSWERS, "p50 ms", "p95 ms"], rows)


def refusal(evaluation: Evaluation) -> str:
    """Every pipeline's refusals, and two floors: the first pipeline never refusing, and always refusing."""
    rows = [
        [
            row.name,
            cell(separation(evaluation, row)),
            number(calibration(evaluation, row)),
            *(cell(estimate(row, rate)) for rate in RATES),
        ]
        for row in evaluation.answers
    ]
    first, count = evaluation.answers[0], len(evaluation.asked)
    absent = sum(not asked.answerable for asked in evaluation.asked) / count
    proven = sum(first.values.get(FORCED + "evidence", {}).values()) / count
    none, every, guess = number(0.0), number(1.0), number(0.5) if 0 < absent < 1 else NONE
    rows.append(["floor: always answers", guess, NONE, every, none if absent else NONE, number(proven)])
    rows.append(["floor: always refuses", guess, NONE, none, every if absent else NONE, number(absent)])
    return table(["refusal", "AUROC", "Brier", *RATES], rows)


def calibrated(evaluation: Evaluation) -> str:
    """How sure the shipped pipeline is, and how often rightly."""
    row = evaluation.answers[0]
    rows = [[number(sure), str(count), cell(share)] for sure, count, share in reliability(evaluation, row)]
    return table([f"mean confidence: {row.name}", "n", "the article answers"], rows)


def not_caught(evaluation: Evaluation) -> str:
    """Of each type of unanswerable question, how many the shipped pipeline refuses, and the ids of the others."""
    refused = evaluation.answers[0].values["refused"]
    kinds: dict[str, list[str]] = {}
    for asked in evaluation.asked:
        if not asked.answerable:
            kinds.setdefault(asked.type, []).append(asked.id)
    rows = []
    for kind, ids in kinds.items():
        missed = [name for name in ids if not refused[name]]
        rows.append([kind, f"{len(ids) - len(missed)} of {len(ids)}", ", ".join(missed) or NONE])
    return table([f"not answerable: {evaluation.answers[0].name}", "refused", "answered all the same"], rows)


def risks(evaluation: Evaluation) -> str:
    """Every pipeline's risk at some coverages, and its mean risk."""
    rows = []
    for row in evaluation.answers:
        points = curve(evaluation, row)
        rows.append([row.name, *(number(risk_at(points, share)) for share in _COVERAGES), number(area_under(points))])
    return table(["risk at coverage", *(f"{share:.0%}" for share in _COVERAGES), "AURC"], rows)


def retrieval_by_type(evaluation: Evaluation) -> str:
    """The shipped retriever's measures by type of question."""
    shipped = next(row for row in evaluation.retrieval if row.name == SHIPPED)
    rows = _by_type(evaluation, shipped, evaluation.ignored[:1], RETRIEVAL, skip_empty=True)
    return table([f"type: {SHIPPED}", "n", *RETRIEVAL], rows)


def answers_by_type(evaluation: Evaluation) -> str:
    """The shipped pipeline's measures by type of question."""
    measures = [*ANSWERS, "answered", "refused"]
    rows = _by_type(evaluation, evaluation.answers[0], evaluation.ignored[1:], measures)
    return table([f"type: {evaluation.answers[0].name}, shipped", "n", *measures], rows)


def configurations_by_type(evaluation: Evaluation, measure: str) -> str:
    """One measure of every retriever by type of question."""
    kinds = {asked.id: asked.type for asked in evaluation.asked}
    types = [t for t in dict.fromkeys(kinds.values()) if estimate(evaluation.retrieval[0], measure, kinds, t)]

    def value(row: Row, of: str) -> str:
        found = estimate(row, measure, kinds, of)
        return NONE if found is None else number(found.value)

    rows = [[row.name, *(value(row, t) for t in types)] for row in evaluation.retrieval]
    return table([f"{measure} by type", *types], rows)


def _by_type(
    evaluation: Evaluation, row: Row, ignored: Sequence[Row], measures: Sequence[str], skip_empty: bool = False
) -> list[list[str]]:
    kinds = {asked.id: asked.type for asked in evaluation.asked}
    rows = []
    for kind in dict.fromkeys(kinds.values()):
        found = [estimate(row, measure, kinds, kind) for measure in measures]
        if any(found) or not skip_empty:
            rows.append([kind, str(list(kinds.values()).count(kind)), *(cell(figure) for figure in found)])
    for alone in ignored:
        count = str(len(next(iter(alone.values.values()))))
        rows.append([IGNORED, count, *(cell(estimate(alone, measure)) for measure in measures)])
    return rows


def _luck(row: Row, shipped: Row) -> str:
    """The p-value of the difference from the shipped row."""
    if row is shipped:
        return NONE
    mine, theirs = row.values[_COMPARED], shipped.values[_COMPARED]
    return chance(permutation_p([theirs[i] for i in theirs], [mine[i] for i in theirs]))


def _latency(row: Row) -> list[str]:
    return [f"{np.percentile(row.milliseconds, share):.1f}" for share in (50, 95)]
