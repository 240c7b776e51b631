"""Files and folders -> a library: their articles, to be asked together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .article_cache import ArticleCache
from .built_in import BUILT_IN_BANK, built_in_article
from .corrections import retitled
from .extraction import Extraction
from .files import Failure, digest_of, find_files
from .joining import join_articles, names
from .passage import Article
from .progress import Progress
from .readers import kinds

_NAMED = 20  # files that an error or report names before it only counts them
_ERRORS = (OSError, ValueError, ImportError)  # why a file cannot be read


@dataclass(frozen=True, slots=True)
class Report:
    """The files that a library was to be made of: how many were read, and those that were not.

    read      how many files were read now
    kept      how many articles came from the cache
    copies    files left out because another file is the same, byte for byte
    others    how many files of the folders are hidden or of kinds that cannot be read
    failures  files and folders that could not be read
    left_out  a line for each file of which parts were left out that may hold words
    """

    read: int = 0
    kept: int = 0
    copies: tuple[Path, ...] = ()
    others: int = 0
    failures: tuple[Failure, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def notable(self) -> bool:
        """Whether it says more than that the one file was read."""
        return self.read + self.kept > 1 or bool(self.copies or self.failures or self.left_out)

    def __str__(self) -> str:
        """A line of counts, then one for each failure."""
        count = self.read + self.kept
        parts = [f"{count} article{'' if count == 1 else 's'}: {self.read} read, {self.kept} kept from before"]
        parts += [f"{len(self.copies)} left out as a copy of another"] if self.copies else []
        parts += [f"{self.others} left out that cannot be articles"] if self.others else []
        parts += [f"{len(self.failures)} could not be read:"] if self.failures else []
        return "\n".join(["; ".join(parts), *_named(self.failures), *_named(self.left_out)])


@dataclass(frozen=True, slots=True)
class Library:
    """An article to be asked, or several as one.

    article  the one article, or all as one with ``parts``
    report   on the files it was made of
    bank     the file of questions that belongs to it, None if there is none
    """

    article: Article
    report: Report = field(default_factory=Report)
    bank: Path | None = None


def built_in() -> Library:
    """The built-in article with its bank."""
    return Library(built_in_article(), bank=BUILT_IN_BANK)


def read_library(
    paths: Sequence[str | Path],
    cache: Path,
    progress: Progress,
    extraction: Callable[[], Extraction] = Extraction,
    *,
    refusals: Path | None = None,
) -> Library:
    """Read files, and folders with all that is in them, in the order of their names.

    An article that was read before and whose file has not changed comes from the cache; a file that took too long is
    refused for a week without being tried again. Another version of this code, or of the library for the format,
    reads every file anew. A file that cannot be read is in the report; links to folders are not followed, and files
    that are hidden or of other kinds are only counted.

    cache       the folder for articles that were read
    progress    is told how many files are done, before each and at the end
    extraction  makes the ``Extraction`` that reads the files; its process starts with the first file to be read
    refusals    the folder for what took too long, the cache if none is given

    Raises FileNotFoundError for a path that does not exist, ValueError when nothing could be read or there
    are more than ``files.MAX_FILES`` files; for a single file the error of ``Extraction.read``.
    """
    asked = [Path(path) for path in paths]
    listed = find_files(asked)
    failures = list(listed.failures)
    articles = ArticleCache(cache, refusals)
    found: dict[str, tuple[Path, Article]] = {}
    copies: list[Path] = []
    read = 0
    with extraction() as extracting:
        extracting.progress = progress
        for done, path in enumerate(listed.files):
            progress("Reading the files", done, len(listed.files))
            try:
                digest = digest_of(path)
                if digest in found:
                    copies.append(path)
                    continue
                article = articles.kept(digest, path)
                if article is None:
                    article = articles.read(extracting, digest, path)
                    read += 1
                found[digest] = path, retitled(article)
            except _ERRORS as error:
                failures.append(Failure(path, error))
    if listed.files:
        progress("Reading the files", len(listed.files), len(listed.files))
    if not found:
        raise _nothing(asked, failures, listed.others)
    left_out = tuple(_left_out(path.name, article) for path, article in found.values() if article.left_out)
    report = Report(read, len(found) - read, tuple(copies), listed.others, tuple(failures), left_out)
    return Library(_joined(list(found.values()), asked), report)


def _joined(found: Sequence[tuple[Path, Article]], asked: Sequence[Path]) -> Article:
    if len(found) == 1:
        return found[0][1]
    count = f"{len(found)} articles"
    title = f"{asked[0].resolve().name} ({count})" if len(asked) == 1 else count
    return join_articles([article for _, article in found], names(found), title)


def _nothing(asked: Sequence[Path], failures: Sequence[Failure], others: int) -> Exception:
    """The error for a library without an article: a single file's own, else one with the files that failed."""
    if len(asked) == 1 and failures and failures[0].path == asked[0]:
        return failures[0].error
    if failures:
        return ValueError("\n".join([f"none of {len(failures)} files could be read:", *_named(failures)]))
    places = ", ".join(map(str, asked)) or "nothing"
    return ValueError(f"no article in {places}: expected files ({kinds()}), found {others} others")


def _left_out(name: str, article: Article) -> str:
    count = sum(int(part.partition(" ")[0].replace(",", "")) for part in article.left_out)
    return f"{name}: {count:,} part{' was' if count == 1 else 's were'} left out: {', '.join(article.left_out)}"


def _named(lines: Sequence[Failure | str]) -> list[str]:
    more = [f"  and {len(lines) - _NAMED} more"] if len(lines) > _NAMED else []
    return [f"  {line}" for line in lines[:_NAMED]] + more
