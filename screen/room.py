"""Room: an article that is asked, with all that the page shows of it. A user may bring files of their own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import gradio as gr

from index import Article
from index.library import Library
from index.progress import Progress
from qa.building import Parts, library_pipeline, open_library
from qa.pipeline import Pipeline

from .article_view import ArticleView
from .conversation_view import ConversationView
from .events import LOADING, Asked, ConversationEvents, Exchanges, Judged, Shown, status
from .feedback import Feedback
from .loading import Loading
from .lookup_events import LookupEvents
from .questions import Questions, questions_about

OPENING = "Reading the file ..."

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Room:
    """One article on the page.

    view          the article as HTML
    conversation  handlers of the events of asking
    lookups       handlers of the two look-ups
    empty         the conversation before a first question, as HTML
    """

    view: ArticleView
    conversation: ConversationEvents
    lookups: LookupEvents
    empty: str


def room_of(article: Article, loading: Loading, questions: Questions, feedback: Feedback | None) -> Room:
    """The room of an article whose pipeline is being loaded; ``feedback`` is None where answers may not be judged."""
    view = ArticleView(article)
    conversation = ConversationView(view, questions, feedback=feedback is not None)
    events = ConversationEvents(loading, conversation, article.title, feedback)
    return Room(view, events, LookupEvents(view), conversation.html(()))


Brought = tuple[str, Room | dict[str, str], Shown, Shown, Exchanges | dict[str, str]]
"""The status line, the room, the article, the conversation, the exchanges; ``gr.skip()`` for one that stays."""


class Rooms:
    """The handlers of every session's events; each passes on to the session's room, None for the first."""

    def __init__(self, first: Room, feedback: Feedback | None) -> None:
        """first: the room of a session that has opened no other; feedback: as ``room_of`` takes it."""
        self.first = first
        self._feedback = feedback

    async def opened(self, room: Room | None) -> AsyncIterator[str]:
        """See ``ConversationEvents.opened``."""
        async for line in (room or self.first).conversation.opened():
            yield line

    def ask(self, room: Room | None, typed: str, exchanges: Exchanges, event: gr.EventData) -> Iterator[Asked]:
        """See ``ConversationEvents.ask``."""
        yield from (room or self.first).conversation.ask(typed, exchanges, event)

    def judge(self, room: Room | None, exchanges: Exchanges, event: gr.EventData) -> Judged:
        """See ``ConversationEvents.judge``."""
        return (room or self.first).conversation.judge(exchanges, event)

    def correct(self, room: Room | None, exchanges: Exchanges, event: gr.EventData) -> Judged:
        """See ``ConversationEvents.correct``."""
        return (room or self.first).conversation.correct(exchanges, event)

    def clear(self, room: Room | None) -> tuple[str, str, Exchanges]:
        """See ``ConversationEvents.clear``."""
        return (room or self.first).conversation.clear()

    def mentions(self, room: Room | None, term: str) -> str:
        """See ``LookupEvents.mentions``."""
        return (room or self.first).lookups.mentions(term)

    def quotation(self, room: Room | None, text: str) -> str:
        """See ``LookupEvents.quotation``."""
        return (room or self.first).lookups.quotation(text)

    async def bring(self, files: list[str] | None) -> AsyncIterator[Brought]:
        """The values of ``Brought``, as they change while a user's own files are read and embedded.

        The copies that the browser sent are deleted once they are read.
        """
        stay = gr.skip(), gr.skip(), gr.skip(), gr.skip()
        yield status(OPENING), *stay
        try:
            library = await asyncio.to_thread(_read, files or [])
        except (OSError, ValueError, ImportError) as error:
            yield status(f"{error}.", problem=True), *stay  # most begin with the name of a file
            return
        loading = Loading(partial(_load, library))
        room = room_of(library.article, loading, questions_about(library.article), self._feedback)
        loading.start()
        yield status(LOADING), room, room.view.html(), room.empty, ()
        async for line in room.conversation.opened():
            yield line, *stay
        if not loading.failure and not library.report.failures:
            count = len(library.article.passages)
            yield status(f"“{library.article.title}” is open, {count} passages. Reload the page to go back."), *stay


def _read(files: Sequence[str]) -> Library:
    try:
        library = open_library(files, Parts())
    finally:
        for file in files:
            Path(file).unlink(missing_ok=True)
    for failure in library.report.failures:
        _LOG.warning("%s: %s", failure.path.name, failure.error)
    return library


def _load(library: Library, progress: Progress) -> Pipeline:
    return library_pipeline(library, Parts(progress=progress))
