"""The printed text and eval/RESULTS.md. Blocks of figures stand between markers, so that README can quote them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from . import baselines as peers
from . import tables
from .configurations import SHIPPED
from .estimates import RETRIEVAL, estimate
from .evaluate import FORCED, Evaluation
from .intervals import RESAMPLES, SEED

RESULTS = Path(__file__).parent / "RESULTS.md"
_PACKAGES = ("numpy", "scipy", "ir-measures", "rank-bm25", "faiss-cpu", "torch", "sentence-transformers")
_BLOCK = re.compile(r"<!-- eval:(?P<name>[a-z0-9-]+) -->\n(?P<body>.*?)<!-- /eval:(?P=name) -->", re.DOTALL)

DATASET = "dataset"
READING = "reading"  # the block that ``python -m eval.reading`` writes into the same file
_OPTIONS = {"articles": "--articles FOLDER", "scholars": "--scholars FILE"}  # by the part that each gives
_FITTED = "dev"  # the evaluation without a block: its figures are not to be quoted

LEGEND = """\
R@k: a passage that holds the evidence is among the first k; a question that needs several facts has the mean
over them. evidence: the first quote proves a fact. groups: the quotes together prove every fact. contains, EM, F1:
a gold answer stands in the first quote; is the short answer; shares words with it. shipped: what is refused counts
0; forced: as if nothing were refused. handled: answered with proof, or rightly refused, of all questions. In
brackets 95 % intervals: Wilson's for rates, BCa bootstrap for other means. p: paired permutation test against the
shipped row. Mean confidence: of a sixth of the questions, by confidence; the next column says how sure it should have
been. Risk: the share of answered questions whose first quote proves nothing."""


@dataclass(frozen=True)
class Part:
    """A section of the report beside the evaluations. Its body can be quoted by its name; details: for ``-v``."""

    name: str
    heading: str
    body: str
    details: str = ""

    @property
    def written(self) -> str:
        """The section with its markers, as the report has it."""
        return f"## {self.heading}\n\n{block(self.name, self.body)}"

    def printed(self, verbose: bool) -> str:
        """The section as the command prints it."""
        return f"## {self.heading}\n\n{self.body}" + (f"\n{self.details}" if verbose else "")


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
    """The number of questions, answerable and not."""
    answerable = sum(asked.answerable for asked in evaluation.asked)
    return f"{len(evaluation.asked)} questions: {answerable} answerable, {len(evaluation.asked) - answerable} not."


def results(evaluations: Mapping[str, Evaluation], parts: Sequence[Part] = (), experiments: Sequence[str] = ()) -> str:
    """The text of eval/RESULTS.md.

    evaluations  by the name of the block that quotes each: "test", "dev" (which has none), "voices", "dataset" ...
    parts        the sections on the reader alone and on articles that were opened
    experiments  the sections on the experiments, as they end the report
    """
    versions = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    given = ["python -m eval --report"]
    given += ["--dataset FILE" for name in evaluations if name.startswith(DATASET)]
    given += [_OPTIONS[part.name] for part in parts if part.name in _OPTIONS]
    head = f"""\
# Results

Written by `{" ".join(given)}`, never by hand. {versions}; seed {SEED}, {RESAMPLES} resamples.
Only the latencies (p50, p95) depend on the machine.

{LEGEND}
"""
    blocks = [block(name, summary(evaluation)) for name, evaluation in evaluations.items() if name != _FITTED]
    sections = [section(evaluation) for evaluation in evaluations.values()]
    return "\n".join([head, *blocks, *sections, *(part.written for part in parts), *experiments])


def keeping(text: str, before: str) -> str:
    """A new text of eval/RESULTS.md with the block of another command that the one before it held."""
    return "\n".join([text, *(block(name, body) for name, body in blocks(before).items() if name == READING)])


def dataset_blocks(names: Sequence[str]) -> list[str]:
    """The blocks of data sets' figures, by the files' names in order: "dataset", and after it a name for each file.

    >>> dataset_blocks(["xquad.en.json", "dev-half.json"])
    ['dataset', 'dataset-dev-half']
    """
    stems = ["-".join(re.findall(r"[a-z0-9]+", Path(name).stem.lower())) for name in names]
    return [f"{DATASET}-{stem}" if number else DATASET for number, stem in enumerate(stems)]


def summary(evaluation: Evaluation) -> str:
    """The figures of the shipped parts in short, without latencies, beside those of other systems."""
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
    """A line for each block of figures that a README quotes otherwise than the report has it; empty if all agree."""
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
    """Each failure of the shipped parts: the question, the answer or first passage, the expected evidence."""
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


def shown(evaluations: Sequence[Evaluation], parts: Sequence[Part], verbose: bool) -> str:
    """The text that the command prints."""
    sections = [section(e) + (f"\n{failures(e)}" if verbose else "") for e in evaluations]
    return "\n".join([*sections, *(part.printed(verbose) for part in parts), *([LEGEND] if evaluations else [])])
