"""What an article dates and counts, as HTML: a list by date, and one of the figures in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qa.answer import locator
from qa.study.timeline import Told

from .article_view import ArticleView
from .lookup_view import found_html, marked, number_of

TIMELINE = (
    "Every date that the article tells of, in order, and every figure, each with its sentence. Years of citations and"
    " of the bibliography are left out."
)
NOTHING = "The article tells of no date and no figure."


def timeline_html(view: ArticleView, dates: Sequence[Told], figures: Sequence[Told]) -> str:
    """The sentences with dates, by date, and those with figures; in words where there are none."""
    parts = [_part(view, "date", dates, "in their order"), _part(view, "sentence", figures, "with figures")]
    return found_html("timeline", "".join(parts) or f'<p class="verdict">{NOTHING}</p>')


def _part(view: ArticleView, noun: str, told: Sequence[Told], how: str) -> str:
    if not told:
        return ""
    return (
        f'<p class="count">{number_of(len(told), noun)} {how}</p><ol>{"".join(_item(view, one) for one in told)}</ol>'
    )


def _item(view: ArticleView, told: Told) -> str:
    words = "; ".join(span.of(told.passage.text) for span in told.spans)
    place = view.link(told.passage, told.spans, locator(told.passage, told.spans[0]))
    sentence = marked(told.passage, told.sentence, told.spans)
    return f'<li><span class="when">{escape(words)}</span> {place}<span class="opening">{sentence}</span></li>'
