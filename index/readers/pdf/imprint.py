"""A PDF's imprint: what the file says of itself (Info, XMP), where its first pages show it, and what they print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import takewhile

from ...imprint import CUE, stated_in
from ...metadata import AFFILIATION, Metadata, Name, doi_in, listed_people, people_in
from .lines import Line
from .runs import Run, raised, row_text, rows_of, runs_of, text_of
from .words import Word

_PAGES = 3  # from the first, that are looked at
_HEAD, _FOOT = 4, 6  # rows of a page in which it says where it appeared
_NAMED = 20  # lines below a title that may hold names and affiliations, at most
_TRANSLATED = 4  # lines of a title's translations above the names, at most
_LISTED = 8  # lines of one list of names, at most
_REACH = 250.0  # points above and below a title in which its authors stand
_SAME = 0.05  # by which part of it the sizes of two lines of names differ, at most
_LONG = 90  # characters that an affiliation's line has, at most
_ENDS = re.compile(r"abstract|summary|key ?words|introduction|received|accepted|published|\d", re.IGNORECASE)
_OWN_LINE = re.compile(
    r"^(?:doi\b|https?://(?:dx\.)?doi\.org/|published(?: online)?:|"
    r"published (?:online )?\d|copyright\b|©|issn\b|#)",
    re.IGNORECASE,
)
_TITLE = 20  # letters that a title has at least to show that the file speaks of these pages
_CITED = 7  # lines behind the first of a citation to copy
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_PROPERTY = re.compile(r"<(?P<name>(?:dc|prism|pdfx):[\w-]+)[^>/]*>(?P<value>.*?)</(?P=name)>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Told:
    """The properties that a PDF states of itself: ``info`` by the keys of its dictionary, ``xmp`` by "dc:creator"."""

    info: Mapping[str, str]
    xmp: Mapping[str, Sequence[str]]


def xmp_of(data: bytes) -> dict[str, list[str]]:
    """The properties of the last XMP packet of a file that states a title or DOI; packed ones are not read."""
    found: dict[str, list[str]] = {}
    for packet in _XMP.findall(data):
        stated: dict[str, list[str]] = {}
        for match in _PROPERTY.finditer(packet.decode("utf-8", "replace")):
            values = re.findall(r"<rdf:li[^>]*>(.*?)</rdf:li>", match["value"], re.DOTALL) or [match["value"]]
            texts = [" ".join(unescape(_TAG.sub(" ", value)).split()) for value in values]
            stated.setdefault(match["name"].casefold(), []).extend(text for text in texts if text)
        if {"dc:title", "prism:doi", "dc:identifier"} & stated.keys():
            found = stated
    return found


def metadata_of(pages: Sequence[Sequence[Word]], lines: Sequence[Line], title: Sequence[Line], told: Told) -> Metadata:
    """The fields that a PDF is cited by.

    pages  the words of each page
    lines  the article's, in reading order; ``title`` the title's
    told   by the file of itself: it counts where the first pages show it
    """
    rows = [rows_of(runs_of(page)) for page in pages[:_PAGES]]
    shown = _letters(" ".join(row_text(row) for page in rows for row in page))
    edges = [row for page in rows for row in _edges(page)]
    printed = [text for row in edges for text in dict.fromkeys((row_text(row), *(text_of(r.words) for r in row)))]
    flow = [text_of(run.words) for run in runs_of([word for page in pages[:2] for word in page])]
    for i, text in enumerate(flow):
        if CUE.search(text):
            printed.append(" ".join(flow[i : i + _CITED]))
        elif _OWN_LINE.match(text):
            printed += flow[i : i + 2]
    stated = stated_in(printed)
    dois = (doi_in(text) for text in [*_values(told.xmp, "prism:doi", "dc:identifier"), *told.info.values()])
    titled = any(len(_letters(name)) > _TITLE and _letters(name) in shown for name in _values(told.xmp, "dc:title"))
    doi = next((doi for doi in dois if doi and (titled or _letters(doi) in shown)), "")
    journal = next((name for name in _values(told.xmp, "prism:publicationname") if _letters(name) in shown), "")
    return Metadata(_authors(lines, title, told), journal=journal, doi=doi).or_else(stated)


def _edges(rows: Sequence[Sequence[Run]]) -> list[Sequence[Run]]:
    return list(rows) if len(rows) < _HEAD + _FOOT else [*rows[:_HEAD], *rows[-_FOOT:]]


def _authors(lines: Sequence[Line], title: Sequence[Line], told: Told) -> tuple[Name, ...]:
    """The persons that the file names and its title's page shows beside the title, or those printed below it.

    A program's user, or the first author alone, is often named for all: where more are printed, these count.
    """
    if not title:
        return ()
    page = [line for line in lines if line.page == title[-1].page and line not in title]
    top, bottom = title[0].y - _REACH, title[-1].y + _REACH
    beside = _letters(" ".join(line.text for line in page if top < line.y < bottom))
    named = listed_people(_values(told.xmp, "dc:creator")) or listed_people([told.info.get("Author", "")])
    known = tuple(_capitalised(name) for name in named if name.given)
    if len(known) < len(named) or not all(_is_shown(name, beside) for name in known):
        known = ()
    printed = _printed(page, title)
    return printed if len(printed) > len(known) else known


def _is_shown(name: Name, letters: str) -> bool:
    family, given = _letters(name.family), _letters(name.given)
    return given + family in letters or family + given in letters


def _printed(page: Sequence[Line], title: Sequence[Line]) -> tuple[Name, ...]:
    """The names in the lines below the title, as far as every part of a line is one.

    Lines of affiliations may stand between them. () where a line ends within the list and the next is no names.
    """
    left, right = min(line.x0 for line in title), max(line.x1 for line in title)
    below = [line for line in page if line.y > title[-1].y and line.x0 < right and line.x1 > left]
    block = [line for line in sorted(below, key=lambda line: (round(line.y), line.x0)) if _letters(line.text)]
    found: list[Name] = []
    size, going_on, skipped = 0.0, False, 0
    for i, line in enumerate(block[:_NAMED]):
        if skipped:
            skipped -= 1
            continue
        names, skipped = _names_from(block, i)
        if names and size and abs(line.size - size) > _SAME * size:
            names = ()
        if going_on and not names:
            return ()
        if not names and ((not found and i >= _TRANSLATED) or _ENDS.match(line.text) or len(line.text) > _LONG):
            break
        if names and not going_on and i and not _is_believed(block, i, names, bool(found)):
            break
        found += names
        size = line.size if names else size
        going_on = bool(names) and not skipped and line.text.rstrip().endswith((",", "&", " and"))
    return tuple(map(_capitalised, dict.fromkeys(found)))


def _names_from(block: Sequence[Line], i: int) -> tuple[tuple[Name, ...], int]:
    """The names in a line, or in it and those below it of its size, where a name goes on in the next; how many more."""
    alike = list(takewhile(lambda line: abs(line.size - block[i].size) < _SAME * line.size, block[i : i + _LISTED]))
    for count in range(len(alike), 1, -1):
        text = " ".join(map(_without_marks, alike[:count]))
        if text.count(",") > count and (names := people_in(text)) and len(names) > count:
            return names, count - 1
    return people_in(re.sub(r"(?i)^by ", "", _without_marks(block[i]))), 0


def _is_believed(block: Sequence[Line], i: int, names: Sequence[Name], later: bool) -> bool:
    """Whether a line apart from the first below the title is names: a place, or a title's translation, may read so.

    later  whether names stand above it: then an affiliation below it or an address above it tells; else three names do
    """
    after = block[i + 1].text if i + 1 < len(block) else ""
    if not later:
        return len(names) > 2
    return bool(AFFILIATION.search(after)) or "@" in block[i - 1].text or bool(people_in(after)) or len(names) > 1


def _without_marks(line: Line) -> str:
    """A line of names; raised marks become commas, as they part a name from the next."""
    return "".join("," if raised(word, line.words) else " " * word.spaced + word.text for word in line.words)


def _capitalised(name: Name) -> Name:
    """A name in capitals as other names are written: "FERN" -> "Fern"."""
    if not name.family.isupper() or len(name.family) < 3:
        return name
    return replace(name, family=name.family.title(), given=" ".join(map(_without_capitals, name.given.split())))


def _without_capitals(word: str) -> str:
    return word.title() if word.isupper() and word.isalpha() and len(word) > 2 else word


def _values(xmp: Mapping[str, Sequence[str]], *names: str) -> list[str]:
    return [value for name in names for value in xmp.get(name, ())]


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
