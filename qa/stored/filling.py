"""Filling a library: files and folders -> articles in a database. Idempotent: what is there is passed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from index import Article
from index.article_cache import ArticleCache
from index.corrections import retitled
from index.encoding.embeddings import embed
from index.encoding.encoder import Encoder
from index.extraction import Extraction
from index.files import Failure, digest_of, find_files
from index.library import Report
from index.postgres.adding import add, claimed, is_there
from index.postgres.connection import Database
from index.postgres.rows import article_row, rows_of, stored_text, texts_of
from index.postgres.schema import make
from index.progress import Progress, silent
from index.readers import versions

from .counting import count_words

if TYPE_CHECKING:
    from index.postgres.connection import Session

_ERRORS = (OSError, ValueError, ImportError)  # why a file cannot be read


@dataclass(frozen=True)
class Filling:
    """What files are added with: the encoder, the folder of the cache, and how progress is told."""

    encoder: Encoder
    cache: Path
    progress: Progress = silent
    extraction: Callable[[], Extraction] = Extraction


def fill(database: Database, paths: Sequence[str | Path], filling: Filling) -> Report:
    """Add files, and folders with all that is in them; the library is made, or brought up, where need be.

    An article that is there is passed over, one whose file changed takes the place of what it was. Several processes
    may be at it: each takes the files that no other is at. The report's ``kept`` are those that were there.

    Raises FileNotFoundError for a path that does not exist, LibraryAway where the database cannot be used, ValueError
    for a library of another encoder.
    """
    asked = [Path(path) for path in paths]
    listed = find_files(asked)
    with database.writing() as session, ExitStack() as stack:
        make(session, filling.encoder)
        extracting = stack.enter_context(filling.extraction())
        adder = _Adder(session, filling, extracting)
        return adder.run(listed.files, list(listed.failures), listed.others)


def read_by(path: Path) -> str:
    """The program and the libraries that a file is read with."""
    try:
        program = version("article-qa")
    except PackageNotFoundError:
        program = "from its sources"
    return f"article-qa {program}, {versions(path.suffix)}"


class _Adder:
    def __init__(self, session: Session, filling: Filling, extraction: Extraction) -> None:
        self._session = session
        self._filling = filling
        self._extraction = extraction
        self._articles = ArticleCache(filling.cache)
        self._done = 0
        self._all = 0

    def run(self, files: Sequence[Path], failures: list[Failure], others: int) -> Report:
        """Add the files, those last that another process is at now."""
        self._all = len(files)
        read, kept, copies = 0, 0, list[Path]()
        waiting = list(files)
        for wait in (False, True):
            left = []
            for path in waiting:
                self._filling.progress("Adding articles", self._done, self._all)
                try:
                    outcome = self._add(path, wait)
                except _ERRORS as error:
                    failures.append(Failure(path, error))
                    outcome = "failed"
                if outcome == "taken":
                    left.append(path)
                    continue
                self._done += 1
                read += outcome == "added"
                kept += outcome == "there"
                if outcome == "copy":
                    copies.append(path)
            waiting = left
        self._filling.progress("Adding articles", self._all, self._all)
        return Report(read, kept, tuple(copies), others, tuple(failures))

    def _add(self, path: Path, wait: bool) -> str:
        digest = digest_of(path)
        place, by = stored_text(str(path.absolute())), read_by(path)
        with claimed(self._session, digest, wait) as mine:
            if not mine:
                return "taken"
            at = is_there(self._session, digest, place, by)
            if at:
                return "there" if at == place else "copy"
            article = self._read(path, digest)
            texts = texts_of(article)
            vectors = embed(self._filling.encoder, [texts], self._filling.cache, self._within).of(texts)
            rows = rows_of(article, count_words(article))
            row = article_row(article, place, path.name, by, rows, vectors)
            return "added" if add(self._session, article, row, rows, vectors) else "there"

    def _read(self, path: Path, digest: str) -> Article:
        kept = self._articles.kept(digest, path)
        return retitled(kept or self._articles.read(self._extraction, digest, path))

    def _within(self, what: str, done: int, total: int) -> None:
        """Within an article: the articles are what is told."""
        self._filling.progress("Adding articles", self._done, self._all)
