"""``python -m eval.premises [--articles FOLDER]``: how often the article is quoted where it says otherwise.

Asked are the dev questions with a false premise, whose corrections are known, all dev questions that the article
answers, changed ones (see ``premise_swaps``) and those that it leaves unanswered; the questions in other voices; and,
with --articles, those of the articles in a folder. The model is fitted on the dev questions and those in other voices,
which are therefore judged by models fitted without them; those of a folder are judged by the one fitted on both.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

import qa
from index.encoding.encoder import SentenceEncoder
from index.environment import default_cache
from index.progress import silent
from qa.judging import WITH_PREMISE
from qa.pipeline import Pipeline
from qa.premises import FEATURES, Candidate, PremiseModel, candidates, premise_features, taken_for_granted
from qa.tuned import TUNED

from .measures import overlaps
from .multinomial import Numbers, Values, cross_validated, fit
from .opened.articles import opened
from .opened.asking import opening
from .premise_swaps import swaps
from .questions import VOICES, Evidence, Question, load_questions
from .tables import number, table

STRENGTH = 10.0
FALSE_ANSWERABLE, FALSE_ABSENT = 0.005, 0.03  # shares of these questions that may be corrected wrongly
ANSWERABLE, PREMISE, ABSENT, ROLES, YEAR = "answerable", "false premise", "absent", "roles swapped", "another year"


@dataclass(frozen=True)
class Held:
    """A question with the sentences that were held against it.

    kind      the row that it counts to
    group     of the original question: changed ones are judged together with it
    right     whether each candidate is a correction
    features  shape (candidates, features)
    swaps     whether each has names in each other's part, and is a correction whatever else
    """

    name: str
    kind: str
    group: str
    quotes: Sequence[str]
    right: Sequence[bool]
    features: Values
    swaps: Sequence[bool] = ()

    def certain(self, chances: Values) -> Values:
        """The chances of the candidates, 1 for those that swap."""
        return np.where(np.array(self.swaps), 1.0, chances) if self.swaps else chances


@dataclass(frozen=True)
class Asked:
    """A question to be asked: ``gold`` is where the article says otherwise than it takes for granted."""

    text: str
    history: Sequence[Mapping[str, str]]
    kind: str
    group: str
    gold: tuple[Evidence, ...] = ()


def asked_of(questions: Sequence[Question], *, changed: bool) -> Iterator[Asked]:
    """What is asked of questions, with the changed ones if that is wanted."""
    for question in questions:
        kind = ANSWERABLE if question.answerable else PREMISE if question.correction else ABSENT
        yield Asked(question.text, question.history, kind, question.id, question.correction)
        for swap in swaps(question) if changed else ():
            gold = tuple(place for group in question.evidence for place in group)
            yield Asked(swap.text, (), ROLES if swap.made == "roles" else YEAR, question.id, gold)


def held(pipeline: Pipeline, asked: Asked) -> Held:
    """The sentences that the pipeline holds against a question, with their features."""
    confidence = pipeline.candidates(asked.text, asked.history).confidence
    query = pipeline.query(asked.text, asked.history)
    statement = taken_for_granted(query.alone.text)
    chosen = candidates(statement, query.asks, pipeline.findings(query)) if query.asks in WITH_PREMISE else []
    chosen = [one for one in chosen if one.swaps or confidence < TUNED.correcting.surely]
    logits = pipeline.reader.verdicts(query.alone.text, [one.text for one in chosen]) if chosen else []
    rows = [list(premise_features(one, confidence, said).values()) for one, said in zip(chosen, logits, strict=True)]
    return Held(
        asked.text,
        asked.kind,
        asked.group,
        [one.finding.citation.quote for one in chosen],
        [_proves(pipeline, one, asked.gold) for one in chosen],
        np.array(rows, dtype=np.float64),
        [one.swaps for one in chosen],
    )


def _proves(pipeline: Pipeline, candidate: Candidate, gold: Sequence[Evidence]) -> bool:
    citation = candidate.finding.citation
    return any(
        pipeline.article.passages[place.position] is citation.passage and overlaps(citation.span, place.span)
        for place in gold
    )


def _stacked(items: Sequence[Held]) -> tuple[Values, Numbers, list[str]]:
    some = [one for one in items if len(one.right)]
    features = np.concatenate([one.features for one in some])
    gold = np.concatenate([np.array(one.right, dtype=np.int64) for one in some])
    return features, gold, [one.group for one in some for _ in one.right]


def judged_apart(items: Sequence[Held]) -> list[Values]:
    """The chance of each candidate of each question, by models fitted without the question's group."""
    features, gold, groups = _stacked(items)
    chances = cross_validated(features, gold, groups, 2, STRENGTH)[:, 1]
    return _unstacked(items, chances)


def _unstacked(items: Sequence[Held], chances: Values) -> list[Values]:
    ends = np.cumsum([len(one.right) for one in items])
    parts = np.split(chances, ends[:-1])
    return [item.certain(np.asarray(part)) for item, part in zip(items, parts, strict=True)]


def fitted(items: Sequence[Held], least: float) -> PremiseModel:
    """The model over all questions, with the chance from which on a sentence is a correction."""
    features, gold, _ = _stacked(items)
    model = fit(features, gold, 2, STRENGTH)
    weights = (model.weights[:, 1] - model.weights[:, 0]).tolist()
    intercept = float(model.intercept[1] - model.intercept[0])
    return PremiseModel(intercept, dict(zip(FEATURES, weights, strict=True)), least)


def judged_by(model: PremiseModel, items: Sequence[Held]) -> list[Values]:
    """The chance of each candidate by a fitted model."""
    return [
        np.array([model.chance(dict(zip(FEATURES, row, strict=True))) for row in one.features.tolist()])
        for one in items
    ]


def threshold(items: Sequence[Held], chances: Sequence[Values]) -> float:
    """The least chance at which few questions are corrected wrongly: of those from one half on, since a sentence that
    more likely corrects nothing is none to show, the one with the most right corrections less twice the wrong ones
    within both limits."""
    best, most = 1.1, 0.0
    for least in np.unique(np.concatenate([np.asarray([one.max()]) for one in chances if len(one)])):
        if least < 0.5:
            continue
        found = [_outcome(item, own, float(least)) for item, own in zip(items, chances, strict=True)]
        wrong = [outcome == "wrong" for outcome in found]
        kinds = [item.kind for item in items]
        gain = found.count("right") - 2.0 * sum(wrong)
        limits = ((ANSWERABLE, FALSE_ANSWERABLE), (ABSENT, FALSE_ABSENT))
        within = all(_share(wrong, kinds, kind) <= share for kind, share in limits)
        if within and gain > most:
            best, most = float(least), gain
    return best


def _share(wrong: Sequence[bool], kinds: Sequence[str], kind: str) -> float:
    own = [one for one, other in zip(wrong, kinds, strict=True) if other == kind]
    return sum(own) / max(1, len(own))


def _outcome(item: Held, chances: Values, least: float) -> str:
    """right, wrong or none: what the best candidate is, if it is shown."""
    if not len(chances) or chances.max() < least:
        return "none"
    return "right" if item.right[int(np.argmax(chances))] else "wrong"


def lines(name: str, items: Sequence[Held], chances: Sequence[Values], least: float) -> list[str]:
    """A table in Markdown: for each kind of question how many are corrected rightly and wrongly."""
    rows = []
    for kind in dict.fromkeys(item.kind for item in items):
        own = [
            (item, _outcome(item, said, least)) for item, said in zip(items, chances, strict=True) if item.kind == kind
        ]
        found = [outcome for _, outcome in own]
        reachable = sum(any(item.right) for item, _ in own)
        rows.append(
            [
                kind,
                str(len(own)),
                str(reachable) if kind not in (ANSWERABLE, ABSENT) else "–",
                str(found.count("right")),
                str(found.count("wrong")),
                number(found.count("wrong") / len(own)),
            ]
        )
    head = [name, "questions", "correction among the sentences", "corrected rightly", "wrongly", "share wrong"]
    return [table(head, rows), ""]


def material(pipeline: Pipeline, questions: Sequence[Question], *, changed: bool = False) -> list[Held]:
    """All that is asked of questions, held."""
    every = list(asked_of(questions, changed=changed))
    return [held(pipeline, one) for one in tqdm(every, unit="question", leave=False, disable=None)]


def fitted_with_tables(pipeline: Pipeline) -> tuple[PremiseModel, list[str]]:
    """The model over the dev questions and those in other voices, and the table of each by cross-validation."""
    dev = material(pipeline, load_questions(pipeline.article, "dev"), changed=True)
    voices = material(pipeline, load_questions(pipeline.article, path=VOICES))
    both = [*dev, *voices]
    apart = judged_apart(both)
    least = threshold(both, apart)
    found = lines("built-in article, dev", dev, apart[: len(dev)], least)
    return fitted(both, least), [*found, *lines("in other voices", voices, apart[len(dev) :], least)]


def measured(folder: Path | None = None) -> list[str]:
    """The tables: the questions fitted on by cross-validation, then those of a folder by the model fitted on them."""
    model, found = fitted_with_tables(qa.load(cache=default_cache()))
    if folder:
        opens = opening(SentenceEncoder(), default_cache(), silent)
        items = [one for pipeline, questions in opened(folder, opens) for one in material(pipeline, questions)]
        found += lines("articles never seen", items, judged_by(model, items), model.least)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; exit status 2 for a folder that cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.premises", description=__doc__)
    parser.add_argument("--articles", type=Path, metavar="FOLDER", help="articles with their questions beside them")
    try:
        print("\n".join(measured(parser.parse_args(argv).articles)))
    except (OSError, ValueError) as error:
        print(f"python -m eval.premises: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
