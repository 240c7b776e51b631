"""The names of an article's sections: a heading's own words, with those above it that alone tell it apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .headings import section_name

STEP = " > "
"""What parts the headings of a section's name: "Experiment 1 > Method"."""

_DEEPEST = 5  # headings above one that are named at most: more are no outline


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on the page.

    level   1 for the highest, 0 for one whose rank the file does not tell
    filled  whether anything but another heading stands directly under it
    """

    text: str
    level: int
    filled: bool


def section_names(headings: Sequence[Heading]) -> list[str]:
    """The name of each heading's section, in order.

    The headings above it are named where nothing but it stands under them, or where it recurs in the article:

    >>> section_names([Heading("Study 1", 1, False), Heading("Results", 2, True), Heading("Discussion", 2, True)])
    ['Study 1', 'Study 1 > Results', 'Study 1 > Discussion']
    """
    times = Counter(section_name(heading.text) for heading in headings)
    open_headings: list[Heading] = []
    last_alone: list[Heading] = []  # the last heading whose words occur once
    names: list[str] = []
    for heading in headings:
        recurs = times[section_name(heading.text)] > 1
        open_headings = _above(open_headings, heading)
        above = open_headings if recurs else [other for other in open_headings if not other.filled]
        if recurs and not above:
            above = [other for other in last_alone if not 0 < heading.level < other.level]
        names.append(STEP.join(other.text for other in (*above, heading)))
        open_headings = [*open_headings, heading]
        if not recurs:
            last_alone = [heading]
    return names


def _above(open_headings: Sequence[Heading], heading: Heading) -> list[Heading]:
    """The headings that still hold when another follows, the highest first.

    Those of unknown rank hold only if nothing stands between them and it.
    """
    if heading.level:
        return [other for other in open_headings if 0 < other.level < heading.level][-_DEEPEST:]
    return list(open_headings[-_DEEPEST:]) if open_headings and not open_headings[-1].filled else []
