"""Links inside a file: words that lead to an entry or a note, and a note's mark, which is no text, at its place.

A reader writes them among the characters of its text, as signs that no file's own text may hold; the draft takes the
signs out again, and knows the place of each in the manuscript's text by then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..passage import Span
from .raised import in_line

_FIRST, _LAST, _CLOSE = 0xF0000, 0xFFFFC, chr(0x10FFFD)  # for private use: no writing needs them
_SIGN = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}{_CLOSE}]")
_SPACE = re.compile(r"\s+")
_PIECE = re.compile(rf"(?P<sign>{_SIGN.pattern})|(?P<space>\s+)|(?:(?!{_SIGN.pattern})\S)+")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another block, or a mark that leads to a note.

    at        characters of the manuscript's text; empty, right behind a word, for a mark that is left out of it
    targets   places of the text in the blocks that it leads to; () where the file only prints the mark
    label     the mark as printed, "12"; "" for words
    by_place whether the file leads to a point of a page, near which another block may stand
    """

    at: Span
    targets: tuple[int, ...] = ()
    label: str = ""
    by_place: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """A sign's meaning: the names of a link's targets, or the names of the place itself."""

    names: tuple[str, ...]
    label: str = ""
    is_place: bool = False


class _Tidy:
    """A line being put in order: its words so far, the links and places in them.

    waiting  signs since the last word: they stand at the next one, behind the space
    gap      white space since the last word
    """

    def __init__(self, waiting: list[_Item]) -> None:
        self.text: list[str] = []
        self.length = 0
        self.links: list[tuple[int, int, _Item]] = []
        self.places: list[tuple[_Item, int]] = []
        self.waiting = list(waiting)
        self.gap: list[str] = []
        self._open: list[tuple[int, _Item]] = []

    def word(self, word: str) -> None:
        self.end(" " if self.length else "")
        for item in self.waiting:
            if item.is_place:
                self.places.append((item, self.length))
            else:
                self._open.append((self.length, item))
        self.waiting = []
        self.text.append(word)
        self.length += len(word)

    def close(self) -> None:
        if self.waiting and not self.waiting[-1].is_place:  # a mark stands behind the last word, not before the next
            self.links.append((self.length, self.length, self.waiting.pop()))
        elif self._open:
            begin, item = self._open.pop()
            self.links.append((begin, self.length, item))

    def end(self, space: str = "") -> None:
        """Put the white space since the last word: its pages, with ``space`` for all but form feeds alone."""
        run, self.gap = "".join(self.gap), []
        pages = "\f" * run.count("\f")
        space = space if run != pages else ""
        self.text.append(space + pages)
        self.length += len(space)


class Links:
    """The links of one file, by the names that it gives to places."""

    def __init__(self) -> None:
        """No link yet."""
        self._items: list[_Item] = []
        self._links: list[tuple[Span, _Item]] = []
        self._places: dict[str, int] = {}
        self._coming: list[_Item] = []  # places that the next text to be placed begins

    def around(self, words: str, names: Iterable[str], label: str = "") -> str:
        """Words with the signs of a link to the places of these names; without names as they are."""
        sign = self._sign(_Item(tuple(names), label))
        return f"{sign}{words}{self.end(sign)}"

    def begin(self, name: str) -> str:
        """The sign that begins a link to the place of a name."""
        return self._sign(_Item((name,)))

    def end(self, sign: str) -> str:
        """The sign that ends the link which a sign begins; "" for "" """
        return _CLOSE if sign else ""

    def mark(self, names: Iterable[str], label: str) -> str:
        """The signs of a note's mark, which is no text itself."""
        return self.around("", names, label.strip())

    def raised(self, before: str, text: str, after: str) -> str:
        """Raised text as it stands in its line, see ``in_line``; for a note's mark its signs. All may hold signs."""
        said, signs = plain(text), signs_of(text)
        kept = in_line(plain(before), said, plain(after))
        if not kept:
            return signs or self.mark((), said)
        return text.replace(said.strip(), kept, 1) if signs else kept

    def place(self, *names: str | None) -> str:
        """The sign of a place with these names; "" for none."""
        return self._sign(_Item(tuple(name for name in names if name), is_place=True))

    def put(self, line: str, start: int) -> str:
        """A line without its signs and with single spaces; the signs stand in the manuscript from ``start`` on.

        Form feeds are kept, and not counted: they are no characters of a manuscript. A line without words puts
        nothing, but the places in it are those of the next line.
        """
        if not self._coming and not _SIGN.search(line):
            return _SPACE.sub(lambda run: _one_space(run[0]), line).strip(" ")
        tidy = _Tidy(self._coming)
        for match in _PIECE.finditer(line):
            if match["space"]:
                tidy.gap.append(match["space"])
            elif not match["sign"]:
                tidy.word(match[0])
            elif match["sign"] == _CLOSE:
                tidy.close()
            elif (number := ord(match["sign"]) - _FIRST) < len(self._items):
                tidy.waiting.append(self._items[number])
        self._coming = [item for item in tidy.waiting if item.is_place]
        if tidy.length:
            self._links += [(Span(start + begin, start + end), item) for begin, end, item in tidy.links]
        for item, at in tidy.places:
            for name in item.names:
                self._places.setdefault(name, start + at)
        tidy.end()
        return "".join(tidy.text)

    def found(self) -> tuple[Link, ...]:
        """The links of all lines that were put, by their places; those to unknown places only if they bear a label."""
        links = []
        for at, item in self._links:
            targets = tuple(dict.fromkeys(self._places[name] for name in item.names if name in self._places))
            if targets or item.label:
                links.append(Link(at, targets, item.label))
        return tuple(sorted(links, key=lambda link: link.at))

    def _sign(self, item: _Item) -> str:
        if not (item.names or item.label) or _FIRST + len(self._items) > _LAST:
            return ""
        self._items.append(item)
        return chr(_FIRST + len(self._items) - 1)


def plain(text: str) -> str:
    """A text without the signs of links."""
    return _SIGN.sub("", text)


def signs_of(text: str) -> str:
    """The signs of links in a text, without its other characters."""
    return "".join(_SIGN.findall(text))


def _one_space(run: str) -> str:
    """A run of white space as one space and its form feeds; a run of form feeds alone as they are."""
    pages = run.count("\f")
    return ("" if pages == len(run) else " ") + "\f" * pages
