"""Numbers, dates, sums of money and measures in a text, in figures and in words.

>>> holds_number("over a two-decade presence"), holds_number("see [12] and (Kux, 2001)")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Span
from index.text import content_terms

from .asking import AUXILIARIES
from .dates import MONTHS

# What looks like a number and counts nothing: addresses, marks "[12]", "(Kux, 2001; US, 2009)", "Haqqani (2013)".
_NO_NUMBER = re.compile(
    r"(?:https?://|www\.|doi:\s?|\b10\.\d{4,}/)\S+|\S+@\S+|\[\d[\d,;–\s-]*\]"
    r"|\([^()]{0,120}?[^\W\d_][^()]{0,120}?,?\s(?:1[5-9]|20)\d\d[a-z]?(?:,\s*pp?\.[^()]*)?\)"
    r"|(?<=[^\W\d_]\s)\((?:1[5-9]|20)\d\d[a-z]?\)(?![.,])",
    re.IGNORECASE,
)
_ONES = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TEENS = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_LARGE = r"hundreds?|thousands?|millions?|billions?|trillions?|dozens?|scores\s+of"
_PARTS = r"half|halves|thirds?|quarters?|fifths?|tenths?|single|once|twice|thrice|double[ds]?|triple[ds]?|\w+fold"
_ONE = (
    r"(?<!\bno\s)(?<!\bany\s)(?<!\bthe\s)(?<!\bthis\s)(?<!\bthat\s)(?<!\bwhich\s)(?<!\bevery\s)(?<!\beach\s)"
    r"one(?!\s+(?:of|another|who|that|which|can|could|may|might|must|should)\b)"
)
_WORDS = rf"{_ONES}|{_TEENS}|{_TENS}|{_LARGE}|{_PARTS}|{_ONE}|zero|none|a\s+pair|a\s+couple"
_NUMBER = re.compile(rf"\d|\b(?:{_WORDS})\b", re.IGNORECASE)

_MONTHS = "|".join(MONTHS)
_NO_VERBS = "|".join(month for month in MONTHS if month != "May")
_DATE = re.compile(
    rf"\b(?:1\d|20)\d\d(?:s|[-–/]\d+)?\b|\b(?:{_MONTHS})\s+\d|\b\d\d?(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b"
    rf"|\b(?:(?-i:{_NO_VERBS})|(?-i:In|in)\s(?-i:May))\b"
    r"|\b\d+(?:st|nd|rd|th)\s+centur|\b(?:\w+teenth|twentieth|twenty-first|twelfth)\s+centur|\b\d\d?/\d\d?(?:/\d\d+)?\b"
    r"|\b\d{4}-\d\d-\d\d\b|['’]\d0s\b|\b(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
    rf"|\b(?:\d+|{_ONES}|{_TEENS}|{_TENS}|several|few|some)[\s-]+(?:hour|day|week|month|year|decade|centur)\w*"
    r"|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|spring|autumn)\b|\b\d+\s+(?:bce?|ad|ce)\b",
    re.IGNORECASE,
)

_DAYS_AND_YEARS = re.compile(
    rf"\b(?:(?:{_MONTHS})\s+(?:\d\d?(?:st|nd|rd|th)?,?\s+)?|\d\d?\s+(?:{_MONTHS})\s+)(?:1[5-9]|20)\d\d\b"
    rf"|\b(?:{_MONTHS})\s+\d\d?\b|\b(?:1[5-9]|20)\d0s\b|\b9/11\b"
    r"|\b(?:after|and|before|between|by|during|early|from|in|late|of|since|the|to|until|year)\s+(?:1[5-9]|20)\d\d\b(?!\s+[a-z]+s\b)",
    re.IGNORECASE,
)

CURRENCIES = {
    "dollar": r"\$|\bUSD\b|\bdollars?\b|\bbucks\b",
    "euro": r"€|\bEUR\b|\beuros?\b",
    "pound": r"£|\bGBP\b|\bpounds?\s+sterling\b|\bpounds?\b",
    "rupee": r"₹|\bINR\b|\bPKR\b|\bRs\.?|\brupees?\b|\bcrores?\b|\blakhs?\b",
    "yen": r"¥|\bJPY\b|\byen\b",
    "yuan": r"\bCNY\b|\bRMB\b|\byuan\b|\brenminbi\b",
    "franc": r"\bCHF\b|\bfrancs?\b",
    "rouble": r"₽|\bRUB\b|\broubles?\b|\brubles?\b",
    "guilder": r"ƒ|\bNLG\b|\bguilders?\b|\bflorins?\b",
    "mark": r"\bDEM\b|\b(?:Deutsche?|Reichs)\s?marks?\b|\bReichsmarks?\b",
    "cent": r"¢|\bcents?\b|\bpence\b",
}
"""The signs and names of each currency, a pattern."""

UNITS = {
    "%": r"%|\bper\s?cent\b|\bpercentages?\b|\b(?:half|quarters?|thirds?|fifths?|tenths?)\b|\bpct\b",
    "km": r"\bkm\b|\bkilomet(?:re|er)s?\b",
    "m": r"\bm\b|\bmet(?:re|er)s?\b",
    "cm": r"\bcm\b|\bcentimet(?:re|er)s?\b",
    "mm": r"\bmm\b|\bmillimet(?:re|er)s?\b",
    "mile": r"\bmi(?:les?)?\b",
    "foot": r"\bft\b|\bfoot\b|\bfeet\b",
    "inch": r"\binch(?:es)?\b|\d[\"″]",
    "yard": r"\byards?\b",
    "kg": r"\bkg\b|\bkilo(?:gram(?:me)?)?s?\b",
    "g": r"\bg\b|\bgram(?:me)?s?\b",
    "mg": r"\bmg\b|\bmilligram(?:me)?s?\b",
    "µg": r"[µμ]g\b|\bmcg\b|\bmicrogram(?:me)?s?\b",
    "tonne": r"\bt\b|\btonn?es?\b|\btons?\b",
    "litre": r"\bl\b|\blit(?:re|er)s?\b",
    "ml": r"\bml\b|\bmillilit(?:re|er)s?\b",
    "hectare": r"\bha\b|\bhectares?\b",
    "acre": r"\bacres?\b",
    "°C": r"°\s?C\b|\bcelsius\b|\bcentigrade\b",
    "°F": r"°\s?F\b|\bfahrenheit\b",
    "volt": r"\bV\b|\bvolts?\b",
    "watt": r"\b[kM]?W\b|\b(?:kilo|mega)?watts?\b",
    "second": r"\bs\b|\bsec(?:ond)?s?\b",
    "minute": r"\bmin(?:ute)?s?\b",
    "hour": r"\bh\b|\bhrs?\b|\bhours?\b",
    "day": r"\bdays?\b",
    "week": r"\bweeks?\b",
    "month": r"\bmonths?\b",
    "year": r"\byears?\b|\bdecades?\b|\bcentur(?:y|ies)\b",
}
"""The signs and names of each unit, a pattern; of time a span between two years will do."""

_SIGNS = r"[$€£¥₹₽ƒ]"
_SIZE = r"hundred|thousand|million|billion|trillion|lakh|crore"
_NAMED_SUM = r"dollars?|euros?|pounds?|rupees?|yen|yuan|francs?|roubles?|rubles?|cents?|pence"
_FIGURE = re.compile(
    rf"(?<![\w.,/-])(?:(?:US|USD|Rs\.?|EUR|GBP|PKR|INR)\s?)?(?:{_SIGNS}\s?)?"
    rf"(?:\d{{1,3}}(?:[,\u202f ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\b(?:one|{_ONES})(?=[\s-](?:{_SIZE})\b))"
    rf"(?!\w|/|[.,]\d)(?:[\s-](?:{_SIZE})s?\b)?(?:\s?%|\s?per\s?cent\b|\s(?:{_NAMED_SUM})\b|\s(?:km|kg|cm|mm|mg|ml|m|g)\b)?",
    re.IGNORECASE,
)
# The numbers of things and notes, ordinals, and years that no word leads in: what stands there counts nothing.
_NUMBERED = re.compile(
    r"\b(?:table|figure|fig|section|chapter|part|article|note|no|nr|vol|volume|issue|pp?|page|para|paragraph|step|phase"
    r"|resolution|act|rule|line|item|equation|eq|appendix|version|grade|type|day|week)s?\.?\s*\d[\d.–-]*"
    r"|\b\d+(?:st|nd|rd|th)\b|(?<![\w.,$€£¥₹])(?:1[5-9]|20)\d\d(?:[-–/]\d+)?(?![\w%]|[.,]\d)|\(\d+\)|\b\d{1,2}:\d\d\b"
    rf"|\b\d{{1,2}}\s+(?:{_MONTHS})\b|\b\d{{8,}}\b|^\W*\d{{1,3}}\.?\s(?-i:(?=[A-Z]))",
    re.IGNORECASE,
)

_ASKED_UNIT = (
    r"(?:\bhow\s+many|\bhow\s+much\s+(?:\w+\s+)?in|\bin(?:\s+how\s+many)?|\b(?:what|which))\s+(?:{unit})(?!\s*\d)"
)
_TWO_YEARS = re.compile(r"\b(?:1\d|20)\d\d\b.*\b(?:1\d|20)\d\d\b")


_HOW_MANY = re.compile(
    rf"\b(?:how|hw)\s+many\s+(?P<things>(?:(?!(?:{AUXILIARIES})\b)[^\W_][\w'’-]*\s*){{1,3}})", re.IGNORECASE
)
_NEAR = 6  # words


def currency_in(question: str) -> str:
    """The currency that a question wants an amount in ("in dollars?", "how many euros"), "" for none."""
    return _asked(question, {name: pattern for name, pattern in CURRENCIES.items() if name != "cent"})


def unit_in(question: str) -> str:
    """The unit that a question wants a number in ("how many km", "what percentage"), "" for none."""
    return _asked(question, UNITS)


def _asked(question: str, known: dict[str, str]) -> str:
    for name, pattern in known.items():
        if re.search(_ASKED_UNIT.format(unit=pattern), question, re.IGNORECASE):
            return name
    return ""


def counted(text: str) -> str:
    """A text without what looks like a number and counts nothing."""
    return _NO_NUMBER.sub(" ", text)


def holds_number(text: str, count: bool = False) -> bool:
    """Whether a text gives a number; for a count, one that is no date."""
    said = counted(text)
    return _NUMBER.search(_DAYS_AND_YEARS.sub(" ", said) if count else said) is not None


def counted_in(question: str) -> tuple[str, ...]:
    """The terms of what a question wants to be counted ("how many drone strikes did"), none where it does not say."""
    asked = _HOW_MANY.search(question)
    return tuple(content_terms(asked["things"])) if asked else ()


def holds_count(text: str, things: Sequence[str]) -> bool:
    """Whether a number of a text stands shortly before one of the things, by their terms."""
    said = _DAYS_AND_YEARS.sub(" ", counted(text))
    following = (said[number.end() :].split()[:_NEAR] for number in _NUMBER.finditer(said))
    return any(not set(things).isdisjoint(content_terms(" ".join(words))) for words in following)


def numbers_in(text: str) -> tuple[Span, ...]:
    """The numbers in figures that count or measure something, with their sign, size and unit, in the text's order;
    dates, ordinals, marks of citations and the numbers of things (F-16, Table 2, p. 5) are none.

    >>> text = "In 1947 some 10 million dollars, 2.5 % of the sum (Table 2), were paid to 1,000 people."
    >>> [span.of(text) for span in numbers_in(text)]
    ['10 million dollars', '2.5 %', '1,000']
    """
    told = text
    for pattern in (_NO_NUMBER, _DAYS_AND_YEARS, _NUMBERED):
        told = pattern.sub(lambda match: " " * len(match[0]), told)
    return tuple(Span(*match.span()) for match in _FIGURE.finditer(told))


def holds_date(text: str) -> bool:
    """Whether a text says when: a year, day, month or century, or a count of days or years."""
    return _DATE.search(counted(text)) is not None


def holds_money(text: str, currencies: Sequence[str] = ()) -> bool:
    """Whether a text gives a sum of money, in one of the currencies if any are named."""
    said = counted(text)
    patterns = [CURRENCIES[name] for name in currencies or CURRENCIES]
    return _NUMBER.search(said) is not None and any(re.search(pattern, said, re.IGNORECASE) for pattern in patterns)


def holds_amount(text: str, units: Sequence[str]) -> bool:
    """Whether a text gives a number in one of the units."""
    said = counted(text)
    if _NUMBER.search(said) is None:
        return False
    if "year" in units and _TWO_YEARS.search(said):
        return True
    return any(re.search(UNITS[unit], said, 0 if len(unit) == 1 else re.IGNORECASE) for unit in units)
