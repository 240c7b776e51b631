"""The conversation as HTML: the empty screen, the turns, what may be asked next, and the whole as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from .answer_view import turn_html
from .article_view import ArticleView
from .markdown import as_markdown
from .questions import Questions
from .turn import Turn

_INTRODUCTION = (
    "Ask in your own words. The answer is a sentence of the article itself, with the place where it stands"
    " and the sources it rests on. What the article does not say, you are told."
)


class ConversationView:
    """``feedback``: whether answers may be judged."""

    def __init__(self, article: ArticleView, questions: Questions, *, feedback: bool) -> None:
        self._article = article
        self._questions = questions
        self._feedback = feedback

    def html(self, turns: Sequence[Turn], asking: str = "", waiting: str = "") -> str:
        """The turns, oldest first; ``asking`` is a question that waits for its answer, ``waiting`` says for what."""
        shown = [turn_html(turn, self._article, feedback=self._feedback) for turn in turns]
        if asking:
            shown.append(_pending(len(turns) + 1, asking, waiting))
        elif turns:
            asked = [turn.answer.question for turn in turns]
            shown.append(_offer("You could ask next", self._questions.suggestions(turns[-1].answer, asked)))
            shown.append(_end(turns, self._article))
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


def _end(turns: Sequence[Turn], article: ArticleView) -> str:
    text = quote(as_markdown([turn.answer for turn in turns], article.article))
    return (
        '<div class="end"><a download="conversation.md" href="data:text/markdown;charset=utf-8,'
        f'{text}">Download this conversation</a>'
        '<button type="button" data-act="clear">Start a new one</button></div>'
    )
