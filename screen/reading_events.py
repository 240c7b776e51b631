"""Handlers of what a reader does in the article: words selected, highlights and notes kept."""

from __future__ import annotations

import logging
from html import escape

import gradio as gr

from .article_view import ArticleView
from .chosen import chosen_html
from .cite_menu import STYLES
from .notes import notes_of
from .notes_view import notes_html
from .plain_words import told
from .printed_view import printed_html

_LOG = logging.getLogger(__name__)


class ReadingEvents:
    """Handlers over one article. Nothing is kept here: the browser keeps it and says it anew."""

    def __init__(self, view: ArticleView) -> None:
        """view: of the article."""
        self._view = view

    def choose(self, event: gr.EventData) -> str:
        """The selected words with their citations; "" where they are not of this article."""
        try:
            return chosen_html(self._view, event._data, tuple(STYLES))
        except (AttributeError, TypeError, ValueError) as error:
            _LOG.warning("a selection was not understood: %s", error)
            return ""

    def notes(self, event: gr.EventData) -> str:
        """The list of the notes that the browser keeps."""
        try:
            return notes_html(self._view, notes_of(self._view, event._data["notes"]))
        except (KeyError, TypeError, ValueError) as error:
            _LOG.warning("the notes were not understood: %s", error)
            return notes_html(self._view, ())

    def page(self, event: gr.EventData) -> str:
        """Pages as they were printed, or the reason in words why they cannot be shown."""
        try:
            return printed_html(self._view, event._data)
        except (AttributeError, OSError, TypeError, ValueError) as error:
            _LOG.warning("a page was not shown: %s", error)
            return f'<p class="status problem">The page cannot be shown: {escape(told(error))}.</p>'

    def reference(self, event: gr.EventData) -> str:
        """The card of an entry of the bibliography; "" for what is none."""
        try:
            passage = self._view.passage(str(event._data["id"]))
            if passage.kind != "reference":
                return ""
            return f'<div data-id="{self._view.id(passage)}">{self._view.card(passage)}</div>'
        except (KeyError, TypeError, ValueError) as error:
            _LOG.warning("an entry was not understood: %s", error)
            return ""
