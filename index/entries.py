"""Bibliography entries: the number that one bears, and the authors and years by which a citation can name it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from .names_and_years import INITIALS, LISTED_AUTHORS, PARTICLE, SURNAME, YEAR

_ENTRY = re.compile(rf"(?P<authors>{LISTED_AUTHORS})\s*\({YEAR}[a-z]?\b[^)]*\)")
_LISTED = re.compile(rf"{SURNAME},? (?:{INITIALS}|[^\W\d_a-zß-ÿ]{{1,3}}[,.:])")
# "Fern, A. and Moss, B., 1992, The ...", "Salt Office, 1992, The ..."
_DATED = re.compile(rf"(?:{_LISTED.pattern}[^\d()]{{0,120}}|[^\W\d_a-zß-ÿ][\w&’' -]{{1,60}})[,.] {YEAR}[a-z]?[.,:] ")
_NUMBER = re.compile(r"(?:\[(?P<bracketed>\d{1,4})\]|\(?(?P<plain>\d{1,3})[.)])(?:\s+|(?<=\.)(?=[A-ZÀ-Þ]))(?=\S)")
_HEAD = 400  # characters of an entry, in which all of its authors are looked for
_YEAR = re.compile(rf"(?<![\w./:–—-]){YEAR}[a-z]?(?![\w–—-])(?!\.\d)")
_OTHER_YEAR = re.compile(rf"\s?[/\[(]\s?(?P<year>{YEAR})\b")  # "1958/1927", "1983 [1976]"
_NO_NAMES = re.compile(
    r"\(?(?:\b(?:eds?|edit(?:ors?|ed by)|hrsgg?|hg|comps?|jr|sr|orgs?|coords?)\b\.?)\)?|\bet al\b\.?|\bu\.\s?a\.",
    re.IGNORECASE,
)
# The end of the authors, where no year ends them: a full stop that ends no initial, a colon, a quotation mark.
_AUTHORS_END = re.compile(
    r"[^\W\d_a-zß-ÿ]\.\s(?=[^\W\d_a-zß-ÿ]\w*\s(?!(?:and|und|et|van|von|de|der|del|di|da|ten)\s)[a-zß-ÿ])|"
    r"[^\W\d_]{2}[.?!]\s|[^\W\d_]:\s|[\"“„«‘]|\s['’](?=\w)|//|\d{3}"
)
_SHORT = re.compile(r"\s*[(\[](\w[\w.-]{1,12})\)?$")  # "(CDC)"
_BETWEEN_PEOPLE = re.compile(r"\s*[;/]\s*|,?\s*&\s*|,?\s+(?:and|und|et|y|e|with)\s+", re.IGNORECASE)
_INITIALS = re.compile(rf"(?:{INITIALS}|[^\W\d_a-zß-ÿ](?:[\s.-]{{0,2}}[^\W\d_a-zß-ÿ]){{0,3}}\.?)\s*")
_WITH_INITIALS = re.compile(rf"(?P<surname>{SURNAME})\s+(?P<initials>[^\W\d_a-zß-ÿ]{{1,3}}|{INITIALS})")
_INITIALS_FIRST = re.compile(rf"(?P<initials>{INITIALS})(?P<surname>{SURNAME})")
_GIVEN_FIRST = re.compile(rf"(?P<given>\w[\w.'’-]*(?:\s+\w[\w.'’-]*)*?)\s+(?P<surname>(?:{PARTICLE}\s+)*[\w'’-]+)")
_PARTICLES = re.compile(rf"^(?:{PARTICLE}\s+)+|(?:,?\s+{PARTICLE})+$", re.IGNORECASE)


@dataclass(frozen=True)
class Author:
    """A person or body as a citation or an entry names it, in lower case; initials as letters only, "" if none."""

    surname: str
    initials: str


@dataclass(frozen=True)
class Listed:
    """An author as an entry prints it: ``given`` names or initials, "" for a body; ``author`` as it is compared."""

    surname: str
    given: str
    author: Author


@dataclass(frozen=True)
class EntryKey:
    """The key by which an in-text citation can name an entry.

    authors  in order
    year     "2020a": the one behind the authors, or else the entry's first
    others   other years that may be meant: of the first edition; all in an entry without a year behind its authors
    bodies   the authors as they stand and what they abbreviate to, as ``letters``, by which a body is cited
    """

    authors: tuple[Author, ...]
    year: str
    others: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()

    @property
    def years(self) -> tuple[str, ...]:
        """All years by which it may be cited."""
        return self.year, *self.others


def starts_entry(text: str) -> bool:
    """Whether a line begins a bibliography entry: authors, then a year, in brackets or not; or a number in brackets.

    >>> starts_entry("Kux, D. (2001). The United States"), starts_entry("cooperation since 1969.")
    (True, False)
    """
    authors = _ENTRY.match(text) and text[:1].isupper()
    return bool(authors or re.match(r"\[\d+\]\s", text) or _DATED.match(text))


def names_first(text: str) -> bool:
    """Whether a text begins as only entries do: a surname with initials, and a year in brackets or a number before it.

    >>> names_first("FERN, A. (1992). SALT"), names_first("1. Fern A. Salt"), names_first("Salt fell (1992).")
    (True, True, False)
    """
    entry = without_number(text)
    return bool(_LISTED.match(entry)) and (entry != text or starts_entry(entry))


def entry_number(text: str) -> int | None:
    """The number that an entry bears, None when it bears none.

    >>> entry_number("[12] Moss, B. Salt. 1999."), entry_number("12. Moss, B. Salt."), entry_number("Moss, B. Salt.")
    (12, 12, None)
    """
    match = _NUMBER.match(text)
    return int(match["bracketed"] or match["plain"]) if match else None


def without_number(text: str) -> str:
    """An entry without the number that it bears.

    >>> without_number("[12] Moss, B. Salt. 1999."), without_number("Moss, B. Salt.")
    ('Moss, B. Salt. 1999.', 'Moss, B. Salt.')
    """
    match = _NUMBER.match(text)
    return text[match.end() :] if match else text


def entry_key(text: str) -> EntryKey | None:
    """The authors and years of an entry, None for one without them.

    >>> entry_key("Rose, L. E., & Husain, N. (1985). United States-Pakistan Relations.").authors[1]
    Author(surname='husain', initials='n')
    >>> entry_key("Fern, Anna, and Ben Moss. 1992. The Salt Road.").authors
    (Author(surname='fern', initials='a'), Author(surname='moss', initials='b'))
    """
    entry = without_number(text)
    years = list(_YEAR.finditer(entry))
    if not years:
        return None
    listed, at_head = _listed(entry, years[0].start())
    people = tuple(person.author for person in people_in(listed))
    if not people:
        return None
    year, *others = (match[0] for match in years)
    if at_head:
        other = _OTHER_YEAR.match(entry, years[0].end())
        others = [other["year"]] if other else []
    return EntryKey(people, year, tuple(others), _bodies(listed))


def authors_of(entry: str) -> str:
    """The authors at the head of an entry without its number, as they are printed; "" for none.

    >>> authors_of("Fern, Anna, and Ben Moss. The Salt Road. Velm: Hill Press, 1992.")
    'Fern, Anna, and Ben Moss'
    """
    year = _YEAR.search(entry)
    return _listed(entry, year.start() if year else len(entry))[0].strip(" .,:;([")


def _listed(entry: str, year: int) -> tuple[str, bool]:
    """The authors before a year at this place, and whether it stands right behind them."""
    listed = _NO_NAMES.sub("", entry[: min(year, _HEAD)]).strip(" .,:;([–—-")
    end = _AUTHORS_END.search(listed)
    at_head = end is None and year < _HEAD
    if end:
        listed = listed[: end.start() + 2].strip(" .,:;\"“„«‘'’/") if end[0][0].isalpha() else listed[: end.start()]
    return listed, at_head


def _bodies(listed: str) -> tuple[str, ...]:
    short = _SHORT.search(listed)
    names = [listed] if short is None else [listed[: short.start()], short[1]]
    return tuple(filter(None, map(letters, names)))


def letters(name: str) -> str:
    """A name as names are compared: its letters alone, without accents and case.

    >>> letters("Schütze"), letters("O’Brien-Smith")
    ('schutze', 'obriensmith')
    """
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalpha())


def spellings(surname: str) -> set[str]:
    """The ways in which a surname may be cited, as ``letters``: with and without its "van der".

    >>> sorted(spellings("van der Meer"))
    ['meer', 'vandermeer']
    """
    return {letters(surname), letters(_PARTICLES.sub("", surname))} - {""}


def people_in(listed: str) -> Iterator[Listed]:
    """The persons of a list in any of the usual orders, or the one body that stands there instead.

    "Rose, L. E., & Husain, N."; "Fern, Anna, and Ben Moss"; "Fern A, Moss B"; "Fern, Anna/Moss, Ben"; "Anna Fern".
    """
    for group in _BETWEEN_PEOPLE.split(listed.strip(" .,:;([")):
        pieces = [piece for piece in re.split(r"\s*,\s*", group.strip(" ,.")) if piece]
        found: list[Listed] = []
        for place, piece in enumerate(pieces):
            if found and _is_given(piece, pieces[place - 1] if place == 1 else "", found[-1].author):
                initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", piece))
                found[-1] = Listed(found[-1].surname, piece, author(found[-1].surname, initials))
            else:
                found.append(_person(piece, place == 0 and len(pieces) > 1 and _is_bare(piece, pieces[1])))
        yield from (person for person in found if person.author.surname)


def _is_given(piece: str, first: str, before: Author) -> bool:
    """Whether a piece is the given name of the author before; ``first``: the words of the first, of a second piece."""
    return bool(_INITIALS.fullmatch(piece)) or (bool(first) and not before.initials and _is_bare(first, piece))


def _is_bare(first: str, second: str) -> bool:
    """Whether the first of two pieces is a surname alone, and the second a given name: "Fern, Anna"."""
    return 1 in (len(_PARTICLES.sub("", first).split()), len(second.split())) or bool(_INITIALS.fullmatch(second))


def _person(piece: str, surname_first: bool) -> Listed:
    match = _WITH_INITIALS.fullmatch(piece) or _INITIALS_FIRST.fullmatch(piece)
    if match:
        return Listed(match["surname"], match["initials"].strip(), author(match["surname"], match["initials"]))
    match = None if surname_first else _GIVEN_FIRST.fullmatch(piece)
    if match is None:
        return Listed(piece, "", author(piece, ""))
    return Listed(match["surname"], match["given"], author(match["surname"], match["given"][0]))


def author(surname: str, initials: str) -> Author:
    """An author, from words as they are printed."""
    return Author(surname.strip(" .,").casefold(), "".join(c for c in initials if c.isalpha()).casefold())
