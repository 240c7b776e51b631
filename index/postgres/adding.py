"""Adding an article to a library, and taking one away: each a transaction, so that whatever happens it is whole or
not there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .rows import PLACES, Rows, counts_of, section_rows
from .schema import STATISTICS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..encoding.encoder import Vectors
    from ..passage import Article
    from .connection import Session

Terms = Mapping[str, tuple[int, int, int]]
Counts = Mapping[tuple[str, str, str], int]

_ARTICLE = """
INSERT INTO articles (digest, path, file, title, stated, read_by, opening, content, content_digest, counts,
                      vectors_digest, passages, texts)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (digest) DO NOTHING RETURNING id
"""
_TERMS = """
INSERT INTO terms AS t
SELECT * FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[])
    AS new (term, passages, paragraphs, sentences)
ORDER BY term COLLATE "C"
ON CONFLICT (term) DO UPDATE SET passages = t.passages + excluded.passages,
    paragraphs = t.paragraphs + excluded.paragraphs, sentences = t.sentences + excluded.sentences
"""
_COUNTS = """
INSERT INTO counts AS c
SELECT * FROM unnest(%s::"char"[], %s::text[], %s::text[], %s::bigint[]) AS new (kind, word, shape, n)
ORDER BY kind, word COLLATE "C", shape COLLATE "C"
ON CONFLICT (kind, word, shape) DO UPDATE SET n = c.n + excluded.n
"""


@contextmanager
def claimed(session: Session, digest: str, wait: bool) -> Iterator[bool]:
    """Whether this process alone is at the file with a digest; wait: until the one that is at it has ended."""
    key = int.from_bytes(hashlib.sha256(digest.encode()).digest()[:8], "big", signed=True)
    if wait:
        session.execute("SELECT pg_advisory_lock(%s)", [key])
    else:
        (got,) = session.execute("SELECT pg_try_advisory_lock(%s)", [key]).fetchone() or (False,)
        if not got:
            yield False
            return
    try:
        yield True
    finally:
        if not session.closed and not session.broken:
            session.execute("SELECT pg_advisory_unlock(%s)", [key])


def is_there(session: Session, digest: str, path: str, read_by: str) -> str:
    """The path under which a file's article is in the library, read as it would be read now; "" where it is not. What
    stood at ``path`` before is dropped with the finding: the file that it was of is no more."""
    found = session.execute("SELECT path, read_by FROM articles WHERE digest = %s", [digest]).fetchone()
    if found is None or found[1] != read_by:
        return ""
    with session.transaction():
        _take_away(session, _dropped(session, "path = %s AND digest <> %s", [path, digest]))
    return str(found[0])


def add(session: Session, article: Article, row: list[Any], rows: Rows, vectors: Vectors) -> bool:
    """Add an article in the place of what stood at its path, and of the same file read otherwise.

    row, rows   see rows.py
    vectors     of its texts, shape (texts, dimensions)

    False where another process was first.
    """
    digest, path, read_by = row[0], row[1], row[5]
    with session.transaction():
        gone = _dropped(session, "path = %s AND digest <> %s", [path, digest])
        gone += _dropped(session, "digest = %s AND read_by <> %s", [digest, read_by])
        made = session.execute(_ARTICLE, row).fetchone()
        if made is None:
            return False
        number = int(made[0])
        _copy(session, number, rows, vectors)
        with session.cursor() as cursor:
            cursor.executemany("INSERT INTO sections VALUES (%s, %s, %s)", section_rows(number, article))
            cursor.executemany(
                "INSERT INTO names VALUES (%s, %s, %s, %s)",
                [(number, place, list(names), list(keys)) for place, names, keys in rows.spelt],
            )
        _change(session, rows.terms, rows.counts, 1)
        _take_away(session, gone)
    return True


def remove(session: Session, number: int) -> None:
    """Take the article with an id out of the library; nothing where it is not there."""
    with session.transaction():
        _take_away(session, _dropped(session, "id = %s", [number]))


def _copy(session: Session, number: int, rows: Rows, vectors: Vectors) -> None:
    from pgvector.psycopg import register_vector

    register_vector(session)
    first = number * PLACES
    passages = ((first + place, *others) for place, *others in rows.passages)
    _copied(session, "passages (id, kind, content, lengths)", "int8 text text bytea", passages)
    embedded = zip(rows.texts, vectors, strict=True)
    texts = ((first + place, kind, own, vector) for (place, kind, own), vector in embedded)
    _copied(session, "texts (passage, kind, place, vector)", "int8 int2 int4 vector", texts)
    postings = ((term, first + place, *others) for term, place, *others in rows.postings)
    _copied(session, "postings (term, passage, times, length, texts)", "text int8 int4 int4 bytea", postings)


def _copied(session: Session, table: str, types: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with session.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)".encode()) as copy:
        copy.set_types(types.split())
        for row in rows:
            copy.write_row(row)


def _dropped(session: Session, which: str, values: list[Any]) -> list[bytes]:
    """Drop the articles of which something holds; what they had added to the statistics, which is still there."""
    found = session.execute(f"SELECT id, counts FROM articles WHERE {which} FOR UPDATE".encode(), values).fetchall()
    for number, packed in found:
        ids = [number * PLACES, (number + 1) * PLACES]
        session.execute("DELETE FROM articles WHERE id = %s", [number])
        session.execute("DELETE FROM passages WHERE id >= %s AND id < %s", ids)
        session.execute("DELETE FROM texts WHERE passage >= %s AND passage < %s", ids)
        terms = list(counts_of(packed)[0])
        session.execute("DELETE FROM postings WHERE term = ANY(%s) AND passage >= %s AND passage < %s", [terms, *ids])
        session.execute("DELETE FROM sections WHERE article = %s", [number])
        session.execute("DELETE FROM names WHERE article = %s", [number])
    return [packed for _, packed in found]


def _take_away(session: Session, packed: Iterable[bytes]) -> None:
    for one in packed:
        terms, counts = counts_of(one)
        _change(session, terms, counts, -1)
        session.execute(
            "DELETE FROM terms WHERE term = ANY(%s) AND passages = 0 AND paragraphs = 0 AND sentences = 0",
            [list(terms)],
        )
        words = [word for _, word, _ in counts]
        session.execute("DELETE FROM counts WHERE word = ANY(%s) AND kind IN ('f', 'i', 'k') AND n = 0", [words])


def _change(session: Session, terms: Terms, counts: Counts, sign: int) -> None:
    """Add to the statistics, or take from them. Their one lock is the last thing a transaction takes, and it is held
    for a moment: adders wait for each other there, and cannot wait in a circle."""
    session.execute("SELECT pg_advisory_xact_lock(%s)", [STATISTICS])
    numbers = ([sign * number for number in column] for column in zip(*terms.values(), strict=True))
    session.execute(_TERMS, [list(terms), *numbers])
    kinds, words, shapes = (list(column) for column in zip(*counts, strict=True))
    session.execute(_COUNTS, [kinds, words, shapes, [sign * n for n in counts.values()]])
