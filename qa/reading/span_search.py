"""The best spans of a text, from the start and end logits of its windows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Logits = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+")


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Characters ``start`` to ``end`` of a text; ``score`` and ``null`` are logit sums, null that of "no answer"."""

    start: int
    end: int
    score: float
    null: float


@dataclass(frozen=True)
class Window:
    """What a model says of one window. Its first piece stands for "no answer".

    starts, ends  logits, shape (pieces,)
    offsets       the characters of the text that each piece covers, shape (pieces, 2)
    inside        whether a piece is of the text, not of the question or a mark; shape (pieces,)
    """

    starts: Logits
    ends: Logits
    offsets: Places
    inside: npt.NDArray[np.bool_]


def best_spans(text: str, windows: Sequence[Window], max_answer: int, n: int) -> list[TextSpan]:
    """At most ``n`` spans that do not overlap, best first, ties by window and place.

    A span covers whole words and at most ``max_answer`` pieces of one window. Its null is the least of
    the windows', as in the SQuAD 2.0 script. A text without a word has the one span 0:0 of score -inf.
    """
    null = min(float(window.starts[0] + window.ends[0]) for window in windows)
    spans = [_window_spans(window, text, max_answer) for window in windows]
    scores, starts, ends = (np.concatenate(parts) for parts in zip(*spans, strict=True))
    found: list[TextSpan] = []
    while len(scores) and len(found) < n:
        best = int(np.argmax(scores))
        if not np.isfinite(scores[best]):
            break
        start, end = int(starts[best]), int(ends[best])
        found.append(TextSpan(start, end, float(scores[best]), null))
        scores = np.where((starts < end) & (ends > start), -np.inf, scores)
    return found or [TextSpan(0, 0, float("-inf"), null)]


def _window_spans(window: Window, text: str, max_answer: int) -> tuple[Logits, Places, Places]:
    """Score, first and last character of every span of a window, flat; -inf where it would split a word."""
    at = np.flatnonzero(window.inside)
    firsts, lasts = window.offsets[at, 0], window.offsets[at, 1]
    within = _within_words(text)
    starts = np.where(within[firsts], -np.inf, window.starts[at])
    ends = np.where(within[lasts], -np.inf, window.ends[at])
    # Row i, column d: the span of d + 1 pieces that starts with piece i.
    last = np.arange(len(at))[:, None] + np.arange(max_answer)[None, :]
    beyond = last >= len(at)
    last[beyond] = 0
    scores = starts[:, None] + np.where(beyond, -np.inf, ends[last])
    return scores.ravel(), np.repeat(firsts, max_answer), lasts[last].ravel()


def _within_words(text: str) -> npt.NDArray[np.bool_]:
    """Whether a cut before character i would split a word or a number (2.5), for i from 0 to len(text)."""
    within = np.zeros(len(text) + 1, dtype=np.bool_)
    for word in _WORD.finditer(text):
        within[word.start() + 1 : word.end()] = True
    return within
