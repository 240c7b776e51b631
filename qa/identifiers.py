"""Identifiers: what names one thing by figures, compared whole: PPR-9087 is not PPR-9988, nor rule 4.4 rule 4.

>>> identifiers("What torque has part PPR-9988 under rule 4.4, in 1949/50?")
('PPR-9988', '4.4', '1949/50')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_ADDRESS = re.compile(r"(?:https?://|www\.|doi:\s?|\b10\.\d{4,}/)\S+|\S+@\S+", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:[.,/'’‐‑‒–—-][^\W_]+)*")
_DASHES = re.compile(r"[‐‑‒–—]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_YEARS = re.compile(r"(?P<first>1\d\d\d|20\d\d)[-/](?P<last>\d\d\d\d|\d\d)")
_JOINED_YEARS = re.compile(r"\b(1\d\d\d|20\d\d)\s+(?:and|to|until|till|through)\s+(1\d\d\d|20\d\d)\b")

# A code has letters before its figures, or capitals behind them; these letters only say when, how many or where.
_LETTERS_FIRST = re.compile(r"(?P<letters>[^\W\d_]{1,6})[-/]?\d[\w./-]*")
_FIGURES_FIRST = re.compile(r"\d+-?(?P<letters>[A-Z]{1,4})\d*")
_NO_CODE = frozenset(
    "ad am anti bc bce c ca ce chf circa cm early ed eds eq eur ex ff fig gb gbp inr inter kb kg km late ll mb mg mid"
    " ml mm mon nd no non note nr over p para pm post pp pre pro rd rs st tb th to top under us usd vol x".split()
)
_LABEL = re.compile(
    r"(?:act|article|batch|class|clause|edition|flight|grade|item|law|level|model|order|part|phase|protocol|regulation|"
    r"release|resolution|room|route|rule|sample|series|stage|standard|statute|type|unit|v|version|vitamin)s?",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:appendix|box|ch|chap|chapter|column|eq|equation|fig|figure|footnote|line|page|para|paragraph|part|point|sec|"
    r"section|subsection|step|tab|table)s?",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\d+(?:\.\d+)+[a-z]?")
_AMOUNT = re.compile(r"\s*(?:%|°|per\s?cent|thousand|million|billion|trillion|times|fold)", re.IGNORECASE)


def identifiers(text: str) -> tuple[str, ...]:
    """The identifiers of a text as they are written, each once, in order; numbers of its own places (section 3.1),
    amounts, dates and years are none, but two years that follow one another (a season, a budget) are one."""
    return tuple(dict.fromkeys(_found(_ADDRESS.sub(" ", text))))


def _found(text: str) -> Iterator[str]:
    before = ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        if any(character.isdigit() for character in token):
            plain = _plain(token)
            placed = _PLACE.fullmatch(before) is not None
            numbered = not placed and not _AMOUNT.match(text[match.end() :]) and _is_number_of(plain, before)
            if _is_code(_DASHES.sub("-", token)) or _is_season(plain) or numbered:
                yield token
        before = token


def _is_code(token: str) -> bool:
    first, behind = _LETTERS_FIRST.fullmatch(token), _FIGURES_FIRST.fullmatch(token)
    found = first or behind
    return found is not None and found["letters"].casefold() not in _NO_CODE


def _is_season(plain: str) -> bool:
    years = _YEARS.fullmatch(plain)
    return years is not None and int(years["last"][-2:]) == (int(years["first"]) + 1) % 100


def _is_number_of(plain: str, before: str) -> bool:
    """Whether a number stands behind the name of what it numbers: rule 4.4, Python 3.9, type 2."""
    labelled = _LABEL.fullmatch(before) is not None
    named = labelled or (before[:1].isupper() and before.casefold() not in ("in", "by", "at", "of"))
    return (named and _DOTTED.fullmatch(plain) is not None) or (labelled and plain.isdigit())


def known_identifiers(texts: Iterable[str]) -> frozenset[str]:
    """All tokens with a figure in texts, in the form of ``form_of``: whole, in their parts, and together
    with the word before ("PPR 9087")."""
    known: set[str] = set()
    for text in texts:
        before = ""
        for token in _TOKEN.findall(text):
            plain = _plain(token)
            if any(character.isdigit() for character in plain):
                known |= {_form(plain), _form(before + plain), *(_form(part) for part in re.split("[-/]", plain))}
            before = plain
        known.update(_form(f"{first}-{last}") for first, last in _JOINED_YEARS.findall(text))
    return frozenset(known)


def form_of(identifier: str) -> str:
    """The form in which an identifier is compared with those known, hyphens, case and thousands' commas apart."""
    return _form(_plain(identifier))


def _plain(token: str) -> str:
    return _THOUSANDS.sub("", _DASHES.sub("-", token)).casefold().removesuffix("'s").removesuffix("’s")


def _form(plain: str) -> str:
    """Without the marks between its letters and figures; years in full: 1949/50 is 1949-1950."""
    if years := _YEARS.fullmatch(plain):
        first, last = years["first"], years["last"]
        return f"{first}-{first[:2] + last if len(last) == 2 else last}"
    return re.sub(r"(?<=[^\W\d_])[-/.'’](?=\d)|(?<=\d)[-/](?=[^\W\d_])", "", plain.replace("/", "-"))
