"""The parts of the report that need more than an evaluation, run where the options ask for them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from index.encoding.encoder import Encoder
from index.environment import default_cache
from index.progress import Progress
from qa.building import TRAINED_READER
from qa.reading.loading import load_span_model

from .dataset import Dataset
from .evaluate import Steps
from .given_paragraph import given_paragraph, given_part
from .opened.articles import articles
from .opened.asking import opening
from .opened.scholars import read_papers, scholars
from .opened.sections import articles_part, scholars_part
from .report import Part


def parts(
    options: argparse.Namespace, datasets: Sequence[Dataset], encoder: Encoder, progress: Progress, steps: Steps
) -> list[Part]:
    """The reader alone on the data sets, the folder of articles, and the scholarly articles, in this order."""
    return list(_parts(options, datasets, encoder, progress, steps))


def _parts(
    options: argparse.Namespace, datasets: Sequence[Dataset], encoder: Encoder, progress: Progress, steps: Steps
) -> Iterator[Part]:
    # A report leaves out the sets whose questions have no paragraph; of one that is asked for the error tells.
    given = datasets if options.given else [d for d in datasets if d.homes and options.report]
    if given:
        model = load_span_model(TRAINED_READER)
        yield given_part([given_paragraph(dataset, model, steps) for dataset in given])
    if options.articles:
        yield articles_part(articles(options.articles, opening(encoder, default_cache(), progress), steps))
    if options.scholars:
        papers = read_papers(options.scholars)
        with TemporaryDirectory() as empty:
            yield scholars_part(scholars(papers, opening(encoder, Path(empty), progress), steps))
