"""Room: an article that is asked, with all that the page shows of it. A reader may bring an article of their own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from index import Article
from index.library import Library
from index.progress import Progress
from qa.building import Parts, library_pipeline, open_library
from qa.pipeline import Pipeline

from .article_view import ArticleView
from .conversation_view import ConversationView
from .events import LOADING, ConversationEvents, Turns, status
from .feedback import Feedback
from .loading import Loading
from .lookup_events import LookupEvents
from .questions import Questions, questions_about

OPENING = "Reading the file ..."

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Room:
    """view: the article; conversation, lookups: what happens when it is asked or looked up in; empty: the
    conversation before a first question, as HTML."""

    view: ArticleView
    conversation: ConversationEvents
    lookups: LookupEvents
    empty: str


def room_of(article: Article, loading: Loading, questions: Questions, feedback: Feedback | None) -> Room:
    """``feedback`` is None where answers may not be judged."""
    view = ArticleView(article)
    conversation = ConversationView(view, questions, feedback=feedback is not None)
    events = ConversationEvents(loading, conversation, article.title, feedback)
    return Room(view, events, LookupEvents(view), conversation.html(()))


class Rooms:
    """The same events for every session, each in its own room: the first, or (not None) the one that it opened."""

    def __init__(self, first: Room, feedback: Feedback | None) -> None:
        self.first = first
        self._feedback = feedback

    async def opened(self, room: Room | None) -> AsyncIterator[str]:
        async for line in (room or self.first).conversation.opened():
            yield line

    def ask(self, room: Room | None, typed: str, turns: Turns, event: gr.EventData) -> Iterator[Any]:
        yield from (room or self.first).conversation.ask(typed, turns, event)

    def judge(self, room: Room | None, turns: Turns, event: gr.EventData) -> tuple[Any, str, Turns]:
        return (room or self.first).conversation.judge(turns, event)

    def clear(self, room: Room | None) -> tuple[str, str, Turns]:
        return (room or self.first).conversation.clear()

    def mentions(self, room: Room | None, term: str) -> str:
        return (room or self.first).lookups.mentions(term)

    def quotation(self, room: Room | None, text: str) -> str:
        return (room or self.first).lookups.quotation(text)

    async def bring(self, files: list[str] | None) -> AsyncIterator[tuple[str, Any, Any, Any, Any]]:
        """(status line, room, article, conversation, turns) while the reader's own files are read and embedded.

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
