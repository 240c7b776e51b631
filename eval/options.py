"""The options of ``python -m eval``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from .dataset import Dataset
from .report import RESULTS


def parse(argv: Sequence[str] | None, description: str | None) -> argparse.Namespace:
    """The options as given; of a wrong one argparse says so and exits with status 2."""
    parser = argparse.ArgumentParser(prog="python -m eval", description=description)
    add = parser.add_argument
    add(
        "--split",
        choices=("dev", "test", "all", "voices"),
        help="which of the built-in questions (test), or of --kinds (both)",
    )
    add(
        "--dataset",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a SQuAD-format file or a BEIR folder in their place; files and floors are of the first of several",
    )
    add("--given", action="store_true", help="the reader alone on each --dataset, the right paragraph given")
    add("--articles", type=Path, metavar="FOLDER", help="articles with their questions (NAME.jsonl) beside them")
    add("--scholars", type=Path, metavar="FILE", help="a SQuAD-format file whose contexts are whole articles")
    add("--qasper", type=Path, metavar="FILE", help="QASPER in SQuAD's format: its questions in full and as fragments")
    add("--kinds", action="store_true", help="the questions of kinds.jsonl, by the kind of answer that they ask for")
    add(
        "--kinds-elsewhere",
        type=Path,
        nargs="+",
        default=[],
        metavar="FOLDER",
        help="those of kinds-elsewhere.jsonl too, about articles that lie in these folders",
    )
    add("--limit", type=_count, metavar="N", help="the first N questions only")
    add(
        "--encoder",
        metavar="NAME",
        help="name or folder of a sentence-transformers model; the embedded one if not given",
    )
    add("-v", "--verbose", action="store_true", help="print each failure: the answer and the expected evidence")
    add(
        "--json", type=Path, metavar="FILE", help="write every value, for --compare; - prints it in place of the tables"
    )
    add("--trec", type=Path, metavar="DIR", help="write TREC qrels and runs")
    add("--beir", type=Path, metavar="DIR", help="write the set as a BEIR folder")
    add("--plot", type=Path, metavar="DIR", help="draw risk-coverage, reliability and R@k as SVG (needs matplotlib)")
    add("--min", nargs="+", default=[], metavar="MEASURE=VALUE", help="exit 1 if a shipped figure is below")
    add("--compare", nargs=2, type=Path, metavar=("BEFORE", "AFTER"), help="the changes between two --json files")
    add(
        "--report",
        nargs="?",
        type=Path,
        const=RESULTS,
        metavar="FILE",
        help="write eval/RESULTS.md: test and dev questions, other voices, and every part that is given beside it",
    )
    options = parser.parse_args(argv)
    fault = _fault(options)
    if fault:
        parser.error(fault)
    return options


def evaluates(options: argparse.Namespace) -> bool:
    """Whether retrievers and pipelines are evaluated, as they are unless only other parts are asked for."""
    apart = options.given or options.articles or options.scholars or options.qasper or asks_kinds(options)
    return bool(options.report or (options.dataset and not options.given) or not apart)


def asks_kinds(options: argparse.Namespace) -> bool:
    """Whether the questions by kind are asked, as in every report."""
    return bool(options.kinds or options.kinds_elsewhere or options.report)


def searched(options: argparse.Namespace, datasets: Sequence[Dataset]) -> Sequence[Dataset]:
    """The data sets of ``--dataset`` that are searched and answered; with ``--given`` none, in a report the first."""
    if not options.given:
        return datasets
    return datasets[:1] if options.report else ()


def reporting(options: argparse.Namespace) -> str:
    """The line that gives the same report, files and folders by what they are.

    >>> reporting(parse(["--report", "--dataset", "xquad.en.json", "--given"], ""))
    'python -m eval --report --dataset FILE --given'
    """
    line = ["python -m eval --report", *["--dataset FILE"] * len(options.dataset), *["--given"] * options.given]
    beside = {"articles": "FOLDER", "scholars": "FILE", "qasper": "FILE", "kinds_elsewhere": "FOLDER ..."}
    line += [f"--{name.replace('_', '-')} {what}" for name, what in beside.items() if getattr(options, name)]
    return " ".join(line)


def _fault(options: argparse.Namespace) -> str:
    """The options that do not go together and the remedy; "" where all do."""
    if options.report and options.limit:
        return "--report is of whole sets: leave out --limit"
    if options.limit and (options.articles or options.scholars or options.qasper or asks_kinds(options)):
        return "--articles, --scholars, --kinds and --qasper are of whole sets: leave out --limit"
    if options.split == "voices" and asks_kinds(options):
        return "--kinds has dev and test questions: leave out --split voices"
    if options.given and not options.dataset:
        return "--given is of a --dataset: name one"
    files = any((options.json, options.trec, options.beir, options.plot, options.min))
    if files and not evaluates(options):
        return (
            "--json, --trec, --beir, --plot and --min are of an evaluation: leave out --given, --articles, --scholars,"
            " --kinds, --qasper"
        )
    return ""


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a number of questions, 1 or more, found {text!r}")
    return int(text)
