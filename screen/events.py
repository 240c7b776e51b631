"""What happens when something is asked, judged or looked up. Nothing raised here reaches the page as such:
what a reader can mend is said in plain words, all else is logged and said to have failed."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from html import escape
from typing import Any

import gradio as gr

from qa.pipeline import Pipeline
from qa.query import clean_question

from .answer_view import said
from .conversation_view import ConversationView
from .feedback import Feedback
from .loading import Loading
from .turn import Turn, history
from .why import why_found

LOADING = "Loading the model ..."
READING = "Reading the article ..."
FAILED = "Something went wrong; the details are on the terminal. Try again, or start the program anew."

_NAMED = 3  # files that could not be read

_LOG = logging.getLogger(__name__)

Turns = tuple[Turn, ...]


class ConversationEvents:
    """Handlers of the conversation. ``feedback`` is None where answers may not be judged."""

    def __init__(self, loading: Loading, view: ConversationView, title: str, feedback: Feedback | None) -> None:
        self._loading = loading
        self._view = view
        self._title = title
        self._feedback = feedback

    async def opened(self) -> AsyncIterator[str]:
        """The status line of a page that was just opened."""
        async for words in self._loading.told():
            yield status(words or LOADING)
        yield self._after_loading()

    def ask(self, typed: str, turns: Turns, event: gr.EventData) -> Iterator[tuple[Any, Any, str, Turns]]:
        """(question box, conversation, status line, turns), as they change until the answer is there.

        The question is what was typed, or what the pressed button asks; then what was typed is left alone.
        """
        pressed = event._data if isinstance(event._data, dict) else {}
        question = pressed.get("question", typed)
        try:
            clean_question(question)
        except (TypeError, ValueError) as error:
            yield gr.skip(), gr.skip(), status(sentence(str(error)), problem=True), turns
            return
        waiting = READING if self._loading.done else LOADING
        box = gr.skip() if pressed else ""
        yield box, self._view.html(turns, question, waiting), status(waiting), turns
        try:
            turn = answered(self._loading.pipeline(), question, () if pressed.get("alone") else turns, len(turns) + 1)
        except Exception:
            _LOG.exception("the question %r was not answered", question)
            line = self._after_loading() if self._loading.failure else status(FAILED, problem=True)
            yield question, self._view.html(turns), line, turns
            return
        turns = (*turns, turn)
        yield gr.skip(), self._view.html(turns), status(*said(turn.answer)), turns

    def judge(self, turns: Turns, event: gr.EventData) -> tuple[Any, str, Turns]:
        """(conversation, status line, turns) after an answer was called helpful, or not, or wrong."""
        number, verdict = str(event._data["number"]), str(event._data["verdict"])
        turn = next((turn for turn in turns if str(turn.number) == number), None)
        if self._feedback is None or turn is None:
            return gr.skip(), status("That answer is no longer here to be judged.", problem=True), turns
        try:
            self._feedback.add(verdict, turn.answer, self._title)
        except (OSError, ValueError) as error:
            _LOG.warning("feedback was not kept: %s", error)
            return gr.skip(), status(f"Your feedback could not be kept: {error}", problem=True), turns
        turns = tuple(replace(t, verdict=verdict) if t is turn else t for t in turns)
        return self._view.html(turns), status(f"Kept in {self._feedback.file}, on this computer only."), turns

    def clear(self) -> tuple[str, str, Turns]:
        """An empty conversation."""
        return self._view.html(()), status(""), ()

    def _after_loading(self) -> str:
        """What went wrong in loading, if anything did."""
        if self._loading.failure:
            return status(f"The model could not be loaded: {self._loading.failure}", problem=True)
        names = [failure.path.name for failure in self._loading.pipeline().report.failures]
        if not names:
            return status("")
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        return status(f"Could not be read: {', '.join(names[:_NAMED])}{more}; the terminal says why.", problem=True)


def answered(pipeline: Pipeline, question: str, before: Turns, number: int) -> Turn:
    """Ask, with the turns before, and note why each hit was found."""
    answer = pipeline.ask(question, history(before))
    read_as = "" if answer.searched == answer.question else answer.searched
    leans = any(not change.typed for change in answer.changes)
    return Turn(number, pipeline.article, answer, why_found(pipeline, answer.searched, answer.hits), read_as, leans)


def sentence(words: str) -> str:
    """The message of an error, which begins small and ends without a full stop, as a sentence."""
    return f"{words[:1].upper()}{words[1:]}."


def status(words: str, more: str = "", *, problem: bool = False) -> str:
    """The status line; ``more`` is for screen readers only, who do not see the answer come."""
    kind = "problem" if problem else "said"
    unseen = f'<span class="unseen"> {escape(more)}</span>' if more else ""
    return f'<div class="status {kind}" role="status" aria-live="polite">{escape(words)}{unseen}</div>'
