"""The first lines of a bibliography's entries, by the numbers that they bear."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Line
from .signs import closes

_NUMBERED = re.compile(r"(?:\[(\d{1,4})\]\s*|(\d{1,4})[.)](?:\s+|(?=[^\W\d_])))(?=\S)")


def numbered_starts(piece: Sequence[Line]) -> tuple[int, ...]:
    """The places of the lines that begin an entry, of lines of a bibliography in one column; () if none tells.

    Numbers that follow one another begin entries, wherever their lines are indented; a number alone does so at the
    top, or after the end of a sentence. One number may be missing, behind a whole entry: it was misprinted.
    """
    chain: list[int] = []
    last = 0
    for place, line in enumerate(piece):
        match = _NUMBERED.match(line.text)
        number = int(match[1] or match[2]) if match else 0
        words = match is not None and not line.text[match.end()].isdigit()
        goes_on = number == last + 1 or (number == last + 2 and words and closes(piece[place - 1]))
        if number and (goes_on if chain else words):
            chain.append(place)
            last = number
    alone = len(chain) == 1 and chain[0] and not closes(piece[chain[0] - 1])
    return () if alone else tuple(chain)
