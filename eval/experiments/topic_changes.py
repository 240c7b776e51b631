"""The pull of an earlier topic: every question asked after an exchange that has nothing to do with it.

The exchange is another question of the set, answered by its evidence, which lies in none of the passages that
hold this one's. Follow-ups are left out: they need the conversation that they have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.pipeline import Pipeline

from ..dataset import Dataset
from ..intervals import Estimate, mean, permutation_p
from ..questions import Question
from ..ranking import DEPTH, score

SHOWN = ("R@1", "R@5")


@dataclass(frozen=True)
class TopicRow:
    """Questions asked in one way. pulled: the share searched for with words of the exchange; p: of R@1."""

    asked: str
    questions: int
    values: Mapping[str, Estimate]
    pulled: Estimate | None = None
    p: float | None = None


def topic_changes(dataset: Dataset, pipeline: Pipeline) -> list[TopicRow]:
    """The questions that stand alone, asked alone and after an exchange on another topic."""
    questions = [q for q in dataset.questions if q.answerable and not q.history]
    histories = {q.id: _unrelated(dataset, questions, i) for i, q in enumerate(questions)}
    asked = {q.id: pipeline.query(q.text, histories[q.id]).in_context for q in questions}
    alone = _values(dataset, pipeline, questions, {q.id: q.text for q in questions})
    after = _values(dataset, pipeline, questions, asked)
    pulled = mean([float(asked[q.id] != pipeline.query(q.text).in_context) for q in questions])
    p = permutation_p(alone["R@1"], after["R@1"])
    return [
        TopicRow("alone", len(questions), {m: mean(v) for m, v in alone.items()}),
        TopicRow("after another topic", len(questions), {m: mean(v) for m, v in after.items()}, pulled, p),
    ]


def _unrelated(dataset: Dataset, questions: Sequence[Question], number: int) -> tuple[Mapping[str, str], ...]:
    """The exchange on the next question, the set taken as a ring, that shares no passage; none if all do."""
    own = questions[number].positions
    for other in (*questions[number + 1 :], *questions[:number]):
        if not own & other.positions:
            place = other.evidence[0][0]
            quote = place.span.of(dataset.article.passages[place.position].text)
            return ({"role": "user", "content": other.text}, {"role": "assistant", "content": quote})
    return ()


def _values(
    dataset: Dataset, pipeline: Pipeline, questions: Sequence[Question], texts: Mapping[str, str]
) -> dict[str, list[float]]:
    found = {q.id: tuple(hit.position for hit in pipeline.retrieve(texts[q.id], DEPTH)) for q in questions}
    values = score(dataset, found)
    return {measure: [values[measure][q.id] for q in questions] for measure in SHOWN}
