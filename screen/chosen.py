"""The words of the article that a browser names: an element's id and characters, as it counts them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from index import Passage, Span
from qa.study.citing import Style
from qa.study.taking import Piece, taken

from .article_view import ArticleView

_MOST = 200  # places in one selection or note
_LONGEST = 20_000  # characters of a selection's name


def pieces_of(view: ArticleView, places: object) -> list[Piece]:
    """The passages and spans of ``[{"id": "p3", "start": 0, "end": 12}, ...]``, offsets in UTF-16 units.

    ValueError for what is no such list, or names a place that the article does not have.
    """
    if not isinstance(places, Sequence) or isinstance(places, str) or len(places) > _MOST:
        raise ValueError(f"expected a list of at most {_MOST} places of the article")
    return [_piece(view, place) for place in places]


def _piece(view: ArticleView, place: Any) -> Piece:
    try:
        passage = view.passage(str(place["id"]))
        start, end = int(place["start"]), int(place["end"])
    except (KeyError, TypeError, ValueError):
        raise ValueError("expected a place as an id, a start and an end") from None
    span = Span(_characters(passage, start), _characters(passage, end))
    if span.start == span.end:
        raise ValueError("expected words of the article, found none")
    return passage, span


def _characters(passage: Passage, units: int) -> int:
    if units < 0:
        raise ValueError(f"expected a place in the text, found {units}")
    return len(passage.text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def chosen_html(view: ArticleView, data: Mapping[str, Any], styles: Sequence[Style]) -> str:
    """The selected words with their citation in each style, as JSON in an element that is not shown."""
    pieces = pieces_of(view, data.get("places"))
    copies = {}
    for style in styles:
        found = taken(view.article, pieces, style)
        copies[style] = {"plain": found.plain, "rich": found.rich, "second": found.second_hand}
    key = str(data.get("key", ""))[:_LONGEST]
    return f'<div data-places="{escape(key)}" data-copies="{escape(json.dumps(copies))}"></div>'
