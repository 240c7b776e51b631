"""Handlers of the look-ups: of a term, a quotation, dates and figures. None waits for the models, which none needs."""

from __future__ import annotations

import logging
from collections.abc import Callable

from qa.study.draft import check_draft, is_draft
from qa.study.mentions import every_mention
from qa.study.quotation import check_quotation
from qa.study.timeline import figures, timeline
from qa.tuned import TUNED

from .article_view import ArticleView
from .events import FAILED, sentence
from .lookup_view import draft_html, mentions_html, problem_html, quotation_html
from .timeline_view import timeline_html

_LOG = logging.getLogger(__name__)


class LookupEvents:
    """Look-ups in one article: the typed text -> HTML. A failure is HTML too, in plain words."""

    def __init__(self, view: ArticleView) -> None:
        """view: of the article, for the links into it."""
        self._view = view

    def mentions(self, term: str) -> str:
        """Every mention of a term."""
        return _in_plain_words("mentions", lambda: self._mentions(term))

    def quotation(self, text: str) -> str:
        """Whether a quotation, or each one of a draft, is the article's, and each difference."""
        return _in_plain_words("quotation", lambda: self._quotation(text))

    def timeline(self) -> str:
        """Every date and every figure, each with its sentence."""
        article = self._view.article
        return _in_plain_words("timeline", lambda: timeline_html(self._view, timeline(article), figures(article)))

    def _quotation(self, text: str) -> str:
        if is_draft(text):
            return draft_html(self._view, check_draft(self._view.article, text))
        return quotation_html(self._view, check_quotation(self._view.article, text))

    def _mentions(self, term: str) -> str:
        if len(term) > TUNED.asking.most_characters:
            raise ValueError(f"the term has {len(term):,} characters, the limit is {TUNED.asking.most_characters:,}")
        return mentions_html(self._view, term.strip(), every_mention(self._view.article, term))


def _in_plain_words(name: str, look_up: Callable[[], str]) -> str:
    try:
        return look_up()
    except ValueError as error:
        return problem_html(name, sentence(str(error)))
    except Exception:
        _LOG.exception("the look-up of %s failed", name)
        return problem_html(name, FAILED)
