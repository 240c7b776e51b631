"""What is printed, and eval/RESULTS.md. Blocks of figures stand between markers, so that README can quote them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from . import baselines as peers
from . import tables
from .configurations import SHIPPED
from .estimates import RETRIEVAL, estimate
from .evaluate import FORCED, Evaluation
from .experiments.half_bank import SEEDS, SHOWN, HalfRow
from .experiments.misspelling import SHOWN as MENDING_SHOWN
from .experiments.misspelling import WAYS, MendingRow
from .experiments.other_half import ElsewhereRow
from .experiments.topic_changes import SHOWN as TOPIC_SHOWN
from .experiments.topic_changes import TopicRow
from .intervals import RESAMPLES, SEED, Estimate

RESULTS = Path(__file__).parent / "RESULTS.md"
_PACKAGES = ("numpy", "scipy", "ir-measures", "rank-bm25", "faiss-cpu", "torch", "sentence-transformers")
_BLOCK = re.compile(r"<!-- eval:(?P<name>[a-z-]+) -->\n(?P<body>.*?)<!-- /eval:(?P=name) -->", re.DOTALL)

LEGEND = """\
R@k: a passage that holds the evidence is among the first k; a question that needs several facts has the mean
over them. evidence: the first quote proves a fact. groups: the quotes together prove every fact. contains, EM, F1:
a gold answer stands in the first quote; is the short answer; shares words with it. shipped: what is refused counts
0; forced: as if nothing were refused. handled: answered with proof, or rightly refused, of all questions. In
brackets 95 % intervals: Wilson's for rates, BCa bootstrap for other means. p: paired permutation test against the
shipped row. Mean confidence: of a sixth of the questions, by confidence; the next column says how sure it should have
been. Risk: the share of answered questions whose first quote proves nothing."""


def section(evaluation: Evaluation) -> str:
    """All tables of one evaluation, under its name."""
    parts = [
        f"## {evaluation.name}",
        describe(evaluation),
        tables.retrieval(evaluation),
        tables.answers(evaluation),
        tables.refusal(evaluation),
        *([tables.calibrated(evaluation), tables.not_caught(evaluation)] if _both_kinds(evaluation) else []),
        tables.risks(evaluation),
        tables.retrieval_by_type(evaluation),
        tables.answers_by_type(evaluation),
        *(tables.configurations_by_type(evaluation, measure) for measure in ("R@1", "R@5")),
    ]
    return "\n\n".join(parts) + "\n"


def _both_kinds(evaluation: Evaluation) -> bool:
    return len({asked.answerable for asked in evaluation.asked}) == 2


def describe(evaluation: Evaluation) -> str:
    answerable = sum(asked.answerable for asked in evaluation.asked)
    return f"{len(evaluation.asked)} questions: {answerable} answerable, {len(evaluation.asked) - answerable} not."


def results(
    test: Evaluation,
    dev: Evaluation,
    other: Evaluation | None,
    apart: Sequence[ElsewhereRow] = (),
    halved: Sequence[HalfRow] = (),
    mended: Mapping[str, Sequence[MendingRow]] | None = None,
    changed: Mapping[str, Sequence[TopicRow]] | None = None,
) -> str:
    """The text of eval/RESULTS.md: the built-in set's test questions, then dev, then another data set, whole and its
    halves apart, then the test questions with half of the bank, then, by split, misspelt ones and those after
    another topic."""
    evaluations = [test, dev, *([other] if other else [])]
    versions = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    command = "python -m eval --report" + (" --dataset FILE" if other else "")
    head = f"""\
# Results

Written by `{command}`, never by hand. {versions}; seed {SEED}, {RESAMPLES} resamples.
Only the latencies (p50, p95) depend on the machine.

{LEGEND}
"""
    blocks = [block("test", summary(test)), *([block("dataset", summary(other))] if other else [])]
    ends = [elsewhere(other.name, apart)] if other and apart else []
    ends += [bank_halves(halved)] if halved else []
    ends += [mending(mended)] if mended else []
    ends += [conversation(changed)] if changed else []
    return "\n".join([head, *blocks, *(section(evaluation) for evaluation in evaluations), *ends])


def elsewhere(name: str, rows: Sequence[ElsewhereRow]) -> str:
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


def bank_halves(rows: Sequence[HalfRow]) -> str:
    """The section on the bank with all entries of a random half of the passages removed."""
    cells = [[r.half, r.bank, f"{r.questions:.0f}", *(tables.number(r.values[m]) for m in SHOWN)] for r in rows]
    return f"""\
## Half of the question bank

Test questions, shipped fusion, means over {len(SEEDS)} seeds. The halved bank has no entry about a random half of the
passages; questions whose evidence lies in that half alone, and in the other half alone, are scored apart.

{tables.table(["questions of the", "with the", "questions", *SHOWN], cells)}
"""


def mending(rows: Mapping[str, Sequence[MendingRow]]) -> str:
    """The section on misspelt words and names spelt otherwise, mended or not; rows: by split."""
    cells = [
        [
            f"{split}, {row.kind}",
            str(row.questions),
            row.asked,
            *(tables.cell(row.values[m]) for m in MENDING_SHOWN),
            tables.NONE if row.p is None else tables.chance(row.p),
        ]
        for split, found in rows.items()
        for row in found
    ]
    return f"""\
## Misspelt words and names

Questions that have such a word, shipped fusion. Typing slips: a letter of one word left out, doubled, swapped with
the next or hit beside its key, {WAYS} times a question; names and abbreviations: each in every other spelling that
`qa/terms.py` knows. p: of R@1, mended against spoilt.

{tables.table(["questions", "n", "asked", *MENDING_SHOWN, "p"], cells)}
"""


def conversation(rows: Mapping[str, Sequence[TopicRow]]) -> str:
    """The section on questions after another topic; rows: by split."""
    cells = [
        [split, str(row.questions), row.asked, *_cells(row.values, TOPIC_SHOWN), tables.cell(row.pulled), _luck(row.p)]
        for split, found in rows.items()
        for row in found
    ]
    return f"""\
## After another topic

Every answerable question but the follow-ups, shipped fusion, asked after an exchange about other passages. Pulled
back: searched for with words of that exchange. p: of R@1. Follow-ups stand above, with and without their history.

{tables.table(["questions", "n", "asked", *TOPIC_SHOWN, "pulled back", "p"], cells)}
"""


def _cells(values: Mapping[str, Estimate], measures: Sequence[str]) -> list[str]:
    return [tables.cell(values[measure]) for measure in measures]


def _luck(p: float | None) -> str:
    return tables.NONE if p is None else tables.chance(p)


def summary(evaluation: Evaluation) -> str:
    """The figures of the shipped parts in short, without latencies, and what they are compared with."""
    rows = [row for row in evaluation.retrieval if row.name in ("BM25", "dense paragraphs", SHIPPED)]
    shown = [m for m in RETRIEVAL if m not in ("R@3", "nDCG@10")]
    found = [[row.name, *(tables.cell(estimate(row, m)) for m in shown)] for row in rows]
    published = peers.peers(evaluation.digest)
    found += [[f"{name} *", *(tables.number(values[m]) for m in shown)] for name, values in published.items()]
    note = f"\n\n\\* {peers.NOTE}." if published else ""
    row = evaluation.answers[0]
    measures = ("evidence", "contains", "F1", "answered", "refused", "handled")
    marks = [tables.cell(estimate(row, m)) for m in measures]
    forced = [tables.cell(estimate(row, FORCED + m)) for m in measures]
    return (
        f"{evaluation.name}. {describe(evaluation)}\n\n{tables.table(['retrieval', *shown], found)}{note}\n\n"
        + tables.table(["answers", *measures], [[f"{row.name}, shipped", *marks], [f"{row.name}, forced", *forced]])
        + "\n"
    )


def block(name: str, body: str) -> str:
    """``body`` between the markers by which README quotes it."""
    return f"<!-- eval:{name} -->\n{body}<!-- /eval:{name} -->\n"


def blocks(text: str) -> dict[str, str]:
    """The blocks of a Markdown text, by name."""
    return {match["name"]: match["body"] for match in _BLOCK.finditer(text)}


def misquoted(readme: str, report: str) -> list[str]:
    """What is wrong with the figures that a README quotes from a report, a line each; empty when all agree."""
    quoted, written = blocks(readme), blocks(report)
    faults = [f"README quotes no block of figures: copy one of {', '.join(written)} from eval/RESULTS.md"] * (
        not quoted
    )
    faults += [f"README has a block {name} that eval/RESULTS.md has not" for name in quoted.keys() - written.keys()]
    faults += [
        f"README's block {name} is not eval/RESULTS.md's: copy it again"
        for name in quoted.keys() & written.keys()
        if quoted[name] != written[name]
    ]
    return sorted(faults)


def failures(evaluation: Evaluation) -> str:
    """Each failure of the shipped parts: what was asked, what came back, what was expected."""
    retrieval = next(row for row in evaluation.retrieval if row.name == SHIPPED)
    row = evaluation.answers[0]
    lines: list[str] = []
    for asked in evaluation.asked:
        faults = []
        if asked.answerable and retrieval.values["R@5"][asked.id] < 1:
            faults.append(f"not among the first 5 passages; the first: {retrieval.returned[asked.id]}")
        if row.values["handled"][asked.id] < 1:
            faults.append(f"answered: {row.returned[asked.id]}")
        if faults:
            lines += [f"{asked.id}: {asked.question}", *(f"    {fault}" for fault in faults)]
            lines.append(f"    expected: {asked.expected}")
    return "\n".join(lines) + "\n" if lines else "no failure\n"


def shown(evaluations: Sequence[Evaluation], verbose: bool) -> str:
    """What the command prints."""
    parts = [section(e) + (f"\n{failures(e)}" if verbose else "") for e in evaluations]
    return "\n".join([*parts, LEGEND])
