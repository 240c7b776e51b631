"""The fields that an article is cited by; one that the file does not state, and no person added, stays empty."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace

from index import Article
from index.corrections import corrected, correction_of
from index.metadata import Metadata, Name, people_in
from index.text import LETTERS

from .reference_fields import Fields

_JOURNAL = re.compile(
    r"\b(?:journal|review|annals|letters?|bulletin|studies|quarterly|proceedings|transactions|archives?|advances|"
    r"magazine|gazette|zeitschrift|revue|revista|science|research)\b",
    re.IGNORECASE,
)
_NO_JOURNAL = re.compile(
    r"\d|\bet al\b|@|www|[:;|]|\b(?:article|paper|original|university|department|open access)\b", re.IGNORECASE
)
_MINOR = frozenset("a an and as at but by for from in into nor of on or the to vs with".split())


def article_fields(article: Article) -> Fields:
    """The fields of an article as its file states them; none is made up.

    Authors that the file does not state apart are those of its front matter. A journal that it does not state is the
    running header, if that reads like a journal's name: it has such a word, and neither repeats the title nor names
    an author.
    """
    return _fields(article, article.metadata, article.title)


def cited_fields(article: Article) -> Fields:
    """The fields that an article is cited by: those that its file states, corrected by what a person said."""
    correction = correction_of(article)
    stated = article_fields(article)
    known = replace(article.metadata, authors=stated.authors, journal=stated.container)
    if not correction:
        return stated
    fields = _fields(article, corrected(known, correction), correction.get("title") or article.title)
    return replace(
        fields,
        authors=() if correction.get("authors") == "" else fields.authors,
        container="" if correction.get("journal") == "" else fields.container,
    )


def _fields(article: Article, known: Metadata, title: str) -> Fields:
    authors = known.authors or _authors(article)
    return Fields(
        "article",
        authors=authors,
        year=known.year,
        title=_in_title_case(article, title) if title.isupper() else title,
        container=known.journal or _journal(article, authors),
        volume=known.volume,
        issue=known.issue,
        pages=known.pages,
        doi=known.doi,
    )


def _authors(article: Article) -> tuple[Name, ...]:
    """The persons on the first line of the passage of authors; none if a part of it is no person's name."""
    passage = next((p for p in article.passages if p.kind == "authors"), None)
    if passage is None:
        return ()
    line = unicodedata.normalize("NFKC", passage.sentences[0].of(passage.text)).replace("^", "")
    return people_in(re.sub(r"[{}]", " ", re.sub(r"(?i)^by ", "", line)))


def _journal(article: Article, authors: tuple[Name, ...]) -> str:
    """The running header, "" if it is no journal's name, repeats the title or names an author."""
    header = next((p.text for p in article.passages if p.kind == "header"), "")
    spoken, title = header.casefold(), article.title.casefold()
    repeats = spoken in title or title in spoken
    named = any(name.family.casefold() in spoken for name in authors)
    return header if _JOURNAL.search(header) and not _NO_JOURNAL.search(header) and not repeats and not named else ""


def _in_title_case(article: Article, title: str) -> str:
    """A title in capitals, put in title case.

    Each word is spelt as the article's text mostly spells it and begins with a capital, except for the little words
    inside the title.
    """
    forms = Counter(word for p in article.passages if p.kind != "title" for word in LETTERS.findall(p.text))
    commonest = {form.upper(): form for form in sorted(forms, key=lambda form: (forms[form], form))}
    pieces = []
    starts = True
    for piece in re.findall(r"[^\W\d_]+|[\W\d_]+", title):
        word = commonest.get(piece, piece.lower())
        minor = not starts and word.lower() in _MINOR
        pieces.append(word.lower() if minor else word[:1].upper() + word[1:])
        starts = not piece[0].isalpha() and (starts or any(mark in piece for mark in ":.?!"))
    return "".join(pieces)
