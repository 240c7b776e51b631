"""A PDF's words -> runs, the parts of a line that no wide gap divides, and rows of runs side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median

from .words import Word


def text_of(words: Sequence[Word]) -> str:
    return "".join(" " * (word.spaced and i > 0) + word.text for i, word in enumerate(words))


def raised(word: Word, line: Sequence[Word]) -> bool:
    """Whether a word stands above its line in smaller type, as footnote marks do."""
    main = main_word(line)
    return word.size < 0.85 * main.size and word.y < main.y - 0.15 * main.size


class Run:
    """Words of one line with no wide gap between them."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.x0, self.x1 = words[0].x0, words[-1].x1
        main = main_word(words)
        self.y, self.size = main.y, main.size


def main_word(words: Sequence[Word]) -> Word:
    """The word whose size and base line are those of the most letters."""
    letters: Counter[tuple[float, float]] = Counter()
    for word in words:
        letters[round(word.size, 1), round(word.y)] += len(word.text)
    most = max(letters, key=lambda key: letters[key])
    return next(word for word in words if (round(word.size, 1), round(word.y)) == most)


def runs_of(words: Sequence[Word]) -> list[Run]:
    """Words that are drawn one after the other on a line, parted at gaps that are wide, for a stretched line too."""
    rows: list[list[Word]] = []
    for word in words:
        if word.text and rows and -0.5 < _gap(rows[-1][-1], word) < inf:
            rows[-1].append(word)
        elif word.text:
            rows.append([word])
    runs: list[Run] = []
    for row in rows:
        gaps = [_gap(a, b) for a, b in pairwise(row)]
        wide = min(max(0.75, 1.4 * median(gaps)), 1.6) if gaps else 0.75
        begin = 0
        for i, gap in enumerate([*gaps, inf], start=1):
            if gap > wide:
                runs.append(Run(row[begin:i]))
                begin = i
    return runs


def _gap(before: Word, word: Word) -> float:
    """The gap between two words in their size; infinite where they stand on different lines."""
    size = max(before.size, word.size)
    return (word.x0 - before.x1) / size if abs(word.y - before.y) < 0.6 * size else inf


def rows_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs side by side over the whole width of the page, from the top down."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.y):
        if rows and run.y - rows[-1][0].y < 0.3 * run.size:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.x0) for row in rows]


def row_text(row: Sequence[Run]) -> str:
    return " ".join(text_of(run.words) for run in row)
