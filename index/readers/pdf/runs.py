"""A PDF's words -> runs, the parts of a line that no wide gap divides, and rows of runs side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median

from .layout import LAYOUT
from .words import Word

_LABEL = re.compile(r"\d{1,3}\.|\[\d{1,3}\]")


def text_of(words: Sequence[Word]) -> str:
    """Words as one text, a space before each word that has one, except the first."""
    return "".join(" " * (word.spaced and i > 0) + word.text for i, word in enumerate(words))


def raised(word: Word, line: Sequence[Word]) -> bool:
    """Whether a word stands above its line in smaller type, as footnote marks do."""
    return _is_above(word, main_word(line))


def all_raised(line: Sequence[Word]) -> list[bool]:
    """For each word of a line whether it is ``raised``."""
    main = main_word(line)
    return [_is_above(word, main) for word in line]


def _is_above(word: Word, main: Word) -> bool:
    smaller, higher = LAYOUT.runs.mark_size * main.size, main.y - LAYOUT.runs.mark_rise * main.size
    return word.size < smaller and word.y < higher


class Run:
    """Words of one line with no wide gap between them: left edge, right edge, base line and size in points."""

    def __init__(self, words: Sequence[Word]) -> None:
        """``words``: at least one, from left to right."""
        self.words = words
        self.x0, self.x1 = words[0].x0, words[-1].x1
        main = main_word(words)
        self.y, self.size = main.y, main.size


def main_word(words: Sequence[Word]) -> Word:
    """The first word of the size and base line that most characters have."""
    letters: Counter[tuple[float, float]] = Counter()
    for word in words:
        letters[round(word.size, 1), round(word.y)] += len(word.text)
    most = max(letters, key=lambda key: letters[key])
    return next(word for word in words if (round(word.size, 1), round(word.y)) == most)


def runs_of(words: Sequence[Word]) -> list[Run]:
    """Words drawn one after the other on a line, in that order, parted at wide gaps.

    A gap is wide by the type size or, in a stretched line, by the line's median gap; a number that hangs before an
    entry is no run of its own. Blank words are left out.
    """
    rows: list[list[Word]] = []
    for word in words:
        if word.text and rows and LAYOUT.runs.backward < _gap(rows[-1][-1], word) < inf:
            rows[-1].append(word)
        elif word.text:
            rows.append([word])
    runs: list[Run] = []
    for row in rows:
        gaps = [_gap(a, b) for a, b in pairwise(row)]
        wide = _wide_gap(gaps)
        begin = 0
        for i, gap in enumerate([*gaps, inf], start=1):
            if gap > (LAYOUT.runs.label_gap if i == begin + 1 and _LABEL.fullmatch(row[begin].text) else wide):
                runs.append(Run(row[begin:i]))
                begin = i
    return runs


def _wide_gap(gaps: Sequence[float]) -> float:
    """The widest gap, in type sizes, that does not part two runs of a row; ``gaps``: all of the row."""
    layout = LAYOUT.runs
    if not gaps:
        return layout.wide_gap
    return min(max(layout.wide_gap, layout.stretched_gap * median(gaps)), layout.widest_gap)


def _gap(before: Word, word: Word) -> float:
    """The gap between two words in their size; infinite for words of different lines."""
    size = max(before.size, word.size)
    return (word.x0 - before.x1) / size if abs(word.y - before.y) < LAYOUT.runs.same_line * size else inf


def rows_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs side by side over the whole width of the page: rows from the top down, each from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.y):
        if rows and run.y - rows[-1][0].y < LAYOUT.runs.same_row * run.size:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.x0) for row in rows]


def row_text(row: Sequence[Run]) -> str:
    """The texts of a row's runs, joined with single spaces."""
    return " ".join(text_of(run.words) for run in row)
