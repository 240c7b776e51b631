"""A PDF's page -> its words, each with its place and size. PDFium is asked here, and for links in links.py."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from .layout import LAYOUT

UNKNOWN = "\ufffd"  # stands for a glyph whose font does not tell its character

_HYPHEN = "\x02"  # PDFium's sign for a hyphen at a line's end
_NOWHERE = (math.nan, math.nan)  # equal to no place
_FORCE_BOLD = 1 << 18  # a font's flag; the weight that PDFium gives is a guess from the width of stems
BOLD = 1_000  # the weight of a font whose name says that it is bold
_BOLD = re.compile(rb"bold|black|heavy|demi|cmbx|sfbx|ecbx|medi\b|mediital", re.IGNORECASE)
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x202F, *range(0x2000, 0x200B)})
_PRESENTATION = re.compile("[\ufb00-\ufb06]+")  # ligatures: fi, fl, ffi, ...
_ACCENTS = dict(zip("´`¨ˆ˜ˇ¯˘˚¸", "\u0301\u0300\u0308\u0302\u0303\u030c\u0304\u0306\u030a\u0327", strict=True))
_LOOSE_ACCENT = re.compile(f"([{''.join(_ACCENTS)}])([^\\W\\d_])")
_HALVES = re.compile("[\ud800-\udfff]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Word:
    """Characters with no space between them, of one size, on one base line.

    x0, x1  left and right edge; y the base line, counted downwards; size the font's: all in points
    weight  of the font: about 400 for plain type, ``BOLD`` for a font whose name says so, 0 for an unknown weight
    spaced  whether a space stands before it
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    weight: int
    spaced: bool


class _Font(NamedTuple):
    size: float
    turned: int  # by how many quarters of a circle its line is turned, -1: by something else
    weight: int
    name: bytes


class _Glyph(NamedTuple):
    text: str  # "" for a gap between words
    left: float
    right: float
    y: float
    font: _Font


_NO_FONT = _Font(0.0, 0, 0, b"")
_GAP = _Glyph("", 0.0, 0.0, 0.0, _NO_FONT)


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
        glyphs = list(_once(_glyphs(raw, text_page.raw, count)))
    finally:
        text_page.close()
    directions = Counter(glyph.font.turned for glyph in glyphs if glyph.text)
    if not directions:
        return []
    turned = max(directions, key=lambda direction: directions[direction])
    return list(_words([glyph for glyph in glyphs if not glyph.text or glyph.font.turned == turned]))


def clean(text: str) -> str:
    """Characters as they are searched and quoted: ligatures taken apart, loose accents put on their letter,
    soft hyphens and signs without width gone. No other function mends a PDF's odd characters.

    >>> clean("ﬁnal co\u00adoperation, M¨uller")
    'final cooperation, Müller'
    """
    text = _HALVES.sub(lambda match: match[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace"), text)
    text = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _LOOSE_ACCENT.sub(lambda match: _dotted(match[2]) + _ACCENTS[match[1]], text)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _dotted(letter: str) -> str:
    return {"ı": "i", "ȷ": "j"}.get(letter, letter)


def _glyphs(raw: Any, handle: Any, count: int) -> Iterator[_Glyph]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    unicode, origin, edges = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox
    known: dict[tuple[bytes, int], str] = {}
    font, font_of = _NO_FONT, _NOWHERE
    for i in range(count):
        code = unicode(handle, i)
        if code in _SPACES:
            font_of = _NOWHERE
            yield _GAP
            continue
        origin(handle, i, x, y)
        edges(handle, i, box)
        place = (box.top - y.value, y.value) if font.turned % 2 == 0 else (x.value - box.left, x.value)
        if place != font_of:  # a new word, line or size: the font may have changed only then
            font = _font(raw, handle, i)
            font_of = (box.top - y.value, y.value) if font.turned % 2 == 0 else (x.value - box.left, x.value)
        if (font.name, code) not in known:
            known[font.name, code] = _character(raw, handle, i, code)
        left, right, base = _straight(font.turned, (box.left, box.bottom, box.right, box.top), (x.value, y.value))
        yield _Glyph(known[font.name, code], left, right, base, font)


def _once(glyphs: Iterator[_Glyph]) -> Iterator[_Glyph]:
    """Glyphs without those that are drawn a second time, to look bold or to throw a shadow."""
    before = _GAP
    gaps: list[_Glyph] = []
    for glyph in glyphs:
        if not glyph.text:
            gaps.append(glyph)
            continue
        if not _is_again(before, glyph):
            yield from gaps
            yield glyph
        gaps, before = [], glyph


def _is_again(before: _Glyph, glyph: _Glyph) -> bool:
    if glyph.text != before.text or glyph.font != before.font:
        return False
    right, down = abs(glyph.left - before.left), abs(glyph.y - before.y)
    bold, shadow = LAYOUT.words.bolder * glyph.font.size, LAYOUT.words.shadow * glyph.font.size
    # At the very place of the one before stands the second letter of a ligature.
    return 0 < right + down < bold or (bold / 2 < down < shadow and bold / 2 < right < shadow)


def _character(raw: Any, handle: Any, i: int, code: int) -> str:
    if code == 0x02:
        return _HYPHEN
    private = 0xE000 <= code <= 0xF8FF
    if code < 0x20 or private or code > 0x10FFFF or raw.FPDFText_HasUnicodeMapError(handle, i) == 1:
        return UNKNOWN
    return chr(code)


def _font(raw: Any, handle: Any, i: int) -> _Font:
    matrix, flags = raw.FS_MATRIX(), ctypes.c_int()
    raw.FPDFText_GetMatrix(handle, i, matrix)
    stated = abs(raw.FPDFText_GetFontSize(handle, i)) * (math.hypot(matrix.c, matrix.d) or 1.0)
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(handle, i, name, len(name), flags)
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    turned = round(quarters) % 4 if abs(quarters - round(quarters)) < LAYOUT.words.straight else -1
    bold = flags.value & _FORCE_BOLD or _BOLD.search(name.value)
    weight = BOLD if bold else raw.FPDFText_GetFontWeight(handle, i)
    return _Font(stated or LAYOUT.words.unstated_size, turned, weight, name.value)


def _straight(
    turned: int, box: tuple[float, float, float, float], origin: tuple[float, float]
) -> tuple[float, float, float]:
    """Left and right edge and base line of a glyph, on the page turned so that its lines run from left to right."""
    (left, bottom, right, top), (x, y) = box, origin
    if turned == 1:
        return bottom, top, x
    if turned == 2:
        return -right, -left, y
    if turned == 3:
        return -top, -bottom, -x
    return left, right, -y


def _words(glyphs: list[_Glyph]) -> Iterator[Word]:
    gathered: list[_Glyph] = []
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


def _divided(glyphs: list[_Glyph], spaced: bool) -> Iterator[Word]:
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


def _same_word(before: _Glyph, glyph: _Glyph) -> bool:
    little = LAYOUT.words.same_line * before.font.size
    same_size = abs(before.font.size - glyph.font.size) < little
    return abs(before.y - glyph.y) < little and same_size and not _apart(before, glyph)


def _apart(before: _Glyph, glyph: _Glyph) -> bool:
    """Whether a glyph stands elsewhere than right after the one before it."""
    size = max(before.font.size, glyph.font.size)
    near = LAYOUT.words.overlap * size  # a ligature's parts overlap
    after = before.left - near < glyph.left < before.right + near
    return not after or abs(before.y - glyph.y) > LAYOUT.words.other_line * size


def _word(glyphs: list[_Glyph], spaced: bool) -> Word:
    text = "".join(glyph.text for glyph in glyphs)
    soft = "-" if text.endswith("\u00ad") else ""
    font = glyphs[0].font
    left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    return Word(clean(text.replace(_HYPHEN, "-")) + soft, left, right, glyphs[0].y, font.size, font.weight, spaced)
