"""The best spans of a text, and how well its sentences prove, from the logits of its windows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from index import Span

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


def no_verdict() -> Logits:
    """The logits of yes, no and open from a network that cannot tell."""
    return np.zeros(3, dtype=np.float32)


@dataclass(frozen=True)
class PieceLogits:
    """What a network says of each piece of a window; the first piece stands for "no answer". Shape (pieces,) each.

    starts, ends  whether an answer starts or ends here
    evidence      whether the piece is of a sentence that proves the answer; zeros from a network that cannot tell
    verdict       what the window says to a question or claim: yes, no, open, shape (3,); zeros likewise
    """

    starts: Logits
    ends: Logits
    evidence: Logits
    verdict: Logits = field(default_factory=no_verdict)


@dataclass(frozen=True)
class Window:
    """What a network says of one window, and where its pieces stand.

    logits   of all its pieces
    offsets  the characters of the text that each piece covers, shape (pieces, 2)
    inside   whether a piece is of the text, not of the question or a mark; shape (pieces,)
    """

    logits: PieceLogits
    offsets: Places
    inside: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """The best span of a sentence, and by how much, in logits, "this sentence proves it" outscores "none does"."""

    span: TextSpan
    evidence: float


def best_spans(text: str, windows: Sequence[Window], max_answer: int, n: int) -> list[TextSpan]:
    """At most ``n`` spans that do not overlap, best first, ties by window and place.

    A span covers whole words and at most ``max_answer`` pieces of one window. Its null is the least of
    the windows', as in the SQuAD 2.0 script. A text without a word has the one span 0:0 of score -inf.
    """
    null = _null(windows)
    scores, starts, ends = _all_spans(text, windows, max_answer)
    found: list[TextSpan] = []
    while len(scores) and len(found) < n:
        best = int(np.argmax(scores))
        if not np.isfinite(scores[best]):
            break
        start, end = int(starts[best]), int(ends[best])
        found.append(TextSpan(start, end, float(scores[best]), null))
        scores = np.where((starts < end) & (ends > start), -np.inf, scores)
    return found or [TextSpan(0, 0, float("-inf"), null)]


def read_sentences(
    text: str, sentences: Sequence[Span], windows: Sequence[Window], max_answer: int
) -> list[SentenceReading]:
    """The reading of each sentence, in order; a sentence without a word has a span of score -inf."""
    null = _null(windows)
    scores, starts, ends = _all_spans(text, windows, max_answer)
    found = []
    for sentence in sentences:
        own = np.where((starts >= sentence.start) & (ends <= sentence.end), scores, -np.inf)
        best = int(np.argmax(own)) if len(own) else -1
        span = TextSpan(sentence.start, sentence.start, float("-inf"), null)
        if best >= 0 and np.isfinite(own[best]):
            span = TextSpan(int(starts[best]), int(ends[best]), float(own[best]), null)
        found.append(SentenceReading(span, _evidence(sentence, windows)))
    return found


def _evidence(sentence: Span, windows: Sequence[Window]) -> float:
    """The mean logit of a sentence's pieces less that of "none", in the window that holds most of them."""
    best, most = 0.0, 0
    for window in windows:
        own = window.inside & (window.offsets[:, 0] >= sentence.start) & (window.offsets[:, 0] < sentence.end)
        if (count := int(own.sum())) > most:
            best, most = float(window.logits.evidence[own].mean() - window.logits.evidence[0]), count
    return best


def _null(windows: Sequence[Window]) -> float:
    return min(float(window.logits.starts[0] + window.logits.ends[0]) for window in windows)


def _all_spans(text: str, windows: Sequence[Window], max_answer: int) -> tuple[Logits, Places, Places]:
    spans = [_window_spans(window, text, max_answer) for window in windows]
    scores, starts, ends = (np.concatenate(parts) for parts in zip(*spans, strict=True))
    return scores, starts, ends


def _window_spans(window: Window, text: str, max_answer: int) -> tuple[Logits, Places, Places]:
    """Score, first and last character of every span of a window, flat; -inf where it would split a word."""
    at = np.flatnonzero(window.inside)
    firsts, lasts = window.offsets[at, 0], window.offsets[at, 1]
    within = _within_words(text)
    starts = np.where(within[firsts], -np.inf, window.logits.starts[at])
    ends = np.where(within[lasts], -np.inf, window.logits.ends[at])
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
