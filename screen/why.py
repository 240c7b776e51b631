"""Why a passage was found, in words: what words it shares with the question, and how close it is in meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text import content_terms
from qa import Hit
from qa.pipeline import Pipeline
from qa.tuned import TUNED

_WORD = re.compile(r"\w[\w.'’/-]*\w|\w")  # as it was typed
_OF_MEANING = ("paragraphs", "sentences", "pairs")


def why_found(pipeline: Pipeline, question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """One line for each hit, in their order: 'shares “drone”, “strikes”; close in meaning'."""
    cosines = _cosines(pipeline, question)
    return tuple(_line(question, hit, cosines[hit.position]) for hit in hits)


def _line(question: str, hit: Hit, cosine: float) -> str:
    terms = set(content_terms(hit.passage.text))
    shared = dict.fromkeys(word for word in _WORD.findall(question) if terms.intersection(content_terms(word)))
    reasons = ["shares " + ", ".join(f"“{word}”" for word in shared)] if shared else []
    if cosine >= TUNED.support.fairly_close:
        reasons.append("close in meaning" if cosine >= TUNED.support.close else "fairly close in meaning")
    return "; ".join(reasons) or "nothing nearer was found"


def _cosines(pipeline: Pipeline, question: str) -> list[float]:
    """For each passage the highest cosine with the question of the whole, a sentence or two sentences of it."""
    best = [-1.0] * len(pipeline.article.passages)
    for name in _OF_MEANING:
        for match in pipeline.indexes[name].search(question, len(best)):
            best[match.position] = max(best[match.position], match.score)
    return best
