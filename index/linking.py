"""Links of a file -> the citations and note marks of passages, beside what the words of a text name.

A link is better evidence than words: words that seem to cite another entry than their link leads to cite what it
leads to. Marks that a file only prints, as a PDF's raised figures, lead to the note that bears them, or else to the
entry with their number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise

from .entries import entry_number, letters
from .names_and_years import YEAR
from .notes import label_of, with_sources
from .passage import Cite, Mark, Passage, Span, slice_starts
from .readers.manuscript import Manuscript
from .references import Bibliography

_LETTERED_YEAR = re.compile(rf"(?<!\d){YEAR}[a-z]?(?!\w)")
_DASH = re.compile(r"\s*[-‐‑–—]\s*")
_NUMBER = re.compile(r"[\[(]?\s*\d{1,4}\s*[\])]?")
_LABELS = re.compile(r"(\d{1,4})(?:\s*[-‐‑–—]\s*(\d{1,4}))?")
_WORD_BEFORE = re.compile(r"\S+\Z")
_LONGEST_WORD = 60  # characters
_NO_NAMES = frozenset("and und see also vgl siehe der die das the von van for from".split())
_MOST_AT_ONCE = 200  # entries that a range cites


@dataclass(frozen=True, slots=True)
class _Led:
    """A link in a passage's text; ``targets``: the numbers of the passages that it leads to."""

    span: Span
    targets: tuple[int, ...]
    label: str


def linked(passages: Sequence[Passage], manuscript: Manuscript) -> tuple[Passage, ...]:
    """The passages of a manuscript, in their order, with their citations and the marks of their notes."""
    entries = {n: p for n, p in enumerate(passages) if p.kind == "reference"}
    references = list(entries.values())
    bibliography = Bibliography(references, (p.text for p in passages if p.kind != "reference"))
    links = _links(passages, manuscript)
    marks = _marks(passages, links)
    by_number = _cites_by_label(passages, links, marks, bibliography)
    done = dict(entries)

    def cited(number: int) -> Passage:
        text = passages[number].text
        found = _led_to_entries(links.get(number, ()), entries, text)
        return replace(
            passages[number], cites=merged(bibliography.cites_in(text), [*found, *by_number.get(number, ())])
        )

    notes = {n: cited(n) for n, p in enumerate(passages) if p.kind == "note"}
    labels = {target: label for at in marks.values() for _, target, label in at}
    done |= dict(zip(notes, with_sources(list(notes.values()), labels_of(notes, labels), references), strict=True))
    for number in range(len(passages)):
        if number not in done:
            found = tuple(Mark(span, done[note], label) for span, note, label in marks.get(number, ()))
            done[number] = replace(cited(number), marks=found)
    return tuple(done[number] for number in range(len(passages)))


def labels_of(notes: Mapping[int, Passage], marks: Mapping[int, str]) -> list[str]:
    """The label of each note, in their order: the one it begins with, else that of its mark."""
    return [label_of(note.text) or marks.get(number, "") for number, note in notes.items()]


def merged(named: Sequence[Cite], led: Sequence[Cite]) -> tuple[Cite, ...]:
    """Citations by words and by links as one row: what a link contradicts is left out, and nothing stands twice."""
    kept: list[Cite] = []
    left = sorted(led, key=lambda cite: cite.span)
    for span, group in groupby(named, key=lambda cite: cite.span):
        said = list(group)
        meeting = [cite for cite in left if span.meets(cite.span)]
        entries = {id(cite.reference) for cite in said}
        if all(id(cite.reference) in entries for cite in meeting):
            kept += said
            left = [cite for cite in left if not span.meets(cite.span)]
    return tuple(sorted({(cite.span, id(cite.reference)): cite for cite in [*kept, *left]}.values(), key=_place))


def _place(cite: Cite) -> Span:
    return cite.span


def _links(passages: Sequence[Passage], manuscript: Manuscript) -> dict[int, list[_Led]]:
    """The links in each passage, by its number."""
    found: dict[int, list[_Led]] = defaultdict(list)
    if not manuscript.links:
        return found
    places = _Places(passages, manuscript.text)
    for link in manuscript.links:
        start = places.of(link.at.start, behind=link.at.start == link.at.end)
        end = places.of(link.at.end, behind=True)
        if start is None or end is None or start[0] != end[0] or start[1] > end[1]:
            continue
        text = passages[start[0]].text
        span = Span(start[1], end[1])
        targets = dict.fromkeys(place[0] for target in link.targets if (place := places.of(target)) is not None)
        led = [target for target in targets if passages[target].kind in ("note", "reference")]
        if link.by_place:
            said = link.label or span.of(text)
            led = [i for i in led if _agrees(said, passages[i])][:1]
        found[start[0]].append(_Led(span, tuple(led), link.label))
    return found


def _agrees(words: str, entry: Passage) -> bool:
    """Whether the words of a link that leads to a point may name the entry or note that stands there."""
    if entry.kind == "note":
        return label_of(entry.text) in ("", words.strip(" ()[]"))
    years = _LETTERED_YEAR.findall(words)
    said = set(_LETTERED_YEAR.findall(entry.text))
    if years and not said.intersection(years):
        return False
    names = {letters(name) for name in re.findall(r"[^\W\d_]{3,}", words)} - _NO_NAMES
    if names:
        return any(name in letters(entry.text) for name in names)
    numbers = re.findall(r"(?<!\d)\d{1,3}(?!\d)", words)
    number = entry_number(entry.text)
    return bool(years) or (bool(numbers) and (number is None or str(number) in numbers))


class _Places:
    """The places of a manuscript's text, as places in its passages."""

    def __init__(self, passages: Sequence[Passage], text: str) -> None:
        rows = [
            (piece.start, piece.end, number, start)
            for number, passage in enumerate(passages)
            for piece, start in zip(passage.source, slice_starts(text, passage.source), strict=True)
        ]
        self._rows = sorted(row for row in rows if row[0] < row[1])
        self._starts = [row[0] for row in self._rows]

    def of(self, offset: int, *, behind: bool = False) -> tuple[int, int] | None:
        """The passage's number, and the place in it, of the character at an offset; ``behind``: of that before it."""
        row = bisect_left(self._starts, offset if behind else offset + 1) - 1
        if row < 0:
            return None
        start, end, number, place = self._rows[row]
        if offset > end or (offset == end and not behind):
            return None
        return number, place + offset - start


def _led_to_entries(links: Sequence[_Led], entries: Mapping[int, Passage], text: str) -> list[Cite]:
    """The citations that links make; two numbers with a dash between them cite all entries from one to the other.

    entries  by their numbers as passages
    """
    led = [(_with_word(link.span, text), target) for link in links for target in link.targets if target in entries]
    cites = [Cite(span, entries[target]) for span, target in led]
    for (a, first), (b, last) in pairwise(led):
        numbers = _NUMBER.fullmatch(a.of(text)) and _NUMBER.fullmatch(b.of(text))
        if numbers and a.end <= b.start and _DASH.fullmatch(text, a.end, b.start):
            between = islice((entries[number] for number in range(first + 1, last) if number in entries), _MOST_AT_ONCE)
            cites += [Cite(Span(a.start, b.end), entry) for entry in between]
    return cites


def _with_word(span: Span, text: str) -> Span:
    """The place of a mark that left the text, as the word before it."""
    if span.start < span.end:
        return span
    word = _WORD_BEFORE.search(text, max(0, span.end - _LONGEST_WORD), span.end)
    return Span(word.start(), span.end) if word else span


_Marked = tuple[Span, int, str]  # the place of a mark, the number of its note, its label


def _marks(passages: Sequence[Passage], links: Mapping[int, Sequence[_Led]]) -> dict[int, list[_Marked]]:
    """The marks of notes in each passage that is none, by links or, where a file only prints them, by their labels."""
    labelled: dict[str, list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        if passage.kind == "note" and (label := label_of(passage.text)):
            labelled[label].append(number)
    marks: dict[int, list[_Marked]] = {}
    for number, led in links.items():
        passage = passages[number]
        found: list[_Marked] = []
        for link in led if passage.kind not in ("note", "reference") else ():
            notes = [target for target in link.targets if passages[target].kind == "note"]
            if not link.targets:
                notes = _bearing(link, passage, labelled, passages)
            found += [(link.span, note, link.label or link.span.of(passage.text)) for note in notes]
        if found:
            marks[number] = sorted(found)
    return marks


def _bearing(
    link: _Led, passage: Passage, labelled: Mapping[str, Sequence[int]], passages: Sequence[Passage]
) -> list[int]:
    """The notes that bear the labels of a printed mark: on its page, or the only ones that bear them."""
    pages = set(passage.pages_of(link.span))
    found: list[int] = []
    for label in re.split(r"\s*,\s*", link.label):
        notes = labelled.get(label, ())
        on_page = [number for number in notes if pages.intersection(passages[number].pages)]
        found += on_page[:1] if on_page else notes if len(notes) == 1 else []
    return found


def _cites_by_label(
    passages: Sequence[Passage],
    links: Mapping[int, Sequence[_Led]],
    marks: Mapping[int, Sequence[_Marked]],
    bibliography: Bibliography,
) -> dict[int, list[Cite]]:
    """The citations of entries by raised numbers; none in a file whose raised numbers are rather the marks of notes.

    Such a citation's characters are those of the word before it.
    """
    printed = [(number, led) for number, row in links.items() for led in row if not led.targets and led.label]
    as_notes = sum(len({span for span, _, _ in row}) for row in marks.values())
    numbered = [(number, led, _entries(led.label, bibliography)) for number, led in printed]
    if as_notes >= sum(bool(entries) for _, _, entries in numbered):
        return {}
    found: dict[int, list[Cite]] = defaultdict(list)
    for number, led, entries in numbered:
        found[number] += [Cite(_with_word(led.span, passages[number].text), entry) for entry in entries]
    return found


def _entries(label: str, bibliography: Bibliography) -> list[Passage]:
    """The entries that a label such as "3,5–7" names; none if one of its numbers is no entry's."""
    numbers: list[int] = []
    for part in re.split(r"\s*[,;]\s*", label):
        match = _LABELS.fullmatch(part)
        if match is None:
            return []
        numbers += range(int(match[1]), int(match[2] or match[1]) + 1)[:_MOST_AT_ONCE]
    entries = [bibliography.numbered(number) for number in numbers]
    return [entry for found in entries for entry in found] if all(entries) else []
