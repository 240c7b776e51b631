"""The experiments' sections of eval/RESULTS.md, and the running of the experiments that they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from index.encoding.encoder import Encoder
from index.progress import Progress
from qa.building import build_pipeline

from .. import tables
from ..configurations import pipelines
from ..dataset import Dataset
from ..evaluate import Steps
from ..intervals import Estimate
from ..report import block
from . import half_bank, misspelling, other_half, topic_changes


def sections(
    datasets: Sequence[Dataset], encoder: Encoder, cache: Path, progress: Progress, steps: Steps = iter
) -> list[str]:
    """Run every experiment; their sections in the report's order.

    datasets   the built-in article's test questions, then dev, then perhaps another data set
    """
    test, dev, *others = datasets
    splits = {"test": test, "dev": dev}
    build = partial(pipelines, encoder=encoder, cache=cache, progress=progress)
    apart = [elsewhere_section(other.name, other_half.elsewhere(other, build, steps)) for other in others]
    # The other experiments look at retrieval alone: any reader will do.
    pipeline = build_pipeline(test.article, encoder, reader="none", bank=test.bank, cache=cache, progress=progress)
    return [
        *apart,
        bank_section(half_bank.halves(test, pipeline, encoder)),
        mending_section({split: misspelling.mending(dataset, pipeline) for split, dataset in splits.items()}),
        topic_section({split: topic_changes.topic_changes(dataset, pipeline) for split, dataset in splits.items()}),
    ]


def elsewhere_section(name: str, rows: Sequence[other_half.ElsewhereRow]) -> str:
    """The section on questions asked of passages that do not answer them; name: of the data set."""
    cells = [
        [
            row.name,
            str(row.questions),
            *(tables.cell(figure) for figure in (row.answered, row.refused, row.auroc)),
            f"{row.held} of {row.wrongly}",
        ]
        for row in rows
    ]
    head = ["asked of half of the passages", "questions", "answered", "refused", "AUROC", "gold answer all the same"]
    body = f"""\
Each question of {name} is asked of the half of the passages that holds its evidence, and of the other half: answered
by the first, refused by the second. Both are about the same things, and no bank or dev question is about either.
Last: of the quotes of the second, those that hold a gold answer.

{tables.table(head, cells)}
"""
    return f"## Asked of an article that does not answer\n\n{block('elsewhere', body)}"


def bank_section(rows: Sequence[half_bank.HalfRow]) -> str:
    """The section on the bank with all entries of a random half of the passages removed."""
    seeds, shown = len(half_bank.SEEDS), half_bank.SHOWN
    cells = [[r.half, r.bank, f"{r.questions:.0f}", *(tables.number(r.values[m]) for m in shown)] for r in rows]
    return f"""\
## Half of the question bank

Test questions, shipped fusion, means over {seeds} seeds. The halved bank has no entry about a random half of the
passages; questions whose evidence lies in that half alone, and in the other half alone, are scored apart.

{tables.table(["questions of the", "with the", "questions", *shown], cells)}
"""


def mending_section(rows: Mapping[str, Sequence[misspelling.MendingRow]]) -> str:
    """The section on misspelt words and names spelt otherwise, mended or not; rows: by split."""
    ways = misspelling.WAYS
    cells = [
        [
            f"{split}, {row.kind}",
            str(row.questions),
            row.asked,
            *_cells(row.values, misspelling.SHOWN),
            _luck(row.p),
        ]
        for split, found in rows.items()
        for row in found
    ]
    return f"""\
## Misspelt words and names

Questions that have such a word, shipped fusion. Typing slips: a letter of one word left out, doubled, swapped with
the next or hit beside its key, {ways} times a question; names and abbreviations: each in every other spelling that
`qa/terms.py` knows. p: of R@1, mended against spoilt.

{tables.table(["questions", "n", "asked", *misspelling.SHOWN, "p"], cells)}
"""


def topic_section(rows: Mapping[str, Sequence[topic_changes.TopicRow]]) -> str:
    """The section on questions after another topic; rows: by split."""
    shown = topic_changes.SHOWN
    cells = [
        [split, str(row.questions), row.asked, *_cells(row.values, shown), tables.cell(row.pulled), _luck(row.p)]
        for split, found in rows.items()
        for row in found
    ]
    return f"""\
## After another topic

Every answerable question but the follow-ups, shipped fusion, asked after an exchange about other passages. Pulled
back: searched for with words of that exchange. p: of R@1. Follow-ups stand above, with and without their history.

{tables.table(["questions", "n", "asked", *shown, "pulled back", "p"], cells)}
"""


def _cells(values: Mapping[str, Estimate], measures: Sequence[str]) -> list[str]:
    return [tables.cell(values[measure]) for measure in measures]


def _luck(p: float | None) -> str:
    return tables.NONE if p is None else tables.chance(p)
