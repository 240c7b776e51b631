"""The conversation as HTML: the empty screen, the exchanges, questions to ask next, the whole as Markdown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from .answer_view import exchange_html
from .article_view import ArticleView
from .exchange import Exchange
from .markdown import as_markdown
from .opening_card import offer_html, opening_card
from .questions import Questions
from .trail import file_name

# Filled by scripts/kept.js with what this browser keeps.
_KEPT = '<details id="kept-conversations" hidden><summary>Earlier conversations</summary><ul></ul></details>'


class ConversationView:
    """The HTML of conversations about one article."""

    def __init__(self, article: ArticleView, questions: Questions, *, feedback: bool) -> None:
        """questions: those that it offers, and may be given others later; feedback: whether answers may be judged."""
        self._article = article
        self.article = article.article
        self.questions = questions
        self._feedback = feedback

    def html(self, exchanges: Sequence[Exchange], asking: str = "") -> str:
        """The exchanges, oldest first; behind them ``asking``, a question not answered yet."""
        shown = [exchange_html(exchange, self._article, feedback=self._feedback) for exchange in exchanges]
        if asking:
            shown.append(_pending(len(exchanges) + 1, asking))
        elif exchanges:
            asked = [exchange.answer.question for exchange in exchanges]
            shown.append(offer_html("You could ask next", self.questions.suggestions(exchanges[-1].answer, asked)))
            shown.append(_end(exchanges, self._article))
        else:
            shown.append(opening_card(self._article.article, self._article.places, self.questions))
        if not asking:
            shown.append(_KEPT)
        names = [part.passages[0].article for part in self.article.parts]
        listed = f' data-sources="{escape(json.dumps(names))}"' if names else ""
        return f'<div class="conversation" data-article="{escape(self._article.key)}"{listed}>{"".join(shown)}</div>'


def _pending(number: int, question: str) -> str:
    """A question on its way: scripts/asking.js draws the same before the server does."""
    return (
        f'<section class="turn pending" id="turn-{number}" tabindex="-1" aria-busy="true">'
        f'<h2 class="question">{escape(question)}</h2><p class="waiting" aria-hidden="true">...</p></section>'
    )


def _end(exchanges: Sequence[Exchange], article: ArticleView) -> str:
    text = quote(as_markdown([answer for exchange in exchanges for answer in exchange.answers], article.article))
    name = escape(file_name(article.article, "questions", "md"))
    return (
        f'<div class="end"><a download="{name}" href="data:text/markdown;charset=utf-8,'
        f'{text}">Download this conversation</a>'
        '<button type="button" data-act="print" data-what="conversation">Print it</button>'
        '<button type="button" data-act="print" data-what="article">Print the article</button>'
        '<button type="button" data-act="clear">Start a new one</button></div>'
    )
