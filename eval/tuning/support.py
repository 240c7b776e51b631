"""``python -m eval.tuning.support``: the confidence from which .95 of the answers are right, for ``TUNED.support``.

Answers are those that are given to the built-in article's dev questions, by kind too, and those in other voices;
``--scholars`` adds a SQuAD-format file whose contexts are articles, ``--articles`` and ``--kinds-elsewhere`` folders of
articles with questions. Nothing that results are reported on as unseen belongs here. An answer is right as the table of
strong support counts it.

The threshold is the lowest confidence from which that share of the answers is right. What it is worth is told by
cross-validation: each fold's answers are called strong by the threshold of the others. The confidence itself is fitted
on dev: its answers are surer than others, so each set has a line.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from index import built_in_article
from index.encoding.encoder import Encoder, SentenceEncoder
from index.environment import default_cache
from index.progress import silent
from qa.building import TRAINED_READER, span_model
from qa.kinds import Asks
from qa.pipeline import Pipeline

from ..by_kind import KINDS
from ..configurations import pipelines
from ..dataset import built_in
from ..intervals import mean
from ..marks import Marked
from ..measures import overlaps
from ..opened.articles import articles
from ..opened.asking import Judged, judge, opening
from ..opened.kinds import ask_kinds
from ..opened.scholars import read_papers, scholars
from ..tables import NONE, cell, number, table
from ..timing import RememberingEncoder, remembered

RIGHT = 0.95
NEVER = 1.0  # as a threshold: no confidence is surer
_FOLDS = 10
_FEWEST = 40  # answers of a kind for a threshold of its own


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: its confidence, and whether it is right."""

    asks: Asks
    confidence: float
    right: bool


def threshold(given: Sequence[Given], share: float = RIGHT) -> float:
    """The lowest confidence of an answer such that of those as sure or surer at least ``share`` are right; ``NEVER``
    where there is none."""
    best, right, count = NEVER, 0, 0
    ordered = sorted(given, key=lambda one: -one.confidence)
    for place, one in enumerate(ordered):
        right, count = right + one.right, count + 1
        last = place + 1 == len(ordered) or ordered[place + 1].confidence < one.confidence
        if last and right >= share * count:
            best = one.confidence
    return best


def held_out(given: Sequence[Given], share: float = RIGHT) -> list[Given]:
    """The answers that are strong by the threshold of those of other folds; every ``_FOLDS``-th is of one fold."""
    strong = []
    for fold in range(min(_FOLDS, len(given))):
        others = threshold([one for n, one in enumerate(given) if n % _FOLDS != fold], share)
        strong += [one for one in given[fold::_FOLDS] if one.confidence >= others and others < NEVER]
    return strong


def answers_of(marked: Sequence[Marked]) -> list[Given]:
    """The answers among marks, each with the kind that the program takes the question for."""
    return [Given(m.told, m.marks["confidence"], m.marks["correct"] == 1) for m in marked if "correct" in m.marks]


def shown(sets: Mapping[str, Sequence[Given]]) -> str:
    """The thresholds by kind and in all with what they are worth, then by set what the one for all is worth there."""
    every = [one for given in sets.values() for one in given]
    rows = [_row("in all", every)]
    rows += [_row(kind, [one for one in every if one.asks == kind]) for kind in KINDS if _enough(every, kind)]
    from_here = threshold(every)
    apart = []
    for name, given in sets.items():
        strong = [one for one in given if one.confidence >= from_here]
        apart.append([name, str(len(given)), _of(given), _of(strong), _share(strong)])
    head = ["asked for", "answers", "right", "strong from", "then strong", "held out: right", "share"]
    return (
        f"{table(head, rows)}\n\n"
        f"{table([f'strong from {number(from_here)}', 'answers', 'right', 'strong: right', 'share'], apart)}\n"
    )


def _row(name: str, given: Sequence[Given]) -> list[str]:
    from_here, strong = threshold(given), held_out(given)
    count = sum(one.confidence >= from_here for one in given)
    return [name, str(len(given)), _of(given), number(from_here), str(count), _of(strong), _share(strong)]


def _enough(given: Sequence[Given], kind: Asks) -> bool:
    return sum(one.asks == kind for one in given) >= _FEWEST


def _of(given: Sequence[Given]) -> str:
    return f"{sum(one.right for one in given)} of {len(given)}"


def _share(given: Sequence[Given]) -> str:
    return cell(mean([float(one.right) for one in given])) if given else NONE


def _asked(options: argparse.Namespace, encoder: Encoder) -> dict[str, list[Given]]:
    """The answers by set."""
    article = built_in_article()
    own = built_in(article, "dev")
    shipped: Pipeline = next(iter(pipelines(own, encoder, default_cache(), silent).values()))
    open_article = opening(encoder, default_cache(), silent)
    by_kind = ask_kinds(("dev",), lambda: shipped, options.kinds_elsewhere, open_article).judged["dev"]
    judged: dict[str, list[Judged]] = {
        "dev": [judge(shipped, question, overlaps) for question in own.questions],
        "voices": [judge(shipped, question, overlaps) for question in built_in(article, "voices").questions],
        "kinds, dev": [one for found in by_kind.values() for one in found],
    }
    for folder in options.articles:
        judged["articles"] = [one for row in articles(folder, open_article) for one in row.judged]
    for file in options.scholars:
        with TemporaryDirectory() as empty:
            found = scholars(read_papers(file), opening(encoder, Path(empty), silent))
        judged["scholars"] = [*found.own, *found.foreign]
    return {name: answers_of([one.marked for one in found]) for name, found in judged.items()}


def main(argv: Sequence[str] | None = None, encoder: Encoder | None = None) -> int:
    """Run the command: ask, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m eval.tuning.support", description=__doc__)
    parser.add_argument("--articles", type=Path, nargs=1, default=[], metavar="FOLDER", help="as of python -m eval")
    parser.add_argument("--scholars", type=Path, nargs=1, default=[], metavar="FILE", help="as of python -m eval")
    parser.add_argument("--kinds-elsewhere", type=Path, nargs="+", default=[], metavar="FOLDER", help="likewise")
    options = parser.parse_args(argv)
    remembering = RememberingEncoder(encoder or SentenceEncoder())
    with remembered(span_model(TRAINED_READER), remembering):
        print(shown(_asked(options, remembering)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
