"""The reason why a passage was found, in words: the words it shares with the question, and its closeness in meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.search import Scores, SearchText
from index.text import TYPED, content_terms
from qa import Hit
from qa.pipeline import Pipeline
from qa.retriever import scoring
from qa.tuned import TUNED

_OF_MEANING = ("paragraphs", "sentences", "pairs")


def why_found(pipeline: Pipeline, question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """One line for each hit, in their order: 'shares “drone”, “strikes”; close in meaning'; "" where neither."""
    cosines = _cosines(pipeline, SearchText(question))
    return tuple(_line(question, hit, float(cosines[hit.position])) for hit in hits)


def _line(question: str, hit: Hit, cosine: float) -> str:
    terms = set(content_terms(hit.passage.text))
    shared = dict.fromkeys(word for word in TYPED.findall(question) if terms.intersection(content_terms(word)))
    reasons = ["shares " + ", ".join(f"“{word}”" for word in shared)] if shared else []
    if cosine >= TUNED.support.fairly_close:
        reasons.append("close in meaning" if cosine >= TUNED.support.close else "fairly close in meaning")
    return "; ".join(reasons)


def _cosines(pipeline: Pipeline, question: SearchText) -> Scores:
    """For each passage the highest cosine with the question of the whole, a sentence or two sentences of it."""
    count = len(pipeline.article.passages)
    scores = [scoring(pipeline.indexes[name], count).passage_scores(question) for name in _OF_MEANING]
    best: Scores = np.maximum.reduce(scores)
    return best
