"""The places of a PDF's words in the manuscript: links and the marks of notes, which left the text, are put there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ...characters import superscript
from ...passage import Span
from ..links import Link
from ..raised import MARK
from .lines import Line
from .links import PdfLink, by_page, lines_at
from .runs import raised
from .words import Word

_PART = re.compile(r"[^\W_]+")
_LONG = 3  # letters: a shorter word may stand anywhere
_FURTHER = 200  # characters in which a word is looked for that does not stand where it should


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of one column and block, and their characters in the manuscript's text."""

    lines: tuple[Line, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word and its characters in the text; those of a word that was left out are none, behind the word before."""

    word: Word
    line: Line
    at: Span


def links_of(pieces: Sequence[Piece], text: str, links: Sequence[PdfLink]) -> tuple[Link, ...]:
    """The links and the marks of notes of a manuscript, in order. ``text``: all of its text."""
    placed = [_placed(piece, text) for piece in pieces]
    begins = {id(line): place for words in placed for line, place in _line_begins(words)}
    targets = lines_at(links, [piece.lines[0] for piece in pieces if id(piece.lines[0]) in begins])
    on_page = by_page([link for link in links if id(link) in targets])
    found: list[Link] = []
    for words in placed:
        for item in words:
            here = [(link, part) for link in on_page.get(item.line.page, ()) if (part := link.letters_of(item.word))]
            ends = tuple(dict.fromkeys(begins[id(line)] for link, _ in here for line in targets[id(link)]))
            if item.at.start == item.at.end:
                label = item.word.text.strip(", ")
                if ends or (MARK.fullmatch(item.word.text) and raised(item.word, item.line.words)):
                    found.append(Link(item.at, ends, label, by_place=True))
            else:
                for link, part in here:
                    at = _whole_parts(item, part)
                    ends = tuple(begins[id(line)] for line in targets[id(link)])
                    found += [Link(at, ends, by_place=True)] if at else []
    return tuple(_joined(sorted(found, key=lambda link: link.at), text))


def _line_begins(words: Sequence[_Placed]) -> Iterator[tuple[Line, int]]:
    seen: set[int] = set()
    for item in words:
        if id(item.line) not in seen:
            seen.add(id(item.line))
            yield item.line, item.at.start


def _whole_parts(item: _Placed, part: range) -> Span | None:
    """The characters of the letters and figures that a box covers for the most part."""
    text = item.word.text
    covered = [m for m in _PART.finditer(text) if 2 * len(set(part) & set(range(*m.span()))) >= m.end() - m.start()]
    if not covered or covered[-1].end() > item.at.end - item.at.start:
        return None
    return Span(item.at.start + covered[0].start(), item.at.start + covered[-1].end())


def _joined(links: Sequence[Link], text: str) -> Iterator[Link]:
    """Links with those joined that lead to one place and stand beside each other: "Fern et al.", "1992"."""
    last: Link | None = None
    for link in links:
        if last and _goes_on(last, link, text):
            last = Link(Span(last.at.start, link.at.end), last.targets, by_place=True)
            continue
        if last:
            yield last
        last = link
    if last:
        yield last


def _goes_on(last: Link, link: Link, text: str) -> bool:
    apart = last.at.start < last.at.end <= link.at.start < link.at.end and last.targets == link.targets
    return apart and not any(character.isalnum() for character in text[last.at.end : link.at.start])


def _placed(piece: Piece, text: str) -> list[_Placed]:
    """The words of a piece, in order. Words that were altered beyond recognition are passed over."""
    found: list[_Placed] = []
    dropped: list[tuple[Word, Line]] = []
    at = piece.at.start
    for line in piece.lines:
        for word, after in zip_longest(line.words, line.words[1:]):
            start, end = _next(text, at, piece.at.end, word.text, closed=after is None or after.spaced)
            if start < 0:
                dropped.append((word, line))
                continue
            if not text[at:start].strip():  # nothing else stands in the place of the words left out
                found += [_Placed(gone, of, Span(at, at)) for gone, of in dropped]
            found.append(_Placed(word, line, Span(start, end)))
            dropped, at = [], end
    if not text[at : piece.at.end].strip():
        found += [_Placed(gone, of, Span(at, at)) for gone, of in dropped]
    return found


def _next(text: str, at: int, end: int, word: str, closed: bool) -> tuple[int, int]:
    """Where a word stands in the text next, (-1, -1) for nowhere; a hyphen at its end may be gone.

    ``closed``: whether a space or a line's end follows it, so that no letter does in the text.
    """
    while at < end and text[at].isspace():
        at += 1
    bare = word.rstrip("-\u2010\u00ad")
    if text.startswith(word, at) and not (
        closed and word[-1:].isalnum() and text[at + len(word) : at + len(word) + 1].isalnum()
    ):
        return at, at + len(word)
    power = superscript(word)
    if power and text.startswith(power, at):
        return at, at + len(power)
    if bare and bare != word and text.startswith(bare, at):
        return at, at + len(bare)
    if len(bare) > _LONG:
        start = text.find(bare, at, min(end, at + _FURTHER))
        return (start, start + len(bare)) if start >= 0 else (-1, -1)
    return -1, -1
