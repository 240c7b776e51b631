"""A PDF's page -> its glyphs, each with its place and font. No other module asks PDFium for text;
links.py asks it for links."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ...characters import of_symbol_font
from .hidden import Backgrounds
from .layout import LAYOUT

UNKNOWN = "\ufffd"  # stands for a glyph whose font does not tell its character
HYPHEN = "\x02"  # PDFium's sign for a hyphen at a line's end
BOLD = 1_000  # the weight of a font whose name says that it is bold

_NOWHERE = (math.nan, math.nan)  # equal to no place
_FORCE_BOLD = 1 << 18  # a font's flag; the weight that PDFium gives is a guess from the width of stems
_BOLD = re.compile(r"bold|black|heavy|demi|cmbx|sfbx|ecbx|medi\b|mediital|[-.]b(?:i|d|it)?$", re.IGNORECASE)
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x202F, *range(0x2000, 0x200B)})


class Font(NamedTuple):
    """The type of a glyph: its size in points; by how many quarters of a circle its line is turned, -1 for another
    angle; its weight and name, see ``words.Word``; whether nobody sees it."""

    size: float
    turned: int
    weight: int
    name: str
    hidden: bool = False


class Glyph(NamedTuple):
    """A sign of a page, turned so that its line runs from left to right: its character, "" for a gap between words; its
    edges and base line in points, downwards; its number among the page's characters."""

    text: str
    left: float
    right: float
    y: float
    font: Font
    number: int


_NO_FONT = Font(0.0, 0, 0, "")
_GAP = Glyph("", 0.0, 0.0, 0.0, _NO_FONT, -1)


def glyphs_of(raw: Any, page: Any, text_page: Any, count: int) -> Iterator[Glyph]:
    """The first ``count`` glyphs of a page that can be seen, in the order in which the file draws them.

    ``raw`` is ``pypdfium2.raw``, ``page`` and ``text_page`` are its handles.
    """
    handle, backgrounds = text_page, Backgrounds(raw, page)
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    unicode, origin, edges = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox
    known: dict[tuple[str, int], str] = {}
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
            if backgrounds.hides(handle, i, ((box.left + box.right) / 2, (box.bottom + box.top) / 2)):
                font = font._replace(hidden=True)
            font_of = (box.top - y.value, y.value) if font.turned % 2 == 0 else (x.value - box.left, x.value)
        if font.hidden:
            yield _GAP
            continue
        if (font.name, code) not in known:
            known[font.name, code] = _character(raw, handle, i, code, font.name)
        left, right, base = _straight(font.turned, (box.left, box.bottom, box.right, box.top), (x.value, y.value))
        if not math.isfinite(left + right + base + font.size):  # a damaged file's: nowhere on the page
            yield _GAP
            continue
        yield Glyph(known[font.name, code], left, right, base, font, i)


def once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Glyphs without those that are drawn a second time, to look bold or to throw a shadow."""
    before = _GAP
    gaps: list[Glyph] = []
    for glyph in glyphs:
        if not glyph.text:
            gaps.append(glyph)
            continue
        if not _is_again(before, glyph):
            yield from gaps
            yield glyph
        gaps, before = [], glyph


def _is_again(before: Glyph, glyph: Glyph) -> bool:
    if glyph.text != before.text or glyph.font != before.font:
        return False
    right, down = abs(glyph.left - before.left), abs(glyph.y - before.y)
    bold, shadow = LAYOUT.words.bolder * glyph.font.size, LAYOUT.words.shadow * glyph.font.size
    # At the very place of the one before stands the second letter of a ligature.
    return 0 < right + down < bold or (bold / 2 < down < shadow and bold / 2 < right < shadow)


def _character(raw: Any, handle: Any, i: int, code: int, font: str) -> str:
    if code == 0x02:
        return HYPHEN
    private = 0xE000 <= code <= 0xF8FF
    if private and "symbol" in font.lower() and (sign := of_symbol_font(code)):
        return sign
    if code < 0x20 or private or code > 0x10FFFF or raw.FPDFText_HasUnicodeMapError(handle, i) == 1:
        return UNKNOWN
    return chr(code)


def _font(raw: Any, handle: Any, i: int) -> Font:
    matrix, flags = raw.FS_MATRIX(), ctypes.c_int()
    raw.FPDFText_GetMatrix(handle, i, matrix)
    stated = abs(raw.FPDFText_GetFontSize(handle, i)) * (math.hypot(matrix.c, matrix.d) or 1.0)
    buffer = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(handle, i, buffer, len(buffer), flags)
    name = buffer.value.decode("latin-1")
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    turned = round(quarters) % 4 if abs(quarters - round(quarters)) < LAYOUT.words.straight else -1
    bold = flags.value & _FORCE_BOLD or _BOLD.search(name)
    weight = BOLD if bold else raw.FPDFText_GetFontWeight(handle, i)
    return Font(stated or LAYOUT.words.unstated_size, turned, weight, name)


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
