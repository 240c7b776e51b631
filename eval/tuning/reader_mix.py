"""``python -m eval.tuning.reader_mix``: the worth of the shares of the reader's mix and of the passages it reads.

Every question is forced to an answer under every setting. The built-in article's questions are the dev ones, with and
without its bank; ``--dataset`` adds a file, which must not be one that results are reported on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from tqdm import tqdm

from index import built_in_article
from index.encoding.encoder import SentenceEncoder
from index.environment import default_cache
from index.progress import silent
from index.search import SearchText
from qa.answer import Hit
from qa.building import TRAINED_READER, build_pipeline
from qa.pipeline import Pipeline
from qa.reading.loading import load_span_model
from qa.reading.sentence_reader import SentenceReader
from qa.reading.span_model import SpanModel
from qa.reading.span_reader import Mix, SpanReader
from qa.reading.span_search import TextSpan
from qa.tuned import TUNED

from ..dataset import Dataset, built_in
from ..dataset_files import read_dataset
from ..measures import token_f1
from ..questions import Question
from ..tables import table

MOST = 8  # passages read
RETRIEVAL = (1.0, 2.0, 3.0, 4.0, 6.0)
LEAD = (0.025, 0.035, 0.05, 0.07, 0.1)
HITS = (4, 5, 6, MOST)
WITHIN = (0.08, 0.12, TUNED.reading.within, 1.0)


class RememberingModel(SpanModel):
    """A span model that reads each text only once for a question, however often it is asked."""

    def __init__(self, model: SpanModel) -> None:
        """The same network and settings as ``model``."""
        super().__init__(
            model.network,
            model.tokenizer,
            max_length=model.max_length,
            stride=model.stride,
            max_answer=model.max_answer,
        )
        self._known: dict[tuple[str, str, int], list[TextSpan]] = {}

    def spans(self, question: str, texts: Sequence[str], n: int = 3) -> list[list[TextSpan]]:
        """See ``SpanModel.spans``."""
        new = [text for text in dict.fromkeys(texts) if (question, text, n) not in self._known]
        for text, found in zip(new, super().spans(question, new, n), strict=True):
            self._known[question, text, n] = found
        return [self._known[question, text, n] for text in texts]


@dataclass(frozen=True)
class Setting:
    """A mix, of how many passages at most, and how far behind the first one's their scores may be."""

    mix: Mix
    hits: int
    within: float = TUNED.reading.within


@dataclass(frozen=True)
class Marks:
    """Means over one data set's answerable questions under one setting, in [0, 1].

    right      the best quote's passage holds evidence
    evidence   the quote proves a fact
    f1         of the short answer
    """

    right: float
    evidence: float
    f1: float


SHIPPED = {Setting(Mix(), TUNED.reading.hits): "with bank", Setting(Mix(), TUNED.reading.hits_without_bank): "without"}


def marks(dataset: Dataset, pipeline: Pipeline, model: SpanModel, settings: Sequence[Setting]) -> list[Marks]:
    """The marks of each setting.

    pipeline   over the data set's article, with the untrained reader
    """
    sentences = pipeline.reader
    if not isinstance(sentences, SentenceReader):
        raise TypeError(f'the pipeline reads with {type(sentences).__name__}: build it with reader="none"')
    readers = {setting: SpanReader(model, sentences, setting.mix) for setting in settings}
    rows: dict[Setting, list[tuple[float, float, float]]] = {setting: [] for setting in settings}
    for question in tqdm([q for q in dataset.questions if q.answerable], leave=False, disable=None):
        hits = pipeline.retrieve(pipeline.query(question.text, question.history).in_context, MOST)
        alone = pipeline.query(question.text).searched
        for setting, reader in readers.items():
            rows[setting].append(
                _marks(dataset, question, reader, alone, pipeline.worth_reading(hits, setting.hits, setting.within))
            )
    return [Marks(*np.mean(rows[setting], axis=0).tolist()) for setting in settings]


def _marks(
    dataset: Dataset, question: Question, reader: SpanReader, text: SearchText, hits: Sequence[Hit]
) -> tuple[float, float, float]:
    findings = reader.read(text, hits)
    if not findings:
        return 0.0, 0.0, 0.0
    best, hit = findings[0].citation, findings[0].hit
    there = [place.span for group in question.evidence for place in group if place.position == hit.position]
    proven = any(dataset.proves(best.span, span) for span in there)
    return float(bool(there)), float(proven), token_f1(best.short, question.answers) if question.answers else 0.0


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command: print the best settings and the shipped ones."""
    parser = argparse.ArgumentParser(prog="python -m eval.tuning.reader_mix", description=__doc__)
    parser.add_argument("--dataset", type=Path, metavar="FILE", help="a SQuAD-format file that no result is taken from")
    parser.add_argument("--reader", type=Path, metavar="DIR", default=TRAINED_READER, help="another trained reader")
    parser.add_argument("--best", type=int, metavar="N", default=12, help="settings to show (12)")
    options = parser.parse_args(argv)
    dev = built_in(built_in_article(), "dev")
    sets = {"dev, with bank": (dev, dev.bank), "dev, without": (dev, ())}
    if options.dataset:
        sets[options.dataset.name] = (read_dataset(options.dataset), ())
    settings = [
        Setting(Mix(retrieval, lead), hits, within)
        for retrieval, lead, hits, within in product(RETRIEVAL, LEAD, HITS, WITHIN)
    ]
    settings += [setting for setting in SHIPPED if setting not in settings]
    model, encoder = RememberingModel(load_span_model(options.reader)), SentenceEncoder()
    found = []
    for dataset, bank in sets.values():
        pipeline = build_pipeline(dataset.article, encoder, bank=bank, cache=default_cache(), progress=silent)
        found.append(marks(dataset, pipeline, model, settings))
    print(shown(settings, dict(zip(sets, found, strict=True)), options.best))
    return 0


def shown(settings: Sequence[Setting], found: dict[str, list[Marks]], best: int) -> str:
    """The best settings, by the mean over the sets of evidence and F1, and the shipped ones."""
    values = np.array([[(m.right, m.evidence, m.f1) for m in row] for row in found.values()])  # (sets, settings, 3)
    total = values[:, :, 1:].mean(axis=(0, 2))
    order = np.argsort(-total, kind="stable").tolist()
    kept = sorted({*order[:best], *map(settings.index, SHIPPED)}, key=order.index)
    head = ["retrieval", "lead", "passages", "within", *(f"{name}: R@1, evidence, F1" for name in found), "mean"]
    rows = [
        [
            f"{settings[i].mix.retrieval:g}",
            f"{settings[i].mix.lead:g}",
            f"{settings[i].hits}" + (f" (shipped {SHIPPED[settings[i]]})" if settings[i] in SHIPPED else ""),
            f"{settings[i].within:g}",
            *(", ".join(f"{value:.3f}" for value in row[i]) for row in values),
            f"{total[i]:.4f}",
        ]
        for i in kept
    ]
    return table(head, rows)


if __name__ == "__main__":
    sys.exit(main())
