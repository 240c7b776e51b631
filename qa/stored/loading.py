"""A library in a database, made ready to be asked."""

from __future__ import annotations

from index.encoding.encoder import SentenceEncoder
from index.postgres.connection import Database

from .pipeline import StoredPipeline


def stored_pipeline(url: str, encoder: str | None = None, reader: str | None = None) -> StoredPipeline:
    """A pipeline over the library at an address; see ``qa.load`` for the errors."""
    return StoredPipeline(Database(url), SentenceEncoder(encoder), reader)
