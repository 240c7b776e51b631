"""The last entry of a bibliography: what a publisher prints behind it, and lives of the authors, are none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from .entries import entry_key, entry_number

_LEAST = 8  # texts on end behind a bibliography that show that it is over
_HEAD, _TAIL = 0.6, 0.25  # share of the texts before the end that are entries, at least, and behind it, at most
_LIFE = re.compile(
    r"(?:(?:dr|prof|mr|ms|mrs)\.?\s+)?[A-ZÀ-Ž][\w.’'-]+(?:\s+[\w.’'-]+){1,4},?\s+(?:[^.]{0,40}\s)?"
    r"(?:is (?:an?|the|currently|now)\b|earned (?:an?|his|her)\b|received (?:an?|his|her|the)\b|graduated\b|"
    r"holds an?\b|teaches\b|studied\b|works (?:as|at|in)\b|ist (?:professor|wissenschaftlich|seit|dozent)\w*)"
)


def is_life(text: str) -> bool:
    """Whether a text among entries begins as the life of an author.

    >>> is_life("ORLA TANN is a Lecturer in Velm. Her books are on salt."), is_life("Tann, O. (1931). Salt.")
    (True, False)
    """
    return bool(_LIFE.match(text)) and entry_number(text) is None


def entries_end(texts: Sequence[str]) -> int:
    """The place after the last entry, of the texts under a bibliography's heading.

    They end where many texts follow of which hardly one has authors and a year, as a list of a publisher's books; and,
    where they are numbered, with the last number.
    """
    if not texts:
        return 0
    numbers = [entry_number(text) is not None for text in texts]
    if sum(numbers) >= _HEAD * len(texts):
        last = len(texts) - numbers[::-1].index(True)
        return last if last == len(texts) or not texts[last][:1].islower() else len(texts)
    entries = [number or entry_key(text) is not None for number, text in zip(numbers, texts, strict=True)]
    before = [0, *accumulate(entries)]  # entries among the first texts
    best = len(texts)
    behind = 0
    for i in range(len(texts) - 1, 0, -1):
        behind += entries[i]
        tail = len(texts) - i
        over = tail >= _LEAST and behind <= _TAIL * tail and not entries[i]
        if over and entries[i - 1] and before[i] >= _HEAD * i:
            best = i
    return best
