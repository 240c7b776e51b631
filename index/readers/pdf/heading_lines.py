"""The lines of a PDF's headings: two may be one heading, and one at the head of a paragraph is parted from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...headings import ABSTRACT, REFERENCES, is_known, number_of, section_name
from .faces import face_of
from .layout import LAYOUT
from .notes import begins_with_mark
from .part import Part
from .signs import BULLET, closes, had_room, measures_of, shouts
from .words import Word

_STOP = re.compile(r"[^\W\d_].*[.:—–]$")


def joined(parts: Sequence[Part]) -> list[Part]:
    """The parts in their order, each heading of several lines one part."""
    measures = measures_of([line for part in parts for line in part.lines])
    found: list[Part] = []
    for part in parts:
        above = found[-1] if found else None
        if above is not None and above.kind == "heading" and _goes_on(above, part):
            a, b = above.lines[-1], part.lines[0]
            usual = max(measures.leading(a.size), measures.leading(measures.body))
            if b.y - a.y - usual < LAYOUT.paragraphs.parted_gap * a.size:
                found[-1] = replace(above, lines=(*above.lines, *part.lines))
                continue
        found.append(part)
    return found


def _goes_on(above: Part, part: Part) -> bool:
    """Whether a heading goes on in the next part: of the same type, right below it, and no heading of its own."""
    a, b = above.lines[-1], part.lines[0]
    alike = face_of(a) == face_of(b) and abs(a.size - b.size) < LAYOUT.paragraphs.same_size * a.size
    same = alike and a.region == b.region and (a.bold, a.apart) == (b.bold, b.apart)
    if not same or part.kind not in ("text", "heading") or len(above.lines) + len(part.lines) > LAYOUT.headings.lines:
        return False
    if closes(a) or (part.kind == "text" and closes(part.lines[-1])):
        return False
    if is_known(above.text) or is_known(part.text) or number_of(part.text) or BULLET.match(part.text):
        return False
    if shouts(a.text) != shouts(b.text):
        return False
    centred = abs(a.x0 + a.x1 - b.x0 - b.x1) < 2 * a.size and abs(a.x0 - b.x0) > a.size
    return part.text[:1].islower() or centred or not had_room(a, b)


def out_of_notes(parts: Sequence[Part]) -> Iterator[Part]:
    """Small print at a column's foot that has headings of its own ("Abbreviations") as headings and text."""
    region = -1  # the region of which all that follows is text
    for part in parts:
        first = part.lines[0]
        headed = (first.bold or first.apart) and is_known(first.text) and len(part.lines) > 1
        if part.kind != "note" or not (headed or (first.region == region and not begins_with_mark(first))):
            yield part
            continue
        region = first.region
        if headed:
            yield Part((first,), "heading")
        yield Part(part.lines[headed:], "text", indented=True)


def without_run_ins(parts: Sequence[Part]) -> Iterator[Part]:
    """Paragraphs that begin with a heading in another face ("Ethics. The study ...") as heading and text."""
    leads = {id(part): _lead(part) for part in parts if part.kind == "text" and not part.fragment}
    times = Counter(lead[0].font for part in parts if (lead := leads.get(id(part))))
    in_abstract = in_references = False
    for part in parts:
        if part.kind == "heading":
            in_abstract, in_references = section_name(part.text) in ABSTRACT, section_name(part.text) in REFERENCES
        lead = leads.get(id(part), ())
        words = " ".join(word.text for word in lead).rstrip(".:—– ")
        often = lead and times[lead[0].font] >= LAYOUT.headings.run_ins and lead[-1].text.endswith(".")
        known = is_known(words) and not (in_references and len(words.split()) < 2)
        if not lead or in_abstract or not (known or (often and not in_references)):
            yield part
            continue
        first = part.lines[0]
        yield Part((replace(first, words=lead),), "heading")
        yield replace(part, lines=(replace(first, words=first.words[len(lead) :]), *part.lines[1:]), indented=True)


def _lead(part: Part) -> tuple[Word, ...]:
    """The words in another face at the head of a paragraph, up to a stop; () if there are none."""
    words = part.lines[0].words
    font = words[0].font
    count = next((i for i, word in enumerate(words) if word.font != font), len(words))
    rest = Counter(word.font for line in part.lines for word in line.words)
    common = max(rest, key=lambda name: rest[name])
    lead = words[:count]
    text = " ".join(word.text for word in lead)
    if font == common or not 0 < count < len(words) or count > LAYOUT.headings.run_in_words:
        return ()
    if (
        not (_STOP.match(text) or is_known(text))
        or not text[0].isupper()
        or any(map(str.isdigit, text))
        or words[count].text[:1].islower()
    ):
        return ()
    return lead
