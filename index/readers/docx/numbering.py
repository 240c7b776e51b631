"""The numbers that Word sets before paragraphs by itself: counted in reading order, by list and level."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

from .styles import W, value

_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LETTERS = 26
_LARGEST = 3_999  # a larger count has no Roman numeral, and is written with digits


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, numbering: etree._Element | None) -> None:
        """``numbering``: the element of all lists, None if the document has none."""
        abstract = (
            {e.get(f"{W}abstractNumId"): e for e in numbering.iterfind(f"{W}abstractNum")}
            if numbering is not None
            else {}
        )
        self._abstract: dict[str, str] = {}  # by the list's number: lists of one pattern count on together
        self._levels: dict[tuple[str, int], etree._Element] = {}
        for number in numbering.iterfind(f"{W}num") if numbering is not None else ():
            name, pattern = number.get(f"{W}numId", ""), value(number, "abstractNumId")
            self._abstract[name] = pattern
            for level in abstract[pattern].iterfind(f"{W}lvl") if pattern in abstract else ():
                self._levels[name, _whole(level.get(f"{W}ilvl", "0"))] = level
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)

    def next(self, name: str, level: int) -> str:
        """The number of the next paragraph of a list's level as Word shows it, "" for an unknown list.

        Headings with bullets are counted 1, 2, ...: a text refers to them so, and a bullet tells none from another.
        """
        chosen = self._levels.get((name, level))
        if chosen is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts[self._abstract[name]]
        for above in range(level):  # a level that was left out counts as begun
            counts[above] = counts[above] or self._start(name, above)
        counts[level] = counts[level] + 1 if counts[level] else self._start(name, level)
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if value(chosen, "numFmt") == "bullet":
            return str(counts[level])
        shown = re.sub(r"%([1-9])", lambda match: self._said(name, int(match[1]) - 1, counts), value(chosen, "lvlText"))
        return shown.strip()

    def _start(self, name: str, level: int) -> int:
        found = self._levels.get((name, level))
        return max(1, _whole(value(found, "start") or "1")) if found is not None else 1

    def _said(self, name: str, level: int, counts: list[int]) -> str:
        found = self._levels.get((name, level))
        return _written(counts[level], value(found, "numFmt") if found is not None else "decimal")


def _written(count: int, form: str) -> str:
    """A count in one of Word's forms: "lowerLetter", "upperRoman", ...; digits for all others.

    >>> _written(4, "upperRoman"), _written(28, "lowerLetter"), _written(2, "decimal")
    ('IV', 'bb', '2')
    """
    if form in ("lowerLetter", "upperLetter") and count > 0:
        said = chr(ord("a") + (count - 1) % _LETTERS) * ((count - 1) // _LETTERS + 1)
    elif form in ("lowerRoman", "upperRoman") and 0 < count <= _LARGEST:
        said = ""
        for worth, letters in _ROMAN:
            said += letters * (count // worth)
            count %= worth
    else:
        return str(count)
    return said.upper() if form.startswith("upper") else said


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
