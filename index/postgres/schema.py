"""The tables of a library, in versions; what it was made with: its encoder and tokenizer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..encoding.encoder import MODEL, TOKENIZER, Encoder, embedded_digest
from .rows import article_of, section_rows

if TYPE_CHECKING:
    from .connection import Session

STATISTICS = 4_271_954_001  # the lock of the statistics, held at the end of a transaction alone
MAKING = 4_271_954_002  # the lock of the schema

_TABLES = """
CREATE TABLE settings (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE articles (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, digest text NOT NULL UNIQUE, path text NOT NULL,
    file text NOT NULL, title text NOT NULL, stated text NOT NULL, read_by text NOT NULL, opening text NOT NULL,
    content bytea NOT NULL, content_digest bytea NOT NULL, counts bytea NOT NULL, vectors_digest bytea NOT NULL,
    passages integer NOT NULL, texts integer NOT NULL, added timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON articles (path);
CREATE INDEX ON articles (md5(title));
CREATE TABLE passages (id bigint PRIMARY KEY, kind text NOT NULL, content text NOT NULL, lengths bytea NOT NULL);
CREATE INDEX ON passages (id) WHERE kind = 'abstract';
CREATE TABLE texts (
    passage bigint NOT NULL, kind smallint NOT NULL, place integer NOT NULL, vector vector({dimensions}) NOT NULL,
    PRIMARY KEY (passage, kind, place));
CREATE TABLE postings (
    term text COLLATE "C" NOT NULL, passage bigint NOT NULL, times integer NOT NULL, length integer NOT NULL,
    texts bytea NOT NULL, PRIMARY KEY (term, passage) INCLUDE (times, length));
CREATE TABLE terms (
    term text COLLATE "C" PRIMARY KEY, passages bigint NOT NULL, paragraphs bigint NOT NULL, sentences bigint NOT NULL);
CREATE TABLE counts (
    kind "char" NOT NULL, word text COLLATE "C" NOT NULL, shape text COLLATE "C" NOT NULL, n bigint NOT NULL,
    PRIMARY KEY (kind, word, shape));
CREATE TABLE names (
    article bigint NOT NULL, place integer NOT NULL, spellings text[] NOT NULL, keys text[] NOT NULL,
    PRIMARY KEY (article, place));
CREATE INDEX ON names USING gin (keys);
"""
_NEAREST = "".join(
    f"CREATE INDEX texts_near_{kind} ON texts USING hnsw ((vector::halfvec({{dimensions}})) halfvec_ip_ops)"
    f" WHERE kind = {kind};\n"
    for kind in (0, 1, 2)
)
_SECTIONS = """
CREATE TABLE sections (
    article bigint NOT NULL, section text NOT NULL, passages bigint[] NOT NULL, PRIMARY KEY (article, section));
"""
STEPS = (_TABLES + _NEAREST, _SECTIONS)
"""What leads from each version of the schema to the next; the version is the number of steps done."""
VERSION = len(STEPS)


def made_with(encoder: Encoder) -> dict[str, str]:
    """What vectors are made with: digests of the encoder's weights and of its tokenizer."""
    return {
        "encoder": encoder.fingerprint,
        "tokenizer": tokenizer_digest() if encoder.fingerprint == embedded_digest() else "its own",
        "dimensions": str(encoder.dimensions),
    }


def tokenizer_digest() -> str:
    """The SHA-256 of the embedded encoder's tokenizer."""
    return hashlib.sha256((MODEL / TOKENIZER).read_bytes()).hexdigest()


def make(session: Session, encoder: Encoder, version: int = VERSION) -> None:
    """Make the schema, or lead an older one to ``version``; nothing where it is there. Errors as in ``check``."""
    with session.transaction():
        session.execute("SELECT pg_advisory_xact_lock(%s)", [MAKING])
        found = settings(session)
        if not found:
            session.execute("CREATE EXTENSION IF NOT EXISTS vector")
            session.execute("CREATE SCHEMA IF NOT EXISTS article_qa")
        stored = int(found.get("version", "0"))
        if found and (stored >= VERSION or _encoder_differs(found, encoder)):
            check({**found, "version": str(max(stored, VERSION))}, encoder)
            return
        for step in STEPS[stored:version]:
            session.execute(step.replace("{dimensions}", str(encoder.dimensions)).encode())
        if stored < 2 <= version:
            _fill_sections(session)
        for name, value in {**made_with(encoder), "version": str(version)}.items():
            session.execute(
                "INSERT INTO settings VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [name, value],
            )


def settings(session: Session) -> dict[str, str]:
    """What is said of the library; empty where there is none."""
    there = session.execute("SELECT to_regclass('article_qa.settings') IS NOT NULL").fetchone()
    if not (there and there[0]):
        return {}
    return {str(name): str(value) for name, value in session.execute("SELECT name, value FROM article_qa.settings")}


def check(found: Mapping[str, str], encoder: Encoder | None) -> None:
    """ValueError unless the library, by its ``settings``, is of this version and made with this encoder, if any."""
    if not found:
        raise ValueError("the database holds no library: make one with article-qa library URL add FOLDER")
    version = int(found["version"])
    if version < VERSION:
        raise ValueError(
            f"the library has the form {version}, this program needs {VERSION}: article-qa library URL add, with a role"
            " that may change it, brings it up"
        )
    if version > VERSION:
        raise ValueError(f"the library has the form {version}, this program knows {VERSION}: update the program")
    if encoder is not None and _encoder_differs(found, encoder):
        ours = made_with(encoder)
        names = [name for name in ("encoder", "tokenizer") if found[name] != ours[name]]
        said = "; ".join(f"its {name} is {found[name]}, this program's is {ours[name]}" for name in names)
        raise ValueError(f"the library was made with another encoder, whose vectors mean nothing here: {said}")


def _encoder_differs(found: Mapping[str, str], encoder: Encoder) -> bool:
    ours = made_with(encoder)
    return any(found[name] != ours[name] for name in ("encoder", "tokenizer"))


def _fill_sections(session: Session) -> None:
    """The headings of articles that were added before there was a table of them."""
    for number, content in session.execute("SELECT id, content FROM articles").fetchall():
        with session.cursor() as cursor:
            cursor.executemany("INSERT INTO sections VALUES (%s, %s, %s)", section_rows(number, article_of(content)))
