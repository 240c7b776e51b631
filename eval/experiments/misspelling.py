"""The worth of mending a question's words: the questions asked with typing slips, and with names spelt otherwise.

Each question that has such a word is spoilt in several ways, and each way is searched for as it is and
mended. Beside them stands the question as it was written. A question's value is the mean over its ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from index import built_in
from index.search import SearchText
from index.text import content_terms
from qa.pipeline import Pipeline
from qa.retriever import shipped_retriever
from qa.spelling import Speller
from qa.terms import EVERYBODYS, Spellings, words_in

from ..dataset import Dataset
from ..intervals import Estimate, mean, permutation_p
from ..questions import Question
from ..ranking import DEPTH, score

SHOWN = ("R@1", "R@5")
WAYS = 5
_WORD = re.compile(r"[^\W\d_]{5,}")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # a slip of the finger hits the key beside

Spoils = Callable[[str, str], Sequence[str]]  # (a question's id, its text) -> the ways it is spoilt


@dataclass(frozen=True)
class MendingRow:
    """Questions of one kind, asked in one way. p: of R@1 against the same questions spoilt and not mended."""

    kind: str
    asked: str
    questions: int
    values: Mapping[str, Estimate]
    p: float | None = None


def mending(dataset: Dataset, pipeline: Pipeline) -> list[MendingRow]:
    """For each kind of spoiling: the questions as written, spoilt, and spoilt and mended, by the shipped fusion."""
    speller = Speller(pipeline.article)
    kinds: dict[str, Spoils] = {
        "typing slips": slips,
        "names spelt otherwise": otherwise(built_in.names()),
        "abbreviations": otherwise((*EVERYBODYS, *built_in.abbreviations())),
    }
    written = {q.id: pipeline.query(q.text, q.history).in_context for q in dataset.questions if q.answerable}
    rows = []
    for kind, spoils in kinds.items():
        spoilt = {name: tuple(spoils(name, text)) for name, text in written.items()}
        questions = [q for q in dataset.questions if spoilt.get(q.id)]
        if not questions:
            continue
        asked: dict[str, dict[str, tuple[str, ...]]] = {
            "as written": {q.id: (written[q.id],) for q in questions},
            "spoilt": {q.id: spoilt[q.id] for q in questions},
            "spoilt, mended": {q.id: tuple(speller.correct(text).text for text in spoilt[q.id]) for q in questions},
        }
        found = {name: _values(dataset, pipeline, questions, texts) for name, texts in asked.items()}
        before = found["spoilt"]["R@1"]
        for name, values in found.items():
            p = permutation_p(before, values["R@1"]) if name == "spoilt, mended" else None
            rows.append(MendingRow(kind, name, len(questions), {m: mean(v) for m, v in values.items()}, p))
    return rows


def slips(name: str, question: str) -> tuple[str, ...]:
    """The question with a typing slip in one word of content, ``WAYS`` times.

    A letter is left out, doubled, swapped with the next or hit beside its key, each as often, anywhere in
    the word. Drawn with the question's id for a seed.
    """
    draw = np.random.default_rng(crc32(name.encode()))
    words = [match for match in _WORD.finditer(question) if content_terms(match[0])]
    if not words:
        return ()
    spoilt = []
    for _ in range(WAYS):
        word = words[draw.integers(len(words))]
        spoilt.append(question[: word.start()] + _slip(word[0], draw) + question[word.end() :])
    return tuple(spoilt)


def _slip(word: str, draw: np.random.Generator) -> str:
    at = int(draw.integers(len(word) - 1))
    before, letter, following, after = word[:at], word[at], word[at + 1], word[at + 2 :]
    match draw.integers(4):
        case 0:
            return before + following + after
        case 1:
            return before + letter * 2 + following + after
        case 2 if letter != following:
            return before + following + letter + after
        case _:
            return before + _beside(letter, draw) + following + after


def _beside(letter: str, draw: np.random.Generator) -> str:
    for row in _KEYS:
        if letter.lower() in row:
            at = row.index(letter.lower())
            return str(draw.choice([row[i] for i in (at - 1, at + 1) if 0 <= i < len(row)]))
    return letter * 2  # no key of this keyboard


def otherwise(groups: Sequence[Sequence[str]]) -> Spoils:
    """Spoils a question by each name of the groups that is in it, once in each of its other spellings."""
    known = {tuple(word.key for word in words_in(name)): group for group in groups for name in group}
    spellings = Spellings(groups=groups)

    def respelt(_: str, question: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for words, _spellings in spellings.names(words_in(question)):
            keys = tuple(word.key for word in words)
            start, end = words[0].start, words[-1].end
            for other in known.get(keys, ()):
                if tuple(word.key for word in words_in(other)) != keys:
                    found[question[:start] + other + question[end:]] = None
        return tuple(found)

    return respelt


def _values(
    dataset: Dataset, pipeline: Pipeline, questions: Sequence[Question], texts: Mapping[str, Sequence[str]]
) -> dict[str, list[float]]:
    """Measure -> the questions' values, each the mean over its texts."""
    retriever = shipped_retriever(dataset.article, pipeline.indexes)
    # Each way of a question is one of its own, so that all are scored at once.
    ways = {q.id: [replace(q, id=f"{q.id} {way}") for way in range(len(texts[q.id]))] for q in questions}
    found = {
        asked.id: tuple(hit.position for hit in retriever.retrieve(SearchText(text), DEPTH))
        for q in questions
        for asked, text in zip(ways[q.id], texts[q.id], strict=True)
    }
    marks = score(replace(dataset, questions=tuple(asked for q in questions for asked in ways[q.id])), found)
    return {
        measure: [float(np.mean([marks[measure][asked.id] for asked in ways[q.id]])) for q in questions]
        for measure in SHOWN
    }
