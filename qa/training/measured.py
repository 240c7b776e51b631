"""Questions that something is measured on, and that no training may see: told by their words alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.text import words

# What a question, a claim or a turn is called in the sets that are measured on or trained on.
_KEYS = frozenset(
    "question Question near_miss answerable unanswerable claim raw rewritten Rewrite".split()
)  # fmt: skip


def normalised(question: str) -> str:
    """A question as it is compared: its words in lower case, single spaces between them."""
    return " ".join(words(question))


def questions_in(file: Path) -> set[str]:
    """The normalised questions of a file of JSON (.json) or of lines of JSON (.jsonl), in whatever form."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".jsonl":
        return {normalised(found) for line in text.split("\n") if line for found in _asked(json.loads(line))}
    return {normalised(found) for found in _asked(json.loads(text))}


def _asked(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _asked(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str) and key in _KEYS:
                yield item
            elif isinstance(item, list | dict):
                yield from _asked(item)
