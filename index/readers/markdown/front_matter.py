"""The front matter of a Markdown file: lines "key: value" between two lines "---", as sites and notes have it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...metadata import Metadata, doi_in, listed_people, page_range, year_in

_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]*):(?:\s+(?P<value>.*))?$")
_ITEM = re.compile(r"\s*-\s+(?:name:\s*)?(?P<value>.*)$")
_MOST = 200  # lines of front matter


@dataclass(frozen=True)
class FrontMatter:
    """What front matter states: ``fields`` by their keys in small letters, each a list; ``end``: where it ends."""

    end: int = 0
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title, "" if none is stated."""
        return self._one("title")

    @property
    def metadata(self) -> Metadata:
        """The fields that the article is cited by."""
        pages = re.split(r"\s*[-–—]+\s*", self._one("pages", "page"))
        return Metadata(
            listed_people(self.fields.get("authors") or self.fields.get("author") or ()),
            year_in(self._one("year", "date", "published", "issued")),
            self._one("journal", "container-title", "publication"),
            self._one("volume"),
            self._one("issue", "number"),
            page_range(*pages[:2]),
            doi_in(self._one("doi", "url")),
        )

    def _one(self, *keys: str) -> str:
        return next((values[0] for key in keys if (values := self.fields.get(key))), "")


def front_matter(text: str) -> FrontMatter:
    """The front matter at a text's beginning; an empty one, which ends at 0, where the text has none."""
    lines = text[: text.find("\n", 20_000) + 1 or None].lstrip("\ufeff").split("\n")[:_MOST]
    if lines[0].rstrip() != "---":
        return FrontMatter()
    end = next((i for i, line in enumerate(lines) if i and line.rstrip() in ("---", "...")), 0)
    if not any(_KEY.match(line) for line in lines[1:end]):
        return FrontMatter()
    fields: dict[str, list[str]] = {}
    key = ""
    for line in lines[1:end]:
        if found := _KEY.match(line):
            key = found["key"].strip().casefold()
            fields[key] = _values(found["value"] or "")
        elif key and (item := _ITEM.match(line)):
            fields[key] += _values(item["value"])
    length = sum(len(line) + 1 for line in lines[: end + 1]) + (1 if text.startswith("\ufeff") else 0)
    return FrontMatter(min(length, len(text)), fields)


def _values(value: str) -> list[str]:
    """A value, or those of "[one, two]", without their quotation marks."""
    value = value.strip()
    several = value.startswith("[") and value.endswith("]") and not value.startswith("[[")
    pieces = value[1:-1].split(",") if several else [value]
    return [text for piece in pieces if (text := piece.strip().strip("\"'"))]
