"""Rooms: the handlers of every session's events, and the files that people bring in the article's place."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial

import gradio as gr

from index import Article

from .article_bar import shown_title
from .events import FAILED, LOADING, Asked, Exchanges, Judged, Shown, said_by, sentence, status
from .feedback import Feedback
from .inbox import Inbox, Opening
from .kept_files import KeptFiles
from .lookup_view import number_of
from .open_rooms import OpenRooms
from .openings import Openings
from .plain_words import told
from .room import Room, room_of_files
from .shelf_view import shelf_html

OPENING = "Reading the file ..."

_PUT_AWAY = "The article that you opened was put away to make room for others. Open it again."
_NOT_KEPT = "That file is not kept any more: open it again."
_BYTES_OF_A_CHARACTER = 60  # of an article's text, for all that is kept in memory of it

_LOG = logging.getLogger(__name__)

Brought = tuple[Shown, Shown, Shown, Shown, Exchanges | dict[str, str], Shown]
"""The status line, the room's key, the article, the conversation, the exchanges, the shelf; ``gr.skip()`` for one that
stays."""


class Rooms:
    """The handlers of every session's events; each passes on to the room whose key the page holds, "" for the first."""

    def __init__(
        self,
        first: Room,
        feedback: Feedback | None,
        inbox: Inbox,
        forget: Callable[[str], None],
        kept: KeptFiles | None = None,
    ) -> None:
        """Nobody has opened a file yet.

        first     the room of a session that has opened no other
        feedback  as ``room_of`` takes it
        inbox     holds the files that a browser sent
        forget    drops what else is kept of a session that has ended
        kept      files that stay when the program ends, None where none do
        """
        self.first = first
        self._feedback = feedback
        self._inbox = inbox
        self._kept = kept
        self._openings = Openings(kept)
        self._open: OpenRooms[Room] = OpenRooms(forget)

    async def opened(self, room: str) -> AsyncIterator[Shown]:
        """See ``ConversationEvents.opened``."""
        async for line in self._of(room).conversation.opened():
            yield line

    def ask(self, room: str, exchanges: Exchanges, event: gr.EventData) -> Iterator[Asked]:
        """See ``ConversationEvents.ask``."""
        if self._is_gone(room):
            yield gr.skip(), status(_PUT_AWAY, problem=True), exchanges  # the page gives the question back
        else:
            yield from self._of(room).conversation.ask(exchanges, event)

    def restore(self, room: str, event: gr.EventData) -> Iterator[Asked]:
        """See ``ConversationEvents.restore``."""
        if self._is_gone(room):
            yield gr.skip(), status(_PUT_AWAY, problem=True), ()
        else:
            yield from self._of(room).conversation.restore(event)

    def offer(self, room: str, exchanges: Exchanges) -> Shown:
        """See ``ConversationEvents.offer``."""
        return self._of(room).conversation.offer(exchanges)

    def choose(self, room: str, event: gr.EventData) -> str:
        """See ``ReadingEvents.choose``."""
        return self._of(room).reading.choose(event)

    def page(self, room: str, event: gr.EventData) -> str:
        """See ``ReadingEvents.page``."""
        return self._of(room).reading.page(event)

    def reference(self, room: str, event: gr.EventData) -> str:
        """See ``ReadingEvents.reference``."""
        return self._of(room).reading.reference(event)

    def notes(self, room: str, event: gr.EventData) -> str:
        """See ``ReadingEvents.notes``."""
        return self._of(room).reading.notes(event)

    def judge(self, room: str, exchanges: Exchanges, event: gr.EventData) -> Judged:
        """See ``ConversationEvents.judge``."""
        return self._of(room).conversation.judge(exchanges, event)

    def correct(self, room: str, exchanges: Exchanges, event: gr.EventData) -> Judged:
        """See ``ConversationEvents.correct``."""
        return self._of(room).conversation.correct(exchanges, event)

    def clear(self, room: str) -> tuple[str, str, Exchanges]:
        """See ``ConversationEvents.clear``."""
        return self._of(room).conversation.clear()

    def mentions(self, room: str, term: str) -> str:
        """See ``LookupEvents.mentions``."""
        return self._of(room).lookups.mentions(term)

    def quotation(self, room: str, text: str) -> str:
        """See ``LookupEvents.quotation``."""
        return self._of(room).lookups.quotation(text)

    def timeline(self, room: str) -> str:
        """See ``LookupEvents.timeline``."""
        return self._of(room).lookups.timeline()

    async def bring(self, sent: list[dict[str, str]] | None, request: gr.Request) -> AsyncIterator[Brought]:
        """The values of ``Brought``, as they change while a user's own files are read and embedded.

        ``sent``: the files' names in the inbox. The files are deleted once they are read, unless they are kept.
        """
        yield _alone(status(OPENING))
        try:
            opening = await asyncio.to_thread(self._inbox.take, sent)
        except (OSError, ValueError) as error:
            yield _alone(status(sentence(told(error)), problem=True))
            return
        async for shown in self._read(opening, str(request.session_hash)):
            yield shown

    async def reopen(self, event: gr.EventData, request: gr.Request) -> AsyncIterator[Brought]:
        """As ``bring``, of files opened before whose key the event says; "" leads back to the first article."""
        key = str(said_by(event).get("key", ""))
        if not key:
            yield status(""), "", self.first.view.html(), self.first.empty, (), self.shelf()
            return
        try:
            if self._kept is None:
                raise LookupError(key)
            opening = self._kept.opening(key)
        except LookupError:
            yield _alone(status(_NOT_KEPT, problem=True))
            return
        async for shown in self._read(opening, str(request.session_hash)):
            yield shown

    def forget(self, event: gr.EventData) -> str:
        """The shelf without the files whose key the event says, which are removed; "open" is the key of those open."""
        said = said_by(event)
        key, opened = str(said.get("key", "")), str(said.get("open", ""))
        if self._kept is not None:
            self._kept.forget(key)
        return self.shelf("" if opened == key else opened, elsewhere=bool(opened or said.get("elsewhere")))

    def shelf(self, key: str = "", *, elsewhere: bool = False) -> str:
        """The shelf; key: of the files that are open; elsewhere: whether another article than the first is."""
        kept = self._kept.listed() if self._kept is not None else []
        return shelf_html(kept, key, shown_title(self.first.view.article) if elsewhere else "")

    async def _read(self, opening: Opening, session: str) -> AsyncIterator[Brought]:
        turn = await asyncio.to_thread(self._openings.turn, opening)
        async for words in self._openings.told(turn):
            yield _alone(status(words))
        try:
            library = turn.library.result()
        except Exception as error:
            if not isinstance(error, OSError | ValueError | ImportError):
                _LOG.error("the files could not be read", exc_info=error)
            said = turn.opening.plain(told(error)) if isinstance(error, OSError | ValueError | ImportError) else FAILED
            yield _alone(status(f"{said.removesuffix('.')}.", problem=True))  # most begin with the name of a file
            return
        size = _BYTES_OF_A_CHARACTER * len(library.article.file_text)
        key, room = self._open.enter(session, turn.key, size, partial(room_of_files, library, self._feedback, turn))
        shelf = self.shelf(turn.key if turn.kept else "", elsewhere=True)
        yield status(LOADING), key, room.view.html(), room.empty, (), shelf
        async for line in room.conversation.opened():
            yield _alone(line)
        if not room.loading.failure and not library.report.failures:
            yield _alone(status(_open_words(library.article)))

    def left(self, request: gr.Request) -> None:
        """Note that a page was closed."""
        self._open.left(request.session_hash)

    def tidy(self) -> None:
        """Put away what is kept for nobody."""
        self._open.tidy()

    def _of(self, key: str) -> Room:
        try:
            return self._open.room(key) if key else self.first
        except LookupError:
            raise gr.Error(_PUT_AWAY, title="Not open any more", print_exception=False) from None

    def _is_gone(self, key: str) -> bool:
        try:
            self._of(key)
        except gr.Error:
            return True
        return False


def _alone(line: Shown) -> Brought:
    """A status line; all else stays as it is."""
    return line, gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()


def _open_words(article: Article) -> str:
    passages = number_of(len(article.passages), "passage")
    left_out = f" Left out: {', '.join(article.left_out)}." if article.left_out else ""
    return f"“{shown_title(article)}” is open, {passages}.{left_out}"
