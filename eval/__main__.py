"""``python -m eval``: whether it got better, for which kind of question, and whether that is more than luck."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tqdm import tqdm

from index import built_in_article
from index.encoding.encoder import Encoder, SentenceEncoder
from index.environment import default_cache
from index.progress import Progress
from qa.building import build_pipeline

from . import report
from .beir import write_beir
from .compare import compare, read_json, to_json
from .configurations import pipelines
from .dataset import Dataset, built_in
from .estimates import figures, missed, parse_floors
from .evaluate import Evaluation, evaluate
from .experiments.half_bank import HalfRow, halves
from .experiments.misspelling import MendingRow, mending
from .experiments.other_half import ElsewhereRow, elsewhere
from .experiments.topic_changes import TopicRow, topic_changes
from .questions import Question
from .ranking import Ranking, write_trec
from .squad import read_dataset
from .timing import RememberingEncoder


def main(argv: Sequence[str] | None = None, encoder: Encoder | None = None) -> int:
    """Run the command; the exit status: 1 below a floor of ``--min``, 2 for what cannot be done.

    encoder   used in place of the one that ``--encoder`` names
    """
    options = _options(argv)
    try:
        if options.compare:
            print(compare(*(read_json(path) for path in options.compare)), end="")
            return 0
        # All parts of a report ask the same questions: each is encoded once.
        return _run(options, RememberingEncoder(encoder or SentenceEncoder(options.encoder)))
    except (OSError, ValueError, ImportError) as error:
        print(f"python -m eval: {error}", file=sys.stderr)
        return 2


def _run(options: argparse.Namespace, encoder: RememberingEncoder) -> int:
    floors = parse_floors(options.min)
    datasets = _datasets(options)
    evaluated = _evaluate(datasets, encoder)
    evaluations = [evaluation for evaluation, _ in evaluated]
    first, rankings = evaluated[0]
    found = figures(first)
    lacking = missed(found, floors)
    if options.json and str(options.json) == "-":
        print(to_json(first, found), end="")
    else:
        print(report.shown(evaluations, options.verbose))
    if options.json and str(options.json) != "-":
        options.json.write_text(to_json(first, found), encoding="utf-8")
    if options.trec:
        write_trec(datasets[0], rankings, options.trec)
    if options.beir:
        write_beir(datasets[0], options.beir)
    if options.plot:
        from .plots import draw

        draw(first, options.plot)
    if options.report:
        test, dev, *others = evaluations
        apart = _apart(datasets[2], encoder) if others else []
        options.report.write_text(
            report.results(test, dev, others[0] if others else None, apart, *_retrieval_only(datasets[:2], encoder)),
            encoding="utf-8",
        )
    for line in lacking:
        print(f"python -m eval: {line}", file=sys.stderr)
    return 1 if lacking else 0


def _datasets(options: argparse.Namespace) -> list[Dataset]:
    """What is evaluated, the set that the files and floors are about first."""
    found: list[Dataset] = []
    if options.report or not options.dataset:
        article = built_in_article()
        found += [built_in(article, split) for split in (("test", "dev") if options.report else (options.split,))]
    if options.dataset:
        found.append(read_dataset(options.dataset))
    return [dataset.first(options.limit) for dataset in found]


def _evaluate(datasets: Sequence[Dataset], encoder: RememberingEncoder) -> list[tuple[Evaluation, list[Ranking]]]:
    articles = {id(dataset.article): dataset for dataset in datasets}  # test and dev questions share theirs
    ready = {key: pipelines(dataset, encoder, default_cache(), _progress()) for key, dataset in articles.items()}
    return [evaluate(dataset, ready[id(dataset.article)], encoder, _steps) for dataset in datasets]


def _apart(dataset: Dataset, encoder: Encoder) -> list[ElsewhereRow]:
    """The rows of another data set whose questions are asked of either half of its passages."""
    build = partial(pipelines, encoder=encoder, cache=default_cache(), progress=_progress())
    return elsewhere(dataset, build, _steps)


def _retrieval_only(
    datasets: Sequence[Dataset], encoder: Encoder
) -> tuple[list[HalfRow], dict[str, list[MendingRow]], dict[str, list[TopicRow]]]:
    """Of the built-in article's test and dev questions, where any reader will do: the test questions' rows with
    half of the bank; by split, the rows of misspelt questions and of those after another topic."""
    test = datasets[0]
    pipeline = build_pipeline(
        test.article, encoder, reader="none", bank=test.bank, cache=default_cache(), progress=_progress()
    )
    splits = dict(zip(("test", "dev"), datasets, strict=True))
    return (
        halves(test, pipeline, encoder),
        {split: mending(dataset, pipeline) for split, dataset in splits.items()},
        {split: topic_changes(dataset, pipeline) for split, dataset in splits.items()},
    )


def _steps(questions: Sequence[Question]) -> Iterator[Question]:
    return iter(tqdm(questions, unit="question", leave=False, mininterval=1, disable=None))


def _progress() -> Progress:
    bar: list[tqdm] = []

    def show(what: str, done: int, total: int) -> None:
        if not bar:
            bar.append(tqdm(desc=what, total=total, leave=False, mininterval=1, disable=None))
        bar[0].update(done - bar[0].n)
        if done == total:
            bar.pop().close()

    return show


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    add = parser.add_argument
    add("--split", choices=("dev", "test", "all"), default="test", help="which of the built-in questions (test)")
    add("--dataset", type=Path, metavar="FILE", help="a SQuAD-format file or a BEIR folder in their place")
    add("--limit", type=_count, metavar="N", help="the first N questions only")
    add(
        "--encoder",
        metavar="NAME",
        help="name or folder of a sentence-transformers model; the embedded one if not given",
    )
    add("-v", "--verbose", action="store_true", help="print each failure: what came back, what was expected")
    add(
        "--json", type=Path, metavar="FILE", help="write every value, for --compare; - prints it in place of the tables"
    )
    add("--trec", type=Path, metavar="DIR", help="write TREC qrels and runs")
    add("--beir", type=Path, metavar="DIR", help="write the set as a BEIR folder")
    add("--plot", type=Path, metavar="DIR", help="draw risk-coverage, reliability and R@k as SVG (needs matplotlib)")
    add(
        "--min", nargs="+", default=[], metavar="MEASURE=VALUE", help="exit 1 when a figure of what is shipped is below"
    )
    add("--compare", nargs=2, type=Path, metavar=("BEFORE", "AFTER"), help="what changed between two --json files")
    add(
        "--report",
        nargs="?",
        type=Path,
        const=report.RESULTS,
        metavar="FILE",
        help="write eval/RESULTS.md: test and dev questions, and the --dataset where one is given",
    )
    options = parser.parse_args(argv)
    if options.report and options.limit:
        parser.error("--report is of whole sets: leave out --limit")
    return options


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a number of questions, 1 or more, found {text!r}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
