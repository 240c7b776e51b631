"""Letters of a PDF's lines that are drawn far apart, as in a heading "A B S T R A C T"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from .layout import LAYOUT
from .lines import Line
from .words import Word


def respaced(line: Line) -> Line:
    """A line of spaced letters ("A B S T R A C T") as words: a wider gap than the usual one parts two."""
    words, layout = line.words, LAYOUT.spaced
    single = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    if single < layout.letters or single < layout.share * len(words):
        return line
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    wide = layout.gap * max(median(gaps), layout.least * line.size)
    return replace(line, words=tuple(_spaced(words, [gap > wide for gap in gaps])))


def _spaced(words: Sequence[Word], parted: Sequence[bool]) -> Iterator[Word]:
    yield words[0]
    for word, apart in zip(words[1:], parted, strict=True):
        yield replace(word, spaced=apart)
