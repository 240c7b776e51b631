"""The signs in a PDF's lines by which its parts are told: size, distance, end and beginning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...headings import REFERENCES, ends_sentence, section_name
from .layout import LAYOUT
from .lines import Line
from .runs import raised, text_of

CAPTION = re.compile(
    r"(?-i:(?=[A-Z]))(?:fig(?:ure|\.)?|tab(?:le|\.)?|scheme|plate|chart|map|box|exhibit|algorithm|listing)\s*"
    r"(?:[A-Z]?\.?\d+(?:\.\d+)*|[IVX]+)[a-z]?(?:\s*[.:|–—]|\s*$)",
    re.IGNORECASE,
)
LABELLED = re.compile(r"(?:Table|Tab\.|Figure|Fig\.|TABLE|FIGURE|FIG\.|Tabelle|Abbildung|Abb\.)\s*\d")
LABEL = re.compile(r"(?:[•▪●◦‣∙·⋄–—-]|\[\d{1,3}\]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+\S")
BULLET = re.compile(r"[•▪●◦‣∙·⋄*†‡–—-]\s|[(|]")
EQUATION_NUMBER = re.compile(r"\(\w{1,6}\)")


@dataclass(frozen=True)
class Measures:
    """The usual measures of a document, in points.

    body      the size of its body text
    leadings  the distance of base lines by type size, as ``rounded`` has it
    """

    body: float
    leadings: dict[float, float]

    def leading(self, size: float) -> float:
        """The usual distance of base lines of a size, in points."""
        return self.leadings.get(rounded(size), LAYOUT.paragraphs.leading * size)


def measures_of(lines: Sequence[Line]) -> Measures:
    """The measures most frequent in a document's lines: the size by characters, the distances by lines."""
    layout = LAYOUT.paragraphs
    sizes: Counter[float] = Counter()
    distances: dict[float, Counter[float]] = {}
    for line in lines:
        sizes[rounded(line.size)] += len(line.text)
    for a, b in pairwise(lines):
        size = rounded(a.size)
        low, high = layout.nearest_leading * size, layout.widest_leading * size
        if a.region == b.region and size == rounded(b.size) and low < b.y - a.y < high:
            distances.setdefault(size, Counter())[round(b.y - a.y, 1)] += 1
    leadings = {size: max(found, key=lambda d: (found[d], -d)) for size, found in distances.items()}
    return Measures(max(sizes, key=lambda size: sizes[size], default=layout.body_size), leadings)


def rounded(size: float) -> float:
    """A size in points, to the half point."""
    return round(2 * size) / 2


def gap_between(a: Line, b: Line, measures: Measures) -> float:
    """How much further apart than usual two lines are, in multiples of the larger size; below 0 for nearer lines."""
    size = max(a.size, b.size)
    return (b.y - a.y - measures.leading(size)) / size


def near(a: Line, b: Line, measures: Measures) -> bool:
    """Whether ``b`` stands close enough below ``a`` to belong to it, and begins no caption."""
    return b.y - a.y < LAYOUT.paragraphs.near * measures.leading(a.size) and not CAPTION.match(b.text)


def closes(line: Line) -> bool:
    """Whether a line ends a sentence, footnote marks behind its full stop apart."""
    words = line.words
    while len(words) > 1 and raised(words[-1], line.words):
        words = words[:-1]
    return ends_sentence(text_of(words))


def ends_early(a: Line, b: Line) -> bool:
    """Whether ``a`` ends before its column's edge on purpose.

    A line among stretched ones does so if it does not reach the edge; a ragged one, if the first word of ``b``
    would have found room in it.
    """
    layout = LAYOUT.paragraphs
    if a.even:
        return a.x1 < a.column[1] - layout.edge_slack * a.size
    return had_room(a, b)


def had_room(a: Line, b: Line) -> bool:
    """Whether the first word of ``b`` would have found room in ``a``, as no line of a paragraph leaves."""
    layout, first = LAYOUT.paragraphs, b.words[0]
    end = a.x1 + layout.word_space * a.size + first.x1 - first.x0
    return end < a.column[1] - layout.ragged_slack * a.size


def is_references(line: Line) -> bool:
    """Whether a line is the heading of a bibliography."""
    return section_name(line.text) in REFERENCES


def styled(line: Line, size: float) -> bool:
    """Whether a line is set as headings are: larger than text of ``size`` points, bold, in capitals or another face."""
    return line.size > LAYOUT.headings.size * size or line.bold or line.apart or shouts(line.text)


def shouts(text: str) -> bool:
    """Whether a text is written in capitals, a few letters of it apart."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return len(letters) >= LAYOUT.headings.capital_letters and capitals > LAYOUT.headings.capitals * len(letters)
