"""``python -m eval``: figures of the retriever and the reader by kind of question, and whether a change is luck."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from tqdm import tqdm

from index import built_in_article
from index.encoding.encoder import Encoder, SentenceEncoder
from index.environment import default_cache
from index.progress import Progress

from . import report
from .beir import write_beir
from .compare import compare, read_json, to_json
from .configurations import pipelines
from .dataset import Dataset, built_in
from .dataset_files import read_dataset
from .estimates import figures, missed, parse_floors
from .evaluate import Evaluation, evaluate
from .options import parse
from .questions import Question
from .ranking import Ranking, write_trec
from .timing import RememberingEncoder

Experiments = Callable[[Sequence[Dataset], Encoder], list[str]]  # their sections in the report


def run(argv: Sequence[str] | None = None, encoder: Encoder | None = None) -> int:
    """Run the command; the exit status: 1 below a floor of ``--min``, 2 for a task that cannot be done.

    encoder   used in place of the one that ``--encoder`` names
    """
    options = parse(argv, __doc__)
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
    experiments = _experiments() if options.report else None  # before the evaluation, which takes minutes
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
    _write_files(options, datasets[0], first, rankings, found)
    if experiments:
        test, dev, *others = evaluations
        text = report.results(test, dev, others[0] if others else None, experiments(datasets, encoder))
        options.report.write_text(text, encoding="utf-8")
    for line in lacking:
        print(f"python -m eval: {line}", file=sys.stderr)
    return 1 if lacking else 0


def _write_files(
    options: argparse.Namespace,
    dataset: Dataset,
    evaluation: Evaluation,
    rankings: Sequence[Ranking],
    found: dict[str, float],
) -> None:
    """Every file but the report that the options ask for."""
    if options.json and str(options.json) != "-":
        options.json.write_text(to_json(evaluation, found), encoding="utf-8")
    if options.trec:
        write_trec(dataset, rankings, options.trec)
    if options.beir:
        write_beir(dataset, options.beir)
    if options.plot:
        from .plots import draw

        draw(evaluation, options.plot)


def _experiments() -> Experiments:
    """The report's experiments, ready to run. ModuleNotFoundError in the wheel, which does not hold them."""
    try:
        from .experiments.sections import sections
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(f"{__package__}.experiments"):
            raise  # they are there, and lack something themselves
        raise ModuleNotFoundError(
            "--report needs the whole repository: its experiments are not installed with the package", name=error.name
        ) from None
    return partial(sections, cache=default_cache(), progress=_progress(), steps=_steps)


def _datasets(options: argparse.Namespace) -> list[Dataset]:
    """The data sets to evaluate, the one that the files and floors are about first."""
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
