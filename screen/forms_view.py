"""The quotes of an answer in the form that they have together: one by one, a numbered list, or two columns."""

from __future__ import annotations

from html import escape

from qa import Citation
from qa.remarks import headline

from .article_view import ArticleView
from .exchange import Exchange
from .quote_view import quote_html, quote_line


def quotes_html(exchange: Exchange, view: ArticleView) -> str:
    """All quotes of an answer. Every line is a quote with its place, whatever the form."""
    answer = exchange.answer
    if answer.form == "comparison" and len(answer.sides) == len(answer.citations):
        return _sides(exchange, view)
    if answer.form == "quotes" or len(answer.citations) == 1:
        return "".join(_numbered(exchange, view))
    items = "".join(
        f'<li id="{_place(exchange, i)}" tabindex="-1">{quote_line(citation, exchange, view)}</li>'
        for i, citation in enumerate(answer.citations, 1)
    )
    return f'<h3 class="form-name">{escape(headline(answer))}</h3><ol class="form {answer.form}">{items}</ol>'


def _numbered(exchange: Exchange, view: ArticleView) -> list[str]:
    """A block for each quote; the first of each article holds the form that corrects the article's fields."""
    seen: set[str] = set()
    blocks = []
    for i, citation in enumerate(exchange.answer.citations, 1):
        first = citation.passage.article not in seen
        seen.add(citation.passage.article)
        blocks.append(quote_html(citation, exchange, view, place=_place(exchange, i), correct=first))
    return blocks


def _sides(exchange: Exchange, view: ArticleView) -> str:
    """A column for each side of a comparison, in the order of the question."""
    columns: dict[str, list[tuple[int, Citation]]] = {}
    for i, (side, citation) in enumerate(zip(exchange.answer.sides, exchange.answer.citations, strict=True), 1):
        columns.setdefault(side, []).append((i, citation))
    shown = []
    for side, quotes in columns.items():
        lines = "".join(
            f'<div class="cited-quote" id="{_place(exchange, i)}" tabindex="-1">'
            f"{quote_line(citation, exchange, view)}</div>"
            for i, citation in quotes
        )
        shown.append(f'<section><h3 class="side">{escape(side)}</h3>{lines}</section>')
    return f'<div class="sides">{"".join(shown)}</div>'


def _place(exchange: Exchange, number: int) -> str:
    return f"quote-{exchange.number}-{number}"
