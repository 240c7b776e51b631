"""The typefaces of a PDF: lines set apart by another face than the text's, and letters drawn twice or spaced.

Publishers' fonts often have names that say nothing ("AdvTT86d47313"), so a face is known by its use: one that stands
in short runs of lines, few of the document's letters, and in what could be headings, sets headings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from ...headings import is_known, number_of
from .layout import LAYOUT
from .lines import Line
from .signs import closes, rounded
from .words import Word

Face = tuple[str, float]
"""A font's name and its size, to the half point."""


def with_faces(lines: Sequence[Line]) -> list[Line]:
    """The lines in their order, spaced and doubled letters put right, those in a face of headings marked ``apart``."""
    lines = [_respaced(_undoubled(line)) for line in lines]
    letters: Counter[Face] = Counter()
    for line in lines:
        for word in line.words:
            letters[word.font, rounded(word.size)] += sum(map(str.isalpha, word.text))
    body = max(letters, key=lambda face: letters[face], default=("", 0.0))
    chosen = _heading_faces(lines, letters, body)
    return [replace(line, apart=_is_apart(line, chosen, body)) for line in lines]


def _is_apart(line: Line, chosen: Set[Face], body: Face) -> bool:
    """Whether a line is in a face of headings, or has a heading's number or name in another face than the text's."""
    face = face_of(line)
    named = face is not None and face[0] != body[0] and (is_known(line.text) or len(number_of(line.text)) > 1)
    return face in chosen or (named and _is_heading_like([line]))


def face_of(line: Line) -> Face | None:
    """The face of a line, None for one of several: a name of a species in italics is none of its own."""
    letters: Counter[str] = Counter()
    for word in line.words:
        letters[word.font] += sum(map(str.isalpha, word.text))
    most = max(letters, key=lambda font: letters[font], default="")
    whole = sum(letters.values())
    return (most, rounded(line.size)) if most and letters[most] > LAYOUT.faces.pure * whole else None


def _heading_faces(lines: Sequence[Line], letters: Counter[Face], body: Face) -> set[Face]:
    layout = LAYOUT.faces
    runs: defaultdict[Face, list[list[Line]]] = defaultdict(list)
    for (face, _), group in groupby(lines, key=lambda line: (face_of(line), line.region)):
        if face is not None and face[0] != body[0]:
            runs[face].append(list(group))
    whole = sum(letters.values())
    return {
        face
        for face, found in runs.items()
        if letters[face] < layout.rare * whole
        and sum(map(_is_heading_like, found)) >= layout.headings * len(found)
        and sum(len(run) for run in found if len(run) > layout.lines) <= layout.long * sum(map(len, found))
    }


def _is_heading_like(run: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in run)
    first = text[:1]
    return len(run) <= LAYOUT.faces.lines and not closes(run[-1]) and (first.isupper() or first.isdigit())


# ---- letters drawn twice, and spaced ones


def _undoubled(line: Line) -> Line:
    """A line whose letters are each drawn twice, as bold type is made: "RREEFF" is read once."""
    if not any(_is_doubled(word.text) and len(word.text) >= LAYOUT.faces.doubled for word in line.words):
        return line
    words = [replace(word, text=word.text[::2]) if _is_doubled(word.text) else word for word in line.words]
    return replace(line, words=tuple(words))


def _is_doubled(text: str) -> bool:
    pairs = list(zip(text[::2], text[1::2], strict=False))
    return len(text) % 2 == 0 and len(text) > 1 and any(map(str.isalpha, text)) and all(a == b for a, b in pairs)


def _respaced(line: Line) -> Line:
    """A line of spaced letters ("A B S T R A C T") as words: a wider gap than the usual one parts two."""
    words = line.words
    single = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    if single < LAYOUT.faces.spaced or single < LAYOUT.faces.spaced_share * len(words):
        return line
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    wide = LAYOUT.faces.spaced_gap * max(median(gaps), LAYOUT.faces.spaced_least * line.size)
    return replace(line, words=tuple(_joined(words, [gap > wide for gap in gaps])))


def _joined(words: Sequence[Word], parted: Sequence[bool]) -> Iterator[Word]:
    yield words[0]
    for word, apart in zip(words[1:], parted, strict=True):
        yield replace(word, spaced=apart)
