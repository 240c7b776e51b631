"""The signs in a PDF's lines by which its parts are told: size, distance, ends and what they begin with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...headings import REFERENCES, ends_sentence, section_name
from .lines import Line
from .runs import raised, text_of

CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|tab(?:le|\.)?|scheme|plate|chart|map|box|exhibit|algorithm|listing)\s*"
    r"(?:[A-Z]?\.?\d+(?:\.\d+)*|[IVX]+)[a-z]?(?:\s*[.:|–—]|\s*$)",
    re.IGNORECASE,
)
LABEL = re.compile(r"(?:[•▪●◦‣∙·⋄–—-]|\[\d{1,3}\]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+\S")
EQUATION_NUMBER = re.compile(r"\(\w{1,6}\)")


@dataclass(frozen=True)
class Measures:
    """What is usual in a document: the size of its body text, and the distance of lines for each size."""

    body: float
    leadings: dict[float, float]

    def leading(self, size: float) -> float:
        return self.leadings.get(rounded(size), 1.2 * size)


def measures_of(lines: Sequence[Line]) -> Measures:
    sizes: Counter[float] = Counter()
    distances: dict[float, Counter[float]] = {}
    for line in lines:
        sizes[rounded(line.size)] += len(line.text)
    for a, b in pairwise(lines):
        size = rounded(a.size)
        if a.region == b.region and size == rounded(b.size) and 0.8 * size < b.y - a.y < 2.6 * size:
            distances.setdefault(size, Counter())[round(b.y - a.y, 1)] += 1
    leadings = {size: max(found, key=lambda d: (found[d], -d)) for size, found in distances.items()}
    return Measures(max(sizes, key=lambda size: sizes[size], default=10.0), leadings)


def rounded(size: float) -> float:
    return round(2 * size) / 2


def gap_between(a: Line, b: Line, measures: Measures) -> float:
    """How much further apart than usual two lines are, in their size."""
    size = max(a.size, b.size)
    return (b.y - a.y - measures.leading(size)) / size


def near(a: Line, b: Line, measures: Measures) -> bool:
    return b.y - a.y < 2.5 * measures.leading(a.size) and not CAPTION.match(b.text)


def closes(line: Line) -> bool:
    """Whether a line ends a sentence, footnote marks behind its full stop apart."""
    words = line.words
    while len(words) > 1 and raised(words[-1], line.words):
        words = words[:-1]
    return ends_sentence(text_of(words))


def fits(a: Line, b: Line) -> bool:
    """Whether ``a`` ends before its column's edge on purpose: where lines are stretched whenever it does, else
    where the first word of ``b`` would have found room."""
    if a.even:
        return a.x1 < a.column[1] - 0.25 * a.size
    first = b.words[0].x1 - b.words[0].x0
    return a.x1 + 0.25 * a.size + first < a.column[1] - 0.5 * a.size


def is_references(line: Line) -> bool:
    return section_name(line.text) in REFERENCES


def styled(line: Line, size: float) -> bool:
    return line.size > 1.06 * size or line.bold or shouts(line.text)


def shouts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.9 * len(letters)
