"""Handlers of the conversation's events.

An error of asking does not reach the page as such: one that the user can mend is named in plain words, any other is
logged and said to be a failure.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from html import escape
from itertools import count
from typing import Any

import gradio as gr

from qa.pipeline import Pipeline
from qa.query import clean_question

from .answer_view import said
from .conversation_view import ConversationView
from .correction_form import keep_correction
from .exchange import Exchange, history
from .feedback import Feedback
from .loading import Loading
from .plain_words import told
from .questions import answered_questions
from .sources import Selection, Sources, selection_of
from .why import why_found

LOADING = "Loading the model ..."
READING = "Reading the article ..."
FAILED = "Something went wrong; the details are on the terminal. Try again, or start the program anew."

_MOST_TURNS = 200  # of a conversation that is asked again
_REMEMBERED = 500  # answers
_OF_ONE = 1000  # sets the numbers of answers apart that stand in one exchange
_NAMED = 3  # files that could not be read

_LOG = logging.getLogger(__name__)
_PROBLEMS = count(1)  # so that a problem that recurs is seen to recur

Exchanges = tuple[Exchange, ...]
Shown = str | dict[str, str]
"""The text or HTML of a component, or ``gr.skip()`` where it stays as it is."""
Asked = tuple[Shown, str, Exchanges]
"""The conversation, the status line, the exchanges."""
Judged = tuple[Shown, str, Exchanges]
"""The conversation, the status line, the exchanges."""


class ConversationEvents:
    """Handlers of one article's conversations."""

    def __init__(
        self, loading: Loading, view: ConversationView, sources: Sources, title: str, feedback: Feedback | None
    ) -> None:
        """title: the article's, kept with feedback; feedback: None where answers may not be judged."""
        self._sources = sources
        self._loading = loading
        self._view = view
        self._title = title
        self._feedback = feedback
        # Kept, so that a conversation that is opened again is there at once.
        self._answers: OrderedDict[tuple[object, ...], Exchange] = OrderedDict()

    async def opened(self) -> AsyncIterator[Shown]:
        """The status line of a page that was just opened, whenever it changes until the pipeline is loaded."""
        waited = False
        async for words in self._loading.told():
            waited = True
            yield status(words or LOADING)
        line = self._after_loading()
        # Nothing was waited for and nothing is to be told: what was said of a question meanwhile stays.
        yield line if waited or line != status("") else gr.skip()

    def ask(self, exchanges: Exchanges, event: gr.EventData) -> Iterator[Asked]:
        """The values of ``Asked``, as they change until the answer is there.

        The event says the question, and whether it is asked without the exchanges before.
        """
        pressed = said_by(event)
        question, alone = pressed.get("question", ""), pressed.get("alone") == "yes"
        selection = selection_of(pressed)
        try:
            clean_question(question)
            self._sources.chosen(selection)
        except (TypeError, ValueError) as error:
            yield gr.skip(), status(sentence(str(error)), problem=True), exchanges
            return
        yield self._view.html(exchanges, question), status(self._waiting()), exchanges
        try:
            exchanges = (*exchanges, self._answered(question, exchanges, alone, selection))
        except Exception:
            _LOG.exception("the question %r was not answered", question)
            line = self._after_loading() if self._loading.failure else status(FAILED, problem=True)
            yield self._view.html(exchanges), line, exchanges
            return
        yield self._view.html(exchanges), status(*said(exchanges[-1].answer)), exchanges

    def restore(self, event: gr.EventData) -> Iterator[Asked]:
        """A conversation that the browser has kept, asked again: its questions, in order, each with those before it.

        A question that cannot be asked any more is left out.
        """
        kept = said_by(event).get("turns")
        turns = [turn for turn in kept if isinstance(turn, dict)] if isinstance(kept, list) else []
        exchanges: Exchanges = ()
        for turn in turns[:_MOST_TURNS]:
            question, alone = str(turn.get("question", "")), bool(turn.get("alone"))
            yield self._view.html(exchanges, question), status(self._waiting()), exchanges
            try:
                clean_question(question)
                exchanges = (*exchanges, self._answered(question, exchanges, alone, selection_of(turn)))
            except Exception:
                _LOG.exception("the question %r was not answered again", question)
        yield self._view.html(exchanges), status(""), exchanges

    def offer(self, exchanges: Exchanges) -> Shown:
        """The empty conversation with questions that the article answers, where it has none; they are asked first."""
        stay: Shown = gr.skip()
        if exchanges:
            return stay
        if not self._view.questions.groups:
            try:
                pipeline = self._loading.pipeline()
                self._view.questions = answered_questions(pipeline.article, pipeline.ask)
            except Exception:
                _LOG.exception("no questions could be offered")
                return stay
        return self._view.html(())

    def _waiting(self) -> str:
        return READING if self._loading.done else LOADING

    def _answered(self, question: str, exchanges: Exchanges, alone: bool, selection: Selection) -> Exchange:
        before = () if alone else exchanges
        key = (question, len(exchanges) + 1, alone, selection, tuple(turn["content"] for turn in history(before)))
        known = self._answers.get(key)
        if known is None:
            known = replace(self._asked(question, before, len(exchanges) + 1, selection), alone=alone)
            self._answers[key] = known
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        return known

    def _asked(self, question: str, before: Exchanges, number: int, selection: Selection) -> Exchange:
        """The answer of the articles selected: of all that are together, or of each."""
        whole = self._loading.pipeline()
        names = self._sources.chosen(selection)
        if not selection.each or len(names or self._sources.names) < 2:
            pipeline = self._sources.pipeline(names) if names else whole
            return replace(answered(pipeline, question, before, number), selection=Selection(names))
        each = tuple(
            answered(self._sources.pipeline((name,)), question, before, _OF_ONE * number + i)
            for i, name in enumerate(names or self._sources.names, 1)
        )
        first = next((one for one in each if one.answer.found), each[0])
        return Exchange(
            number, whole.article, first.answer, first.why, way=first.way, selection=Selection(names, True), each=each
        )

    def judge(self, exchanges: Exchanges, event: gr.EventData) -> Judged:
        """Keep the verdict of the pressed button, which names an answer by its number, and show it with the answer."""
        pressed = said_by(event)
        number, verdict = str(pressed.get("number")), str(pressed.get("verdict"))
        exchange = next((exchange for exchange in exchanges if str(exchange.number) == number), None)
        if self._feedback is None or exchange is None:
            return gr.skip(), status("That answer is no longer here to be judged.", problem=True), exchanges
        try:
            self._feedback.add(verdict, exchange.answer, self._title)
        except (OSError, ValueError) as error:
            _LOG.warning("feedback was not kept: %s", error)
            return gr.skip(), status(f"Your feedback could not be kept: {told(error)}.", problem=True), exchanges
        exchanges = tuple(replace(e, verdict=verdict) if e is exchange else e for e in exchanges)
        return self._view.html(exchanges), status("Kept, on the computer that serves this page only."), exchanges

    def correct(self, exchanges: Exchanges, event: gr.EventData) -> Judged:
        """Keep what was typed into a form of fields, and show every citation with it."""
        pressed = said_by(event)
        article, digest = self._view.article, str(pressed.get("digest"))
        parts = [part for part in (article.parts or (article,)) if part.digest == digest]
        if not parts:
            return gr.skip(), status("That article is no longer here to be corrected.", problem=True), exchanges
        try:
            keep_correction(parts[0], pressed)
        except (OSError, ValueError) as error:
            return gr.skip(), status(sentence(f"nothing was kept: {told(error)}"), problem=True), exchanges
        return self._view.html(exchanges), status("Kept, on this computer only."), exchanges

    def clear(self) -> tuple[str, str, Exchanges]:
        """An empty conversation."""
        return self._view.html(()), status(""), ()

    def _after_loading(self) -> str:
        """The status line that says why loading failed or which files could not be read, else an empty one."""
        if self._loading.failure:
            return status(f"The model could not be loaded: {self._loading.failure}", problem=True)
        names = [failure.path.name for failure in self._loading.pipeline().report.failures]
        if not names:
            return status("")
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        return status(f"Could not be read: {', '.join(names[:_NAMED])}{more}; the terminal says why.", problem=True)


def said_by(event: gr.EventData) -> dict[str, Any]:
    """What an event says of the pressed button; {} for one that says nothing, or nothing that can be read."""
    return event._data if isinstance(event._data, dict) else {}


def answered(pipeline: Pipeline, question: str, before: Exchanges, number: int) -> Exchange:
    """Ask with the exchanges before, and note why each hit was found and how the answer came about."""
    answer = pipeline.ask(question, history(before))
    way = pipeline.explain(question, history(before))
    return Exchange(number, pipeline.article, answer, why_found(pipeline, answer.searched, answer.hits), way=way)


def sentence(words: str) -> str:
    """The message of an error, which begins small and ends without a full stop, as a sentence."""
    return f"{words[:1].upper()}{words[1:]}."


def status(words: str, more: str = "", *, problem: bool = False) -> str:
    """The status line; ``more`` is for screen readers only, whose users do not see the answer come."""
    kind = "problem" if problem else "said"
    number = f' data-number="{next(_PROBLEMS)}"' if problem else ""
    unseen = f'<span class="unseen"> {escape(more)}</span>' if more else ""
    return f'<div class="status {kind}"{number} role="status" aria-live="polite">{escape(words)}{unseen}</div>'
