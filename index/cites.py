"""In-text mentions of a source by name and year: "(Fern and Moss 1992: 23; 1995)", "Fern (1992, 1995a)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .entries import Author, author
from .names_and_years import YEAR
from .passage import Span

_YEAR = re.compile(rf"(?<![\w.:–—-])(?P<year>{YEAR}[a-z]?)(?![\w–—-])(?!\.\d)")
_PAGES = r"(?:\s?[:,]\s*(?:pp?\.|S\.|chap\.|ch\.)?\s?\d{1,4}(?:\s?[–—-]\s?\d{1,4})?f{0,2}\.?){0,3}"
_LIKE_BEFORE = re.compile(rf"{_PAGES}\s?(?:[,;/\[]|and|&|und|or)\s?(?:(?:and|&|und|or)\s)?")
_LETTERS = re.compile(r"(?:\s?[,/&]\s?|\s?,?\s(?:and|und)\s)(?P<letter>[a-z])(?=[\s,;:)\]/&])")
_BEFORE = 300  # characters before a year, in which its names are looked for
_NAMES = 12  # names of one mention, at most
_TOKEN = re.compile(r"[^\W\d_](?:[\w'’-]|\.(?=[^\W\d_]))*\.?|\d+|[^\w\s]")
_ET_AL = re.compile(
    r"(?:,?\s*(?:\bet\s?al\b\.?|\bu\.\s?a\.|(?:and|&|und)\s(?:colleagues|others|andere|coworkers|co-workers)))"
    r"(?P<rest>[\s,]*(?:['’]s?)?[\s,]*[(\[]?\s*)$"
)
_OPEN = re.compile(r"(?:['’]s?)?[\s,]*[(\[]?\s*$")
_AND = frozenset({"and", "&", "und", "et", "y", "e", "/"})
_SMALL = frozenset("van von vom der den de del della di da du dos das la le ter ten te zu zur af".split())
_INITIAL = re.compile(r"(?:[^\W\d_a-zß-ÿ]\.-?)+")
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_TO_END = re.compile(r"[^();]{0,200}(?=[);])")
_LEAD = r"\s*(?:see(?: also)?|cf\.|e\.g\.,?|vgl\.|siehe)?\s*"
_TAIL = r"\s*(?:[,:]\s*(?:pp?\.|para|S\.|chap|ch\.|\d).*)?"
_NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class Mention:
    """Names before a year.

    names    each as its words, as "Anna", "Fern": those that stand first may be none of the name ("Indeed Fern")
    alone    for each name whether a mere comma parts it from the one before, so that it may be first ("Now, Fern")
    more     whether others are meant too: "et al."
    year     with its letter: "1992a"
    at       the year's characters
    places   where each word of the names begins
    before   the text in front of the year, in which a body's name may stand, and
    begin    where it begins
    follows  whether the names stand before another year, in front of this one: "Fern 1992, 1995"
    """

    names: tuple[tuple[str, ...], ...]
    alone: tuple[bool, ...]
    more: bool
    year: str
    at: Span = _NOWHERE
    places: tuple[tuple[int, ...], ...] = ()
    before: str = ""
    begin: int = 0
    follows: bool = False

    @property
    def named(self) -> Mention:
        """The mention without its place, the same for all like it."""
        return Mention(self.names, self.alone, self.more, self.year)


@dataclass(frozen=True)
class Reading:
    """A reading of a mention's names: the authors, and how many names and words of a name are left out in front."""

    authors: tuple[Author, ...]
    names: int
    words: int


def mentions_in(text: str) -> Iterator[Mention]:
    """All years of a text, with the names before them or before the years that stand in front, in order.

    >>> [(m.names, m.year) for m in mentions_in("So it fell (Fern & Moss 1992: 23, 1995).")]
    [((('Fern',), ('Moss',)), '1992'), ((('Fern',), ('Moss',)), '1995')]
    """
    last: Mention | None = None
    end = 0
    for match in _YEAR.finditer(text):
        if last and match.start() - end < 40 and _LIKE_BEFORE.fullmatch(text, end, match.start()):
            last = replace(last, year=match["year"], at=Span(*match.span()), follows=True)
        else:
            last = _mention(text, match)
        yield last
        end = match.end()
        while last.year[-1].isalpha() and (letter := _LETTERS.match(text, end)):
            end = letter.end()
            yield replace(last, year=last.year[:4] + letter["letter"], at=Span(*letter.span("letter")), follows=True)


def readings(mention: Mention) -> Iterator[Reading]:
    """The readings of a mention's names, the most likely first: with all words, then without those that stand first."""
    for skipped in range(len(mention.names)):
        if skipped and not mention.alone[skipped]:
            return
        first, *others = mention.names[skipped:]
        rest = [_author_of(name) for name in others]
        for word in range(len(first)):
            yield Reading((_author_of(first[word:]), *rest), skipped, word)


class Brackets:
    """The parentheses of a text, and the citations that fill them or their parts."""

    def __init__(self, text: str) -> None:
        """``text``: in which citations stand."""
        self._text = text
        self._parts: dict[int, tuple[int, Span]] = {}  # by a part's end: its start, the span of what fills it
        for group in _PARENTHESIS.finditer(text):
            pieces = group[1].split(";")
            start = group.start(1)
            for piece in pieces:
                end = start + len(piece)
                self._parts[end] = start, Span(*group.span()) if len(pieces) == 1 else Span(start, end)
                start = end + 1

    def span(self, begin: int, year: Span) -> Span:
        """A citation's characters, from its first name on: with its brackets, if they hold "see" and pages beside it.

        "(see Fern, 1992, p. 3)" is all one; of "(long ago by Fern, 1992)" only "Fern, 1992" is.
        """
        text = self._text
        near = _TO_END.match(text, year.end)
        end = near.end() if near else -1
        if end not in self._parts or _YEAR.search(text, year.end, end):
            return Span(begin, year.end)
        start, whole = self._parts[end]
        if begin < start and text[start : year.start].strip() == "":
            return Span(begin, min(end + 1, len(text)) if text[end] == ")" else end)
        fills = start <= begin and re.fullmatch(_LEAD, text[start:begin]) and re.fullmatch(_TAIL, text[year.end : end])
        return whole if fills else Span(begin, year.end)


def _mention(text: str, year: re.Match[str]) -> Mention:
    start = max(0, year.start() - _BEFORE)
    before = text[start : year.start()]
    et_al = _ET_AL.search(before)
    opened = et_al or _OPEN.search(before)
    head = before[: opened.start()] if opened else before
    names, alone = _names(list(_TOKEN.finditer(head)))
    words = tuple(tuple(token[0] for token in name) for name in names)
    places = tuple(tuple(start + token.start() for token in name) for name in names)
    return Mention(words, alone, et_al is not None, year["year"], Span(*year.span()), places, head, start)


def _names(tokens: list[re.Match[str]]) -> tuple[list[list[re.Match[str]]], tuple[bool, ...]]:
    """The names at the end of a text, in order, and their ``alone``."""
    names: list[list[re.Match[str]]] = []
    alone: list[bool] = []
    at = end = len(tokens)
    while len(names) < _NAMES and (words := _name_before(tokens, at)):
        end = at - len(words)
        at, comma = _without_joint(tokens, end)
        names.append(words)
        alone.append(comma)
        if at == end:
            break
    return names[::-1], tuple(alone[::-1])


def _without_joint(tokens: list[re.Match[str]], at: int) -> tuple[int, bool]:
    """The place before the sign or word that parts two names, and whether it is a comma alone."""
    before = at
    if at and tokens[at - 1][0].casefold() in _AND:
        at -= 1
    comma = bool(at and tokens[at - 1][0] == ",")
    return at - comma, comma and at == before


def _name_before(tokens: list[re.Match[str]], end: int) -> list[re.Match[str]]:
    """The words before a place that are written as one name: capitals, initials, "van der" between them."""
    at = end
    while at and at > end - 6 and _in_name(tokens, at - 1):
        at -= 1
    while at < end and tokens[at][0] in _SMALL and at + 1 == end:
        at += 1
    return tokens[at:end]


def _in_name(tokens: list[re.Match[str]], at: int) -> bool:
    word = tokens[at][0]
    if word.endswith(".") and not _INITIAL.fullmatch(word):
        return False  # the sentence before
    return word in _SMALL or word[0].isupper()


def _author_of(words: tuple[str, ...]) -> Author:
    initials = "".join(word for word in words if _INITIAL.fullmatch(word))
    return author(" ".join(word for word in words if not _INITIAL.fullmatch(word)) or words[-1], initials)
