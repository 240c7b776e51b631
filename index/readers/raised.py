"""Raised text: a note's mark, which is no text, or a figure of its line: a power, a unit's, an isotope's."""

from __future__ import annotations

import re

from ..characters import superscript

TAIL = 50  # characters before a raised text that tell what it is

_NUMBERS = r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*"
MARK = re.compile(rf"\s*(?:{_NUMBERS},?|[*∗†‡§¶‖#]+|[a-z](?:\s*[,;]\s*[a-z])*)\s*")
"""What a note's mark may be."""

# A mark follows the end of a sentence or clause, or a word; a unit of measure (km) is too short for one.
_BEFORE_MARK = re.compile(r"(?:[.,;:!?…\"'”’»%]|[^\W\d_]{4,})\s*$")
_SIGNED = re.compile(r"[+−–-]\d*(?:[.,/]\d+)?|\d+[+−–-]")
_SPACED = re.compile(r"[\s(\[{\"“‘/–—-]$")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdmµμn]?m|[mµμ]?[slgL]|kg|yd|ft|mi|ha|hr|min|px|rad|sr|Hz|Pa|mol|pixels?)$")
_INCHES = re.compile(r"\d\s?in$")
_FUNCTION = re.compile(r"(?<![^\W\d_])(?:log|ln|sin|cos|tan|exp)$")
_TEN = re.compile(r"(?<!\d)(?<!\d[.,])10$")
_FACTOR = re.compile(r"(?:[×·∙⋅*/=+−±^<>≤≥~≈]\s*\d{1,2}|(?<![\w.,-])(?<![^\W\d_] )2)$")
_LONE_LETTER = re.compile(r"(?:^|[^\w'’])(?P<letter>[^\W\d_])$")
_INDEXED = re.compile(r"(?:^|\W)[^\W\d_]\d{1,2}$")  # x1, and its square
_TERM = re.compile(r"\((?=[^()]*[+−=×·*/^-])(?![^()]*[^\W\d_]{3})[^()]*\)$|[|′]$")
_ELEMENTS = frozenset(
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo"
    " Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg"
    " Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm".split()
)
_ELEMENT = re.compile(r"([A-Z][a-z]?)(?![^\W\d_])")
_LIGHTEST_IN_TWO_LETTERS = 20  # of the isotopes that are written so; a smaller number behind "Li" is a note's
_VARIABLE = re.compile(r"(?:[nkitmxy]|[^\W_]{0,3}[+−-][^\W_]{0,3})")


def in_line(before: str, raised: str, after: str = "") -> str:
    """The text that a raised text adds to its line: nothing for a note's mark, raised signs for a figure that belongs
    to its word or number, else its own characters, as those of "9th".

    before, after  the text in front of it and behind it; of what is before, the last characters are enough

    >>> in_line("signed in 1947", "12"), in_line("3 × 10", "6"), in_line("mg kg", "−1"), in_line("the 9", "th")
    ('', '⁶', '⁻¹', 'th')
    """
    before, text = before[-TAIL:], raised.strip()
    if _is_power(before, text, after):
        return superscript(text) or (f"^{text}" if len(text) == 1 else f"^({text})")
    return "" if _is_mark(before, text, after) else raised


def _is_power(before: str, text: str, after: str) -> bool:
    """Whether a raised text belongs to what stands before it, or, of an isotope, behind it."""
    base = before.rstrip()
    if text.isdigit() and (not base or _SPACED.search(before)):
        found = _ELEMENT.match(after)
        return found is not None and found[1] in _ELEMENTS
    if not base or base != before:
        return False
    if _SIGNED.fullmatch(text):
        return before[-1].isalnum() or before[-1] in ")]°"
    letter = _LONE_LETTER.search(before)
    if not text.isdigit():
        symbol = letter["letter"] != "a" if letter else _TEN.search(before) or before[-1] == "2" or _TERM.search(before)
        return bool(symbol and _VARIABLE.fullmatch(text))
    small = text in ("2", "3", "4")
    if letter:
        return _raises_letter(letter["letter"], text)
    if _UNIT.search(before) or _INCHES.search(before) or _FUNCTION.search(before) or _INDEXED.search(before):
        return small
    if _TEN.search(before) or _FACTOR.search(before):
        return len(text) <= 2
    return bool(_TERM.search(before) and len(text) == 1) or _is_isotope(before, text)


def _raises_letter(letter: str, text: str) -> bool:
    """Whether a number raised behind a lone letter is its power (x², R²) or its isotope's (U²³⁵), and no mark."""
    if letter.islower() and letter != "a":
        return True
    return text == "2" or (letter not in "AI" and (text in "34" or (letter in _ELEMENTS and len(text) > 1)))


def _is_isotope(before: str, text: str) -> bool:
    found = re.search(r"(?:^|[^\w'’])([A-Z][a-z])$", before)
    return bool(found and found[1] in _ELEMENTS and len(text) in (2, 3) and int(text) >= _LIGHTEST_IN_TWO_LETTERS)


def _is_mark(before: str, text: str, after: str) -> bool:
    """Whether a raised text is a note's mark: a number, sign or letter behind a word, a number or a stop."""
    if not MARK.fullmatch(text) or after.startswith(("/", "⁄")):  # of a fraction
        return False
    if _BEFORE_MARK.search(before):
        return True
    # No word is too short, and no number the wrong one, for a note's number; for other marks both may be symbols.
    return text[0].isdigit() and bool(before) and (before[-1].isalnum() or before[-1] in ")]")
