"""``python -m eval``: figures of the retriever and the reader by kind of question, and whether a change is luck."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from tqdm import tqdm

from index import built_in_article
from index.encoding.encoder import Encoder, SentenceEncoder
from index.environment import default_cache
from index.progress import Progress
from index.writing import write_whole
from qa.building import TRAINED_READER, span_model

from . import report
from .beir import write_beir
from .compare import compare, read_json, to_json
from .configurations import pipelines
from .dataset import Dataset, built_in
from .dataset_files import read_dataset
from .estimates import figures, missed, parse_floors
from .evaluate import Evaluation, Item, evaluate
from .options import evaluates, parse, reporting, searched
from .parts import parts
from .questions import Voices
from .ranking import Ranking, write_trec
from .records import Split
from .timing import RememberingEncoder, remembered

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
        # All parts of a report ask the same questions of the same passages: each is encoded, and read, once.
        remembering = RememberingEncoder(encoder or SentenceEncoder(options.encoder))
        with remembered(span_model(TRAINED_READER), remembering):
            return _run(options, remembering)
    except (OSError, ValueError, ImportError) as error:
        print(f"python -m eval: {error}", file=sys.stderr)
        return 2


def _run(options: argparse.Namespace, encoder: RememberingEncoder) -> int:
    floors = parse_floors(options.min)
    experiments = _experiments() if options.report else None  # before the evaluation, which takes minutes
    own, others = _built_in(options), [read_dataset(path).first(options.limit) for path in options.dataset]
    for dataset in others:
        for line in dataset.left_out:
            print(f"python -m eval: {dataset.name}: left out are {line}", file=sys.stderr)
    sets = searched(options, others)
    asked = {**own, **dict(zip(report.dataset_blocks([dataset.name for dataset in sets]), sets, strict=True))}
    evaluated = _evaluate(list(asked.values()), encoder) if evaluates(options) else []
    evaluations = [evaluation for evaluation, _ in evaluated]
    beside = parts(options, others, encoder, _progress(), _steps)
    if str(options.json) != "-":
        print(report.shown(evaluations, beside, options.verbose))
    if experiments:
        # The experiments that need a data set take long: of several, the first one's only.
        sections = experiments([own["test"], own["dev"], *others[:1]], encoder)
        text = report.results(reporting(options), dict(zip(asked, evaluations, strict=True)), beside, sections)
        before = options.report.read_text(encoding="utf-8") if options.report.exists() else ""
        write_whole(options.report, report.keeping(text, before))
    return _files_and_floors(options, next(iter(asked.values())), *evaluated[0], floors) if evaluated else 0


def _files_and_floors(
    options: argparse.Namespace,
    dataset: Dataset,
    evaluation: Evaluation,
    rankings: Sequence[Ranking],
    floors: Mapping[str, float],
) -> int:
    """Write the files that the options ask for; the exit status by the floors."""
    found = figures(evaluation)
    lacking = missed(found, floors)
    if str(options.json) == "-":
        print(to_json(evaluation, found), end="")
    _write_files(options, dataset, evaluation, rankings, found)
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
        write_whole(options.json, to_json(evaluation, found))
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


def _built_in(options: argparse.Namespace) -> dict[str, Dataset]:
    """The built-in article's questions that are to be evaluated, by split; files and floors are of the first."""
    splits: tuple[Split | Voices, ...] = (options.split or "test",)
    if options.report:
        splits = ("test", "dev", "voices")
    elif options.dataset or not evaluates(options):
        return {}
    article = built_in_article()
    return {split: built_in(article, split).first(options.limit) for split in splits}


def _evaluate(datasets: Sequence[Dataset], encoder: RememberingEncoder) -> list[tuple[Evaluation, list[Ranking]]]:
    articles = {id(dataset.article): dataset for dataset in datasets}  # test and dev questions share theirs
    ready = {key: pipelines(dataset, encoder, default_cache(), _progress()) for key, dataset in articles.items()}
    return [evaluate(dataset, ready[id(dataset.article)], encoder, _steps) for dataset in datasets]


def _steps(things: Sequence[Item]) -> Iterator[Item]:
    return iter(tqdm(things, unit="question", leave=False, mininterval=1, disable=None))


def _progress() -> Progress:
    bar: list[tqdm] = []

    def show(what: str, done: int, total: int) -> None:
        if not bar:
            bar.append(tqdm(desc=what, total=total, leave=False, mininterval=1, disable=None))
        bar[0].update(done - bar[0].n)
        if done == total:
            bar.pop().close()

    return show
