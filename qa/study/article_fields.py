"""The article's own fields, from its front matter; a field that the file does not state stays empty."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from index import Article
from index.text import LETTERS

from .reference_fields import Fields
from .reference_heads import Name

_MARKS = re.compile(r"[\d*†‡§¶]+|\([^()]*\)")
_TITLES = frozenset("dr prof professor associate assistant mr mrs ms miss sir engr by".split())
_DEGREES = re.compile(
    r"(?:Ph\.?\s?D|M\.?\s?Phil|M\.?D|M\.?A|M\.?Sc|B\.?A|B\.?Sc|LL\.?[BM]|Jr|Sr|I{2,3})\.?", re.IGNORECASE
)
_AFFILIATION = re.compile(r"@|\b(?:universit|department|institut|college|school|faculty|centre|center)", re.IGNORECASE)
_MOST_WORDS = 5  # in a name
_PARTICLES = frozenset("al bin bint da de del della der di du el ibn la le ten ter ul van von".split())
_MINOR = frozenset("a an and as at but by for from in into nor of on or the to vs with".split())


def article_fields(article: Article) -> Fields:
    """Authors, title and journal of an article. No year is looked for in its file, and none is made up.

    The journal is the running header, unless that repeats the title or names an author.
    """
    authors = _authors(article)
    title = _in_title_case(article) if article.title.isupper() else article.title
    return Fields("article", authors=authors, title=title, container=_journal(article, authors))


def _authors(article: Article) -> tuple[Name, ...]:
    """The persons on the first line of the passage of authors."""
    passage = next((p for p in article.passages if p.kind == "authors"), None)
    if passage is None:
        return ()
    line = unicodedata.normalize("NFKC", passage.sentences[0].of(passage.text))
    pieces = re.split(r"[,;&|]|\band\b", _MARKS.sub(" ", line))
    return tuple(name for piece in pieces if (name := _name(piece)).family)


def _name(piece: str) -> Name:
    """ "Dr. Ludwig van Gent" -> van Gent, Ludwig; of a piece that is no person's name a Name("")."""
    parts = piece.split()
    while parts and parts[0].strip(".").casefold() in _TITLES:
        del parts[0]
    if not parts or len(parts) > _MOST_WORDS or _AFFILIATION.search(piece) or _DEGREES.fullmatch(" ".join(parts)):
        return Name("")
    last = len(parts) - 1
    while last > 1 and parts[last - 1] in _PARTICLES:
        last -= 1
    return Name(" ".join(parts[last:]), " ".join(parts[:last]))


def _journal(article: Article, authors: tuple[Name, ...]) -> str:
    """The running header, "" if it repeats the title or names an author."""
    header = next((p.text for p in article.passages if p.kind == "header"), "")
    spoken, title = header.casefold(), article.title.casefold()
    repeats = spoken in title or title in spoken
    return "" if repeats or any(name.family.casefold() in spoken for name in authors) else header


def _in_title_case(article: Article) -> str:
    """A title in capitals, put in title case.

    Each word is spelt as the article's text mostly spells it and begins with a capital, except for the little words
    inside the title.
    """
    forms = Counter(word for p in article.passages if p.kind != "title" for word in LETTERS.findall(p.text))
    commonest = {form.upper(): form for form in sorted(forms, key=lambda form: (forms[form], form))}
    pieces = []
    starts = True
    for piece in re.findall(r"[^\W\d_]+|[\W\d_]+", article.title):
        word = commonest.get(piece, piece.lower())
        minor = not starts and word.lower() in _MINOR
        pieces.append(word.lower() if minor else word[:1].upper() + word[1:])
        starts = not piece[0].isalpha() and (starts or any(mark in piece for mark in ":.?!"))
    return "".join(pieces)
