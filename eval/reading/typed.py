"""Facts typed by people who looked at the pages: titles, and mentions with the entry that each names."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index import Article, Span

from .words import folded

TITLES = Path(__file__).parent / "titles.csv"
LINKS = Path(__file__).parent / "links.csv"

LinkVerdict = Literal["right", "missing", "wrong"]
_LEAD = re.compile(r"\W*\d{0,3}\W*")  # an entry's number


@dataclass(frozen=True, slots=True)
class TypedLink:
    """A mention in an article, and the entry that it names.

    file     the file's name without its ending
    quote    words of the text around the mention, with it, as printed
    mention  the part of the quote that names the entry
    entry    the beginning of the entry, long enough to be no other's, without its number
    """

    file: str
    quote: str
    mention: str
    entry: str


def typed_titles() -> dict[str, str]:
    """The titles, with their subtitles, as printed, by the names of the files without endings."""
    with TITLES.open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["title"] for row in csv.DictReader(file)}


def typed_links() -> list[TypedLink]:
    """All typed links, in the order of the file."""
    with LINKS.open(encoding="utf-8", newline="") as file:
        return [TypedLink(**row) for row in csv.DictReader(file)]


def has_title(article: Article, title: str) -> bool:
    """Whether an article was read with this title: the same words, whatever their case and the signs between."""
    return folded(article.title) == folded(title)


def link_verdict(article: Article, link: TypedLink) -> LinkVerdict:
    """Whether one of the citations that touch the mention leads to its entry.

    right    one leads to a reference that begins as the entry does, its number apart
    wrong    some do, but all to other references
    missing  none does, or the quote stands in no passage

    Letters and digits are compared alone, so that a broken word does not hide a quote. A raised number may have left
    the text, as the mark of a note: then the citations count that touch the place where it stood.
    """
    for passage in article.passages:
        span = _span_of(passage.text, link)
        if passage.kind != "reference" and span is not None:
            begins = [_squeezed(cite.reference.text) for cite in passage.cites_in(span)]
            if begins:
                return "right" if any(_is_entry(begin, link.entry) for begin in begins) else "wrong"
    return "missing"


def _is_entry(squeezed: str, entry: str) -> bool:
    wanted = _squeezed(entry)
    number = _LEAD.match(squeezed)
    return squeezed.startswith(wanted) or squeezed[number.end() if number else 0 :].startswith(wanted)


def _span_of(text: str, link: TypedLink) -> Span | None:
    """The mention's characters in a text; None if the quote is not in it."""
    places = [i for i, character in enumerate(text) for _ in _squeezed(character)]
    quote, mention = _squeezed(link.quote), _squeezed(link.mention)
    squeezed, offset = _squeezed(text), quote.find(mention)
    start = squeezed.find(quote)
    if start >= 0 and offset >= 0:
        return Span(places[start + offset], places[start + offset + len(mention) - 1] + 1)
    start = squeezed.find(quote[:offset] + quote[offset + len(mention) :])
    if start < 0 or offset < 1 or not mention.isdigit():
        return None
    return Span(places[start + offset - 1], places[start + offset - 1] + 1)


def _squeezed(text: str) -> str:
    """The letters, without accents, and digits of a text in lower case; made by the character, to keep places."""
    return "".join(
        part for character in text for part in unicodedata.normalize("NFKD", character).casefold() if part.isalnum()
    )
