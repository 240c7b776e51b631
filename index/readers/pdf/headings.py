"""Which parts of a PDF are headings: the evidence of their type, words, number and neighbours is weighed.

Type alone says too much (an advertisement, the words in a drawing) and too little (a number in plain type). A line of
its own with a section's usual name or the next number is a heading whatever its type; a styled one is none among
small print, bullets or rows, or where nothing that it could head follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ...headings import REFERENCES, is_known, number_of, section_name
from .faces import face_of
from .heading_lines import joined, out_of_notes, without_run_ins
from .layout import LAYOUT
from .lines import Line
from .part import Part
from .signs import BULLET, closes, shouts
from .tables import cells

_FIGURES = re.compile(r"(?<!^)(?<![\d.,])\(?\d+[.,]\d+\)?(?=\s|$)")
_CONTENTS = re.compile(r"\s\d{1,3}\s+\d{1,2}(?:\.\d)*\.?\s+\w|\.{4,}|(?:\. ){4,}|…{2,}")


def with_headings(parts: Sequence[Part], body: float) -> list[Part]:
    """The parts in their order, each heading settled; ``body``: the size of the text, in points."""
    whole = joined(list(without_run_ins(list(out_of_notes(parts)))))
    parts = _without_contents(whole)
    listed = [part is not before for part, before in zip(parts, whole, strict=True)]
    numbers = _Numbers()
    settled: list[Part] = []
    for i, part in enumerate(parts):
        before = settled[-1] if settled else None
        after = parts[i + 1] if i + 1 < len(parts) else None
        if part.kind == "heading" and not _is_false(part, parts, i, body):
            numbers.count(part.text)
            settled.append(part)
        elif part.kind == "heading":
            settled.append(replace(part, kind="text"))
        elif part.kind == "text" and not listed[i] and _is_plain_heading(part, before, after, body, numbers):
            numbers.count(part.text)
            settled.append(replace(part, kind="heading", fragment=False))
        else:
            settled.append(part)
    return settled


def levels_of(headings: Sequence[Part]) -> list[int]:
    """The level of each heading: by its style among all of them (size, capitals, bold type, the face of the usual
    names of sections), then by its number."""
    main = {face_of(part.lines[0]) for part in headings if is_known(part.text)}
    ranks = [
        (-round(line.size), not shouts(line.text), not line.bold, face_of(line) not in main)
        for line in (part.lines[0] for part in headings)
    ]
    order = sorted(set(ranks))
    numbered = sum(bool(number_of(part.text)) for part in headings) >= LAYOUT.headings.numbered
    found: list[int] = []
    for part, rank in zip(headings, ranks, strict=True):
        depth = len(number_of(part.text))
        level = LAYOUT.headings.deepest * (1 + order.index(rank)) + max(1, depth)
        if section_name(part.text) in REFERENCES:
            level = 1
        elif numbered and not depth and not is_known(part.text):  # no numbered section is part of it
            level += LAYOUT.headings.deepest * len(order)
        found.append(level)
    return found


# ---- evidence against


def _without_contents(parts: Sequence[Part]) -> list[Part]:
    """The parts, a table of contents in them as fragments: short lines on end of which most recur as headings."""
    last = {section_name(part.text): i for i, part in enumerate(parts) if part.kind == "heading"}
    found: list[Part] = []
    for short, group in groupby(enumerate(parts), key=lambda item: _is_short(item[1])):
        run = list(group)
        recurring = [n for n, (i, part) in enumerate(run) if last.get(_without_page(part.text), i) > i]
        end = recurring[-1] + 1 if recurring else 0  # the first heading after the table may be the next part
        listed = short and end >= LAYOUT.headings.on_end and len(recurring) > LAYOUT.headings.contents * end
        for n, (_, part) in enumerate(run):
            listed_here = (listed and n < end) or (part.kind == "heading" and bool(_CONTENTS.search(part.text)))
            found.append(replace(part, kind="text", fragment=True) if listed_here else part)
    return found


def _is_short(part: Part) -> bool:
    return part.kind in ("heading", "text") and len(part.lines) <= 2 and not closes(part.lines[-1])


def _without_page(text: str) -> str:
    """The name of a section in a table of contents, without its page."""
    return section_name(re.sub(r"[\s.…]*\b\d{1,4}$", "", text))


def _is_false(part: Part, parts: Sequence[Part], i: int, body: float) -> bool:
    """Whether a part set as a heading is none by its words or its neighbours."""
    first, text = part.lines[0], part.text
    if is_known(text):
        return False
    row = not number_of(text) and (any(len(cells(line)) > 1 for line in part.lines) or _is_among_rows(parts, i))
    if row or BULLET.match(text) or len(_FIGURES.findall(text)) > 1:
        return True
    after = parts[i + 1] if i + 1 < len(parts) else None
    if _is_small(first.size, body, LAYOUT.headings.small) and not _heads_body(first, after, body):
        return True
    if after is not None and BULLET.match(after.text) and after.kind in ("heading", "text") and not number_of(text):
        return closes(after.lines[-1]) is False
    if _is_in_list(parts, i):
        return True
    plain = not (first.size > LAYOUT.headings.size * body or first.bold or shouts(text))
    return plain and not number_of(text) and (after is None or after.kind not in ("text", "heading") or after.fragment)


def _is_among_rows(parts: Sequence[Part], i: int) -> bool:
    """Whether a table, formula or caption stands before a part, and a table or formula after it."""
    before, after = parts[i - 1] if i else None, parts[i + 1] if i + 1 < len(parts) else None
    rows = after is not None and (after.kind == "table" or after.fragment)
    return rows and before is not None and (before.kind in ("table", "caption") or before.fragment)


def _is_small(size: float, body: float, share: float) -> bool:
    return size < share * body


def _heads_body(line: Line, after: Part | None, body: float) -> bool:
    """Whether text of the usual size follows a line that is but a little smaller."""
    if after is None or after.kind != "text" or after.fragment or _is_small(line.size, body, LAYOUT.headings.least):
        return False
    return not _is_small(after.lines[0].size, body, LAYOUT.headings.small)


def _is_in_list(parts: Sequence[Part], i: int) -> bool:
    """Whether a part is one of several on end that are set as headings: a list, a form, the words of a drawing."""
    count = 1
    for step in (-1, 1):
        place = i + step
        while 0 <= place < len(parts) and abs(place - i) <= LAYOUT.headings.list_reach and _may_be_item(parts[place]):
            count += not number_of(parts[place].text)
            place += step
    return count >= LAYOUT.headings.on_end and not number_of(parts[i].text)


def _may_be_item(part: Part) -> bool:
    return part.kind == "heading" and not is_known(part.text)


# ---- evidence for


class _Numbers:
    """The numbers of the headings so far: the next one of a level counts on."""

    def __init__(self) -> None:
        self._last: dict[tuple[int, ...], int] = {}

    def count(self, text: str) -> None:
        number = number_of(text)
        if number:
            self._last[number[:-1]] = number[-1]

    def expect(self, number: tuple[int, ...]) -> bool:
        """Whether a number is the next one of its level, below the last one above it."""
        above = number[:-1]
        if above and self._last.get(above[:-1], 0) != above[-1]:
            return False
        return number[-1] == self._last.get(above, 0) + 1 or number[-1] == 1


def _is_plain_heading(part: Part, before: Part | None, after: Part | None, body: float, numbers: _Numbers) -> bool:
    """Whether lines in plain type are a heading: a known name alone, or the next number with a few words."""
    layout = LAYOUT.headings
    if len(part.lines) > layout.numbered_lines or after is None or after.kind not in ("text", "heading", "table"):
        return False
    text = part.text
    if len(part.lines) == 1 and is_known(text) and text[:1].isupper() | text[:1].isdigit():
        return not after.text[:1].islower() and _is_parted(before, part)
    number = number_of(text)
    if not number or closes(part.lines[-1]) or text[-1] in ",;:" or len(text.split()) > layout.numbered_words:
        return False
    siblings = [number_of(other.text) for other in (before, after) if other is not None]
    listed = any(len(sibling) == len(number) == 1 for sibling in siblings)
    words = text[len(text.split()[0]) :].strip()
    return (
        not listed
        and words[:1].isupper()
        and numbers.expect(number)
        and not _is_small(part.lines[0].size, body, layout.small)
        and not after.fragment
        and not after.text[:1].islower()
        and _is_parted(before, part)
    )


def _is_parted(before: Part | None, part: Part) -> bool:
    """Whether a part does not go on with the sentence above it."""
    return before is None or before.kind != "text" or before.fragment or closes(before.lines[-1])
