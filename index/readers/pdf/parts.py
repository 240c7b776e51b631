"""A PDF's lines -> parts: what stands together in one column, each a paragraph or a piece of one, a heading,
caption, table or note. Which parts make one paragraph is for ``pdf_blocks`` to say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ...headings import looks_like_heading
from ...references import starts_entry
from ..manuscript import BlockKind
from .lines import Line
from .runs import raised
from .signs import (
    CAPTION,
    EQUATION_NUMBER,
    LABEL,
    Measures,
    closes,
    fits,
    gap_between,
    is_references,
    measures_of,
    near,
    rounded,
    shouts,
    styled,
)
from .tables import cells, table_rows

_LABEL_ALONE = re.compile(r"(?:fig(?:ure|\.)?|tab(?:le|\.)?)\s*(?:[A-Z]?\.?\d+|[IVX]+)\s*[.:]?", re.IGNORECASE)
_TABLE_NOTE = re.compile(r"(?:notes?|sources?)\s?[.:]|\*{1,3}\s?p\s?<", re.IGNORECASE)
_SHORT = 5  # words: a styled line of fewer is a heading though it ends with a full stop
_MARK = re.compile(r"[*∗†‡§¶‖#]+|\d{1,3}")
_MATHS = re.compile(r"[=<>≤≥±×÷∑∏∫∂∇√∞∈→←⇒≈∼≡\ufffd∀∃∪∩⊂⊆]|[\U0001d400-\U0001d7ff]")


@dataclass(frozen=True)
class Part:
    """Lines that stand together.

    indented  whether the first line begins further right than the others: how paragraphs begin, or, where
              entries hang, the sign that it goes on from the column before
    hanging   whether every line but an entry's first is indented
    loose     whether it is a fragment that is no prose: a displayed formula, the words in a figure
    """

    lines: tuple[Line, ...]
    kind: BlockKind = "text"
    indented: bool = False
    hanging: bool = False
    loose: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def parts_of(lines: Sequence[Line]) -> list[Part]:
    """The parts of all pages, in reading order; lines without letters, digits and stops (a plot's dots) are none."""
    lines = [line for line in lines if any(c.isalnum() or c in ".,;:!?)]”’" for c in line.text)]
    measures = measures_of(lines)
    settings = _settings(lines, measures.body)
    pages = {page: list(group) for page, group in groupby(lines, key=lambda line: line.page)}
    parts: list[Part] = []
    for _, group in groupby(enumerate(lines), key=lambda item: item[1].region):
        numbered = list(group)
        region = [line for _, line in numbered]
        at_foot = _is_at_foot(region, pages[region[0].page])
        parts += _region(region, [settings[i] for i, _ in numbered], measures, at_foot)
    return parts


class _Setting(NamedTuple):
    """What running text is like at a line: its size, for a bibliography may be set smaller, and whether it is one."""

    size: float
    in_references: bool


def _settings(lines: Sequence[Line], body: float) -> list[_Setting]:
    settings, setting = [], _Setting(body, False)
    for i, line in enumerate(lines):
        if is_references(line):
            following = Counter(rounded(after.size) for after in lines[i + 1 : i + 15])
            setting = _Setting(max(following, key=lambda size: following[size], default=body), True)
        elif styled(line, body) and looks_like_heading(line.text):
            setting = _Setting(body, False)
        settings.append(setting)
    return settings


def _region(lines: Sequence[Line], settings: Sequence[_Setting], measures: Measures, at_foot: bool) -> Iterator[Part]:
    notes = _notes_from(lines, settings, measures) if at_foot else len(lines)
    rows = table_rows(lines[:notes], measures)
    label: list[Line] = []  # "Table 1", which may stand in a line of its own above what the table shows
    for is_table, group in groupby(range(notes), key=lambda i: rows[i]):
        indexes = list(group)
        chosen = [lines[i] for i in indexes]
        place = indexes[0]
        for piece in [chosen] if is_table else _split(chosen, lambda a, b: _parted(a, b, measures)):
            setting, place = settings[place], min(place + len(piece), len(lines) - 1)
            if label and not is_table and len(piece) < 4 and near(label[-1], piece[0], measures):
                piece, label = [*label, *piece], []
            elif label:
                yield Part(tuple(label), "caption")
                label = []
            if is_table:
                yield Part(tuple(piece), "table")
            elif _LABEL_ALONE.fullmatch(piece[0].text) and len(piece) == 1:
                label = piece
            elif CAPTION.match(piece[0].text):
                yield Part(tuple(piece), "caption")
            elif _TABLE_NOTE.match(piece[0].text):
                yield Part(tuple(piece), "note")
            else:
                yield from _prose(piece, setting)
    if label:
        yield Part(tuple(label), "caption")
    for note in _split(lines[notes:], lambda a, b: _begins_with_mark(b) or gap_between(a, b, measures) > 0.5):
        yield Part(tuple(note), "note")


def _split(lines: Sequence[Line], parted: Callable[[Line, Line], bool]) -> Iterator[list[Line]]:
    piece: list[Line] = []
    for line in lines:
        if piece and parted(piece[-1], line):
            yield piece
            piece = []
        piece.append(line)
    if piece:
        yield piece


def _parted(a: Line, b: Line, measures: Measures) -> bool:
    """Whether something new begins with ``b``, by its looks alone."""
    gap = gap_between(a, b, measures)
    if b.y < a.y or gap > 0.42 or abs(a.size - b.size) > 0.08 * max(a.size, b.size):
        return True
    if a.bold != b.bold and _words(a) and _words(b) and (closes(a) or fits(a, b)):
        return True
    if CAPTION.match(b.text) or is_references(a) or is_references(b):
        return True
    return gap > 0.2 and (closes(a) or fits(a, b) or starts_entry(b.text))


def _words(line: Line) -> bool:
    return sum(c.isalpha() for c in line.text) > 3


# ---- prose: paragraphs by their indents and short last lines


def _prose(piece: list[Line], setting: _Setting) -> Iterator[Part]:
    left = min(line.x0 for line in piece)
    inward = [0.6 * line.size < line.x0 - left for line in piece]
    hanging = _hanging(piece, inward, setting.in_references)
    begin = 0
    for i in range(1, len(piece) + 1):
        if i == len(piece) or _begins(piece, inward, hanging, i):
            yield _classified(piece[begin:i], inward[begin:i], hanging, setting.size)
            begin = i


def _hanging(piece: Sequence[Line], inward: Sequence[bool], in_references: bool) -> bool:
    """Whether lines are indented because they go on (as in a bibliography), not because they begin a paragraph:
    then lines before the indented ones are full, and those before the others end."""
    score = 0.0
    for i in range(1, len(piece)):
        short, ended = fits(piece[i - 1], piece[i]), closes(piece[i - 1])
        if inward[i]:
            score += -1 if short else 0 if ended else 1
        else:
            score += 1 if short else 0 if ended else -1
    if in_references and not any(starts_entry(line.text) for line, i in zip(piece, inward, strict=True) if i):
        return any(inward)
    return any(inward[1:]) and score > 0


def _begins(piece: Sequence[Line], inward: Sequence[bool], hanging: bool, i: int) -> bool:
    a, b = piece[i - 1], piece[i]
    if hanging:
        return not inward[i]
    new = not b.text[:1].islower()
    if LABEL.match(b.text) and (closes(a) or fits(a, b) or a.text.endswith((":", ";"))):
        return True
    if inward[i] and not inward[i - 1]:
        return closes(a) or fits(a, b) or a.text.endswith(":")
    if closes(a) and fits(a, b) and new:
        return True
    short = a.x1 - a.x0 < 0.6 * (a.column[1] - a.column[0])
    return new and short and fits(a, b) and not a.bold and not shouts(a.text)


def _classified(lines: Sequence[Line], inward: Sequence[bool], hanging: bool, size: float) -> Part:
    text = " ".join(line.text for line in lines)
    first, last = lines[0], lines[-1]
    rest = [line.x0 for line in lines[1:]] or [first.column[0]]
    indented = inward[0] if hanging else first.x0 > min(rest) + 0.6 * first.size
    if is_references(first) and len(lines) == 1:
        return Part(tuple(lines), "heading")
    ended = closes(last) and not text.endswith("?") and len(text.split()) > _SHORT
    if all(styled(line, size) for line in lines) and len(lines) <= 4 and _names_a_section(text) and not ended:
        return Part(tuple(lines), "heading")
    if not closes(last) and _is_loose(lines, text, size):
        return Part(tuple(lines), "text", loose=True)
    return Part(tuple(lines), "text", indented, hanging)


def _names_a_section(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{3,}", text)
    formula = len(words) < 3 and (_MATHS.search(text) or EQUATION_NUMBER.fullmatch(text.split()[-1]))
    return bool(words) and not formula and not text[0].islower() and len(text.split()) <= 30 and text[-1] not in ",;"


def _is_loose(lines: Sequence[Line], text: str, size: float) -> bool:
    """Whether short lines are a formula, or words in a figure: with signs of mathematics or next to no words."""
    if len(lines) > 3 or len(text) > 150:
        return False
    words = re.findall(r"[^\W\d_]{3,}", text)
    letters = sum(map(len, words))
    signs = _MATHS.search(text) or EQUATION_NUMBER.search(text[-8:])
    short = all(line.x1 - line.x0 < 0.9 * (line.column[1] - line.column[0]) for line in lines)
    if not words or (signs and short and letters < 0.6 * len(text.replace(" ", ""))):
        return True
    return short and lines[0].size < 0.94 * size and len(words) < 5 and not LABEL.match(text)


# ---- notes at the foot of a column


def _notes_from(lines: Sequence[Line], settings: Sequence[_Setting], measures: Measures) -> int:
    """The first of the lines at the region's foot that are set smaller than the text, and marked or set apart."""
    i = len(lines)
    while i > 0 and lines[i - 1].size < 0.93 * settings[i - 1].size and not CAPTION.match(lines[i - 1].text):
        i -= 1
    if 0 < i < len(lines) and gap_between(lines[i - 1], lines[i], measures) > 0.4:
        above = lines[i - 1]
        headed = styled(above, settings[i - 1].size) and looks_like_heading(above.text)
        if not headed and not CAPTION.match(above.text) and len(cells(above)) == 1:
            return i
    return next((start for start in range(i, len(lines)) if _begins_with_mark(lines[start])), len(lines))


def _is_at_foot(region: Sequence[Line], page: Sequence[Line]) -> bool:
    """Whether nothing stands below a region on its page."""
    last = region[-1]
    left, right = min(line.x0 for line in region), max(line.x1 for line in region)
    return not any(line.y > last.y + last.size and line.x0 < right and line.x1 > left for line in page)


def _begins_with_mark(line: Line) -> bool:
    first = line.words[0]
    if raised(first, line.words) and _MARK.fullmatch(first.text):
        return True
    return re.match(r"[*∗†‡§¶‖]|\d{1,2}\s*(?:[A-Z“\"‘]|https?:|[a-z]+ )", line.text) is not None
