"""What a person says of an article where its file is silent or was read wrong: kept by the digest of the file.

A correction outlives the cache: it stays until it is taken back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from .environment import default_corrections
from .metadata import Metadata, Name, doi_in, page_range
from .passage import Article
from .writing import write_whole

FIELDS = ("title", "authors", "year", "journal", "volume", "issue", "pages", "doi")
"""The fields that can be corrected."""

LONGEST = 5_000  # characters of a field
_DIGEST = re.compile(r"[0-9a-f]{64}")


def correct(article: Article, fields: Mapping[str, str], folder: Path | None = None) -> None:
    """Keep what a person says of an article: these fields alone, in the place of all that was kept before.

    A field that is "" is said to have no value; one that is left out is as the file states it; no field at all takes
    the correction back. Authors are "Fern, Anna; Moss, Ben", pages "12–19".

    folder  of the corrections; the user's own if none is given

    ValueError for a library, a field of another name, one that is too long, or a value that cannot be one: a year
    of other than four digits or a DOI without "10."; OSError if nothing can be written.
    """
    file = _file(article, folder)
    if file is None:
        raise ValueError("only an article that was read from a file can be corrected: name one of the library's parts")
    for name, value in fields.items():
        _check(name, value)
    if not fields:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps({name: " ".join(value.split()) for name, value in fields.items()}, ensure_ascii=False))


def correction_of(article: Article, folder: Path | None = None) -> dict[str, str]:
    """The fields that a person corrected, {} if none were, or what was kept cannot be read."""
    file = _file(article, folder)
    try:
        kept = json.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return {n: v for n, v in kept.items() if n in FIELDS and isinstance(v, str)} if isinstance(kept, dict) else {}


def corrected(stated: Metadata, correction: Mapping[str, str]) -> Metadata:
    """An article's fields as its file states them, with a person's in their place."""
    said: dict[str, object] = {name: value for name, value in correction.items() if name not in ("title", "authors")}
    if "pages" in said:
        said["pages"] = page_range(*re.split(r"\s*[-–—]+\s*", correction["pages"])[:2])
    if "doi" in said:
        said["doi"] = doi_in(correction["doi"])
    if "authors" in correction:
        said["authors"] = _authors(correction["authors"])
    return Metadata(**{**{name: getattr(stated, name) for name in stated.__slots__}, **said})


def retitled(article: Article) -> Article:
    """The article under the title that a person gave it, itself where nobody did."""
    title = correction_of(article).get("title")
    return replace(article, title=title) if title else article


def listed(authors: tuple[Name, ...]) -> str:
    """Authors in one line, as a correction takes them: "Fern, Anna; Moss, Ben"."""
    return "; ".join(f"{name.family}, {name.given}" if name.given else name.family for name in authors)


def _authors(line: str) -> tuple[Name, ...]:
    """The authors of a line; a name without a comma is that of a body."""
    parts = (piece.partition(",") for piece in line.split(";"))
    return tuple(Name(family.strip(), given.strip()) for family, _, given in parts if family.strip())


def _check(name: str, value: str) -> None:
    if name not in FIELDS:
        raise ValueError(f"unknown field {name!r}: expected one of {', '.join(FIELDS)}")
    if len(value) > LONGEST:
        raise ValueError(f"the field {name} has {len(value):,} characters, the limit is {LONGEST:,}")
    if name == "year" and not re.fullmatch(r"\d{4}[a-z]?|", value.strip()):
        raise ValueError(f"expected a year of four digits, found {value!r}")
    if name == "doi" and value.strip() and not doi_in(value):
        raise ValueError(f"expected a DOI, such as 10.1000/182, found {value!r}")


def _file(article: Article, folder: Path | None) -> Path | None:
    """The file of an article's correction, None for an article that is of no file."""
    if not _DIGEST.fullmatch(article.digest):
        return None
    return (folder or default_corrections()) / f"{article.digest}.json"
