"""The typefaces of a PDF: lines set apart by another face than the text's.

Publishers' fonts often have names that say nothing ("AdvTT86d47313"), so a face is known by its use: one that stands
in short runs of lines, few of the document's letters, and in what could be headings, sets headings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import groupby

from ...headings import is_known, number_of
from .layout import LAYOUT
from .lines import Line
from .signs import LABELLED, Measures, closes, gap_between, measures_of, rounded
from .spaced import respaced

Face = tuple[str, float]
"""A font's name and its size, to the half point."""


def with_faces(lines: Sequence[Line]) -> list[Line]:
    """The lines in their order, spaced letters put right, those in a face of headings marked ``apart``."""
    lines = _without_ornaments([respaced(line) for line in lines])
    letters: Counter[Face] = Counter()
    for line in lines:
        for word in line.words:
            letters[word.font, rounded(word.size)] += sum(map(str.isalpha, word.text))
    body = max(letters, key=lambda face: letters[face], default=("", 0.0))
    chosen = _heading_faces(lines, letters, body)
    measures = measures_of(lines)
    return [
        replace(line, apart=_is_apart(line, chosen, body) or _stands_alone(lines, i, body, measures))
        for i, line in enumerate(lines)
    ]


def _without_ornaments(lines: Sequence[Line]) -> list[Line]:
    """The lines without a square or the like before headings: a letter of a font that has no other in the document."""
    letters: defaultdict[str, set[str]] = defaultdict(set)
    places: Counter[str] = Counter()
    for line in lines:
        for i, word in enumerate(line.words):
            letters[word.font].add(word.text)
            places[word.font] += i == 0 and len(line.words) > 1
    ornaments = {
        font
        for font, texts in letters.items()
        if len(texts) == 1 and len(next(iter(texts))) == 1 and places[font] >= LAYOUT.faces.ornaments
    }
    first = [len(line.words) > 1 and line.words[0].font in ornaments for line in lines]
    return [replace(line, words=line.words[1:]) if cut else line for line, cut in zip(lines, first, strict=True)]


def _stands_alone(lines: Sequence[Line], i: int, body: Face, measures: Measures) -> bool:
    """Whether a line in another face than the text's has more room than usual above and below it, as a heading has."""
    line = lines[i]
    face = face_of(line)
    if face is None or face[0] == body[0] or not _is_heading_like([line]):
        return False
    above = lines[i - 1] if i and lines[i - 1].region == line.region else None
    below = lines[i + 1] if i + 1 < len(lines) and lines[i + 1].region == line.region else None
    if below is None or face_of(below) == face or gap_between(line, below, measures) < LAYOUT.faces.room_below:
        return False
    return above is None or (closes(above) and gap_between(above, line, measures) > LAYOUT.faces.room_above)


def _is_apart(line: Line, chosen: Set[Face], body: Face) -> bool:
    """Whether a line is in a face of headings, or has a heading's number or name in another face than the text's."""
    face = face_of(line)
    if face is None:  # several faces, of which none is the text's: "Table 7 Places (Continued)"
        fonts = {word.font for word in line.words if any(map(str.isalpha, word.text))}
        labelled = (line.words[0].font, rounded(line.size)) in chosen and LABELLED.match(line.text)
        return bool(labelled) and body[0] not in fonts
    named = face[0] != body[0] and (is_known(line.text) or len(number_of(line.text)) > 1)
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
