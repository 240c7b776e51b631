"""Author-year mentions of typed references, found by a pattern of this file's own, and whether they are linked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import Article, Passage, Span

from .words import folded

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[^\W\d_]"
_OTHERS = rf"(?:(?:,? (?:and|&|und|et) |, ){_NAME}){{0,5}}(?:,? et al\.?)?(?:['’]s?)?"
_MENTION = re.compile(rf"(?P<names>{_NAME}{_OTHERS}),? \(?(?P<year>(?:1[89]|20)\d\d[a-z]?)\b")
_POSSESSIVE = re.compile(r"['’]s$")
_HEAD = 8  # words at an entry's head among which the name of its first author is


@dataclass(frozen=True, slots=True)
class MentionLinks:
    """Mentions of typed references: linked to an entry with the name and year, not linked, linked to another."""

    right: int
    missing: int
    wrong: int


def mention_links(article: Article, typed: Sequence[str]) -> MentionLinks:
    """The mentions of typed references in an article, by their links.

    A mention is a name, up to five more, and a year: "Fern 1992", "Fern, Moss and Reed (1992a)", "Fern et al., 1992".
    It is counted if a typed reference has one of the names among its first eight words and has the year: "Indeed,
    Fern (1992)" begins with a name too many.
    Mentions of only a year, as the second in "(Fern 1990, 1992)", and words that the reading lost are not counted.
    """
    known = {(name, word) for line in typed for name in folded(line)[:_HEAD] for word in folded(line)}
    right = missing = wrong = 0
    for passage in article.passages:
        if passage.kind in ("body", "abstract", "note", "caption"):
            for span, names, year in _mentions(passage.text):
                name = next((name for name in names if (name, year) in known), "")
                if name:
                    named = _named(passage, span, name, year)
                    right += named is True
                    wrong += named is False
                    missing += named is None
    return MentionLinks(right, missing, wrong)


def _mentions(text: str) -> Iterator[tuple[Span, list[str], str]]:
    for match in _MENTION.finditer(text):
        names = ["".join(folded(_POSSESSIVE.sub("", name))) for name in re.findall(_NAME, match["names"])]
        yield Span(*match.span()), names, match["year"]


def _named(passage: Passage, span: Span, name: str, year: str) -> bool | None:
    """Whether an entry to which a mention is linked has its name and year; None for a mention without a link."""
    entries = [folded(cite.reference.text) for cite in passage.cites_in(span)]
    return any({name, year} <= set(entry) for entry in entries) if entries else None
