"""Questions changed so that they take for granted what their own evidence denies: two names in each other's part, and
another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.dates import MONTHS

from .questions import Question

_NAME = r"[A-Z][\w-]*(?: [A-Z][\w-]*)*"
_PARTS = re.compile(
    rf"\b(?:did|does|do|could|made)\s+(?:the\s+)?(?P<one>{_NAME})(?P<between>(?:\s+[a-z][\w-]*){{1,5}})"
    rf"\s+(?P<other>{_NAME})(?!['’\w-])"
)
_ALIKE = re.compile(r"\b(and|or|of|with|differ|meet)\b")
_NO_PARTY = re.compile(rf"^({'|'.join(MONTHS)})\b")
_YEAR = re.compile(r"(?<![\w.,/(-])(1[89]\d\d|20\d\d)(?![\w.,/-]*\d)(?![/)s])")
_LATER = 7  # years


@dataclass(frozen=True)
class Swap:
    """A changed question; ``made`` is what was changed, "roles" or "year", and ``of`` the question that it was."""

    text: str
    made: str
    of: Question


def swaps(question: Question) -> Iterator[Swap]:
    """The changes that fit a question with evidence and without history: at most one of each kind.

    "Why did India attack Nepal in 1950?" becomes "Why did Nepal attack India in 1950?" and "... in 1957?"
    """
    text = question.text
    if not question.evidence or question.history or question.asks in ("source", "document"):
        return
    parts = _PARTS.search(text)
    if parts and _are_parties(parts["one"], parts["other"]) and not _ALIKE.search(parts["between"]):
        start, end = parts.start("one"), parts.end("other")
        yield Swap(f"{text[:start]}{parts['other']}{parts['between']} {parts['one']}{text[end:]}", "roles", question)
    if year := _YEAR.search(text):
        yield Swap(f"{text[: year.start()]}{int(year[1]) + _LATER}{text[year.end() :]}", "year", question)


def _are_parties(one: str, other: str) -> bool:
    return one != other and not _NO_PARTY.match(other)
