"""A bibliography entry -> its fields: nothing is invented, and an entry with a word left over is kept whole.

The entries understood are those that begin with authors and state a year, behind them (APA, Harvard, Chicago's
author-date, ACL) or near the end (MLA, Vancouver, Chicago's notes). The rest is read from its end: an address,
"Place: Publisher", or a journal with volume, issue and pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from index.metadata import Name
from index.names_and_years import YEAR
from index.references import without_number
from index.text import words

from ..dates import MONTHS
from .reference_heads import head_of

EntryKind = Literal["article", "book", "news", "web", "unknown"]

_URL = re.compile(r"<?(?P<url>(?:https?://|doi:\s?10\.)[^\s>]{1,2000}?)>?[.,]?$")
_DAY = rf"(?:{'|'.join(MONTHS)}) \d\d?, \d{{4}}"
_RETRIEVED = re.compile(rf"\bRetrieved\s+(?:on\s+)?(?P<accessed>{_DAY})?,?\s*(?:from\s+(?P<site>.*)|[\s:.]*)$")
_SERIAL = r"(?<![\d-])(?P<volume>\d{1,4})\s*(?:\((?P<issue>[\w–/-]+)\))"
_PAGES = r"(?:pp?\.\s*)?(?P<first>\d+)(?:\s*[-–]\s*(?P<last>\d+))?"
_JOURNALS = tuple(
    re.compile(rf"(?P<before>.*?){end}[\s.]*")
    for end in (
        rf",?\s*\b(?:vol\.?\s*)?(?P<volume>\d{{1,4}}),\s*(?:no|nr)\.?\s*(?P<issue>[\w–/-]+)(?:\s*[,:]\s*{_PAGES})?",
        rf",?\s*\bvol\.?\s*(?P<volume>\d{{1,4}})(?:\s*[,:]\s*{_PAGES})?",
        rf"{_SERIAL}?[,:]\s*{_PAGES}",
        _SERIAL,
        rf",\s*(?:pp?\.\s*)?(?P<first>(?!{YEAR})\d+)\s*[-–]\s*(?P<last>\d+)",  # 1947-1954 are years
    )
)
_PLACE = re.compile(r"(?P<place>[^\W\d_][\w .,'’-]{1,40}?)\s*:\s+(?P<publisher>[^\W_][^:]*)$")
_QUOTED = re.compile(r"[“\"‘](?P<title>[^“”\"]{3,400}?)[.,]?[”\"’](?![\w])[.,]?\s*(?:In:?\s+)?(?P<rest>\S.*)")
_INITIAL = re.compile(r"\b[^\W\d_]$")
_FORM = frozenset(
    "retrieved from on vol volume no nr pp p nd doi and in et al".split()
)  # words that are no field's content
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
    """The fields of an entry; of one that does not begin with authors or states no year only the note.

    >>> fields = reference_fields("Kux, D. (2001). The United States and Pakistan. Washington DC: Woodrow Wilson.")
    >>> fields.place, fields.publisher
    ('Washington DC', 'Woodrow Wilson')
    """
    unnumbered = without_number(entry)
    head = head_of(unnumbered)
    if head is None:
        return Fields(note=entry)
    fields = _source(head.rest, Fields(authors=head.authors, year=head.year, date=head.date))
    return fields if _complete(fields, unnumbered) else replace(fields, note=entry)


def _source(rest: str, known: Fields) -> Fields:
    """Title, container, publisher and the like, read from the end of the text after the year."""
    if url := _URL.search(rest):
        known, rest = replace(known, url=url["url"]), rest[: url.start()].rstrip()
    if retrieved := _RETRIEVED.search(rest):
        site = (retrieved["site"] or "").strip(" :.")
        known = replace(known, kind="web", container=site, accessed=retrieved["accessed"] or "")
        return replace(known, title=_tidy(rest[: retrieved.start()]))
    quoted = _QUOTED.match(rest)
    if quoted:  # the title is in quotation marks, and what it appeared in follows
        return _quoted(quoted, known)
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


def _quoted(quoted: re.Match[str], known: Fields) -> Fields:
    """The fields of an entry whose title stands in quotation marks."""
    rest = quoted["rest"]
    found = next((match for journal in _JOURNALS if (match := journal.fullmatch(rest))), None)
    title = _tidy(quoted["title"])
    if found is None:
        return replace(known, kind="web" if known.url else "news", title=title, container=_tidy(rest))
    part = found.groupdict(default="")
    pages = tuple(page for page in (part.get("first"), part.get("last")) if page)
    known = replace(known, volume=part.get("volume", ""), issue=part.get("issue", ""), pages=pages)
    return replace(known, kind="article", title=title, container=_tidy(part["before"]))


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
