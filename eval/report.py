"""The printed text and eval/RESULTS.md. Blocks of figures stand between markers, so that README can quote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from . import baselines as peers
from . import by_kind, tables
from .configurations import SHIPPED
from .estimates import RETRIEVAL, estimate
from .evaluate import Evaluation
from .intervals import RESAMPLES, SEED
from .marks import FORCED, Marked

RESULTS = Path(__file__).parent / "RESULTS.md"
_PACKAGES = ("numpy", "scipy", "ir-measures", "rank-bm25", "faiss-cpu", "torch", "sentence-transformers")
_BLOCK = re.compile(r"<!-- eval:(?P<name>[a-z0-9-]+) -->\n(?P<body>.*?)<!-- /eval:(?P=name) -->", re.DOTALL)

DATASET = "dataset"
READING = "reading"  # the block that ``python -m eval.reading`` writes into the same file
_FITTED = "dev"  # the evaluation without a block: its figures are not to be quoted

SEEN = """\
What the program has seen of these questions. The weights and thresholds of the confidence are fitted on the dev
questions, those in other voices and the dev questions by kind, so that refusals and confidences on these flatter it;
the figures by cross-validation are those that `python -m eval.tuning.fit` and `python -m eval.tuning.support` print,
and no others. The totals on test were looked at eight times and decided three things: after too few refusals, that a
wrong answer costs more than a refusal and that more signs of confidence were sought, by cross-validation on dev; after
corrections too many, that the premises are fitted on the questions in other voices too. The correcting quotes of the
test premises were written late, from the questions and the article alone, after the totals had counted each correction
there as an answer. The rules and limits of qa/ were written while looking at the
dev questions, those in other voices, the dev questions by kind, the three articles and COVID-QA's dev articles, the
shares of the indexes while looking at XQuAD too: figures on these are no figures on unseen questions. At the test
questions, those by kind among them, nobody looked for any rule."""

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
    """A section of the report beside the evaluations.

    body     can be quoted by the section's name
    details  for ``-v``
    marked   its questions with their marks, by the name of each set
    """

    name: str
    heading: str
    body: str
    details: str = ""
    marked: Mapping[str, Sequence[Marked]] = field(default_factory=dict)

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
        *_by_kind(evaluation),
    ]
    return "\n\n".join(parts) + "\n"


def _by_kind(evaluation: Evaluation) -> list[str]:
    """The outcomes, and for questions that say what they ask for what came of each kind."""
    name, marked = evaluation.answers[0].name, evaluation.marked
    labelled = [by_kind.kinds_table(f"asks: {name}", marked)] if any(m.asks for m in marked) else []
    verdicts = [by_kind.verdicts_table({name: marked})] if any("said" in m.marks for m in marked) else []
    return [*labelled, *verdicts, by_kind.outcomes_table({name: marked})]


def _both_kinds(evaluation: Evaluation) -> bool:
    return len({asked.answerable for asked in evaluation.asked}) == 2


def describe(evaluation: Evaluation) -> str:
    """The number of questions, answerable and not."""
    answerable = sum(asked.answerable for asked in evaluation.asked)
    return f"{len(evaluation.asked)} questions: {answerable} answerable, {len(evaluation.asked) - answerable} not."


def results(
    command: str, evaluations: Mapping[str, Evaluation], parts: Sequence[Part] = (), experiments: Sequence[str] = ()
) -> str:
    """The text of eval/RESULTS.md.

    command      the line that gives it
    evaluations  by the name of the block that quotes each: "test", "dev" (which has none), "voices", "dataset" ...
    parts        the sections on the reader alone, on kinds of questions and on articles that were opened
    experiments  the sections on the experiments, as they end the report
    """
    versions = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    head = f"""\
# Results

Written by `{command}`, never by hand. {versions}; seed {SEED}, {RESAMPLES} resamples.
Only the latencies (p50, p95) depend on the machine.

{SEEN}

{LEGEND}
"""
    blocks = [block(name, summary(evaluation)) for name, evaluation in evaluations.items() if name != _FITTED]
    sections = [section(evaluation) for evaluation in evaluations.values()]
    beside = [part.written for part in [*parts, *support_part(evaluations.values(), parts)]]
    return "\n".join([head, *blocks, *sections, *beside, *experiments])


def support_part(evaluations: Iterable[Evaluation], parts: Sequence[Part]) -> list[Part]:
    """The section on how often strong support is right, if anything was answered with it: of the evaluated sets that
    are labelled with kinds, and of those of the parts."""
    sets: dict[str, Sequence[Marked]] = {e.name: e.marked for e in evaluations if any(a.asks for a in e.asked)}
    for part in parts:
        sets |= part.marked
    if not any("strong" in m.marks for marked in sets.values() for m in marked):
        return []
    body = f"""\
Of the answers that are said to have strong support, those that are right: the first quote proves a fact, or, of a list,
order, comparison or overview, the quotes prove half of the facts or more. An answer to a question that the article does
not answer is wrong. The kind: by its label, or as the program takes it.

{by_kind.strong_table(sets)}
"""
    return [Part("support", "Strong support", body)]


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
    beside = [part.printed(verbose) for part in [*parts, *support_part(evaluations, parts)]]
    return "\n".join([*sections, *beside, *([LEGEND] if evaluations else [])])
