"""An order: the sentences that belong to an answer by the dates in them."""

from __future__ import annotations

import re

from ..dates import dates_in
from ..reading.findings import Finding, Reading
from .comparison import Side
from .listing import items
from .shaped import Shaped, apart, in_reading_order, joined

_LISTED = re.compile(r":\s*((?:(?!\b(?:which|what|how|when|who|why)\b)[^:])+)$", re.IGNORECASE)
_EITHER = re.compile(r"[,:] ([^,?]{3,80}?) or ([^,?]{3,80}?)(?=\?|$)")
_BEFORE_OR_AFTER = re.compile(
    r"^(?:did|does|was|were|has|had|is) ((?:the|an?|its|his|her|their|\w+['’]s) .{3,80}?)(?: (?:come|happen|take "
    r"place|occur|start|begin|end))? (?:before "
    r"or after|"
    r"after or before) (.{3,80}?)(?=\?|$)",
    re.IGNORECASE,
)
_CUES = re.compile(
    r"\b(?:timeline|chronolog\w*|sequence|order|put|in|with|years?|dates?|please|of|the|events|list|give|me)\b",
    re.IGNORECASE,
)
_MOST = 5  # events that are searched for, each by itself


def ordering(reading: Reading) -> Shaped:
    """The sentences that belong to the answer in the order of their dates; in reading order where fewer than two are
    dated, as a text that dates nothing mostly tells things as they happened."""
    found = in_reading_order(_events(reading))
    dated = [one for one in found if date_of(one.citation.quote)]
    if len({date_of(one.citation.quote) for one in dated}) < 2:
        return Shaped(joined(found), "order")
    return Shaped(joined(_by_date(found)), "order")


def events_of(question: str) -> tuple[Side, ...]:
    """The events that a question names to be put in order, each asked for by itself; none where it names none.

    >>> [side.name for side in events_of("What came first, the road or the railway?")]
    ['the road', 'the railway']
    """
    listed = _LISTED.search(question)
    if listed:
        topic = _CUES.sub(" ", question[: listed.start()]).strip(" :,.")
        named = [part.strip(" ?.") for part in re.split(r",|;|\band\b", listed[1]) if part.strip(" ?.")]
        return tuple(Side(name, f"{topic} {name}".strip()) for name in named[:_MOST]) if len(named) > 1 else ()
    if either := _EITHER.search(question):
        opening = question[: either.start(1)]
        return tuple(Side(name.strip(), f"{opening}{name.strip()}?") for name in either.groups())
    around = _BEFORE_OR_AFTER.search(question)  # "Did the raid come before ...?"; of a clause one quote tells both
    return tuple(Side(name.strip(), f"When was {name.strip()}?") for name in around.groups()) if around else ()


def _events(reading: Reading) -> list[Finding]:
    """The best finding of each event where they are named, else all that belong to the answer."""
    if not any(reading.sides.values()):
        parts = [found[0] for found in reading.parts.values() if found and found[0].answer >= 0]
        return apart([*items(reading), *parts])
    return apart([found[0] for found in reading.sides.values() if found])


def _by_date(found: list[Finding]) -> list[Finding]:
    """Sorted by date, those without one right behind the one before them in the text."""
    last = 0, 0
    keyed = []
    for one in found:
        last = date_of(one.citation.quote) or last
        keyed.append((last, one))
    return [one for _, one in sorted(keyed, key=lambda pair: pair[0])]


def date_of(text: str) -> tuple[int, int] | tuple[()]:
    """The first year that a text tells of and its month, 0 for none; those of citations do not count. Empty where no
    year is told.

    >>> date_of("In July 1947 Marshall wrote (Rose, 1989)."), date_of("It was small (Rose, 1989).")
    ((1947, 7), ())
    """
    told = dates_in(text)
    return (told[0].year, told[0].month) if told else ()
