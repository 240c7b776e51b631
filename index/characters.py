"""Characters in one form for all that is read, asked, looked up and checked; raised figures in signs of their own."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphens, signs without width, marks of direction, the invisible operators of MathML, the byte order mark.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LIGATURES = re.compile("[\ufb00-\ufb06]+")  # ff, fi, fl, ffi, ffl, long st, st

_PLAIN = "0123456789+-=()ni"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"
_TO_RAISED = str.maketrans(dict(zip(_PLAIN, _RAISED, strict=True)) | dict.fromkeys("−–‐‑", "⁻"))
_TO_PLAIN = str.maketrans(_RAISED, _PLAIN)
_POWER = re.compile(rf"(?<=[^\W_])[{_RAISED}]+|(?<=[^\W_])\^[({{]?(?P<sign>[-−–+]?)(?P<figure>\w+)[)}}]?|[{_RAISED}]+")

# The signs of the typeface Symbol from 0x61 to 0x7a and from 0xa1 to 0xfe, as Adobe's table of them has it.
_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SIGNS = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ufffd〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_SYMBOL = (
    {0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼", 0xA0: "€"}
    | dict(enumerate(_CAPITALS, 0x41))
    | dict(enumerate(_GREEK, 0x61))
    | dict(enumerate(_SIGNS, 0xA1))
)


def normalized(text: str) -> str:
    """A text as it is kept and compared: ligatures taken apart, accents on their letters (NFC), unseen signs gone.

    >>> normalized("the ﬁrst co\\u00adoperative, re\\u0301sume\\u0301")
    'the first cooperative, résumé'
    """
    if text.isascii():
        return text
    text = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def superscript(text: str) -> str:
    """Figures and signs in the raised form that Unicode has for them, "" where it lacks one.

    >>> superscript("−8"), superscript("*")
    ('⁻⁸', '')
    """
    signs = text.translate(_TO_RAISED)
    return signs if signs and not signs.strip(_RAISED) else ""


def with_powers(text: str) -> str:
    """Raised figures as they are typed, so that both forms are compared as one: behind a number with "^", behind
    letters without; a raised figure in front of a word is a part of it.

    >>> with_powers("3 × 10⁻⁸ = 3 × 10^−8; 5 mg kg⁻¹ of ²³⁵U on 2 km^2")
    '3 × 10^-8 = 3 × 10^-8; 5 mg kg-1 of 235U on 2 km2'
    """
    return text if text.isascii() and "^" not in text else _POWER.sub(_power, text)


def _power(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    figure = match["figure"]
    said = f"{match['sign']}{figure}" if figure else match[0].translate(_TO_PLAIN)
    said = said.replace("−", "-").replace("–", "-")
    return f"^{said}" if before.isdigit() and before not in _RAISED else said


def of_symbol_font(code: int) -> str:
    """The character that a code of the typeface Symbol stands for, in its own range or that for private use (F0..).

    >>> of_symbol_font(0xF0B3), of_symbol_font(0x61), of_symbol_font(0x31)
    ('≥', 'α', '1')
    """
    own = code & 0xFF
    return _SYMBOL.get(own, chr(own) if 0x20 <= own < 0x7F else "")
