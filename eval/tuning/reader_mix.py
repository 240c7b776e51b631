"""``python -m eval.tuning.reader_mix``: the worth of the shares of the reader's mix, forced answers on several sets.

Sets: the built-in article's dev questions and those in other voices, each with and without its bank; ``--dataset`` adds
a SQuAD-format file and ``--scholars`` one whose contexts are articles. Nothing that results are reported on as unseen
belongs here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from index import Span, built_in_article, read_article
from index.encoding.encoder import Encoder, SentenceEncoder
from index.environment import default_cache
from qa.building import TRAINED_READER, build_pipeline
from qa.pipeline import Pipeline
from qa.reading.loading import load_span_model
from qa.reading.sentence_reader import SentenceReader
from qa.reading.span_model import SpanModel
from qa.reading.span_reader import Mix, SpanReader

from ..dataset import Dataset, built_in
from ..dataset_files import read_dataset
from ..measures import overlaps, token_f1
from ..opened.scholars import evidence, read_papers
from ..questions import Question
from ..tables import table

RETRIEVAL = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
LEAD = (0.0, 0.02, 0.035, 0.05, 0.07, 0.1, 0.15)
EVIDENCE = (0.0, 0.02, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5)
_ALL = 1000  # quotes of one passage: all of them

Proves = Callable[[Span, Span], bool]


@dataclass(frozen=True)
class Candidates:
    """All quotes that the reader might give to one question.

    parts   what the mix weighs: the sentence's score, the hit's, the lead, the evidence; shape (quotes, 4)
    proven  whether each quote proves a fact, shape (quotes,)
    f1      of each quote's short answer, shape (quotes,)
    """

    parts: npt.NDArray[np.float64]
    proven: npt.NDArray[np.float64]
    f1: npt.NDArray[np.float64]

    def marks(self, mixes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """(evidence, F1) of the quote that each of the mixes, shape (mixes, 4), puts first; shape (mixes, 2)."""
        if not len(self.parts):
            return np.zeros((len(mixes), 2))
        best = np.argmax(mixes @ self.parts.T, axis=1)
        return np.stack([self.proven[best], self.f1[best]], axis=1)


def candidates(pipeline: Pipeline, model: SpanModel, question: Question, proves: Proves) -> Candidates:
    """The candidates of an answerable question; the pipeline has the untrained reader."""
    sentences = pipeline.reader
    if not isinstance(sentences, SentenceReader):
        raise TypeError(f'the pipeline reads with {type(sentences).__name__}: build it with reader="none"')
    query = pipeline.query(question.text, question.history)
    found = SpanReader(model, sentences, Mix(0, 0, 0), _ALL).read(query.alone, pipeline.hits_to_read(query))
    places = [(place.position, place.span) for group in question.evidence for place in group]
    proven = [any(p == f.hit.position and proves(f.citation.span, span) for p, span in places) for f in found]
    return Candidates(
        np.array([(f.score, f.hit.score, f.answer, f.proof) for f in found], dtype=np.float64).reshape(-1, 4),
        np.array(proven, dtype=np.float64),
        np.array([token_f1(f.citation.short, question.answers) if question.answers else 0.0 for f in found]),
    )


def of_dataset(dataset: Dataset, encoder: Encoder, model: SpanModel) -> list[Candidates]:
    """The candidates of every answerable question of a data set."""
    pipeline = build_pipeline(dataset.article, encoder, bank=dataset.bank, cache=default_cache())
    asked = [question for question in dataset.questions if question.answerable]
    return [candidates(pipeline, model, q, dataset.proves) for q in tqdm(asked, leave=False, disable=None)]


def of_scholars(path: Path, encoder: Encoder, model: SpanModel) -> Iterator[Candidates]:
    """The candidates of every question of a file whose contexts are articles."""
    with TemporaryDirectory() as folder:
        for number, paper in enumerate(tqdm(read_papers(path), leave=False, disable=None)):
            file = Path(folder) / f"{number}.txt"
            file.write_text(paper.text, encoding="utf-8")
            pipeline = build_pipeline(read_article(file), encoder, cache=default_cache())
            for question in paper.questions:
                placed = replace(question, evidence=(evidence(pipeline.article, question.answers),))
                yield candidates(pipeline, model, placed, overlaps)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command: print the best mixes and the shipped one."""
    parser = argparse.ArgumentParser(prog="python -m eval.tuning.reader_mix", description=__doc__)
    parser.add_argument("--dataset", type=Path, action="append", default=[], metavar="FILE", help="in SQuAD's format")
    parser.add_argument("--scholars", type=Path, metavar="FILE", help="a SQuAD-format file whose contexts are articles")
    parser.add_argument("--reader", type=Path, metavar="DIR", default=TRAINED_READER, help="another trained reader")
    parser.add_argument("--best", type=int, metavar="N", default=12, help="mixes to show (12)")
    options = parser.parse_args(argv)
    model, encoder = load_span_model(options.reader), SentenceEncoder()
    article = built_in_article()
    sets: dict[str, list[Candidates]] = {}
    for split in ("dev", "voices"):
        dataset = built_in(article, split)
        sets[f"{split}, with bank"] = of_dataset(dataset, encoder, model)
        sets[f"{split}, without"] = of_dataset(replace(dataset, bank=()), encoder, model)
    for path in options.dataset:
        sets[path.name] = of_dataset(read_dataset(path), encoder, model)
    if options.scholars:
        sets["scholars"] = list(of_scholars(options.scholars, encoder, model))
    print(shown(sets, options.best))
    return 0


def shown(sets: dict[str, list[Candidates]], best: int) -> str:
    """The best mixes, by the mean over the sets of evidence and F1, and the shipped one."""
    shipped = Mix()
    mixes = [Mix(*shares) for shares in product(RETRIEVAL, LEAD, EVIDENCE)]
    mixes = [shipped, *(mix for mix in mixes if mix != shipped)]
    shares = np.array([(1.0, mix.retrieval, mix.lead, mix.evidence) for mix in mixes])
    marks = np.stack([np.mean([one.marks(shares) for one in found], axis=0) for found in sets.values()])
    total = marks.mean(axis=(0, 2))  # over sets and both measures
    order = np.argsort(-total, kind="stable").tolist()
    kept = sorted({0, *order[:best]}, key=order.index)
    head = ["retrieval", "lead", "evidence", *(f"{name}: evidence, F1" for name in sets), "mean"]
    rows = [
        [
            f"{mixes[i].retrieval:g}" + (" (shipped)" if i == 0 else ""),
            f"{mixes[i].lead:g}",
            f"{mixes[i].evidence:g}",
            *(", ".join(f"{value:.3f}" for value in row[i]) for row in marks),
            f"{total[i]:.4f}",
        ]
        for i in kept
    ]
    return table(head, rows)


if __name__ == "__main__":
    sys.exit(main())
