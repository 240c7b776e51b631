"""The bibliography of an article: the entries that its in-text citations name, by author and year or by [12]."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from .cites import Brackets, Mention, Reading, mentions_in, readings
from .entries import Author, EntryKey, entry_key, entry_number, letters, spellings, starts_entry, without_number
from .passage import Cite, Passage, Span

__all__ = ["Author", "Bibliography", "EntryKey", "entry_key", "entry_number", "starts_entry", "without_number"]

_ITEM = r"\d{1,4}(?:\s*[-–—]\s*\d{1,4})?"
_BRACKETS = re.compile(rf"\[(?P<items>{_ITEM}(?:\s*[,;]\s*{_ITEM})*)(?:,\s*(?:pp?\.|chap|fig|sec|tab)[^\[\]]*)?\]")
_INDEX = re.compile(r"(?:^|\W)\w$")  # a variable before a bracket: x[1]
_SAME_AUTHORS = re.compile(r"(?:[-–—_―]{1,10}|(?:Ders|Dies|Id)\.)[\s.,:;]*(?=\(?\d{4})")
_MOST_AT_ONCE = 200  # entries that a range cites
_FEW_BRACKETS = 5  # tell nothing of the others
_ODD_BRACKETS = 0.4  # of all, at most, that stand as others do not
_BODY_WORDS = 20  # words of a body's name, at most

_Named = tuple[EntryKey, Passage]


class Bibliography:
    """The entries of an article, to be found by the citations that name them."""

    def __init__(self, entries: Sequence[Passage], texts: Iterable[str] = ()) -> None:
        """The entries in their order, which numbers them if none bears a number; ``texts``: all that may cite them.

        Where nearly all brackets of these texts stand behind a space, one behind a letter is an index: "to[1]".
        """
        self._apart = _stand_apart(texts)
        self._known: dict[tuple[str, str], list[_Named]] = defaultdict(list)  # by year and first surname
        self._loosely: dict[tuple[str, str], list[_Named]] = defaultdict(list)  # the same, by other years
        self._bodies: dict[str, dict[str, list[Passage]]] = defaultdict(lambda: defaultdict(list))
        self._surnames: set[str] = set()
        for key, entry in _keyed(entries):
            self._surnames |= {letters(person.surname) for person in key.authors}
            for spelling in spellings(key.authors[0].surname):
                self._known[key.year, spelling].append((key, entry))
                for year in {*key.others, key.year[:4], *(other[:4] for other in key.others)} - {key.year}:
                    self._loosely[year, spelling].append((key, entry))
            for body in set(key.bodies):
                self._bodies[key.year][body].append(entry)
        numbers = [entry_number(entry.text) for entry in entries]
        self._numbered = _by_number(zip(numbers, entries, strict=True))
        self._placed = self._numbered if any(numbers) else _by_number(enumerate(entries, start=1))
        # A text names the same source over and over, and may have very many entries alike.
        self._named = lru_cache(maxsize=1024)(self._entry_named)

    def cites_in(self, text: str) -> tuple[Cite, ...]:
        """The in-text citations in ``text`` that name exactly one entry, in order.

        "(Hussain T. , 2005)", "(Ali & Sultan, 2023; Mir, 2021)", "Rubin (2020)", "Mustafa et al. (2020)" and
        "(see Fern and Moss 1992: 23, 1995a)" are understood. A citation names an entry when the year agrees, its first
        name is the entry's first author, its other names are among the entry's authors, and the initials do not
        contradict; or when all of a body's name stands before the year. A citation that names no entry, or several
        alike, is left out.

        "[12]", "[3, 5-7]" and "[12, p. 4]" are understood too: the number is the one that an entry bears or, if no
        entry bears one and the text cites nobody by name, the entry's place. A range cites each of its entries, all
        with one span; a range of more than 200 entries is no citation.
        """
        found = list(self._cited(text))
        found += _numbered(text, self._numbered if found else self._placed, self._apart)
        return tuple(sorted(found, key=lambda cite: cite.span))

    def numbered(self, number: int) -> tuple[Passage, ...]:
        """The entry that bears a number or, if none bears any, the one in that place; () for none."""
        return (self._placed[number],) if number in self._placed else ()

    def _cited(self, text: str) -> Iterator[Cite]:
        brackets = Brackets(text)
        for mention in mentions_in(text):
            entry, begin = self._person_before(mention) or self._body_before(mention) or (None, 0)
            if entry:
                yield Cite(mention.at if mention.follows else brackets.span(begin, mention.at), entry)

    def _person_before(self, mention: Mention) -> tuple[Passage, int] | None:
        """The entry that the names before the year name, and where they begin."""
        if not mention.names:
            return None
        named = self._named(mention.named)
        return (named[0], mention.places[named[1].names][named[1].words]) if named else None

    def _entry_named(self, mention: Mention) -> tuple[Passage, Reading] | None:
        for reading in readings(mention):
            if any(letters(" ".join(words)) in self._surnames for words in mention.names[: reading.names]):
                return None
            for known in (self._known, self._loosely):
                first = spellings(reading.authors[0].surname)
                alike = chain.from_iterable(known.get((mention.year, spelling), ()) for spelling in first)
                named = {id(entry): (key, entry) for key, entry in alike if _names(reading.authors, key)}
                if named:
                    only = _only(list(named.values()), len(reading.authors), mention.more)
                    return (only, reading) if only else None
        return None

    def _body_before(self, mention: Mention) -> tuple[Passage, int] | None:
        """The entry of the body with the longest name that ends before the year, and where the name begins."""
        bodies = self._bodies.get(mention.year, {})
        words = list(re.finditer(r"[^\W\d_]\S*", mention.before))[-_BODY_WORDS:] if bodies else []
        for word in words:
            entries = bodies.get(letters(mention.before[word.start() :]), ())
            if entries:
                return (entries[0], mention.begin + word.start()) if len(entries) == 1 else None
        return None


def _keyed(entries: Iterable[Passage]) -> Iterator[_Named]:
    """The entries that can be named, each with its key; a dash in the authors' place stands for those before."""
    before: EntryKey | None = None
    for entry in entries:
        text = without_number(entry.text)
        same = _SAME_AUTHORS.match(text)
        key = entry_key(f"X. ({text[same.end() :].lstrip('(')}" if same else text)
        if key and same:
            key = replace(key, authors=before.authors, bodies=before.bodies) if before else None
        if key:
            yield key, entry
            before = key


def _only(named: Sequence[_Named], names: int, more: bool) -> Passage | None:
    """The one entry that is named; of several the one with as many authors, or with more for an "et al."."""
    if len(named) > 1:
        named = [(k, e) for k, e in named if (len(k.authors) > names if more else len(k.authors) == names)]
    return named[0][1] if len(named) == 1 else None


def _by_number(numbered: Iterable[tuple[int | None, Passage]]) -> dict[int, Passage]:
    """The entries by their numbers, without those that share one."""
    pairs = list(numbered)
    times = Counter(number for number, _ in pairs)
    return {number: entry for number, entry in pairs if number is not None and times[number] == 1}


def _stand_apart(texts: Iterable[str]) -> bool:
    before = [text[max(0, group.start() - 2) : group.start()] for text in texts for group in _BRACKETS.finditer(text)]
    before = [letters for letters in before if not _INDEX.search(letters)]
    behind_letters = sum(letters[-1:].isalpha() for letters in before)
    return len(before) > _FEW_BRACKETS and behind_letters < _ODD_BRACKETS * len(before)


def _numbered(text: str, entries: Mapping[int, Passage], apart: bool) -> Iterator[Cite]:
    for group in _BRACKETS.finditer(text):
        before = text[max(0, group.start() - 2) : group.start()]
        if _INDEX.search(before) or (apart and before[-1:].isalpha()):
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


def _names(names: Sequence[Author], key: EntryKey) -> bool:
    if not _same(names[0], key.authors[0]):
        return False
    return all(any(_same(name, author) for author in key.authors) for name in names[1:])


def _same(name: Author, author: Author) -> bool:
    return not spellings(name.surname).isdisjoint(spellings(author.surname)) and (
        author.initials.startswith(name.initials) or not author.initials
    )
