"""The way to an answer as HTML, closed until it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from qa.explaining import Explanation, Looked


def why_html(explained: Explanation) -> str:
    """What was asked for, searched for and read, and what decided; "" where that is not known."""
    if not explained.searched:
        return ""
    facts = "".join(f"<dt>{name}</dt><dd>{escape(words)}</dd>" for name, words in _facts(explained))
    return (
        '<details class="further explained"><summary>Why this answer?</summary>'
        f"<dl>{facts}</dl>{_passages(explained.looked)}{_balance(explained)}"
        f"<p>{escape(explained.decision)}</p></details>"
    )


def _facts(explained: Explanation) -> Iterator[tuple[str, str]]:
    yield "Asked for", explained.kind
    yield "Searched for", f"“{explained.searched}”"
    if explained.place:
        yield "Searched in", explained.place
    if explained.carried:
        yield "Taken over from the questions and answers before", ", ".join(explained.carried)
    if explained.absent:
        yield "In no passage", ", ".join(explained.absent)


def _passages(found: Sequence[Looked]) -> str:
    if not found:
        return ""
    items = "".join(
        f"<li>{looked.score:.2f} {escape(looked.standing)}"
        f'<span class="why">{escape("; ".join(f"{words} {score:.2f}" for words, score in looked.scores))}</span>'
        + (f'<span class="opening">{escape(looked.quote)}</span>' if looked.quote else "")
        + "</li>"
        for looked in found
    )
    return f"<p>Passages found, and how well they fit, from 0 to 1:</p><ul>{items}</ul>"


def _balance(explained: Explanation) -> str:
    if not explained.weighed:
        return ""
    items = "".join(
        f'<li>{weighed.adds:+.2f} {escape(weighed.sign)} <span class="why">{weighed.value:.2f} times'
        f" {weighed.weight:+.2f}</span></li>"
        for weighed in explained.weighed
    )
    return f"<p>For an answer (+) and against (-), from {explained.start:+.2f}:</p><ul>{items}</ul>"
