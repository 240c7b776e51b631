"""Files and folders -> a library: their articles, to be asked together. What was read before is kept."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from .article_json import from_json, to_json
from .built_in import BUILT_IN_BANK, built_in_article
from .extraction import Extraction, TookTooLong
from .joining import join_articles, names
from .passage import Article
from .progress import Progress
from .readers import MAX_BYTES, READERS, kinds, versions
from .store import Store

MAX_FILES = 5000

_REFUSED_FOR = 7 * 24 * 60 * 60.0  # seconds: a file that took too long may do better when there is less to do
_NAMED = 20  # files that an error or report names before it only counts them
_ERRORS = (OSError, ValueError, ImportError)  # why a file cannot be read


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or folder, that could not be read, and why."""

    path: Path
    error: Exception

    def __str__(self) -> str:
        return f"{self.path}: {self.error}"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the files that a library was to be made of.

    read      how many were read, kept: how many as they were kept from an earlier time
    copies    those left out because another file is the same, byte for byte
    others    how many files of the folders are hidden or of kinds that cannot be read
    failures  those that could not be read
    """

    read: int = 0
    kept: int = 0
    copies: tuple[Path, ...] = ()
    others: int = 0
    failures: tuple[Failure, ...] = ()

    @property
    def notable(self) -> bool:
        """Whether it says more than that the one file was read."""
        return self.read + self.kept > 1 or bool(self.copies or self.failures)

    def __str__(self) -> str:
        """A line of counts, then one for each failure."""
        count = self.read + self.kept
        parts = [f"{count} article{'' if count == 1 else 's'}: {self.read} read, {self.kept} kept from before"]
        parts += [f"{len(self.copies)} left out as a copy of another"] if self.copies else []
        parts += [f"{self.others} left out that cannot be articles"] if self.others else []
        parts += [f"{len(self.failures)} could not be read:"] if self.failures else []
        return "\n".join(["; ".join(parts), *_named(self.failures)])


@dataclass(frozen=True, slots=True)
class Library:
    """article: the one, or all as one with ``parts``; bank: the file of questions that belongs to it, if any."""

    article: Article
    report: Report = field(default_factory=Report)
    bank: Path | None = None


def built_in() -> Library:
    """The built-in article with its bank."""
    return Library(built_in_article(), bank=BUILT_IN_BANK)


def read_library(
    paths: Sequence[str | Path], cache: Path, progress: Progress, extraction: Callable[[], Extraction] = Extraction
) -> Library:
    """Read files, and folders with all that is in them, in the order of their names.

    An article that was read before and whose file has not changed comes from the cache; one that took too long is
    refused for a week without being tried again. What another version of this code, or of the library that reads
    the format, has read or refused is read anew. A file that cannot be read is in the report; links to folders are
    not followed, and files that are hidden or of other kinds are only counted.

    extraction  starts what files are read with, when there is one to read

    Raises FileNotFoundError for a path that does not exist, ValueError when nothing could be read or there
    are more than ``MAX_FILES`` files; for a single file whatever ``read_article`` says.
    """
    asked = [Path(path) for path in paths]
    for path in asked:
        if not path.exists():
            raise FileNotFoundError(f"the article {path} does not exist: give the path of a file ({kinds()}) or folder")
    files, others, failures = _files(asked)
    store = Store(cache, "articles that were read", ".article")
    refusals = Store(cache, "names of files that took too long", ".refused")
    found: dict[str, tuple[Path, Article]] = {}
    copies: list[Path] = []
    read = 0
    with extraction() as reader:
        for done, path in enumerate(files):
            progress("Reading the files", done, len(files))
            try:
                digest = _digest(path)
                if digest in found:
                    copies.append(path)
                    continue
                article = _kept(store, digest, path)
                if article is None:
                    article = _read(reader, refusals, digest, path)
                    read += 1
                    _keep(store, digest, path, article)
                found[digest] = path, article
            except _ERRORS as error:
                failures.append(Failure(path, error))
    if files:
        progress("Reading the files", len(files), len(files))
    if not found:
        raise _nothing(asked, failures, others)
    report = Report(read, len(found) - read, tuple(copies), others, tuple(failures))
    return Library(_joined(list(found.values()), asked), report)


def _joined(found: Sequence[tuple[Path, Article]], asked: Sequence[Path]) -> Article:
    if len(found) == 1:
        return found[0][1]
    count = f"{len(found)} articles"
    title = f"{asked[0].resolve().name} ({count})" if len(asked) == 1 else count
    return join_articles([article for _, article in found], names(found), title)


def _files(asked: Sequence[Path]) -> tuple[list[Path], int, list[Failure]]:
    """The files to be read, each once; how many others there are; and the folders that cannot be looked into."""
    files: dict[str, Path] = {}
    others = 0
    failures: list[Failure] = []

    def unseen(error: OSError) -> None:
        failures.append(Failure(Path(error.filename), error))

    for path in asked:
        for file in _walk(path, unseen) if path.is_dir() else [path]:
            if file != path and (_hidden(file.name) or file.suffix.lower() not in READERS):
                others += 1
            else:
                files.setdefault(os.path.realpath(file), file)
            if len(files) > MAX_FILES:
                raise ValueError(f"{path} makes more than {MAX_FILES:,} files: load it in parts")
    return list(files.values()), others, failures


def _walk(folder: Path, unseen: Callable[[OSError], None]) -> Iterator[Path]:
    for here, folders, files in os.walk(folder, onerror=unseen):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        yield from (Path(here) / name for name in sorted(files))


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))  # the second is what a word processor leaves beside an open file


def _nothing(asked: Sequence[Path], failures: Sequence[Failure], others: int) -> Exception:
    if len(asked) == 1 and failures and failures[0].path == asked[0]:
        return failures[0].error
    if failures:
        return ValueError("\n".join([f"none of {len(failures)} files could be read:", *_named(failures)]))
    where = ", ".join(map(str, asked)) or "nothing"
    return ValueError(f"no article in {where}: expected files ({kinds()}), found {others} others")


def _named(failures: Sequence[Failure]) -> list[str]:
    more = [f"  and {len(failures) - _NAMED} more"] if len(failures) > _NAMED else []
    return [f"  {failure}" for failure in failures[:_NAMED]] + more


def _digest(path: Path) -> str:
    """Of the file's bytes; one beyond the limit is refused when it is read, and not read for this."""
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        return str(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kept(store: Store, digest: str, path: Path) -> Article | None:
    kept = store.get(_key(digest, path))
    try:
        return None if kept is None else from_json(kept)
    except (ValueError, TypeError, LookupError):  # someone else's content under a hash that agrees
        return None


def _keep(store: Store, digest: str, path: Path, article: Article) -> None:
    if _digest(path) == digest:  # else it was written to while it was read
        store.put(_key(digest, path), to_json(article).encode())


def _read(reader: Extraction, refusals: Store, digest: str, path: Path) -> Article:
    """The article, unless its file took too long in the same time already."""
    key = _key(digest, path, f"{reader.seconds:g} seconds")
    if why := _refusal(refusals, key):
        raise TookTooLong(why)
    try:
        return reader.read(path)
    except TookTooLong as error:
        refusals.put(key, json.dumps([time.time(), str(error)]).encode())
        raise


def _refusal(refusals: Store, key: str) -> str:
    """Why a file is refused; "" where it is not, or no more."""
    kept = refusals.get(key)
    try:
        since, why = json.loads(kept) if kept else (0.0, "")
        return str(why) if time.time() - since < _REFUSED_FOR else ""
    except (ValueError, TypeError):  # someone else's content under a hash that agrees
        return ""


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
