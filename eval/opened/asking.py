"""A file -> a pipeline over it; a question of it -> Judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index import Article, read_article
from index.encoding.encoder import Encoder
from index.progress import Progress
from qa.building import build_pipeline
from qa.pipeline import Pipeline

from .. import configurations
from ..marks import FORCED, Judge, Marked, Proves, Reply
from ..questions import Question

DEPTH = 5  # the passages that a user is shown
CAUSES = ("file", "retrieval", "other sentence", "refused")  # of a loss

Open = Callable[[Path], Pipeline]
Build = Callable[[Article], Pipeline]


@dataclass(frozen=True)
class Judged:
    """One question and what came of it.

    marked       its kind and its marks
    answered     whether anything was quoted
    first, five  R@1 and R@5: the mean over its facts
    corrected    whether the first quote is one that says otherwise than the question takes for granted
    quote        the first quote; of an answerable question that was refused the one that would be first
    """

    question: Question
    marked: Marked
    answered: bool
    first: float = 0.0
    five: float = 0.0
    corrected: bool = False
    quote: str = ""

    @property
    def readable(self) -> bool:
        """Whether the passages hold a quote for each of its facts."""
        return all(self.question.evidence)

    @property
    def forced(self) -> bool:
        """Whether the first quote proves a fact, or would if nothing were refused."""
        return self.mark(FORCED + "evidence") == 1.0

    @property
    def evidence(self) -> bool:
        """Whether it was answered, and the first quote proves a fact."""
        return self.answered and self.forced

    def mark(self, measure: str) -> float:
        """Its mark, 0 where the measure is not about it."""
        return self.marked.marks.get(measure, 0.0)


def building(encoder: Encoder, cache: Path, progress: Progress) -> Build:
    """A function that makes the pipeline of an article as ``qa.load`` does: the trained reader, no bank."""
    shipped = next(iter(configurations.READERS.values()))
    return partial(build_pipeline, encoder=encoder, reader=shipped, cache=cache, progress=progress)


def opening(encoder: Encoder, cache: Path, progress: Progress) -> Open:
    """A function that opens a file likewise."""
    build = building(encoder, cache, progress)
    return lambda path: build(read_article(path))


def judge(pipeline: Pipeline, question: Question, proves: Proves) -> Judged:
    """Ask a question whose evidence is places of the pipeline's article."""
    text, history = question.text, question.history
    asked = pipeline.query(text, history).in_context if history else text  # ``retrieve`` takes no history
    found = [hit.position for hit in pipeline.retrieve(asked, DEPTH)]
    given = pipeline.ask(text, history, DEPTH)
    kept = given.found or not question.answerable  # of the others nothing is forced, and reading takes long
    forced = given if kept else pipeline.candidates(text, history, DEPTH)
    own = Judge(pipeline.article.passages, proves)
    cited = forced.citations[:1]
    shown = [*given.citations[:1], *([given.correction] if given.correction else [])]
    return Judged(
        question,
        own.marked(question, Reply(given, forced)),
        given.found,
        recall(question, found[:1]),
        recall(question, found),
        any(own.shows(citation, question.correction) for citation in shown),
        cited[0].quote if cited else "",
    )


def cause(judged: Judged) -> str:
    """The reason why an answerable question is lost, one of ``CAUSES``; "" for one that is answered rightly.

    file: the evidence stands in no passage. refused: the first quote would be right. Else retrieval: a fact has no
    passage among the first five; other sentence: each has one, and another sentence of it or of others is quoted.
    """
    if judged.evidence:
        return ""
    if not judged.readable:
        return "file"
    if judged.forced:
        return "refused"
    return "retrieval" if judged.five < 1 else "other sentence"


def recall(question: Question, found: Sequence[int]) -> float:
    """The share of a question's facts with a passage among those found; 0 for a question without evidence."""
    groups = question.evidence
    return sum(any(place.position in found for place in group) for group in groups) / max(len(groups), 1)
