"""The articles of a library, asked all, some or each by itself.

Every selection has a pipeline of its own, made of its articles alone: what is ticked out is not searched.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from index import Article
from qa.pipeline import Pipeline

_REMEMBERED = 8  # selections

Make = Callable[[Article], Pipeline]
"""Makes the pipeline of some of a library's articles."""


@dataclass(frozen=True)
class Selection:
    """The articles that a question is put to.

    names  of the articles, () for all
    each   whether each is asked by itself, so that each has an answer or a refusal of its own
    """

    names: tuple[str, ...] = ()
    each: bool = False


def selection_of(said: Mapping[str, Any]) -> Selection:
    """The selection that a browser names; all for what is none."""
    named = said.get("sources")
    names = tuple(str(name) for name in named) if isinstance(named, list) else ()
    return Selection(names, said.get("each") == "yes")


class Sources:
    """The pipelines of selections."""

    def __init__(self, article: Article, make: Make) -> None:
        """article: the library, or one article, of which nothing can be selected."""
        self._article = article
        self._make = make
        self._made: OrderedDict[tuple[str, ...], Pipeline] = OrderedDict()
        self._lock = Lock()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the library's articles, as its passages have them; () for one article."""
        return tuple(part.passages[0].article for part in self._article.parts)

    def chosen(self, selection: Selection) -> tuple[str, ...]:
        """The names of a selection in the library's order, () where it is all; ValueError where it has none of it."""
        names = tuple(name for name in self.names if name in selection.names)
        if selection.names and not names:
            raise ValueError("none of the articles that were ticked is open: tick one that is listed")
        return () if len(names) == len(self.names) else names

    def pipeline(self, names: tuple[str, ...]) -> Pipeline:
        """The pipeline of some articles."""
        with self._lock:  # one after another: each takes memory
            made = self._made.pop(names, None) or self._make(part_library(self._article, names))
            self._made[names] = made
            while len(self._made) > _REMEMBERED:
                self._made.popitem(last=False)
            return made


def part_library(library: Article, names: tuple[str, ...]) -> Article:
    """The library of some of a library's articles, made of the same passages."""
    parts = tuple(part for part in library.parts if part.passages[0].article in names)
    return replace(
        library,
        passages=tuple(passage for part in parts for passage in part.passages),
        references=tuple(reference for part in parts for reference in part.references),
        page_count=sum(part.page_count for part in parts),
        parts=parts,
        spellings=tuple(group for part in parts for group in part.spellings),
    )
