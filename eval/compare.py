"""Evaluations as JSON, and the changes between two of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from .configurations import SHIPPED
from .estimates import ANSWERS, RATES, RETRIEVAL
from .evaluate import Asked, Evaluation, Row
from .intervals import permutation_p
from .marks import FORCED
from .tables import NONE, chance, number, table

_LISTED = 100


def to_json(evaluation: Evaluation, figures: dict[str, float]) -> str:
    """An evaluation with every value of every question, and its figures, as JSON."""
    return json.dumps({"figures": figures, **asdict(evaluation)}, ensure_ascii=False, indent=1) + "\n"


def read_json(path: Path) -> Evaluation:
    """The evaluation in a file that ``to_json`` wrote. Raises ValueError for any other file."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        rows = {name: [Row(**row) for row in stored[name]] for name in ("retrieval", "answers", "ignored")}
        return Evaluation(stored["name"], stored["digest"], [Asked(**asked) for asked in stored["asked"]], **rows)
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} was not written by --json: {error!r}") from None


def compare(before: Evaluation, after: Evaluation) -> str:
    """The changes from one evaluation to another, over the questions and rows that both have.

    Each line of the tables gives both means, how many questions got better and worse, and the p-value of a
    paired permutation test; then the questions whose first passage or first quote became right or wrong.
    """
    common = {a.id for a in before.asked} & {a.id for a in after.asked}
    parts = [f"{before.name} -> {after.name}: {len(common)} questions in both"]
    for rows, others, measures in (
        (before.retrieval, after.retrieval, RETRIEVAL),
        (before.answers, after.answers, (*ANSWERS, *(FORCED + measure for measure in ANSWERS), *RATES)),
    ):
        for row, other in _pairs(rows, others):
            lines = [_line(row, other, measure) for measure in measures if measure in row.values]
            parts.append(table([row.name, "before", "after", "better", "worse", "p"], lines))
    if len(parts) == 1 or not common:
        names = [sorted(row.name for row in (*e.retrieval, *e.answers)) for e in (before, after)]
        raise ValueError(f"nothing to compare: {len(common)} questions in both, rows {names[0]} and {names[1]}")
    changes = list(_changes(before, after))
    more = [f"... and {len(changes) - _LISTED} more"] if len(changes) > _LISTED else []
    return "\n\n".join([*parts, "\n".join([*changes[:_LISTED], *more]) or "No question changed."]) + "\n"


def _pairs(rows: Sequence[Row], others: Sequence[Row]) -> list[tuple[Row, Row]]:
    named = {row.name: row for row in others}
    return [(row, named[row.name]) for row in rows if row.name in named]


def _line(row: Row, other: Row, measure: str) -> list[str]:
    both = [i for i in row.values[measure] if i in other.values.get(measure, {})]
    old, new = [row.values[measure][i] for i in both], [other.values[measure][i] for i in both]
    if not both:
        return [measure, *[NONE] * 5]
    better = sum(b > a for a, b in zip(old, new, strict=True))
    worse = sum(b < a for a, b in zip(old, new, strict=True))
    means = [number(sum(values) / len(both)) for values in (old, new)]
    return [measure, *means, str(better), str(worse), chance(permutation_p(old, new))]


def _changes(before: Evaluation, after: Evaluation) -> Iterator[str]:
    asked = {a.id: a for a in after.asked}
    retrieval = [pair for pair in _pairs(before.retrieval, after.retrieval) if pair[0].name == SHIPPED]
    answers = _pairs(before.answers, after.answers)
    for measure, pairs in (("R@1", retrieval), ("handled", answers)):
        for old, new in pairs:
            for name, value in old.values[measure].items():
                now = new.values[measure].get(name, value)
                if now != value and name in asked:
                    verdict = "better" if now > value else "worse"
                    yield f"{verdict}: {new.name}, {measure} {number(value)} -> {number(now)}"
                    yield f"    {name}: {asked[name].question}"
                    yield f"    before: {old.returned[name]}\n    after:  {new.returned[name]}"
