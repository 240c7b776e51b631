"""A PDF's lines -> parts: a region, the lines of one column between interruptions, is cut into paragraphs (prose.py),
headings, captions, tables and notes. Whether parts make one paragraph is decided in blocks.py."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ...headings import looks_like_heading
from ...references import starts_entry
from .layout import LAYOUT
from .lines import Line
from .notes import begins_with_mark, is_at_foot, notes_from
from .part import Part
from .prose import Setting, prose_parts
from .signs import (
    CAPTION,
    Measures,
    closes,
    ends_early,
    gap_between,
    is_references,
    measures_of,
    near,
    rounded,
    styled,
)
from .tables import table_rows

_LABEL_ALONE = re.compile(r"(?:fig(?:ure|\.)?|tab(?:le|\.)?)\s*(?:[A-Z]?\.?\d+|[IVX]+)\s*[.:]?", re.IGNORECASE)
_TABLE_NOTE = re.compile(r"(?:notes?|sources?)\s?[.:]|\*{1,3}\s?p\s?<", re.IGNORECASE)


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
        at_foot = is_at_foot(region, pages[region[0].page])
        parts += _region(region, [settings[i] for i, _ in numbered], measures, at_foot)
    return parts


def _settings(lines: Sequence[Line], body: float) -> list[Setting]:
    settings, setting = [], Setting(body, False)
    for i, line in enumerate(lines):
        if is_references(line):
            after = lines[i + 1 : i + 1 + LAYOUT.headings.references_lines]
            sizes = Counter(rounded(line.size) for line in after)
            setting = Setting(max(sizes, key=lambda size: sizes[size], default=body), True)
        elif styled(line, body) and looks_like_heading(line.text) and not _between_entries(lines, i, setting):
            setting = Setting(body, False)
        settings.append(setting)
    return settings


def _between_entries(lines: Sequence[Line], i: int, setting: Setting) -> bool:
    """Whether a styled line of a bibliography begins an entry, or has one below it, as a running head has."""
    return setting.in_references and any(starts_entry(line.text) for line in lines[i : i + 2])


def _region(lines: Sequence[Line], settings: Sequence[Setting], measures: Measures, at_foot: bool) -> Iterator[Part]:
    first_note = notes_from(lines, [setting.size for setting in settings], measures) if at_foot else len(lines)
    label: list[Line] = []  # "Table 1", which may stand in a line of its own above its caption
    for piece, is_table, setting in _pieces(lines[:first_note], settings, measures):
        if label:
            if not is_table and len(piece) <= LAYOUT.notes.caption_lines and near(label[-1], piece[0], measures):
                piece = [*label, *piece]
            else:
                yield Part(tuple(label), "caption")
            label = []
        if is_table:
            yield Part(tuple(piece), "table")
        elif len(piece) == 1 and _LABEL_ALONE.fullmatch(piece[0].text):
            label = piece
        else:
            yield from _text_parts(piece, setting)
    if label:
        yield Part(tuple(label), "caption")
    for note in _split(lines[first_note:], lambda a, b: _parts_notes(a, b, measures)):
        yield Part(tuple(note), "note")


class _Piece(NamedTuple):
    lines: list[Line]
    is_table: bool
    setting: Setting  # of its first line


def _pieces(lines: Sequence[Line], settings: Sequence[Setting], measures: Measures) -> Iterator[_Piece]:
    """The lines of a region in pieces: a table's rows together, other lines parted by their looks."""
    rows = table_rows(lines, measures)
    place = 0
    for is_table, group in groupby(range(len(lines)), key=lambda i: rows[i]):
        chosen = [lines[i] for i in group]
        for piece in [chosen] if is_table else _split(chosen, lambda a, b: _parted(a, b, measures)):
            yield _Piece(piece, is_table, settings[place])
            place += len(piece)


def _text_parts(piece: list[Line], setting: Setting) -> Iterator[Part]:
    """The parts of a piece that is no table: a caption, a table's note, or prose."""
    if CAPTION.match(piece[0].text):
        yield Part(tuple(piece), "caption")
    elif _TABLE_NOTE.match(piece[0].text):
        yield Part(tuple(piece), "note")
    else:
        yield from prose_parts(piece, setting)


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
    layout = LAYOUT.paragraphs
    gap = gap_between(a, b, measures)
    if b.y < a.y or gap > layout.parted_gap or abs(a.size - b.size) > layout.same_size * max(a.size, b.size):
        return True
    if (a.bold, a.apart) != (b.bold, b.apart) and _has_words(a) and _has_words(b) and (closes(a) or ends_early(a, b)):
        return True
    if is_references(a) or is_references(b):
        return True
    if CAPTION.match(b.text) and (gap > layout.doubtful_gap or closes(a) or ends_early(a, b) or b.bold or b.apart):
        return True
    return gap > layout.doubtful_gap and (closes(a) or ends_early(a, b) or starts_entry(b.text))


def _parts_notes(a: Line, b: Line, measures: Measures) -> bool:
    return begins_with_mark(b) or gap_between(a, b, measures) > LAYOUT.notes.between


def _has_words(line: Line) -> bool:
    return sum(c.isalpha() for c in line.text) >= LAYOUT.paragraphs.prose_letters
