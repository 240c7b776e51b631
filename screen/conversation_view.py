"""The conversation as HTML: the empty screen, the exchanges, questions to ask next, the whole as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from .answer_view import exchange_html
from .article_view import ArticleView
from .exchange import Exchange
from .markdown import as_markdown
from .questions import Questions

_INTRODUCTION = (
    "Ask in your own words. The answer is a sentence of the article itself, with the place where it stands"
    " and the sources it rests on. What the article does not say, you are told."
)


class ConversationView:
    """The HTML of conversations about one article."""

    def __init__(self, article: ArticleView, questions: Questions, *, feedback: bool) -> None:
        """questions: those that it offers; feedback: whether answers may be judged."""
        self._article = article
        self._questions = questions
        self._feedback = feedback

    def html(self, exchanges: Sequence[Exchange], asking: str = "", waiting: str = "") -> str:
        """The exchanges, oldest first; behind them ``asking``, a question not answered, with the line ``waiting``."""
        shown = [exchange_html(exchange, self._article, feedback=self._feedback) for exchange in exchanges]
        if asking:
            shown.append(_pending(len(exchanges) + 1, asking, waiting))
        elif exchanges:
            asked = [exchange.answer.question for exchange in exchanges]
            shown.append(_offer("You could ask next", self._questions.suggestions(exchanges[-1].answer, asked)))
            shown.append(_end(exchanges, self._article))
        else:
            shown.append(f'<p class="introduction">{_INTRODUCTION}</p>')
            shown.append(_offer("For example", self._questions.examples))
        return f'<div class="conversation">{"".join(shown)}</div>'


def _pending(number: int, question: str, waiting: str) -> str:
    return (
        f'<section class="turn pending" id="turn-{number}" tabindex="-1" aria-busy="true">'
        f'<h2 class="question">{escape(question)}</h2><p class="waiting">{escape(waiting)}</p></section>'
    )


def _offer(heading: str, questions: Sequence[str]) -> str:
    if not questions:
        return ""
    buttons = "".join(
        f'<li><button type="button" data-act="ask" data-question="{escape(question)}">{escape(question)}</button></li>'
        for question in questions
    )
    return f'<div class="offer"><h3>{heading}</h3><ul>{buttons}</ul></div>'


def _end(exchanges: Sequence[Exchange], article: ArticleView) -> str:
    text = quote(as_markdown([exchange.answer for exchange in exchanges], article.article))
    return (
        '<div class="end"><a download="conversation.md" href="data:text/markdown;charset=utf-8,'
        f'{text}">Download this conversation</a>'
        '<button type="button" data-act="clear">Start a new one</button></div>'
    )
