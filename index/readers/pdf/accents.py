"""Accents that a PDF draws by themselves, before their letter or after it -> letters with their accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from .glyphs import Glyph
from .layout import LAYOUT

ACCENTS = dict(zip("´`¨ˆ˜ˇ¯˘˚¸", "\u0301\u0300\u0308\u0302\u0303\u030c\u0304\u0306\u030a\u0327", strict=True))
"""Accents with a width of their own -> those that stand on the letter before them in a text."""


def composed(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs in their order, each accent put on the letter that it is drawn over: the one before it or the one behind.

    A gap between an accent and its letter is none. An accent over no letter stays a sign of its own.
    """
    if not any(map(_mark, glyphs)):
        return list(glyphs)
    rest = list(glyphs)
    found: list[Glyph] = []
    i = 0
    while i < len(rest):
        mark = _mark(rest[i])
        before = next((j for j in range(len(found) - 1, max(-1, len(found) - 3), -1) if found[j].text), None)
        behind = next((j for j in range(i + 1, min(len(rest), i + 3)) if rest[j].text), None)
        if mark and before is not None and _is_over(rest[i], found[before]):
            found[before] = _with(found[before], mark)
            del found[before + 1 :]
            i += 1
        elif mark and behind is not None and _is_over(rest[i], rest[behind]):
            rest[behind] = _with(rest[behind], mark)
            i = behind
        else:
            found.append(rest[i])
            i += 1
    return found


def dotless(letter: str) -> str:
    """A letter that is drawn without its dot under an accent, with its dot."""
    return {"ı": "i", "ȷ": "j"}.get(letter, letter)


def _mark(glyph: Glyph) -> str:
    """The accent that a glyph is, in the form that stands on the letter before it; "" for another glyph."""
    text = glyph.text
    return text if text and unicodedata.combining(text) else ACCENTS.get(text, "")


def _is_over(accent: Glyph, letter: Glyph) -> bool:
    middle = (accent.left + accent.right) / 2
    near = abs(accent.y - letter.y) < LAYOUT.words.other_line * letter.font.size
    return letter.text[0].isalpha() and near and letter.left <= middle <= letter.right


def _with(letter: Glyph, mark: str) -> Glyph:
    return letter._replace(text=unicodedata.normalize("NFC", dotless(letter.text[0]) + letter.text[1:] + mark))
