"""Lines of a PDF that are no table, caption or note -> paragraphs, headings and fragments.

Paragraphs are told by their indents and their short last lines, headings by their type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ...headings import number_of
from ...references import starts_entry
from .entries import numbered_starts
from .layout import LAYOUT
from .lines import Line
from .part import Part
from .signs import EQUATION_NUMBER, LABEL, LABELLED, closes, ends_early, is_references, shouts, styled

_MATHS = re.compile(r"[=<>≤≥±×÷∑∏∫∂∇√∞∈→←⇒≈∼≡\ufffd∀∃∪∩⊂⊆]|[\U0001d400-\U0001d7ff]")
_WORD = re.compile(r"[^\W\d_]{3,}")  # in a formula letters stand alone or in pairs


class Setting(NamedTuple):
    """The text about a line: its size in points, and whether it is a bibliography, which may be set smaller."""

    size: float
    in_references: bool


def prose_parts(piece: Sequence[Line], setting: Setting) -> Iterator[Part]:
    """The parts of lines that follow each other in one column, in order."""
    piece = _as_set(piece)
    left = min(line.x0 for line in piece)
    inward = [LAYOUT.paragraphs.indent * line.size < line.x0 - left for line in piece]
    starts = numbered_starts(piece) if setting.in_references else ()
    if starts:  # as if they hung, wherever they stand
        inward = [i not in starts for i in range(len(piece))]
    hanging = bool(starts) or _hanging(piece, inward, setting.in_references)
    begin = 0
    for i in range(1, len(piece) + 1):
        if i == len(piece) or _begins(piece, inward, hanging, i) or _begins_entry(piece, hanging, setting, i):
            yield _part(piece[begin:i], inward[begin:i], hanging, setting)
            begin = i


def _as_set(piece: Sequence[Line]) -> Sequence[Line]:
    """The lines, with the edge to which they are set themselves: an abstract is narrower, a quotation ragged."""
    layout = LAYOUT.lines
    if len(piece) <= layout.even_lines:
        return piece
    edge = max(line.x1 for line in piece)
    reach = sum(line.x1 > edge - layout.at_edge * line.size for line in piece[:-1])
    even = reach > layout.even_share * (len(piece) - 1)
    if not even:
        return [replace(line, even=False) for line in piece]
    inner = edge < piece[0].column[1] - piece[0].size
    return [replace(line, even=True, column=(line.column[0], edge)) for line in piece] if inner else piece


def _hanging(piece: Sequence[Line], inward: Sequence[bool], in_references: bool) -> bool:
    """Whether lines are indented because they go on (as in a bibliography), not because they begin a paragraph:
    then lines before the indented ones are full, and those before the others end."""
    score = 0.0
    for i in range(1, len(piece)):
        short, ended = ends_early(piece[i - 1], piece[i]), closes(piece[i - 1])
        if inward[i]:
            score += -1 if short else 0 if ended else 1
        else:
            score += 1 if short else 0 if ended else -1
    if in_references and not any(starts_entry(line.text) for line, i in zip(piece, inward, strict=True) if i):
        return any(inward)
    return any(inward[1:]) and score > 0


def _begins(piece: Sequence[Line], inward: Sequence[bool], hanging: bool, i: int) -> bool:
    """Whether a paragraph, entry or list item begins with a line."""
    a, b = piece[i - 1], piece[i]
    if hanging:
        return not inward[i]
    new = not b.text[:1].islower()
    if LABEL.match(b.text) and (closes(a) or ends_early(a, b) or a.text.endswith((":", ";"))):
        return True
    if inward[i] and not inward[i - 1]:
        return closes(a) or ends_early(a, b) or a.text.endswith(":")
    if closes(a) and ends_early(a, b) and new:
        return True
    short = a.x1 - a.x0 < LAYOUT.paragraphs.short_line * (a.column[1] - a.column[0])
    return new and short and ends_early(a, b) and not a.bold and not shouts(a.text)


def _begins_entry(piece: Sequence[Line], hanging: bool, setting: Setting, i: int) -> bool:
    """Whether an entry begins with a line, by its words alone."""
    return setting.in_references and not hanging and closes(piece[i - 1]) and starts_entry(piece[i].text)


def _part(lines: Sequence[Line], inward: Sequence[bool], hanging: bool, setting: Setting) -> Part:
    """Lines as a heading, a fragment or a paragraph."""
    text = " ".join(line.text for line in lines)
    if LABELLED.match(text) and all(styled(line, setting.size) for line in lines):
        return Part(tuple(lines), "caption")
    first, last = lines[0], lines[-1]
    rest = [line.x0 for line in lines[1:]] or [first.column[0]]
    indented = inward[0] if hanging else first.x0 > min(rest) + LAYOUT.paragraphs.indent * first.size
    entry = setting.in_references and starts_entry(text)
    if (is_references(first) and len(lines) == 1) or (not entry and _is_heading(lines, text, setting.size)):
        return Part(tuple(lines), "heading")
    if not entry and not closes(last) and _is_fragment(lines, text, setting.size):
        return Part(tuple(lines), fragment=True)
    return Part(tuple(lines), "text", indented, hanging)


def _is_heading(lines: Sequence[Line], text: str, size: float) -> bool:
    """Whether all lines are styled, and their words name a section and are no sentence."""
    layout = LAYOUT.headings
    few = layout.numbered_words if number_of(text) else layout.short_words
    sentence = closes(lines[-1]) and not text.endswith("?") and len(text.split()) > few
    if sentence or len(lines) > layout.lines or not all(styled(line, size) for line in lines):
        return False
    words = len(_WORD.findall(text))
    formula = words < layout.formula_words and (_MATHS.search(text) or EQUATION_NUMBER.fullmatch(text.split()[-1]))
    if not words or formula:
        return False
    return not text[0].islower() and len(text.split()) <= layout.words and text[-1] not in ",;"


def _is_fragment(lines: Sequence[Line], text: str, size: float) -> bool:
    """Whether short lines are a formula, or words in a figure: with signs of mathematics or next to no words."""
    layout = LAYOUT.fragments
    if len(lines) > layout.lines or len(text) > layout.length:
        return False
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    signs = _MATHS.search(text) or EQUATION_NUMBER.search(text[-layout.number_at_end :])
    short = all(line.x1 - line.x0 < layout.width * (line.column[1] - line.column[0]) for line in lines)
    if not words or (signs and short and letters < layout.letters * len(text.replace(" ", ""))):
        return True
    return short and lines[0].size < layout.size * size and len(words) < layout.words and not LABEL.match(text)
