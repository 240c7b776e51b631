"""Notes: the entries and the earlier notes that a note names. Historians' and lawyers' sources stand there.

"Ibid.", "Kern, op. cit.", "Kern (n 3)", "supra note 3" lead to an earlier note; "Kern, The Salt Road, p. 12" to the
entry of that author and title, or to the note that first gives it. What may mean two is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .entries import entry_key, letters, without_number
from .names_and_years import SURNAME_WORD
from .passage import Cite, Mark, Passage, Span

_LABEL = re.compile(r"\[?(\d{1,4}|[*∗†‡§¶]{1,4})[.)\]:]?\s+(?=\S)|([*∗†‡§¶]{1,4})(?=\w)")
_WORD = rf"\b(?!(?:see|cf|the|also|in|as|and|vgl|siehe)\b){SURNAME_WORD}"
_NAME = rf"(?P<name>{_WORD})"
_IBID = r"\b[Ii]bid(?:em)?\b\.?|\b(?:ebd|ebenda|ebda)\b\.?|(?<![\w.])[Ii]d\.?,? at (?=\d)"
_AGAIN = (
    rf"{_NAME},?\s+(?:(?P<short>[^,;.()]{{3,60}}),\s+)?(?:op|loc|art)\.?\s?cit\b\.?"
    rf"|(?P<german>{_WORD}),?\s+a\.\s?a\.\s?O\."
)
_TO_NUMBER = (
    rf"(?:(?P<author>{_WORD}),?\s+)?(?:\(\s*)?(?:(?:see|above|supra|wie|siehe|cit\.|vgl\.)\s+)?"
    r"\b(?:notes?|nn?\.?|fn\.?|footnotes?|Anm\.|Fn\.|Fußnote)\s?(?P<number>\d{1,4})\b(?:\s+(?:above|supra|oben))?(?:\s?\))?"
)
_BACK = re.compile(f"(?P<ibid>{_IBID})|(?P<again>{_AGAIN})|(?P<numbered>{_TO_NUMBER})", re.IGNORECASE)
# A surname, a comma or colon, and the words that may be a title, in quotation marks or not.
_NAMED_TITLE = re.compile(
    rf"(?P<name>{SURNAME_WORD})(?:\s*\((?:eds?|hg|hrsgg?)\.?\))?\s*[,:]\s*[“\"‘'„«»]?\s*"
    r"(?P<title>[^\W\d_][^,.;:()\[\]“\"”„«»‘]{3,160})",
    re.IGNORECASE,
)
_TITLE_LETTERS = 6  # a shorter title says too little
_DEEPEST = 20  # notes that lead on to other notes, one after another


@dataclass(frozen=True, slots=True)
class Back:
    """Words of a note that lead to an earlier one.

    name    the author named, "" for none
    number  the label of the note meant, "" for none
    short   a short title beside the name, "" for none
    """

    span: Span
    name: str = ""
    number: str = ""
    short: str = ""

    @property
    def is_ibid(self) -> bool:
        """Whether the note before is meant."""
        return not self.name and not self.number


def label_of(text: str) -> str:
    """The mark that a note begins with, "" for none.

    >>> label_of("12 Kern, Salt, p. 4."), label_of("* A widow."), label_of("Kern, Salt, p. 4.")
    ('12', '*', '')
    """
    match = _LABEL.match(text)
    return (match[1] or match[2]) if match else ""


def back_in(text: str) -> tuple[Back, ...]:
    """The words of a note that lead to earlier ones, in order.

    >>> [(back.name, back.number) for back in back_in("See Kern, op. cit., p. 4; ibid., p. 9; Moss (n 3) 7.")]
    [('Kern', ''), ('', ''), ('Moss', '3')]
    """
    found = []
    for match in _BACK.finditer(text):
        name = match["name"] or match["german"] or match["author"] or ""
        if match["again"] and not name[:1].isupper():
            continue
        name = name if name[:1].isupper() else ""  # "in note 3"
        start = match.start() if name or not match["author"] else match.end("author") + 1
        found.append(Back(Span(start, match.end()), name, match["number"] or "", (match["short"] or "").strip()))
    return tuple(found)


def with_sources(notes: Sequence[Passage], labels: Sequence[str], references: Sequence[Passage]) -> tuple[Passage, ...]:
    """Notes in reading order with the entries that they name by title, and with their marks to earlier notes.

    notes   with the citations that their links and years make
    labels  of each note, "" for one that is not known
    """
    titles = _Titles(references)
    found: list[Passage] = []
    depths: list[int] = []
    for place, note in enumerate(notes):
        held = tuple(cite.span for cite in note.cites)
        named = [cite for cite in titles.cites_in(note.text) if not any(cite.span.meets(span) for span in held)]
        cites, marks = [*note.cites, *named], []
        for back in back_in(note.text):
            if any(back.span.meets(cite.span) for cite in cites):
                continue
            before = _meant(back, place, found, labels)
            if before is None or depths[before] >= _DEEPEST:
                continue
            before = _origin(before, found)
            marks.append((before, Mark(back.span, found[before], labels[before])))
            entries = {id(cite.reference): cite.reference for cite in found[before].cites}
            about = [entry for entry in entries.values() if not back.name or _is_by(entry, back.name)]
            cites += [Cite(back.span, about[0])] if len(about) == 1 else []
        ordered = tuple(sorted(cites, key=lambda cite: cite.span))
        found.append(replace(note, cites=ordered, marks=tuple(mark for _, mark in marks)))
        depths.append(1 + max((depths[before] for before, _ in marks), default=-1))
    return tuple(found)


def _meant(back: Back, place: int, notes: Sequence[Passage], labels: Sequence[str]) -> int | None:
    """The place of the note that is meant; None for none before, or several."""
    if back.number:
        earlier = [i for i in range(place) if labels[i] == back.number]
        return earlier[0] if len(earlier) == 1 else None
    if back.is_ibid:
        follows = place and (not labels[place].isdigit() or labels[place] == "1" or _follows(labels, place))
        return place - 1 if follows else None
    name, short = letters(back.name), letters(back.short)
    about = [i for i in range(place) if _names_first(notes[i].text, name)]
    if short and len(about) > 1:
        about = [i for i in about if short in letters(notes[i].text)] or about
    return about[0] if len(about) == 1 else None


def _follows(labels: Sequence[str], place: int) -> bool:
    return labels[place - 1].isdigit() and int(labels[place - 1]) == int(labels[place]) - 1


def _origin(place: int, notes: Sequence[Passage]) -> int:
    """The note to which one leads that does nothing else: of "Ibid." the one that gives the source."""
    note = notes[place]
    if len(note.marks) == 1 and note.text[: note.marks[0].span.start].strip(" \t0123456789.[]()") == "":
        return next(i for i, other in enumerate(notes) if other is note.marks[0].note)
    return place


def _names_first(text: str, name: str) -> bool:
    """Whether a note gives a source of that author in full: it names the author, and not as one known already."""
    if any(letters(back.name) == name for back in back_in(text)):
        return False
    return any(letters(word) == name for word in re.findall(SURNAME_WORD, text))


def _is_by(entry: Passage, name: str) -> bool:
    key = entry_key(entry.text)
    return key is not None and any(letters(name) in letters(author.surname) for author in key.authors)


class _Titles:
    """Entries, to be found by an author's surname and the beginning or a part of the title."""

    def __init__(self, references: Sequence[Passage]) -> None:
        self._by_name: dict[str, list[tuple[Passage, str]]] = {}
        for entry in references:
            key = entry_key(entry.text)
            for author in key.authors if key else ():
                words = f" {_words(without_number(entry.text))} "
                self._by_name.setdefault(letters(author.surname.split()[-1]), []).append((entry, words))

    def cites_in(self, text: str) -> Iterator[Cite]:
        for match in _NAMED_TITLE.finditer(text) if self._by_name else ():
            title = _words(match["title"])
            entries = self._by_name.get(letters(match["name"]), [])
            named = [entry for entry, words in entries if f" {title} " in words]
            if len(title) >= _TITLE_LETTERS and len(named) == 1:
                yield Cite(Span(match.start(), match.start() + len(match[0].rstrip())), named[0])


def _words(text: str) -> str:
    return " ".join(letters(word) for word in re.findall(r"[^\W\d_]+", text))
