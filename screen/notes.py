"""Note: a highlight that a reader keeps, with a remark or without, as the browser says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qa.answer import locator
from qa.study.taking import Piece

from .article_view import ArticleView
from .chosen import pieces_of

_MOST = 500


@dataclass(frozen=True, slots=True)
class Note:
    """A highlight of a reader, or a note where there are ``words``.

    pieces  the places in the article; empty where its quote ``exact`` is not in it any more
    """

    id: str
    words: str
    exact: str
    pieces: tuple[Piece, ...]

    @property
    def quote(self) -> str:
        """The article's own words."""
        return " ".join(span.of(passage.text) for passage, span in self.pieces) or self.exact

    @property
    def place(self) -> str:
        """Where the words stand; "" where they are not in the article any more."""
        if not self.pieces:
            return ""
        passage, span = self.pieces[0]
        return locator(passage, span)


def notes_of(view: ArticleView, said: object) -> list[Note]:
    """The notes that a browser keeps, in the article's order, those that are not found again last; at most 500."""
    listed = said if isinstance(said, list) else []
    notes = [_note(view, one) for one in listed[:_MOST] if isinstance(one, Mapping)]
    order = {id(passage): i for i, passage in enumerate(view.article.passages)}

    def where(note: Note) -> tuple[int, int]:
        return (order[id(note.pieces[0][0])], note.pieces[0][1].start) if note.pieces else (len(order), 0)

    return sorted(notes, key=where)


def _note(view: ArticleView, one: Mapping[str, Any]) -> Note:
    pieces = tuple(pieces_of(view, one.get("places", ())))
    return Note(str(one.get("id", "")), str(one.get("words", "")), str(one.get("exact", "")), pieces)
