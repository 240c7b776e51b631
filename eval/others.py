"""Files of data sets that others made: their text and JSON, with the file and line named where they are none, and what
is left out of them counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qa.tuned import TUNED


class LeftOut:
    """What is left out of a data set: counted by why, with the first name for each."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._counts: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def add(self, why: str, name: str) -> None:
        """Count one more, such as ("documents that the corpus lacks", "7 z")."""
        self._counts[why] += 1
        self._first.setdefault(why, name)

    def asks(self, text: str, name: str) -> bool:
        """Whether a text can be asked; one that is blank or too long is left out, under its question's name."""
        if not text.strip():
            self.add("questions without words", name)
        elif len(text) > TUNED.asking.most_characters:
            self.add(f"questions of more than {TUNED.asking.most_characters:,} characters", name)
        else:
            return True
        return False

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each reason: "2 documents that the corpus lacks, such as 7 z"."""
        return tuple(f"{count:,} {why}, such as {self._first[why]}" for why, count in self._counts.items())


def text_of(path: Path) -> str:
    """A file's text, in UTF-8 with or without a mark for it; ValueError, by the file's name, for another."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is not UTF-8 (byte {error.start:,}): save it so") from None


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file of JSON lines, with the lines' numbers. ValueError, by file and line, for another line.

    Only LF and CR LF end a line: U+2028 and U+0085 may stand in a string.
    """
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if line.strip():
            yield number, _object(line, f"{path.name}, line {number}")


def field(record: dict[str, Any], name: str, place: str) -> str:
    """A text of a record; ValueError, by the record's place in its file, where there is none."""
    value = record.get(name)
    if not isinstance(value, str):
        raise ValueError(f'{place}: expected a text "{name}", found {value!r:.80}')
    return value


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{place} is no JSON ({error})") from None
    if not isinstance(found, dict):
        raise ValueError(f"{place}: expected a JSON object, found {found!r:.80}")
    return found
