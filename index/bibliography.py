"""The passages that are a bibliography, by their looks: where its heading is missing, or heads something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .entries import entry_number, names_first, starts_entry
from .headings import NOTES, section_name
from .last_entry import entries_end, is_life
from .names_and_years import YEAR
from .notes import label_of
from .passage import Kind, Passage, Span
from .sections import STEP
from .text import split_sentences

_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_LONG = 400  # characters: text so long that begins as no entry does is a paragraph
_PROSE = 150  # characters: a text that is no entry and has more is none of a menu or a page's foot either
_FOOT = 80  # characters: a line of a page's foot has fewer
_FEWEST = {True: 3, False: 5}  # entries without a heading: numbered, or not
_NAMED = 0.6  # of them begin with names, at least
_AFTER = 6  # passages that may follow the bibliography


def settled(passages: Sequence[Passage]) -> list[Passage]:
    """Passages of an article, those of its bibliography filed as entries and no others, each with its number.

    A run of passages under "References" of which hardly one looks like an entry is text: the heading was a tab or a
    menu's. Behind the last entry, lines of the page's foot and a publisher's list are notes, and authors' lives
    anywhere. Without a heading, entries that stand together near the end, numbered from 1 or all beginning with names
    and a year, are the bibliography. Paragraphs under "Notes" that begin with a mark are notes.
    """
    found = list(passages)
    for start, end in _runs(found):
        found[start:end] = _under_heading(found[start:end])
    found = _without_tail(found)
    if not any(passage.kind == "reference" for passage in found):
        start, end = _unheaded(found)
        found[start:end] = [_as(p, "reference", "") if p.kind == "body" else p for p in found[start:end]]
    found = _with_notes(found)
    return list(_numbered(found)) if found != list(passages) else found


def _under_heading(run: Sequence[Passage]) -> list[Passage]:
    """The passages of a run under a bibliography's heading as what they are."""
    likely = [i for i, passage in enumerate(run) if _is_likely(passage.text)]
    entries = set(likely)
    prose = sum(len(passage.text) > _PROSE for i, passage in enumerate(run) if i not in entries)
    if prose >= max(1, len(likely)):
        return [_as(passage, "body", "") for passage in run]
    last = likely[-1] if likely else len(run)
    return [*run[: last + 1], *map(_at_foot, run[last + 1 :])]


def _at_foot(passage: Passage) -> Passage:
    """A passage behind the last entry; a line of the page's foot as a note."""
    foot = passage.kind == "reference" and len(passage.text) < _FOOT and not _YEAR.search(passage.text)
    return _as(passage, "note", passage.section) if foot else passage


def _without_tail(passages: Sequence[Passage]) -> list[Passage]:
    """The passages, what stands behind the last entry of the bibliographies, and lives of authors, as notes."""
    places = [i for i, passage in enumerate(passages) if passage.kind == "reference"]
    texts = [passages[i].text for i in places]
    end = entries_end(texts)
    behind = {i for n, i in enumerate(places) if n >= end or is_life(texts[n])}
    return [_as(p, "note", p.section) if i in behind else p for i, p in enumerate(passages)]


def _with_notes(passages: Sequence[Passage]) -> list[Passage]:
    """The passages, those under "Notes" that begin with a mark filed as notes, with what goes on behind them."""
    found: list[Passage] = []
    within = ""  # the section whose notes have begun
    for passage in passages:
        if passage.kind == "body" and section_name(passage.section.rpartition(STEP)[2]) in NOTES:
            within = passage.section if within == passage.section or label_of(passage.text) else ""
            found.append(_as(passage, "note", passage.section) if within else passage)
        else:
            found.append(passage)
    return found


def _runs(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """The first and the end of each run of entries under one heading; captions and notes in between go with it."""
    start = end = 0
    for i, passage in enumerate(passages):
        if passage.kind == "reference":
            if end and passage.section != passages[start].section:
                yield start, end
                end = 0
            start = start if end else i
            end = i + 1
        elif end and passage.kind == "body":
            yield start, end
            end = 0
    if end:
        yield start, end


def _is_likely(text: str) -> bool:
    """Whether a text may be an entry: it begins as one, or is short and holds a year."""
    begins = entry_number(text) is not None or starts_entry(text) or names_first(text)
    return begins or (len(text) < _LONG and bool(_YEAR.search(text)))


def _unheaded(passages: Sequence[Passage]) -> tuple[int, int]:
    """The first and the end of the entries that stand together near the end; (0, 0) for none."""
    body = [i for i, passage in enumerate(passages) if passage.kind == "body"]
    for numbered in (True, False):
        run: list[int] = []
        for i in body:
            number = entry_number(passages[i].text)
            goes_on = number == len(run) + 1 if numbered else starts_entry(passages[i].text)
            run = [*run, i] if goes_on else [i] if numbered and number == 1 else [] if _ends(run, body) else run
        text = [passages[i].text for i in run]
        named = sum(map(names_first, text))
        if len(run) >= _FEWEST[numbered] and named >= _NAMED * len(run) and all(map(_YEAR.search, text)):
            return run[0], run[-1] + 1
    return 0, 0


def _ends(run: Sequence[int], body: Sequence[int]) -> bool:
    """Whether so much follows a run that it is not the bibliography."""
    return not run or sum(i > run[-1] for i in body) > _AFTER


def _as(passage: Passage, kind: Kind, section: str) -> Passage:
    text = passage.text
    sentences = (Span(0, len(text)),) if kind == "reference" else tuple(split_sentences(text))
    return replace(passage, kind=kind, section=section, sentences=sentences)


def _numbered(passages: Sequence[Passage]) -> Iterator[Passage]:
    counts: Counter[tuple[Kind, str]] = Counter()
    for passage in passages:
        counts[passage.kind, passage.section] += 1
        yield replace(passage, number=counts[passage.kind, passage.section])
