"""``python -m eval.verdicts --data FOLDER``: how often a verdict on a question or claim is right, and may be said.

FOLDER holds boolq.jsonl, pubmedqa.jsonl, fever-symmetric.jsonl and fm2-dev.jsonl. Of each only the part is measured
that no reader was trained on; beside it stand the dev questions about the built-in article, with their evidence. Every
figure is of a model fitted without the tenth of the groups (pages, pairs, questions) that it judges.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import Article, built_in_article
from qa.building import TRAINED_READER
from qa.reading.loading import load_span_model
from qa.reading.span_model import SpanModel
from qa.verdict import SAYINGS, verdict_features

from .multinomial import Numbers, Values, best_strength, cross_validated
from .questions import VOICES, Question, load_kinds, load_questions
from .tables import number, table
from .verdict_sets import OPEN, SEED, SHARE, decided, hold_out

SETS = {
    "BoolQ": "boolq.jsonl",
    "PubMedQA": "pubmedqa.jsonl",
    "Symmetric FEVER": "fever-symmetric.jsonl",
    "Fool Me Twice": "fm2-dev.jsonl",
}
OWN = "own questions"
RIGHT = 0.95
LEAST_HELD, LEAST_OWN = 200, 60
_LEGEND = """\
right: of yes, no and open the right one. yes or no: cases that the text decides, and how often the likelier of the two
is right. seen text: of these, how many have a text that readers were trained on beside another question or claim; of
Symmetric FEVER's twins, most were parted in that way, so its row is no clean measure. twins: pairs of which both are
right. sayable: verdicts, the surest first, of which so many are right; the score is chosen on the same cases."""
_GOLD = {"yes": 0, "no": 1, "open": OPEN, "both": OPEN}


@dataclass(frozen=True)
class Case:
    """A question or claim and the text that decides it.

    gold  the number of what it says in ``SAYINGS``
    twin  cases with the same one, if it is not "", have the same text and differ in a word or two
    seen  whether the readers were trained on the text beside another question or claim
    """

    question: str
    text: str
    gold: int
    group: str
    twin: str = ""
    seen: bool = False


@dataclass(frozen=True)
class Judged:
    """The cases of one set with the chances of each outcome, shape (cases, 3), all by cross-validation."""

    name: str
    cases: Sequence[Case]
    chances: Values

    @property
    def gold(self) -> Numbers:
        """The number of each case's outcome."""
        return np.array([case.gold for case in self.cases])

    @property
    def right(self) -> npt_bool:
        """Whether the best outcome of each case is the gold one."""
        return np.asarray(self.chances.argmax(axis=1) == self.gold)


npt_bool = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def held_out_cases(folder: Path) -> dict[str, list[Case]]:
    """The held-out cases of each set, by its name."""
    found = {}
    for name, file in SETS.items():
        records = [json.loads(line) for line in (folder / file).read_text(encoding="utf-8").split("\n") if line]
        kept, held = hold_out(decided(records), SHARE, SEED)
        trained = {one.text for one in kept}
        found[name] = [
            Case(one.question, one.text, one.verdict, f"{name} {one.group}", one.twin and one.text, one.text in trained)
            for one in held
        ]
    return found


def own_cases(article: Article) -> list[Case]:
    """The dev questions about the built-in article whose evidence says yes or no, leaves it open or says both.

    The text is the sentences of the first quote of each fact. A question that takes something for granted that the
    article denies is a case too: its sentences say no.
    """
    questions = [
        *load_questions(article, "dev"),
        *load_questions(article, path=VOICES),
        *load_kinds(article, "dev"),
    ]
    return [case for question in questions for case in _own(article, question)]


def _own(article: Article, question: Question) -> Iterator[Case]:
    if question.says is not None:
        groups = [group[0] for group in question.evidence]
        gold = _GOLD[question.says]
    elif question.correction:
        groups, gold = [question.correction[0]], _GOLD["no"]
    else:
        return
    texts = []
    for place in groups:
        passage = article.passages[place.position]
        texts += [span.of(passage.text) for span in passage.sentences if span.meets(place.span)]
    yield Case(question.text, " ".join(texts), gold, question.id)


def features_of(model: SpanModel, cases: Sequence[Case]) -> Values:
    """The features of each case, shape (cases, features), in the order of their names in ``verdict_features``."""
    rows = []
    for case in cases:
        (logits,) = model.verdicts(case.question, [case.text])
        rows.append(list(verdict_features(case.question, case.text, logits).values()))
    return np.array(rows, dtype=np.float64)


def judge(cases: Mapping[str, Sequence[Case]], features: Mapping[str, Values]) -> list[Judged]:
    """The sets judged by models fitted on all sets' other groups."""
    everything = [case for one in cases.values() for case in one]
    values = np.concatenate([features[name] for name in cases])
    gold, groups = np.array([case.gold for case in everything]), [case.group for case in everything]
    strength = best_strength(values, gold, groups, len(SAYINGS))
    chances = cross_validated(values, gold, groups, len(SAYINGS), strength)
    judged, start = [], 0
    for name, some in cases.items():
        judged.append(Judged(name, some, chances[start : start + len(some)]))
        start += len(some)
    return judged


def sayable(right: npt_bool, scores: Values, share: float = RIGHT) -> tuple[int, float]:
    """(how many verdicts can be said, the score from which on): the most, best scores first, of which at least that
    share is right; (0, inf) if there is no such score."""
    order = np.argsort(-scores, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    ends = np.append(scores[order][1:] < scores[order][:-1], True)  # equals are said together
    good = np.flatnonzero((shares >= share) & ends)
    return (int(good[-1]) + 1, float(scores[order][good[-1]])) if len(good) else (0, float("inf"))


def threshold(judged: Sequence[Judged]) -> float:
    """The least score at which verdicts are right often enough, on enough held-out cases and own ones; inf if none."""
    held = [one for one in judged if one.name != OWN]
    own = [one for one in judged if one.name == OWN]
    scores = np.unique(np.concatenate([one.chances.max(axis=1) for one in judged]))
    for score in scores:
        if _enough(held, score, LEAST_HELD) and _enough(own, score, LEAST_OWN):
            return float(score)
    return float("inf")


def _enough(judged: Sequence[Judged], score: float, least: int) -> bool:
    said = np.concatenate([one.right[one.chances.max(axis=1) >= score] for one in judged] or [np.array([], bool)])
    return len(said) >= least and bool(said.mean() >= RIGHT)


def lines(judged: Sequence[Judged]) -> list[str]:
    """The report in Markdown: a row for each set, and from which score on a verdict is shown."""
    rows = [_row(one) for one in judged]
    head = [
        "set",
        "cases",
        "right",
        "majority",
        "yes or no",
        "right of these",
        "majority",
        "seen text",
        "twins",
        f"sayable at {RIGHT:g}",
    ]
    least = threshold(judged)
    shown = (
        f"A verdict is shown from a score of {least:.2f} on."
        if np.isfinite(least)
        else f"No score is right in {RIGHT:g} of {LEAST_HELD} held-out and {LEAST_OWN} own cases: no verdict is shown."
    )
    return [table(head, rows), "", _LEGEND, "", shown]


def _row(one: Judged) -> list[str]:
    gold = one.gold
    closed = gold != OPEN
    leaning = one.chances[closed, :2].argmax(axis=1) == gold[closed]
    count, score = sayable(one.right, one.chances.max(axis=1))
    pairs: dict[str, list[bool]] = {}
    for case, right in zip(one.cases, one.right, strict=True):
        if case.twin:
            pairs.setdefault(case.twin, []).append(bool(right))
    whole = [all(rights) for rights in pairs.values() if len(rights) > 1]
    return [
        one.name,
        str(len(gold)),
        number(float(one.right.mean())),
        number(float(np.bincount(gold).max() / len(gold))),
        str(int(closed.sum())),
        number(float(leaning.mean())),
        number(float(np.bincount(gold[closed]).max() / closed.sum())),
        str(sum(case.seen and case.gold != OPEN for case in one.cases)),
        f"{number(float(np.mean(whole)))} of {len(whole)}" if whole else "–",
        f"{count} ({number(count / len(gold))}, from {score:.2f})" if count else "none",
    ]


def measured(folder: Path) -> list[Judged]:
    """All sets judged with the shipped reader."""
    model = load_span_model(TRAINED_READER)
    cases = {**held_out_cases(folder), OWN: own_cases(built_in_article())}
    return judge(cases, {name: features_of(model, some) for name, some in cases.items()})


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and print its table; exit status 2 for data that cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.verdicts", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="of the four sets")
    try:
        print("\n".join(lines(measured(parser.parse_args(argv).data))))
    except (OSError, ValueError) as error:
        print(f"python -m eval.verdicts: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
