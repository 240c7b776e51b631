"""The articles of a library: which there are, and whether what is stored of each is what was read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..metadata import Metadata, Name
from ..passage import Article
from .adding import Counts, Terms
from .rows import PLACES, article_of, content_of, counts_of, section_rows

if TYPE_CHECKING:
    from .connection import Session

_LISTED = "SELECT id, title, stated, path, digest, passages FROM articles"
_SOUGHT = _LISTED + " WHERE title ILIKE %(words)s OR stated ILIKE %(words)s ORDER BY title, id LIMIT %(most)s"
_VECTOR_HEAD = 4  # bytes before the numbers of a vector as the database sends it


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a library: its id, what it is, the file that it was read from and how many passages it has."""

    number: int
    title: str
    metadata: Metadata
    path: str
    digest: str
    passages: int

    def __str__(self) -> str:
        """A line: number, title, authors and year, path."""
        authors = ", ".join(name.family for name in self.metadata.authors)
        by = " ".join(filter(None, [authors, self.metadata.year]))
        return f"{self.number}\t{self.title}{f' ({by})' if by else ''}\t{self.passages} passages\t{self.path}"


def listed(session: Session) -> Iterator[Listed]:
    """The articles of a library, in the order in which they were added."""
    with session.cursor("listed") as cursor:
        for row in cursor.execute(f"{_LISTED} ORDER BY id".encode()):
            yield _listed(row)


def sought(session: Session, words: str, most: int = 20) -> list[Listed]:
    """The articles whose title, authors or year have some words, by title."""
    pattern = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return [_listed(row) for row in session.execute(_SOUGHT.encode(), {"words": pattern, "most": most})]


def named(session: Session, what: str) -> list[Listed]:
    """The articles that a number, a path or the beginning of a digest names."""
    number = int(what) if what.isascii() and what.isdigit() and len(what) < 19 else -1
    digest = what if len(what) >= 8 and what.isalnum() else "-"
    which = " WHERE id = %s OR path = %s OR starts_with(digest, %s) ORDER BY id"
    return [_listed(row) for row in session.execute((_LISTED + which).encode(), [number, what, digest])]


def whole(session: Session, number: int) -> Article:
    """The article with an id, as it was read. ValueError where it is not there."""
    found = session.execute("SELECT content FROM articles WHERE id = %s", [number]).fetchone()
    if found is None:
        raise ValueError(f"the library has no article {number} any more")
    return article_of(found[0])


def _listed(row: tuple[object, ...]) -> Listed:
    number, title, stated, path, digest, passages = row
    fields = json.loads(str(stated))
    authors = tuple(Name(**name) for name in fields.pop("authors"))
    pages = tuple(fields.pop("pages"))
    metadata = Metadata(authors, pages=pages, **fields)
    return Listed(int(str(number)), str(title), metadata, str(path), str(digest), int(str(passages)))


def faults(session: Session) -> Iterator[tuple[str, str]]:
    """Every article's path with what is wrong with it, "" where nothing is; at the end the statistics', if they are.

    What is stored of an article is held against the digests that were taken when it was added: of all that was read,
    and of its vectors; its passages and words against the article itself.
    """
    terms: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    numbers = session.execute("SELECT id, path FROM articles ORDER BY id").fetchall()
    for number, path in numbers:
        yield str(path), "; ".join(_wrong(session, number, terms, totals))
    if wrong := _wrong_statistics(session, terms, totals):
        yield "the statistics", wrong


def _wrong(session: Session, number: int, terms: Counter[str], totals: Counter[str]) -> Iterator[str]:
    row = session.execute(
        "SELECT digest, content, content_digest, counts, vectors_digest, texts FROM articles WHERE id = %s", [number]
    ).fetchone()
    if row is None:  # taken away meanwhile
        return
    digest, content, content_digest, packed, vectors_digest, texts = row
    if hashlib.sha256(content).digest() != content_digest:
        yield "its text is not what was read"
        return
    article = article_of(content)
    counted, counts = counts_of(packed)
    _add(counted, counts, terms, totals)
    ids = [number * PLACES, (number + 1) * PLACES]
    if article.digest != digest:
        yield "it is of another file"
    stored = session.execute("SELECT id, content FROM passages WHERE id >= %s AND id < %s ORDER BY id", ids).fetchall()
    if stored != [(ids[0] + place, content_of(passage)) for place, passage in enumerate(article.passages)]:
        yield "its passages are not those of its text"
    vectors = session.cursor(binary=True).execute(
        "SELECT vector FROM texts WHERE passage >= %s AND passage < %s ORDER BY kind, passage, place", ids
    )
    sha, found = hashlib.sha256(), 0
    for (vector,) in vectors:
        sha.update(np.frombuffer(vector[_VECTOR_HEAD:], dtype=">f4").astype("<f4").tobytes())
        found += 1
    if found != texts or sha.digest() != vectors_digest:
        yield "its vectors are not those that were made"
    held = session.execute(
        "SELECT term, count(*) FROM postings WHERE term = ANY(%s) AND passage >= %s AND passage < %s GROUP BY term",
        [list(counted), *ids],
    ).fetchall()
    if {term for term, (_, paragraphs, _) in counted.items() if paragraphs} != {term for term, _ in held}:
        yield "its words are not those of its text"
    sections = session.execute("SELECT section, passages FROM sections WHERE article = %s", [number]).fetchall()
    if dict(sections) != {section: passages for _, section, passages in section_rows(number, article)}:
        yield "its headings are not those of its text"


def _add(counted: Terms, counts: Counts, terms: Counter[str], totals: Counter[str]) -> None:
    for term, numbers in counted.items():
        terms[term] += sum(numbers)
    for (kind, word, _), n in counts.items():
        totals[f"{kind} {word}" if kind == "t" else kind] += n


def _wrong_statistics(session: Session, terms: Counter[str], totals: Counter[str]) -> str:
    stored = {
        str(term): int(n) for term, n in session.execute("SELECT term, passages + paragraphs + sentences FROM terms")
    }
    kinds = session.execute(
        "SELECT CASE kind WHEN 't' THEN 't ' || word ELSE kind::text END, sum(n)::bigint FROM counts GROUP BY 1"
    )
    found = {str(kind): int(n) for kind, n in kinds}
    agree = stored == +terms and {kind: n for kind, n in found.items() if n} == +totals
    return "" if agree else "they do not agree with the articles: remove what is wrong and add it again"
