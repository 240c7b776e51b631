"""The files of a folder that have gold beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from . import bmc, jats
from .gold import Gold, parsed, tag_of

Format = Literal["PDF", "HTML", "DOCX", "JATS", "PDF, typed list"]
FORMATS: tuple[Format, ...] = ("PDF", "HTML", "DOCX", "JATS", "PDF, typed list")
_ENDINGS: dict[str, Format] = {".pdf": "PDF", ".html": "HTML", ".docx": "DOCX"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A file to be read, and the file that holds its gold: XML, or a list of references, one a line."""

    path: Path
    gold: Path
    format: Format


def pairs_in(folder: Path) -> Iterator[Pair]:
    """All pairs in a folder and its folders, by name; a JATS file is its own gold, BMC's form is gold only."""
    for path in sorted(folder.rglob("*")):
        gold = path.with_suffix(".xml")
        if path.suffix in _ENDINGS and gold.is_file():
            yield Pair(path, gold, _ENDINGS[path.suffix])
        elif path.suffix == ".pdf" and path.with_suffix(".csv").is_file():
            yield Pair(path, path.with_suffix(".csv"), "PDF, typed list")
        elif path.suffix == ".xml" and tag_of(parsed(path)) != "art":
            yield Pair(path, path, "JATS")


def gold_of(path: Path) -> Gold:
    """The gold of an XML file; ValueError if it is neither JATS nor BMC's <art>."""
    root = parsed(path)
    try:
        if tag_of(root) == "art":
            return bmc.gold_of(root)
        article = root if tag_of(root) == "article" else root.find(".//article")
        if article is None:
            raise ValueError(f"its root is <{tag_of(root)}>, expected <article> or <art>")
        return jats.gold_of(article)
    except ValueError as error:
        raise ValueError(f"{path.name} is no gold: {error}") from error


def typed_references(path: Path) -> list[str]:
    """The references of a list, one a line; blank lines are none."""
    return [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
