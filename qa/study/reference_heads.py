"""The head of an entry: its authors and year, wherever the style puts the year; and the text that is left."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.entries import authors_of, people_in
from index.metadata import Name
from index.names_and_years import INITIALS, LISTED_AUTHORS, SURNAME, YEAR

_IN_BRACKETS = re.compile(
    rf"(?P<authors>{LISTED_AUTHORS})\s*"
    rf"\((?P<year>{YEAR}[a-z]?|n\.\s?d\.)(?:,\s*(?P<date>[^)]*))?\)[.,:]?\s*(?P<rest>.*)"
)
_PERSON = re.compile(rf"(?P<family>{SURNAME}),\s*(?P<given>{INITIALS})(?:,\s*|\s*$|(?=&))")
_NEXT_YEAR = re.compile(rf"[.,]{{0,2}}\s+(?P<year>{YEAR}[a-z]?)(?:[.,:]\s*|\s+)(?=\S)")
# The year of Vancouver, MLA and Chicago's notes: "J Tolls. 1992; 4:12", "vol. 4, 1992, pp. 12-40", "Hill Press, 1992."
_LATER_YEAR = re.compile(
    rf"(?:[.,]\s+|\s+(?=\()|(?<=[^\W\d_.,])\s+(?={YEAR}[;:]))\(?(?P<year>{YEAR}[a-z]?)\)?(?P<after>[;:,.]|\s*$)"
)
_ET_AL = re.compile(r",?\s*\bet al\b\.?")
_LAST_INITIAL = re.compile(r",\s*(?:[^\W\d_]\.[\s-]?)*[^\W\d_]$")
_NO_NAME = re.compile(r"[^\w\s.,'’&;:/()–-]|\d")


@dataclass(frozen=True, slots=True)
class Head:
    """The authors, the year with its letter ("" for "n.d."), the date of it, and the rest of the entry."""

    authors: tuple[Name, ...]
    year: str
    date: str
    rest: str


def head_of(entry: str) -> Head | None:
    """The head of an entry without its number; None for one that does not begin with authors, or states no year.

    >>> head_of("Fern, Anna. The Salt Road. Velm: Hill Press, 1992.")
    Head(authors=(Name(family='Fern', given='Anna'),), year='1992', date='', rest='The Salt Road. Velm: Hill Press.')
    """
    if match := _IN_BRACKETS.match(entry):
        authors = match["authors"]
        if not re.search(r"[\d“\"]", authors):
            year = "" if match["year"].startswith("n") else match["year"]
            return Head(names(authors), year, (match["date"] or "").strip(), match["rest"].strip())
    listed = authors_of(entry)
    if not listed or not entry.startswith(listed) or _NO_NAME.search(listed):
        return None
    if entry.startswith(".", len(listed)) and _LAST_INITIAL.search(listed):
        listed += "."
    rest = entry[len(listed) :]
    rest = _ET_AL.sub("", rest, count=1) if _ET_AL.match(rest) else rest
    people = names(_ET_AL.sub("", listed))
    if match := _NEXT_YEAR.match(rest):
        return Head(people, match["year"], "", rest[match.end() :].strip())
    years = list(_LATER_YEAR.finditer(rest))
    if not years:
        return None
    last = years[-1]
    between = ", " if last["after"] and last["after"] in ";:," else ". "
    rest = f"{rest[: last.start()].rstrip(' ,')}{between}{rest[last.end() :].strip()}"
    return Head(people, last["year"], "", rest.strip(" ,:").removeprefix(". ").strip())


def names(listed: str) -> tuple[Name, ...]:
    """The persons of a list, or the one body that stands there instead.

    >>> [(name.family, name.given) for name in names("Fern, Anna, and Ben Moss")]
    [('Fern', 'Anna'), ('Moss', 'Ben')]
    """
    people = tuple(Name(m["family"], " ".join(m["given"].split())) for m in _PERSON.finditer(listed))
    if people and not _PERSON.sub("", listed).strip(" .,&"):
        return people
    found = tuple(people_in(listed))
    first = found[0] if found else None
    if first is None or not all(person.given for person in found):
        return people or (Name(listed.strip(" .,")),)
    body = listed.startswith(f"{first.given} {first.surname}") and not first.given.endswith(".")
    # "World Bank" alone, or before "Lane, P.", is no person; before "Ben Moss" the name of one stands that way too.
    told = not body or (len(found) > 1 and not any(f"{p.surname}, {p.given}" in listed for p in found[1:]))
    names_of = tuple(Name(person.surname, person.given) for person in found)
    return names_of if told else people or (Name(listed.strip(" .,")),)
