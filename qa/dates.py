"""Dates that a text tells of: a year, with month and day where they are told.

>>> text = "On 14 August 1947 it was founded, and in 1971 divided (Rose, 1989)."
>>> [date.span.of(text) for date in dates_in(text)]
['14 August 1947', '1971']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import Span

MONTHS = "January February March April May June July August September October November December".split()
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DAY = r"(?P<{}>[0-3]?\d)(?:st|nd|rd|th)?"
_FULL = re.compile(
    rf"(?<!\w)(?:{_DAY.format('before')}\s+(?:of\s+)?)?(?P<month>{_MONTH})(?:\s+{_DAY.format('behind')}(?!\d))?"
    r",?\s+(?:of\s+)?(?P<year>1\d\d\d|20\d\d)(?!\w)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\w-])(?P<year>1\d\d\d|20\d\d)-(?P<number>0[1-9]|1[0-2])-(?P<behind>[0-3]\d)(?![\w-])")
_YEAR = re.compile(r"(?<![\w.,$€£¥₹#/-])(?P<year>1\d\d\d|20\d\d)(?:[-–/]\d\d(?:\d\d)?|s)?(?!\w|[.,]\d|-\w|\s?[%°])")
# A bare number of four digits is a year behind one of these; else if no plural follows it ("2000 soldiers").
_CUE = re.compile(
    r"\b(?:after|and|around|before|between|by|circa|during|early|from|in|late|mid|of|since|through|to|until|year)"
    r"[\s-]+$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s+(?!(?:was|is|has|as|its|his|this|thus|across|plus|perhaps|always)\b)[a-z]+s\b")
_EARLIEST = 1500  # of a year without a cue
# "(Rose, 1989)", "(see Rose et al. 1989: 4)", "Rose (1989)", and addresses with a year in them.
_NAME = r"(?:[^\W\d_a-z][\w'’.-]*|\bal\.|\bothers)"
_CITED = re.compile(
    rf"\([^()]*{_NAME}\s?,?\s(?:1[5-9]|20)\d\d[a-z]?(?:[,;:][^()]*)?\)|\w\.?\s\((?:1[5-9]|20)\d\d[a-z]?\)"
    r"|(?:https?://|www\.|doi:\s?|\b10\.\d{4,}/)\S+"
)
_TOLD_IN = re.compile(rf"\((?:in|on|from|between|since|until|by|{_MONTH})\b[^,;]*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Date:
    """A date. month and day are 0 where they are not told; span: its characters."""

    year: int
    month: int
    day: int
    span: Span

    @property
    def key(self) -> tuple[int, int, int]:
        """What dates are put in order by: a year stands before its months."""
        return self.year, self.month, self.day


def dates_in(text: str, cited: Sequence[Span] = ()) -> tuple[Date, ...]:
    """The dates in a text, in its order; those of citations do not count.

    cited  where citations stand that are known; others are told by their form
    """
    told = _without_citations(text, cited)
    found: list[Date] = []
    for pattern in (_FULL, _ISO, _YEAR):
        for match in pattern.finditer(told):
            date = _date(match)
            if not any(date.span.meets(other.span) for other in found) and _is_year(told, match, pattern):
                found.append(date)
    return tuple(sorted(found, key=lambda date: date.span.start))


def _without_citations(text: str, cited: Sequence[Span]) -> str:
    """The text with spaces in place of citations."""
    spans = [*cited, *_brackets(text)]
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _brackets(text: str) -> Iterator[Span]:
    for match in _CITED.finditer(text):
        if not _TOLD_IN.fullmatch(match[0]):
            yield Span(*match.span())


def _date(match: re.Match[str]) -> Date:
    named = match.groupdict()
    month = MONTHS.index(named["month"].capitalize()) + 1 if named.get("month") else int(named.get("number") or 0)
    day = int(named.get("before") or named.get("behind") or 0)
    return Date(int(named["year"]), month, day if day <= 31 else 0, Span(*match.span()))


def _is_year(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    before = text[: match.start()][-12:]
    if pattern is not _YEAR or _CUE.search(before):
        return True
    follows = _COUNTED.match(text, match.end()) is not None and not before.casefold().endswith("the ")
    return int(match["year"]) >= _EARLIEST and not follows
