"""The numbers that are printed on a PDF's pages, or that it tells as their labels: what is cited, "p. 114"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from .layout import LAYOUT
from .runs import Run, row_text

_AT_EDGE = re.compile(r"^\W*(?:page\s*|p\.\s*)?(\d{1,5})\b|\b(\d{1,5})(?:\s*(?:of|/)\s*\d{1,5})?\W*$", re.IGNORECASE)
_LONE_ROMAN = re.compile(r"\W*([ivxlc]{1,7})\W*")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def labels_of(told: Sequence[str], printed: Sequence[str], cover: Set[int]) -> tuple[str, ...]:
    """The label of each page, "" for a page without one; () where they are but the places in the file, from 1 on.

    told     the labels in the file, "" for pages without; they hold unless the pages show others
    printed  the numbers on the pages, as ``printed_numbers`` gives them
    cover    the pages, from 0 on, that a repository put before the others: no number of the pages is theirs
    """
    shown = [i for i, number in enumerate(printed) if number and i not in cover]
    agreed = sum(told[i] == printed[i] for i in shown)
    labels = list(told) if any(told) and 2 * agreed >= len(shown) else list(printed)
    if labels != list(told):
        labels = ["" if i in cover else label for i, label in enumerate(labels)]
    counted = [str(i) for i in range(1, len(labels) + 1)]
    return () if all(label in ("", number) for label, number in zip(labels, counted, strict=True)) else tuple(labels)


def printed_numbers(rows: Sequence[Sequence[Sequence[Run]]], furniture: Set[tuple[int, int]]) -> tuple[str, ...]:
    """The number of each page by its running lines, "" where none is known.

    A number counts if it rises with the pages: on three pages, or on all of a shorter document. Pages between or beside
    such pages that show none are counted on.
    """
    running: list[list[int]] = [[] for _ in rows]
    for page, i in furniture:
        running[page].append(i)
    found = [_shown(rows[page], running[page]) for page in range(len(rows))]
    times = Counter((roman, number - page) for page, shown in enumerate(found) for roman, number in shown)
    enough = min(LAYOUT.furniture.times, len(rows))
    series = {key for key, count in times.items() if count >= max(enough, LAYOUT.furniture.times_in_short)}
    own = [
        max(
            ((roman, number - page) for roman, number in shown if (roman, number - page) in series),
            key=lambda key: times[key],
            default=None,
        )
        for page, shown in enumerate(found)
    ]
    return tuple(_written(key, page) for page, key in enumerate(_counted_on(own)))


def _shown(rows: Sequence[Sequence[Run]], furniture: Sequence[int]) -> set[tuple[bool, int]]:
    """The numbers at the ends of a page's running lines, and whether each is Roman."""
    found: set[tuple[bool, int]] = set()
    for text in (row_text(rows[i]) for i in furniture):
        found |= {(False, int(number)) for match in _AT_EDGE.findall(text) for number in match if number}
        roman = _LONE_ROMAN.fullmatch(text)
        if roman and _roman(value := _value(roman[1])) == roman[1]:
            found.add((True, value))
    return found


def _counted_on(own: Sequence[tuple[bool, int] | None]) -> list[tuple[bool, int] | None]:
    """For each page its own series, else that of the next page that has one, else of the last."""
    following = None
    counted: list[tuple[bool, int] | None] = []
    for key in reversed(own):
        following = key or following
        counted.append(following)
    last = next((key for key in reversed(own) if key), None)
    return [key or last for key in reversed(counted)]


def _written(key: tuple[bool, int] | None, page: int) -> str:
    if key is None or page + key[1] < 1:
        return ""
    return _roman(page + key[1]) if key[0] else str(page + key[1])


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def _value(letters: str) -> int:
    values = [next(value for value, sign in _ROMAN if sign == letter) for letter in letters]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
