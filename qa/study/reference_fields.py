"""A bibliography entry -> its fields: nothing is invented, and an entry with a word left over is kept whole.

The entries understood are those that begin with authors and a year in brackets (APA, Chicago author-date, Harvard):
the rest is read from its end: an address, "Place: Publisher", or a journal with volume, issue and pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from index.metadata import Name
from index.names_and_years import INITIALS, LISTED_AUTHORS, SURNAME, YEAR
from index.references import without_number
from index.text import words

EntryKind = Literal["article", "book", "news", "web", "unknown"]

MONTHS = "January February March April May June July August September October November December".split()
_HEAD = re.compile(
    rf"(?P<authors>{LISTED_AUTHORS})\s*"
    rf"\((?P<year>{YEAR}[a-z]?|n\.\s?d\.)(?:,\s*(?P<date>[^)]*))?\)[.,:]?\s*(?P<rest>.*)"
)
_PERSON = re.compile(rf"(?P<family>{SURNAME}),\s*(?P<given>{INITIALS})(?:,\s*|\s*$|(?=&))")
_URL = re.compile(r"<?(?P<url>(?:https?://|doi:\s?10\.)[^\s>]{1,2000}?)>?[.,]?$")
_DAY = rf"(?:{'|'.join(MONTHS)}) \d\d?, \d{{4}}"
_RETRIEVED = re.compile(rf"\bRetrieved\s+(?:on\s+)?(?P<accessed>{_DAY})?,?\s*(?:from\s+(?P<site>.*)|[\s:.]*)$")
_SERIAL = r"(?<![\d-])(?P<volume>\d{1,4})\s*(?:\((?P<issue>[\w–/-]+)\))"
_PAGES = r"(?:pp?\.\s*)?(?P<first>\d+)(?:\s*[-–]\s*(?P<last>\d+))?"
_JOURNALS = tuple(
    re.compile(rf"(?P<before>.*?){end}[\s.]*")
    for end in (
        rf"{_SERIAL}?[,:]\s*{_PAGES}",
        _SERIAL,
        rf",\s*(?:pp?\.\s*)?(?P<first>(?!{YEAR})\d+)\s*[-–]\s*(?P<last>\d+)",  # 1947-1954 are years
    )
)
_PLACE = re.compile(r"(?P<place>[^\W\d_][\w .,'’-]{1,40}?)\s*:\s+(?P<publisher>[^\W_][^:]*)$")
_INITIAL = re.compile(r"\b[^\W\d_]$")
_FORM = frozenset("retrieved from on vol volume pp p nd doi".split())  # words that are no field's content
_BOOK_VOLUME = re.compile(r"\s*\((?:Vol\.|Volume)\s*(?P<volume>\w+)\)")
# A full stop, question or exclamation mark before a capital, unless it ends an initial or abbreviation: "U.S."
_BREAK = re.compile(r"(?:(?<!\b[^\W\d_])(?<!\bVol)(?<!\bNo)(?<!\bSt)(?<!\bvs)\.|(?P<mark>[?!]))[\s.,]{1,20}(?=[^\W_])")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields that a source is cited by; "" or () for a field that its entry does not state.

    year       with its letter, as printed: "2020a"
    date       of the year: "December 28"
    container  the journal, newspaper or site that it appeared in
    doi        without an address before it
    accessed   the day on which the address was looked at, as printed
    note       the whole entry if a word of it found no field, else ""
    """

    kind: EntryKind = "unknown"
    authors: tuple[Name, ...] = ()
    year: str = ""
    date: str = ""
    title: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    url: str = ""
    doi: str = ""
    accessed: str = ""
    note: str = ""


def reference_fields(entry: str) -> Fields:
    """The fields of an entry; of one that does not begin with authors and a year only the note.

    >>> fields = reference_fields("Kux, D. (2001). The United States and Pakistan. Washington DC: Woodrow Wilson.")
    >>> fields.place, fields.publisher
    ('Washington DC', 'Woodrow Wilson')
    """
    unnumbered = without_number(entry)
    head = _HEAD.match(unnumbered)
    if head is None:
        return Fields(note=entry)
    known = Fields(authors=names(head["authors"]), year=head["year"], date=(head["date"] or "").strip())
    if known.year.startswith("n"):
        known = replace(known, year="")
    fields = _source(head["rest"].strip(), known)
    return fields if _complete(fields, unnumbered) else replace(fields, note=entry)


def names(listed: str) -> tuple[Name, ...]:
    """The persons of "Rose, L. E., & Husain, N.", or the one body that stands there instead."""
    people = tuple(Name(m["family"], " ".join(m["given"].split())) for m in _PERSON.finditer(listed))
    return people or (Name(listed.strip(" .,")),)


def _source(rest: str, known: Fields) -> Fields:
    """Title, container, publisher and the like, read from the end of the text after the year."""
    if url := _URL.search(rest):
        known, rest = replace(known, url=url["url"]), rest[: url.start()].rstrip()
    if retrieved := _RETRIEVED.search(rest):
        site = (retrieved["site"] or "").strip(" :.")
        known = replace(known, kind="web", container=site, accessed=retrieved["accessed"] or "")
        return replace(known, title=_tidy(rest[: retrieved.start()]))
    found = next((match for journal in _JOURNALS if (match := journal.fullmatch(rest))), None)
    if found:
        part = found.groupdict(default="")
        pages = tuple(page for page in (part.get("first"), part.get("last")) if page)
        known = replace(known, volume=part.get("volume", ""), issue=part.get("issue", ""), pages=pages)
        title, container = _split(part["before"])
        return replace(known, kind="article", title=title, container=container)
    title, last = _split(rest)
    if known.url:
        return replace(known, kind="web", title=title, container=last)
    if known.date:
        return replace(known, kind="news", title=title, container=last)
    if volume := _BOOK_VOLUME.search(title):
        known, title = replace(known, volume=volume["volume"]), _BOOK_VOLUME.sub("", title)
    if place := _PLACE.fullmatch(last):
        return replace(known, kind="book", title=title, place=_tidy(place["place"]), publisher=place["publisher"])
    return replace(known, kind="book", title=title, publisher=last)


def _split(text: str) -> tuple[str, str]:
    """The title and the sentence after it, the last; without a break all is the title."""
    breaks = list(_BREAK.finditer(text))
    if not breaks:
        return _tidy(text), ""
    last = breaks[-1]
    return _tidy(text[: last.start()] + (last["mark"] or "")), _tidy(text[last.end() :])


def _tidy(text: str) -> str:
    """On one line, without the marks that close a field; a final abbreviation keeps its full stop."""
    line = " ".join(text.split())
    kept = line.rstrip(" ,:;.")
    return f"{kept}." if line.startswith(".", len(kept)) and _INITIAL.search(kept[-2:]) else kept


def _complete(fields: Fields, entry: str) -> bool:
    """Whether every word of the entry stands in a field."""
    people = " ".join(f"{name.family} {name.given}" for name in fields.authors)
    kept = [people, fields.year, fields.date, fields.title, fields.container, fields.volume, fields.issue]
    kept += [*fields.pages, fields.publisher, fields.place, fields.url, fields.accessed]
    return set(words(entry)) <= set(words(" ".join(kept))) | _FORM
