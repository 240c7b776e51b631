"""Made-up articles: each its own title, names, years and numbers, so that each has a question of its own."""

from __future__ import annotations

from pathlib import Path

_ONSETS = "Bar Cal Dor Fen Gar Hol Jas Kel Lom Mar Nor Per Quin Ros Sel Tal Ul Ven Wes Yor".split()
_MIDDLES = "a e i o u ae ia eo ou ai".split()
_ENDS = "bury dale ford gate ham mere ness port ridge stead".split()
_GOODS = "amber barley copper flax honey indigo leather linen marble saffron".split()


def town(number: int) -> str:
    """A name for each number below 2,000, no two of them alike.

    >>> town(0), town(1), town(20)
    ('Barabury', 'Calabury', 'Barebury')
    """
    return _ONSETS[number % 20] + _MIDDLES[number // 20 % 10] + _ENDS[number // 200]


def made_up(number: int, *, year: int | None = None) -> str:
    """An article about a town's harbour. ``year`` replaces the one in which it opened."""
    name, goods, rival = town(number), _GOODS[number % 10], town(number + 1000)
    opened = 1500 + number if year is None else year
    return f"""\
The Harbour of {name}

Abstract

This study follows the harbour of {name} and its trade in {goods}.

Origins

The harbour of {name} was opened in {opened} by the guild of {rival} (Moss, {1900 + number % 100}).
In its first winter {3000 + 7 * number} barrels of {goods} were landed there.

Decline

A storm broke the quay of {name} in {opened + 90}, and the merchants left for {rival}.

References

- Moss, B. ({1900 + number % 100}). *Harbours of {name}*. York: Coast Press.
"""


def write(folder: Path, numbers: range) -> None:
    """A file for each number, a third of them in each of three subfolders."""
    for number in numbers:
        path = folder / f"coast {number % 3}" / f"harbour-{number:03}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made_up(number), encoding="utf-8")
