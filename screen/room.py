"""Room: an article that is asked, with all that the page shows of it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import partial
from threading import BoundedSemaphore

from index import Article
from index.library import Library
from index.progress import Progress
from qa.building import Parts, library_pipeline
from qa.pipeline import Pipeline

from .article_view import ArticleView
from .conversation_view import ConversationView
from .events import ConversationEvents
from .feedback import Feedback
from .loading import Loading
from .lookup_events import LookupEvents
from .openings import AT_ONCE, Turn
from .questions import Questions, questions_about
from .reading_events import ReadingEvents
from .sources import Sources

_LOADED_AT_ONCE = BoundedSemaphore(AT_ONCE)  # articles embedded at the same time


@dataclass(frozen=True)
class Room:
    """One article on the page.

    view          the article as HTML
    conversation  handlers of the events of asking
    lookups       handlers of the two look-ups
    empty         the conversation before a first question, as HTML
    reading       handlers of selections and notes
    loading       of the pipeline
    """

    view: ArticleView
    conversation: ConversationEvents
    lookups: LookupEvents
    empty: str
    reading: ReadingEvents
    loading: Loading


def room_of(
    article: Article, loading: Loading, questions: Questions, feedback: Feedback | None, turn: Turn | None = None
) -> Room:
    """The room of an article whose pipeline is being loaded.

    ``feedback`` is None where answers may not be judged, ``turn`` where the article is not one that someone opened.
    """
    view = ArticleView(article)
    conversation = ConversationView(view, questions, feedback=feedback is not None)
    events = ConversationEvents(
        loading, conversation, Sources(article, partial(_of_some, turn)), article.title, feedback
    )
    return Room(view, events, LookupEvents(view), conversation.html(()), ReadingEvents(view), loading)


def room_of_files(library: Library, feedback: Feedback | None, turn: Turn) -> Room:
    """The room of files that someone opened, whose pipeline begins to load; turn: in which they were read."""
    loading = Loading(partial(_load, library, turn))
    room = room_of(library.article, loading, questions_about(library.article), feedback, turn)
    loading.start()
    return room


def _of_some(turn: Turn | None, article: Article) -> Pipeline:
    """The pipeline of some of a library's articles; where nothing may stay, nothing that is made of them does."""
    if turn is None or turn.kept:
        return library_pipeline(Library(article), Parts(cache=turn.made if turn else None))
    with tempfile.TemporaryDirectory(prefix="article-qa-") as folder:
        return library_pipeline(Library(article), Parts(cache=folder))


def _load(library: Library, turn: Turn, progress: Progress) -> Pipeline:
    with _LOADED_AT_ONCE:
        try:
            return library_pipeline(library, Parts(cache=turn.made, progress=progress))
        finally:
            turn.drop_made()
