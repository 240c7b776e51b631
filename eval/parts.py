"""The parts of the report that need more than an evaluation, run where the options ask for them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from index import built_in_article
from index.encoding.encoder import Encoder
from index.environment import default_cache
from index.progress import Progress
from qa.building import TRAINED_READER, build_pipeline, span_model
from qa.pipeline import Pipeline

from . import configurations
from .dataset import Dataset, built_in
from .evaluate import Steps
from .given_paragraph import given_paragraph, given_part
from .opened.articles import articles
from .opened.asking import building, opening
from .opened.fragments import in_full_and_as_fragments
from .opened.kinds import SPLITS, ask_kinds, kinds_part
from .opened.scholars import read_papers, scholars
from .opened.sections import articles_part, fragments_part, scholars_part
from .options import asks_kinds
from .report import Part


def parts(
    options: argparse.Namespace, datasets: Sequence[Dataset], encoder: Encoder, progress: Progress, steps: Steps
) -> list[Part]:
    """The reader alone on the data sets, the questions by kind, the folder of articles, the scholarly articles, and
    questions put as fragments, in this order."""
    return list(_parts(options, datasets, encoder, progress, steps))


def _parts(
    options: argparse.Namespace, datasets: Sequence[Dataset], encoder: Encoder, progress: Progress, steps: Steps
) -> Iterator[Part]:
    # A report leaves out the sets whose questions have no paragraph; of one that is asked for the error tells.
    given = datasets if options.given else [d for d in datasets if d.homes and options.report]
    if given:
        model = span_model(TRAINED_READER)
        yield given_part([given_paragraph(dataset, model, steps) for dataset in given])
    if asks_kinds(options):
        splits = (options.split,) if options.split in SPLITS else SPLITS
        here = partial(_built_in, encoder, progress)
        asked = ask_kinds(splits, here, options.kinds_elsewhere, opening(encoder, default_cache(), progress), steps)
        yield kinds_part(asked)
    if options.articles:
        yield articles_part(articles(options.articles, opening(encoder, default_cache(), progress), steps))
    if options.scholars:
        papers = read_papers(options.scholars)
        with TemporaryDirectory() as empty:
            yield scholars_part(scholars(papers, opening(encoder, Path(empty), progress), steps))
    if options.qasper:
        with TemporaryDirectory() as empty:
            build = building(encoder, Path(empty), progress)
            yield fragments_part(*in_full_and_as_fragments(options.qasper, build, steps))


def _built_in(encoder: Encoder, progress: Progress) -> Pipeline:
    """The shipped pipeline over the built-in article."""
    dataset = built_in(built_in_article(), "dev")
    reader = next(iter(configurations.READERS.values()))
    return build_pipeline(
        dataset.article, encoder, reader=reader, bank=dataset.bank, cache=default_cache(), progress=progress
    )
