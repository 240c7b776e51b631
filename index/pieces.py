"""A manuscript's blocks -> pieces: what each block is (title, abstract, body, entry, ...) and its section.

The blocks are walked through once: the title first, authors up to the abstract, keywords, body paragraphs under their
headings, then the bibliography's entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .entries import names_first
from .front import KEYWORDS, is_about_document, split_front, tells_lives, with_abstract
from .headings import ABSTRACT, REFERENCES, ends_sentence, is_known, looks_like_heading, number_of, section_name
from .passage import Kind, Span
from .readers.manuscript import Block, Manuscript
from .sections import Heading, section_names

_KEYWORDS_ALONE = re.compile(rf"{KEYWORDS.pattern}\W*", re.IGNORECASE)
_BACK_MATTER = re.compile(r"(appendi|acknowledg|annex|notes?\b|footnotes\b|about the author)", re.IGNORECASE)
_KEYWORDS_LENGTH = 300  # characters of the words under a heading "Keywords"
_ON_END = 2  # short lines on end, of which more are a list
_LOWEST = 1_000  # a level below any other
_NEVER = ("caption", "table", "note", "item")  # kinds of blocks that are no heading, whatever they say


class Piece(NamedTuple):
    """The lines of a passage to be, with its kind and the name of its section."""

    kind: Kind
    section: str
    lines: Sequence[Span]


def pieces_of(manuscript: Manuscript) -> Iterator[Piece]:
    """The pieces of a manuscript in reading order, the running header last; headings are none themselves."""
    front, rest = split_front(manuscript)
    yield from _front_pieces(front)
    steps = list(_steps(with_abstract(rest, manuscript.text), manuscript.headings))
    title = front[0].text if front else ""
    headings = [
        Heading(step.text, _level(step, title), i + 1 < len(steps) and isinstance(steps[i + 1], Piece))
        for i, step in enumerate(steps)
        if isinstance(step, Block)
    ]
    names = iter(section_names(headings))
    section = ""
    for step in steps:
        if isinstance(step, Block):
            section = next(names)
        else:
            yield step._replace(section=section) if step.section else step
    if manuscript.header:
        yield Piece("header", "", manuscript.header.lines)


def _level(heading: Block, title: str) -> int:
    """A heading's level; below all others for an abstract's and for the title once more: they hold no sections."""
    holds_none = section_name(heading.text) in ABSTRACT or heading.text.casefold() == title.casefold()
    return _LOWEST if holds_none else heading.level


def _front_pieces(front: Sequence[Block]) -> Iterator[Piece]:
    """The title, and the authors as one piece; what tells of the document among them is notes."""
    if front:
        yield Piece("title", "", front[0].lines)
    others = [block for block in front[1:] if block.text != front[0].text]
    authors = [block for block in others if not is_about_document(block.text)]
    lines = [line for block in authors for line in block.lines]
    if lines:
        yield Piece("authors", "", lines)
    yield from (Piece("note", "", block.lines) for block in others if is_about_document(block.text))


def _steps(blocks: Sequence[Block], marked: bool) -> Iterator[Piece | Block]:
    """The blocks after the front as pieces, and the headings among them as they are.

    A piece's section is but the words of the heading that it stands under, "" before the first and after keywords.
    """
    walk = _Walk(marked)
    for i in range(len(blocks)):
        yield from walk.step(blocks, i)


class _Walk:
    """The place of a walk through the blocks: the section, and the kind of its text."""

    def __init__(self, marked: bool) -> None:
        self._marked = marked
        self._section = ""
        self._kind: Kind = "body"
        self._in_body = False  # whether a section of the body has begun
        self._keywords_follow = False  # whether the last block was the heading of keywords

    def step(self, blocks: Sequence[Block], i: int) -> Iterator[Piece | Block]:
        """The next block as a piece or heading; nothing for one that is neither."""
        block = blocks[i]
        wanted, self._keywords_follow = self._keywords_follow, False
        if wanted and block.kind not in ("heading", "caption", "note") and len(block.text) <= _KEYWORDS_LENGTH:
            yield Piece("keywords", "", block.lines)
        elif block.kind in ("caption", "table", "note"):
            yield Piece(block.kind, self._section, block.lines)
        elif KEYWORDS.match(block.text):
            yield from self._keywords(block)
        elif section_name(block.text) in REFERENCES:
            self._section, self._kind = block.text, "reference"
            yield block
        elif self._kind == "reference" and _parts_entries(block, blocks[i + 1] if i + 1 < len(blocks) else None):
            pass
        elif _is_heading(blocks, i, self._kind, self._marked) and not self._is_entry(block):
            yield self._heading(block)
        else:
            yield self._text(block)

    def _keywords(self, block: Block) -> Iterator[Piece]:
        self._keywords_follow = bool(_KEYWORDS_ALONE.fullmatch(block.text))
        if not self._keywords_follow:
            yield Piece("keywords", "", block.lines)
        if self._kind == "abstract":  # what follows is the text, which may have no heading
            self._section, self._kind = "", "body"

    def _heading(self, block: Block) -> Block:
        name = section_name(block.text)
        abstract = name in ABSTRACT and (name == "abstract" or not self._in_body)
        self._section, self._kind = block.text, "abstract" if abstract else "body"
        self._in_body = self._in_body or not abstract
        return block

    def _text(self, block: Block) -> Piece:
        about = self._kind != "reference" and (is_about_document(block.text) or tells_lives(self._section))
        return Piece("note" if about else self._kind, self._section, block.lines)

    def _is_entry(self, block: Block) -> bool:
        return self._kind == "reference" and names_first(block.text)


def _parts_entries(block: Block, after: Block | None) -> bool:
    """Whether a heading stands between entries, as a running head or "Printed sources" do: they go on behind it."""
    between = block.kind == "heading" and after is not None and names_first(after.text)
    return between and not names_first(block.text) and not _BACK_MATTER.match(section_name(block.text))


def _is_heading(blocks: Sequence[Block], i: int, kind: Kind, marked: bool) -> bool:
    """Whether a block among those of ``kind`` is a heading; ``marked``: whether the file marks its headings.

    In a file that does not, a line is one if it has a section's usual name or a number, or if a paragraph follows:
    short lines that follow each other, or close a text, are a list or a poem.
    """
    block = blocks[i]
    if block.kind == "heading" or (section_name(block.text) in ABSTRACT and block.kind not in _NEVER):
        return True
    if marked or len(block.lines) > 1 or block.kind in _NEVER or not looks_like_heading(block.text):
        return False
    if is_about_document(block.text):
        return False
    if kind == "reference":
        return bool(_BACK_MATTER.match(block.text))
    return is_known(block.text) or _heads_text(blocks, i)


def _heads_text(blocks: Sequence[Block], i: int) -> bool:
    """Whether a paragraph follows a short line, or one more short line and then a paragraph."""
    begin, end = i, i + 1  # as far as tells whether the run is too long
    while begin > 0 and i - begin < _ON_END and _is_short(blocks[begin - 1]):
        begin -= 1
    while end < len(blocks) and end - begin <= _ON_END and _is_short(blocks[end]):
        end += 1
    introduced = begin and blocks[begin - 1].text.endswith(":")
    listed = end - begin > _ON_END and not number_of(blocks[i].text)
    return not introduced and not listed and end < len(blocks)


def _is_short(block: Block) -> bool:
    """Whether a block is a line that might be a heading or a list's item, and has no section's usual name."""
    short = block.kind in ("text", "item") and not ends_sentence(block.text) and looks_like_heading(block.text)
    return short and not is_known(block.text)
