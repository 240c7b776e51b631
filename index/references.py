"""The bibliography's entries, and the in-text citations that name them: (Author, Year) or [12]."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .names_and_years import INITIALS, LISTED_AUTHORS, SURNAME, SURNAME_WORD, YEAR
from .passage import Cite, Passage, Span

_YEAR = rf"(?P<year>{YEAR})(?P<suffix>[a-z])?"
_ENTRY = re.compile(rf"(?P<authors>{LISTED_AUTHORS})\s*\({_YEAR}\b[^)]*\)")
_PERSON = re.compile(rf"(?P<surname>{SURNAME}),\s*(?P<initials>{INITIALS})")
_NAME = re.compile(rf"(?P<surname>.*?{SURNAME_WORD})(?:\s+(?P<initials>{INITIALS}))?")
_NUMBER = re.compile(r"(?:\[(?P<bracketed>\d{1,4})\]|\(?(?P<plain>\d{1,3})[.)])\s+(?=\S)")
_ITEM = r"\d{1,4}(?:\s*[-–—]\s*\d{1,4})?"
_BRACKETS = re.compile(rf"\[(?P<items>{_ITEM}(?:\s*[,;]\s*{_ITEM})*)(?:,\s*(?:pp?\.|chap|fig|sec|tab)[^\[\]]*)?\]")
_INDEX = re.compile(r"(?:^|\W)\w$")  # a variable before a bracket: x[1]
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_IN_PARENTHESIS = re.compile(
    rf"\s*(?:see(?: also)?|cf\.|e\.g\.,?)?\s*(?P<names>[^\W\d_][^;\d]{{0,300}}?)\s*,?\s+{_YEAR}"
    r"\s*(?:,\s*(?:pp?\.|para).*)?"
)
_NARRATIVE = re.compile(
    rf"(?<![^\W\d_])(?P<names>{SURNAME_WORD}(?:(?:,? (?:and|&) {SURNAME_WORD})|(?:,? et al\.?))?)(?:['’]s)?"
    rf"\s+\({_YEAR}[^()]*\)"
)
_MOST_AT_ONCE = 200  # entries that a range cites


@dataclass(frozen=True)
class Author:
    """A person or body as a citation or an entry names it, in lower case; initials as letters only, "" if none."""

    surname: str
    initials: str


@dataclass(frozen=True)
class EntryKey:
    """The key by which an in-text citation can name an entry: its authors in order, and its year, "2020a"."""

    authors: tuple[Author, ...]
    year: str


def starts_entry(text: str) -> bool:
    """Whether a line begins a bibliography entry: authors, then a year in brackets; or a number in brackets.

    >>> starts_entry("Kux, D. (2001). The United States"), starts_entry("cooperation since 1969.")
    (True, False)
    """
    return bool(_ENTRY.match(text) and text[:1].isupper()) or bool(re.match(r"\[\d+\]\s", text))


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
    """The authors and year of an entry, None when it does not begin with them.

    >>> entry_key("Rose, L. E., & Husain, N. (1985). United States-Pakistan Relations.").authors[1]
    Author(surname='husain', initials='n')
    """
    match = _ENTRY.match(without_number(text))
    if match is None:
        return None
    people = [_author(m["surname"], m["initials"]) for m in _PERSON.finditer(match["authors"])]
    return EntryKey(tuple(people or [_author(match["authors"], "")]), match["year"] + (match["suffix"] or ""))


class Bibliography:
    """The entries of an article, to be found by the citations that name them."""

    def __init__(self, entries: Sequence[Passage]) -> None:
        """``entries``: in their order, which numbers them if none bears a number."""
        self._known: dict[tuple[str, str], list[tuple[EntryKey, Passage]]] = defaultdict(list)
        for entry in entries:
            if key := entry_key(entry.text):
                self._known[key.year, key.authors[0].surname].append((key, entry))
        numbers = [entry_number(entry.text) for entry in entries]
        self._numbered = _by_number(zip(numbers, entries, strict=True))
        self._placed = self._numbered if any(numbers) else _by_number(enumerate(entries, start=1))
        # A text names the same source over and over, and may have very many entries alike.
        self._named = lru_cache(maxsize=1024)(self._entry_named)

    def cites_in(self, text: str) -> tuple[Cite, ...]:
        """The in-text citations in ``text`` that name exactly one entry, in order.

        "(Hussain T. , 2005)", "(Ali & Sultan, 2023; Mir, 2021)", "Rubin (2020)" and "Mustafa et al. (2020)"
        are understood. A citation names an entry when the year agrees, its first name is the entry's first
        author, its other names are among the entry's authors, and the initials do not contradict. A citation
        that names no entry, or several alike, is left out.

        "[12]", "[3, 5-7]" and "[12, p. 4]" are understood too: the number is the one that an entry bears or, if no
        entry bears one and the text cites nobody by name, the entry's place. A range cites each of its entries, all
        with one span; a range of more than 200 entries is no citation.
        """
        named = ((span, self._named(tuple(names), year)) for span, names, year in _mentions(text))
        found = [Cite(span, entry) for span, entry in named if entry]
        found += _numbered(text, self._numbered if found else self._placed)
        return tuple(sorted(found, key=lambda cite: cite.span))

    def _entry_named(self, names: Sequence[Author], year: str) -> Passage | None:
        alike = self._known.get((year, names[0].surname), ()) if names else ()
        named = [(key, entry) for key, entry in alike if _names(names, key)]
        exact = [(key, entry) for key, entry in named if len(key.authors) == len(names)]
        candidates = named if len(named) == 1 else exact
        return candidates[0][1] if len(candidates) == 1 else None


def _by_number(numbered: Iterable[tuple[int | None, Passage]]) -> dict[int, Passage]:
    """The entries by their numbers, without those that share one."""
    pairs = list(numbered)
    times = Counter(number for number, _ in pairs)
    return {number: entry for number, entry in pairs if number is not None and times[number] == 1}


def _numbered(text: str, entries: Mapping[int, Passage]) -> Iterator[Cite]:
    for group in _BRACKETS.finditer(text):
        if _INDEX.search(text[max(0, group.start() - 2) : group.start()]):
            continue
        items = list(re.finditer(_ITEM, group["items"]))
        cited = [_range(item[0]) for item in items]
        # Brackets with a number that names no entry, or two, are no citation: "[0, 1]" is an interval.
        if not all(_holds(entries, numbers) for numbers in cited):
            continue
        for item, numbers in zip(items, cited, strict=True):
            start = group.start("items")
            span = Span(*group.span()) if len(items) == 1 else Span(start + item.start(), start + item.end())
            for number in numbers:
                yield Cite(span, entries[number])


def _holds(entries: Mapping[int, Passage], numbers: range) -> bool:
    return 0 < len(numbers) <= _MOST_AT_ONCE and all(number in entries for number in numbers)


def _range(item: str) -> range:
    """The numbers of "5-7" or "5"."""
    first, *last = (int(number) for number in re.findall(r"\d+", item))
    return range(first, (last[0] if last else first) + 1)


def _mentions(text: str) -> Iterator[tuple[Span, list[Author], str]]:
    for group in _PARENTHESIS.finditer(text):
        start = group.start(1)
        parts = group[1].split(";")
        for part in parts:
            match = _IN_PARENTHESIS.fullmatch(part)
            if match:
                whole = Span(*group.span()) if len(parts) == 1 else Span(start, start + len(part))
                yield whole, _authors(match["names"]), match["year"] + (match["suffix"] or "")
            start += len(part) + 1
    for match in _NARRATIVE.finditer(text):
        yield Span(*match.span()), _authors(match["names"]), match["year"] + (match["suffix"] or "")


def _authors(names: str) -> list[Author]:
    without = re.sub(r",?\s*et al\.?", "", names)
    found = []
    for piece in re.split(r"\s*,\s*&\s*|\s*&\s*|\s+and\s+|\s*,\s*", without):
        match = _NAME.fullmatch(piece.strip())
        if match:
            found.append(_author(match["surname"], match["initials"] or ""))
    return found


def _author(surname: str, initials: str) -> Author:
    letters = "".join(c for c in initials if c.isalpha())
    return Author(surname.strip(" .,").casefold(), letters.casefold())


def _names(names: Sequence[Author], key: EntryKey) -> bool:
    if not _same(names[0], key.authors[0]):
        return False
    return all(any(_same(name, author) for author in key.authors) for name in names[1:])


def _same(name: Author, author: Author) -> bool:
    return name.surname == author.surname and author.initials.startswith(name.initials)
