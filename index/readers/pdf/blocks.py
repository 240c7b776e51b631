"""A PDF's parts -> blocks: a paragraph cut by a column's or page's end is one block; front matter is put in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...front import is_about_document, is_author_line
from ...headings import REFERENCES, is_known, looks_like_heading, section_name
from ...references import starts_entry
from ..manuscript import BlockKind
from ..raised import TAIL, in_line
from .layout import LAYOUT
from .lines import Line
from .part import Part
from .runs import all_raised, raised, text_of
from .signs import LABEL, closes, ends_early, had_room, measures_of
from .words import RULE, Word

_ABSTRACT = re.compile(r"(abstract|summary)\s*[.:—–-]+\s*", re.IGNORECASE)
_PROSE = ("text", "heading")


@dataclass
class PdfBlock:
    """Parts that make one block, in reading order."""

    parts: list[Part] = field(default_factory=list)
    kind: BlockKind = "text"


def blocks_of(parts: Sequence[Part], title: Sequence[Line] = ()) -> list[PdfBlock]:
    """The blocks of parts in reading order, the title first. ``title``: its lines, which no part holds."""
    blocks: list[PdfBlock] = []
    body = measures_of([line for part in parts for line in part.lines]).body
    going_on: dict[bool, PdfBlock] = {}  # the paragraph that may yet go on, of small print and of the text's size
    fonts = _Fonts(parts)
    in_references = False
    for part in _with_abstract(_title_first(list(_about_apart(parts)), title)):
        small = part.lines[0].size < LAYOUT.paragraphs.aside * body and not in_references
        before = going_on.get(small)
        foreign = before is not None and part.kind == "text" and fonts.differ(before.parts[-1], part)
        if part.kind == "heading":
            in_references = section_name(part.text) in REFERENCES
            going_on = {}
        elif part.kind == "text" and before and not foreign and _goes_on(before.parts[-1], part, in_references):
            before.parts.append(part)
            continue
        block = PdfBlock([part], "table" if part.fragment else part.kind)
        if part.fragment and blocks and blocks[-1].kind == "table" and blocks[-1].parts[-1].fragment:
            blocks[-1].parts.append(part)
            continue
        blocks.append(block)
        waits = foreign and before is not None and not closes(before.parts[-1].lines[-1])
        if part.kind == "text" and not part.fragment and not waits:
            going_on[small] = block
    return blocks


class _Fonts:
    """The fonts of a document's text, page by page: the words in a drawing are in another one."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._letters: Counter[tuple[int, str]] = Counter()
        for part in parts:
            for line in part.lines:
                for word in line.words:
                    self._letters[line.page, word.font] += len(word.text)

    def differ(self, before: Part, part: Part) -> bool:
        """Whether a part has nothing in the font of the one before it, though its page has text in that one: a file may
        name a font anew on each page."""
        font = _font(before)
        common = self._letters[part.lines[0].page, font] >= LAYOUT.paragraphs.font_letters
        return common and not before.fragment and not part.fragment and font not in _fonts(part)


def _font(part: Part) -> str:
    letters = _fonts(part)
    return max(letters, key=lambda font: letters[font])


def _fonts(part: Part) -> Counter[str]:
    """The fonts of a part, with the number of their letters."""
    letters: Counter[str] = Counter()
    for line in part.lines:
        for word in line.words:
            letters[word.font] += len(word.text)
    return letters


def _about_apart(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts, those that tell of the document (a licence, an address) as notes: text goes on past them."""
    for part in parts:
        about = part.kind in ("text", "heading") and is_about_document(part.text)
        yield replace(part, kind="note", fragment=False) if about else part


def line_texts(block: PdfBlock) -> list[str]:
    """The text of each line, in order; the marks of notes dropped from prose and headings, raised figures in signs of
    their own, a space set after the mark of a note."""
    lines = [line for part in block.parts for line in part.lines]
    prose = block.kind == "heading" or (block.kind == "text" and any(closes(line) for line in lines))
    return [_line_text(line, prose, block.kind == "note") for line in lines]


def _line_text(line: Line, prose: bool, note: bool) -> str:
    words = [word for word in line.words if word.text != RULE]
    if not words:
        return ""
    if note and len(words) > 1 and raised(words[0], words):
        words[1] = replace(words[1], spaced=True)
    if len({round(word.size, 1) for word in words}) == 1:  # most lines: none is raised
        return text_of(words)
    kept: list[Word] = []
    dropped: Word | None = None
    for i, (word, above) in enumerate(zip(words, all_raised(words), strict=True)):
        said = _said(words, i, kept[-TAIL:]) if above else word.text
        if prose and not said:
            dropped = word
            continue
        spaced = word.spaced
        if dropped:
            spaced = (spaced or dropped.spaced) and word.text[0] not in ".,;:!?)]"
        kept.append(replace(word, text=said or word.text, spaced=spaced))
        dropped = None
    return text_of(kept)


def _said(words: Sequence[Word], i: int, before: Sequence[Word]) -> str:
    """The text that a raised word adds to its line, "" for a note's mark. ``before``: the words in front of it."""
    following = words[i + 1] if i + 1 < len(words) else None
    after = "" if following is None or following.spaced else following.text
    return in_line(text_of(before) + " " * words[i].spaced, words[i].text, after)


def _goes_on(before: Part, part: Part, in_references: bool) -> bool:
    """Whether a paragraph goes on in a part after a column's end, a figure, a note or a formula."""
    last, first = before.lines[-1], part.lines[0]
    ended = closes(last)
    adjoining = last.region == first.region
    if part.fragment:  # a formula is part of its sentence
        return adjoining and not ended and before.kind == "text" and not in_references
    if abs(last.size - first.size) > LAYOUT.paragraphs.same_size * last.size and not before.fragment:
        return False
    if LABEL.match(part.text):
        return False
    if in_references:
        if part.hanging and not adjoining:
            return part.indented
        return not ended and not adjoining and not starts_entry(part.text)
    if part.text[:1].islower():
        return not ended or not adjoining
    if adjoining or before.fragment:
        return False
    if not ended:
        if had_room(last, first) and len(before.lines) > 1:
            return False
        return not before.text.endswith(":") and not (looks_like_heading(before.text) and len(before.lines) == 1)
    # Few paragraphs end with a full line, so that the next sentence after one goes on with it, unless it is indented.
    return not ends_early(last, first) and not part.indented and len(before.lines) > 1


# ---- front matter


def _title_first(parts: Sequence[Part], title: Sequence[Line]) -> list[Part]:
    """The parts with the title at the head, then its authors; as they are without a title.

    The parts above it (a journal's name, a licence) come as notes after the abstract or first paragraph.
    """
    if not title:
        return list(parts)
    head = Part(tuple(title), "heading")
    place = (title[0].region, title[0].y)
    count = next((i for i, part in enumerate(parts) if (part.lines[0].region, part.lines[0].y) > place), len(parts))
    above = [replace(part, kind="note", fragment=False) for part in parts[:count] if not _is_abstract(part)]
    rest = [part for part in parts[:count] if _is_abstract(part)]
    below = parts[count:]
    end = _end_of_authors(below)
    authors = [replace(part, kind="authors", fragment=False) for part in below[:end] if part.kind in _PROSE]
    others = [part for part in below[:end] if part.kind not in _PROSE]
    enough = LAYOUT.paragraphs.front_lines
    text = next((i + 1 for i, p in enumerate(below) if i >= end and len(p.lines) >= enough), len(below))
    return [head, *authors, *others, *rest, *below[end:text], *above, *below[text:]]


def _end_of_authors(parts: Sequence[Part]) -> int:
    """How many parts stand before the abstract or, without one, before the first paragraph or section."""
    abstract = next(
        (
            i
            for i, part in enumerate(parts)
            if part.lines[0].page < LAYOUT.paragraphs.abstract_pages and _is_abstract(part)
        ),
        None,
    )
    if abstract is not None:
        return abstract
    for i, part in enumerate(parts):
        numbered = part.kind == "heading" and re.match(r"[\dIVX]+[.\s]", part.text)
        named = part.kind == "heading" and is_known(part.text)
        opens = numbered or named or section_name(part.text) in {"introduction", "background", "contents"}
        after = parts[i + 1] if i + 1 < len(parts) else None
        heads = part.kind == "heading" and not is_author_line(part.text) and after is not None and _is_paragraph(after)
        if opens or heads or part.lines[0].page or _is_paragraph(part):
            return i
    return 0


def _is_paragraph(part: Part) -> bool:
    """Whether a part below a title is text, and neither names nor addresses: one of many lines may go on elsewhere."""
    if part.kind != "text" or len(part.lines) < LAYOUT.paragraphs.front_lines:
        return False
    whole = closes(part.lines[-1]) or len(part.lines) >= LAYOUT.paragraphs.front_paragraph
    return whole and not is_author_line(part.text)


def _is_abstract(part: Part) -> bool:
    return section_name(part.text) in {"abstract", "summary"} or bool(_ABSTRACT.match(part.text))


def _with_abstract(parts: Sequence[Part]) -> Iterator[Part]:
    """An abstract that begins "Abstract. We ..." as a heading and its text."""
    for part in parts:
        match = _ABSTRACT.match(part.text) if part.kind == "text" and len(part.lines) > 1 else None
        words = part.lines[0].words
        if match and len(words) > 1 and _ABSTRACT.fullmatch(f"{words[0].text} "):
            yield Part((replace(part.lines[0], words=words[:1]),), "heading")
            yield replace(part, lines=(replace(part.lines[0], words=words[1:]), *part.lines[1:]))
        else:
            yield part
