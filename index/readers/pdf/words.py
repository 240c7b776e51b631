"""A PDF's page -> its words, each with its place and size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from ...characters import normalized
from .accents import ACCENTS, composed, dotless
from .glyphs import BOLD, HYPHEN, UNKNOWN, Glyph, glyphs_of, once
from .layout import LAYOUT

RULE = 2 * UNKNOWN  # a rule or leaders, drawn of glyphs without a character: it is a cell, and no text

__all__ = ["BOLD", "RULE", "UNKNOWN", "Word", "clean", "page_words", "without_unknown_runs"]

_LOOSE_ACCENT = re.compile(f"([{''.join(ACCENTS)}])([^\\W\\d_])")
_UNKNOWN_RUN = re.compile(f"{UNKNOWN}{{2,}}")
_SUBSET = re.compile(r"[A-Z]{6}\+")  # before the name of a font of which the file holds but some letters
_HALVES = re.compile("[\ud800-\udfff]+")
_CONTROLS = re.compile("[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Word:
    """Characters with no space between them, of one size, on one base line.

    x0, x1  left and right edge; y the base line, counted downwards; size the font's: all in points
    weight  of the font: about 400 for plain type, ``BOLD`` for a font whose name says so, 0 for an unknown weight
    spaced  whether a space stands before it
    font    the font's name, "" for an unknown one: nameless fonts of one document have names of their own too
    first   number of its first glyph among the page's characters, and ``count`` of them
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    weight: int
    spaced: bool
    first: int = 0
    count: int = 0
    font: str = ""


def page_words(raw: Any, page: Any, limit: int) -> list[Word]:
    """The words of a pypdfium2 page in the order in which the file draws them; ``raw`` is ``pypdfium2.raw``.

    Of lines in several directions only those of the most frequent direction are read: a stamp along the
    margin is no part of the text. ValueError when the page holds more than ``limit`` characters.
    """
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > limit:
            raise ValueError(f"a page holds {count:,} characters, the limit is {limit:,}: it is a drawing, no text")
        glyphs = composed(list(once(glyphs_of(raw, page.raw, text_page.raw, count))))
    finally:
        text_page.close()
    directions = Counter(glyph.font.turned for glyph in glyphs if glyph.text)
    if not directions:
        return []
    turned = max(directions, key=lambda direction: directions[direction])
    return list(_words([glyph for glyph in glyphs if not glyph.text or glyph.font.turned == turned]))


def clean(text: str) -> str:
    """Characters as they are searched and quoted: ``normalized``, loose accents put on their letter, controls gone. No
    other function mends a PDF's odd characters.

    >>> clean("ﬁnal co\u00adoperation, M¨uller")
    'final cooperation, Müller'
    """
    text = _HALVES.sub(lambda match: match[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace"), text)
    text = _LOOSE_ACCENT.sub(lambda match: dotless(match[2]) + ACCENTS[match[1]], text)
    return normalized(_CONTROLS.sub("", text))


def without_unknown_runs(words: Sequence[Word]) -> list[Word]:
    """Words in which one sign stands for several without a character: what can be quoted is but that there is
    something. A word of nothing but such signs is a rule or leaders, ``RULE``."""
    return [replace(word, text=_known(word.text)) if UNKNOWN in word.text else word for word in words]


def _known(text: str) -> str:
    if len(text) >= LAYOUT.words.unknown_rule and not text.strip(UNKNOWN):
        return RULE
    return _UNKNOWN_RUN.sub(UNKNOWN, text)


def _words(glyphs: list[Glyph]) -> Iterator[Word]:
    gathered: list[Glyph] = []
    spaced = gap = True
    for glyph in glyphs:
        if not glyph.text:
            gap = True
            continue
        if gathered and (gap or not _same_word(gathered[-1], glyph)):
            yield from _divided(gathered, spaced)
            spaced = gap or _apart(gathered[-1], glyph)
            gathered = []
        gathered.append(glyph)
        gap = False
    if gathered:
        yield from _divided(gathered, spaced)


def _divided(glyphs: list[Glyph], spaced: bool) -> Iterator[Word]:
    """Glyphs as a word, or as several, parted at gaps too wide for letters of one word: a space between capitals
    may be drawn narrow, and is then not told by PDFium."""
    gaps = [(b.left - a.right) / a.font.size for a, b in pairwise(glyphs)] if glyphs[0].font.size else []
    begin, space = 0, LAYOUT.words.narrowest_space
    if gaps and max(gaps) > space and median(gaps) < LAYOUT.words.letter_gap:
        for i, gap in enumerate(gaps, start=1):
            if gap > space:
                yield _word(glyphs[begin:i], spaced)
                begin, spaced = i, True
    yield _word(glyphs[begin:], spaced)


def _same_word(before: Glyph, glyph: Glyph) -> bool:
    little = LAYOUT.words.same_line * before.font.size
    same_size = abs(before.font.size - glyph.font.size) < little
    return abs(before.y - glyph.y) < little and same_size and not _apart(before, glyph)


def _apart(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands elsewhere than right after the one before it."""
    size = max(before.font.size, glyph.font.size)
    near = LAYOUT.words.overlap * size  # a ligature's parts overlap
    after = before.left - near < glyph.left < before.right + near
    return not after or abs(before.y - glyph.y) > LAYOUT.words.other_line * size


def _word(glyphs: list[Glyph], spaced: bool) -> Word:
    text = "".join(glyph.text for glyph in glyphs)
    soft = "-" if text.endswith("\u00ad") else ""
    font = glyphs[0].font
    left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    said, first = clean(text.replace(HYPHEN, "-")) + soft, glyphs[0].number
    count = glyphs[-1].number + 1 - first
    name = _SUBSET.sub("", font.name)
    return Word(said, left, right, glyphs[0].y, font.size, font.weight, spaced, first, count, name)
