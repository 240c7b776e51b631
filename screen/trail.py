"""The trail of an export: which file was asked, when, by which version of the program."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index import Article

from .article_bar import shown_title

_LONGEST = 60  # characters of a file's name


def trail(article: Article) -> tuple[str, ...]:
    """A line for each file, with its name and digest, and one for the program and the day (UTC)."""
    files = []
    for part in article.parts or (article,):
        name = f"file {Path(part.origin).name}, " if part.origin else ""
        digest = f"SHA-256 {part.digest}" if part.digest else "no digest is known"
        files.append(f"{shown_title(part)}: {name}{digest}")
    return (*files, f"article-qa {_version()}, {datetime.now(UTC).date().isoformat()}")


def file_name(article: Article, what: str, ending: str) -> str:
    """The name of a download, after its article: "the-salt-road-questions.md"."""
    words = re.sub(r"[^\w]+", "-", shown_title(article).casefold()).strip("-")[:_LONGEST].strip("-")
    return f"{words or 'article'}-{what}.{ending}"


@cache
def _version() -> str:
    try:
        return version("article-qa")
    except PackageNotFoundError:  # run from a copy of the repository
        return "(not installed)"
