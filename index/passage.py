"""The frozen types of an article that was read: Span, Box, Cite, Mark, Passage, Article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from .metadata import NOT_STATED, Metadata

Kind = Literal["title", "authors", "abstract", "keywords", "body", "caption", "table", "note", "reference", "header"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` (inclusive) to ``end`` (exclusive) of some text.

    >>> Span(0, 5).of("Kabul fell")
    'Kabul'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """ValueError unless 0 <= start <= end."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, found {self.start}, {self.end}")

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers; ValueError for an end beyond the text."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}-{self.end} ends beyond a text of {len(text)} characters")
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether all characters of the other span are in this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page of the file, from 1 on: its edges as shares of the page's width and height, from the left
    and from the top."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Cite:
    """An in-text citation: its span in its passage's text, and the bibliography entry that it names."""

    span: Span
    reference: Passage


@dataclass(frozen=True, slots=True)
class Mark:
    """A note's mark, which is no text: the place that it stands behind, and the note, a passage of that kind.

    span   empty where the mark left the text; in a note, the words that lead to an earlier one: "Ibid."
    label  the mark as printed: "12", "*"; "" if it is not known
    """

    span: Span
    note: Passage
    label: str = ""

    @property
    def name(self) -> str:
        """The note as it is spoken of: "note 12"."""
        return f"note {self.label}".strip()

    @property
    def sources(self) -> tuple[Passage, ...]:
        """The entries that the note names and, where those are given there, the earlier notes; each once, in order."""
        named = [(cite.span.start, cite.reference) for cite in self.note.cites]
        at = {start for start, _ in named}
        named += [(mark.span.start, mark.note) for mark in self.note.marks if mark.span.start not in at]
        return tuple({id(source): source for _, source in sorted(named, key=lambda item: item[0])}.values())


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of the article that can answer a question.

    number       1, 2, ... among the passages of its kind in its section, in reading order
    section      the heading it stands under, "" if there is none
    pages        the pages it stands on, in order; empty when the file marks no pages
    text         its words, without markup, on one line
    sentences    spans of ``text``, in order, covering every word
    source       slices of the article file's text; ``join_slices`` of them is ``text``
    page_breaks  the places in ``text`` at which the pages after the first begin: one less than ``pages``
    cites        its in-text citations that name an entry of the bibliography, in order
    labels       the numbers that its pages bear in print, one for each of ``pages``, "" for a page without one; empty
                 when none is known or all are as the file's own
    article      the name of its article in a library, which no other article of the library has; "" in a single article
    marks        the marks of notes in it, in order
    ocr          whether it stands on a page of which the words were read by OCR
    """

    number: int
    kind: Kind
    section: str
    pages: tuple[int, ...]
    text: str
    sentences: tuple[Span, ...]
    source: tuple[Span, ...]
    page_breaks: tuple[int, ...] = ()
    cites: tuple[Cite, ...] = ()
    article: str = ""
    labels: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    ocr: bool = False

    def pages_of(self, span: Span) -> tuple[int, ...]:
        """The file's pages on which a span of ``text`` stands."""
        first, last = self._page_places(span)
        return self.pages[first : last + 1]

    def labels_of(self, span: Span) -> tuple[str, ...]:
        """The numbers that the pages of a span of ``text`` bear in print, as ``labels`` has them."""
        first, last = self._page_places(span)
        return self.labels[first : last + 1]

    def cited_pages(self, span: Span) -> tuple[str, ...]:
        """The pages of a span of ``text`` as they are cited: by the numbers printed on them, where each has one, else
        by their places in the file."""
        labels = self.labels_of(span)
        return labels if labels and all(labels) else tuple(map(str, self.pages_of(span)))

    def _page_places(self, span: Span) -> tuple[int, int]:
        """The places in ``pages`` of the first and last page of a span."""
        first = bisect_right(self.page_breaks, span.start)
        return first, bisect_right(self.page_breaks, max(span.start, span.end - 1))

    def cites_in(self, span: Span) -> tuple[Cite, ...]:
        """The in-text citations that stand in a span of ``text``."""
        return tuple(cite for cite in self.cites if span.meets(cite.span))

    def marks_in(self, span: Span) -> tuple[Mark, ...]:
        """The marks of notes in a span of ``text``, those right behind its last word too."""
        return tuple(mark for mark in self.marks if span.start < mark.span.end and mark.span.start <= span.end)


@dataclass(frozen=True, slots=True)
class Article:
    """An article that was read, or several as one: a library (see library.py).

    passages    in reading order; a ``Match.position`` points into this tuple
    references  the passages of kind "reference", in their order
    file_text   the file, decoded, of which every ``Passage.source`` is slices; a library's files, one after another
    page_count  0 when the file marks no pages
    parts       a library's articles, whose passages are the library's own; empty for a single article
    origin      the path of the file that it was read from; "" for a library, whose parts have theirs
    spellings   groups of names that mean the same, as writers on its subject spell them; see qa/terms.py
    metadata    the fields that it is cited by, as its file states them; see corrections.py for what a person says
    digest      the SHA-256 of its file's bytes, in hexadecimal digits; "" if it was made of no file, and of a library
    left_out    parts of the file that were not read, though they may hold words, counted: "2 comments"
    """

    title: str
    passages: tuple[Passage, ...]
    references: tuple[Passage, ...]
    file_text: str
    page_count: int
    parts: tuple[Article, ...] = ()
    spellings: tuple[tuple[str, ...], ...] = ()
    origin: str = field(default="", compare=False)
    metadata: Metadata = NOT_STATED
    digest: str = ""
    left_out: tuple[str, ...] = ()

    def part_of(self, passage: Passage) -> Article:
        """The article of the library from which one of its passages is; a single article itself."""
        return next((part for part in self.parts if part.passages[0].article == passage.article), self)

    def file_slices(self, passage: Passage, span: Span) -> tuple[Span, ...]:
        """The slices of ``file_text`` that hold the characters of a span of ``passage.text``, in order.

        ``join_slices(article.file_text, article.file_slices(passage, span))`` is the quote itself.
        """
        found = []
        for position, piece in zip(slice_starts(self.file_text, passage.source), passage.source, strict=True):
            start = max(span.start, position)
            end = min(span.end, position + piece.end - piece.start)
            if start < end:
                found.append(Span(piece.start + start - position, piece.start + end - position))
        return tuple(found)


def join_slices(file_text: str, slices: Sequence[Span]) -> str:
    """The text that slices of a file make: a gap with white space in it becomes one space, any other gap nothing.

    Such other gaps are markup, as the asterisks of *emphasis*.

    >>> join_slices("the *old*\\n road", [Span(0, 4), Span(5, 8), Span(11, 15)])
    'the old road'
    """
    pieces = [slices[0].of(file_text)] if slices else []
    for before, after in pairwise(slices):
        pieces += [_joint(file_text, before, after), after.of(file_text)]
    return "".join(pieces)


def slice_starts(file_text: str, slices: Sequence[Span]) -> list[int]:
    """The places in ``join_slices(file_text, slices)`` at which the slices begin, in order."""
    starts = [0] if slices else []
    for before, after in pairwise(slices):
        starts.append(starts[-1] + before.end - before.start + len(_joint(file_text, before, after)))
    return starts


def _joint(file_text: str, before: Span, after: Span) -> str:
    gap = file_text[before.end : after.start]
    return " " if any(character.isspace() for character in gap) else ""
