"""Articles that were read before, and files that took too long: kept in the cache, by content and by code."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from .article_check import check_kept
from .article_json import from_json, to_json
from .extraction import Extraction, TookTooLong
from .files import digest_of
from .passage import Article
from .readers import versions
from .store import Store

_LOG = logging.getLogger(__name__)
_REFUSED_FOR = 7 * 24 * 60 * 60.0  # seconds: a file that took too long may do better on a less busy computer


class ArticleCache:
    """The articles of files, by the digest of their bytes.

    An entry holds for one name of the file, one version of this code, and one version of the libraries that read
    the format. See ``Store`` for a cache that is damaged or cannot be written.
    """

    def __init__(self, folder: Path, refusals: Path | None = None) -> None:
        """``folder``: of the cache; it is made when something is kept. refusals: the folder for these, if another."""
        self._articles = Store(folder, "articles that were read", ".article")
        self._refusals = Store(refusals or folder, "names of files that took too long", ".refused")

    def kept(self, digest: str, path: Path) -> Article | None:
        """The article that was kept for a file, None if none was."""
        kept = self._articles.get(_key(digest, path))
        if kept is None:
            return None
        try:
            article = from_json(kept)
            check_kept(article, digest)
        except Exception as error:  # of any kind: someone else's content under a hash that agrees
            _LOG.warning("what was kept of %s cannot be used, it is read again: %s", path.name, _told(error))
            return None
        return replace(article, origin=str(path.absolute()))

    def read(self, extraction: Extraction, digest: str, path: Path) -> Article:
        """Read a file's article and keep it, unless the file was written to meanwhile.

        Raises the errors of ``Extraction.read``; also TookTooLong, without reading, for a week after a file took too
        long in the same time.
        """
        key = _key(digest, path, f"{extraction.seconds:g} seconds")
        if why := self._refusal(key):
            raise TookTooLong(why)
        try:
            article = extraction.read(path)
        except TookTooLong as error:
            self._refusals.put(key, json.dumps([time.time(), str(error)]).encode())
            raise
        if digest_of(path) == digest:
            self._articles.put(_key(digest, path), to_json(article).encode())
        return article

    def _refusal(self, key: str) -> str:
        """Why a file is refused; "" if it is not, or no more."""
        kept = self._refusals.get(key)
        try:
            since, why = json.loads(kept) if kept else (0.0, "")
            return str(why) if 0 <= time.time() - since < _REFUSED_FOR else ""  # not if a clock was set back since
        except (ValueError, TypeError, RecursionError):  # someone else's content under a hash that agrees
            return ""


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, ValueError) else type(error).__name__


def _key(digest: str, path: Path, *more: str) -> str:
    # The name, because it stands for a title that the file lacks; the code, because another may read otherwise.
    parts = (digest, path.name, _code(), versions(path.suffix), *more)
    return hashlib.sha256(" ".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """A hash of this package's code: an article that other code read is read anew."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
