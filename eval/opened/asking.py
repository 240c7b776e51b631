"""A file -> a pipeline over it; a question of it -> Judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index import Span, read_article
from index.encoding.encoder import Encoder
from index.progress import Progress
from qa import Answer, Citation
from qa.building import build_pipeline
from qa.pipeline import Pipeline

from .. import configurations
from ..measures import token_f1
from ..questions import Evidence, Question

DEPTH = 5  # the passages that a user is shown
CAUSES = ("file", "retrieval", "other sentence", "refused")  # of a loss

Proves = Callable[[Span, Span], bool]  # whether a cited span proves a span of evidence in the same passage
Open = Callable[[Path], Pipeline]


@dataclass(frozen=True)
class Judged:
    """One question and what came of it.

    answered       whether anything was quoted
    first, five    R@1 and R@5: the mean over its facts
    forced         whether the first quote proves a fact, or would if nothing were refused
    f1, forced_f1  of the short answer, 0 where it is refused; as if nothing were refused
    corrected      whether the first quote is one that says otherwise than the question takes for granted
    quote          the first quote; of an answerable question that was refused the one that would be first
    """

    question: Question
    confidence: float
    answered: bool
    first: float = 0.0
    five: float = 0.0
    forced: bool = False
    f1: float = 0.0
    forced_f1: float = 0.0
    corrected: bool = False
    quote: str = ""

    @property
    def readable(self) -> bool:
        """Whether the passages hold a quote for each of its facts."""
        return all(self.question.evidence)

    @property
    def evidence(self) -> bool:
        """Whether it was answered, and the first quote proves a fact."""
        return self.answered and self.forced


def opening(encoder: Encoder, cache: Path, progress: Progress) -> Open:
    """A function that opens a file as ``qa.load`` does: the trained reader, no bank."""
    shipped = next(iter(configurations.READERS.values()))
    build = partial(build_pipeline, encoder=encoder, reader=shipped, cache=cache, progress=progress)
    return lambda path: build(read_article(path))


def judge(pipeline: Pipeline, question: Question, proves: Proves) -> Judged:
    """Ask a question whose evidence is places of the pipeline's article."""
    found = [hit.position for hit in pipeline.retrieve(question.text, DEPTH)]
    given = pipeline.ask(question.text, (), DEPTH)
    kept = given.found or not question.answerable  # of the others nothing is forced, and reading takes long
    forced = given if kept else pipeline.candidates(question.text, (), DEPTH)
    cited = forced.citations[:1]
    return Judged(
        question,
        given.confidence,
        given.found,
        recall(question, found[:1]),
        recall(question, found),
        any(_proven(pipeline, citation, group, proves) for citation in cited for group in question.evidence),
        _f1(given, question),
        _f1(forced, question),
        given.found and any(_proven(pipeline, citation, question.correction, proves) for citation in cited),
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


def _proven(pipeline: Pipeline, citation: Citation, places: Sequence[Evidence], proves: Proves) -> bool:
    passages = pipeline.article.passages
    return any(passages[p.position] is citation.passage and proves(citation.span, p.span) for p in places)


def _f1(answer: Answer, question: Question) -> float:
    return token_f1(answer.short, question.answers) if question.answers else 0.0
