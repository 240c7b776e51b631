"""Author-year mentions of typed references, found by a pattern of this file's own, and whether they are linked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import Article, Passage, Span

from .words import folded

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[^\W\d_]"
_OTHERS = rf"(?:(?:,? (?:and|&|und|et) |, ){_NAME}){{0,5}}(?:,? et al\.?)?(?:['’]s?)?"
_MENTION = re.compile(rf"(?P<name>{_NAME}){_OTHERS},? \(?(?P<year>(?:1[89]|20)\d\d[a-z]?)\b")
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
    It is counted if a typed reference has the first name among its first eight words and has the year.
    Mentions of only a year, as the second in "(Fern 1990, 1992)", and words that the reading lost are not counted.
    """
    known = {(name, word) for line in typed for name in folded(line)[:_HEAD] for word in folded(line)}
    right = missing = wrong = 0
    for passage in article.passages:
        if passage.kind in ("body", "abstract", "note", "caption"):
            for span, name, year in _mentions(passage.text):
                if (name, year) in known:
                    named = _named(passage, span, name, year)
                    right += named is True
                    wrong += named is False
                    missing += named is None
    return MentionLinks(right, missing, wrong)


def _mentions(text: str) -> Iterator[tuple[Span, str, str]]:
    for match in _MENTION.finditer(text):
        yield Span(*match.span()), "".join(folded(match["name"])), match["year"]


def _named(passage: Passage, span: Span, name: str, year: str) -> bool | None:
    """Whether an entry to which a mention is linked has its name and year; None for a mention without a link."""
    entries = [folded(cite.reference.text) for cite in passage.cites_in(span)]
    return any({name, year} <= set(entry) for entry in entries) if entries else None
