"""A manuscript's blocks -> pieces: what each block is (title, abstract, body, entry, ...) and its section.

The blocks are walked through once: the title first, authors up to the abstract, keywords, body paragraphs under their
headings, then the bibliography's entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from .entries import names_first
from .front import is_about_document, is_author_line, tells_lives
from .headings import ABSTRACT, REFERENCES, ends_sentence, is_known, looks_like_heading, number_of, section_name
from .passage import Kind, Span
from .readers.manuscript import Block, Manuscript
from .sections import Heading, section_names

_NO_TITLE = ABSTRACT | {"introduction", "background", "contents", "preface"}
_KEYWORDS = re.compile(
    r"\W{0,2}(key ?-?words|index terms|schlüsselwörter|schlagwörter|mots[- ]clés|palabras clave)\b", re.IGNORECASE
)
_KEYWORDS_ALONE = re.compile(rf"{_KEYWORDS.pattern}\W*", re.IGNORECASE)
_BACK_MATTER = re.compile(r"(appendi|acknowledg|annex|notes?\b|footnotes\b|about the author)", re.IGNORECASE)
_RUN_IN = re.compile(
    r"\W{0,3}(?P<name>abstract|summary|zusammenfassung|résumé|resumen)[\s*_]*(?:[.:—–]|\s-\s?)[\s*_—–-]*", re.IGNORECASE
)
_RUN_IN_WORDS = 12  # words after "Abstract:" that make it an abstract
_FRONT_BLOCKS = 20  # blocks at the head, in one of which an abstract may begin
_KEYWORDS_LENGTH = 300  # characters of the words under a heading "Keywords"
_AUTHOR_LINES = 12  # lines of names and addresses under a title, at most
_NEVER = ("caption", "table", "note", "item")  # kinds of blocks that are no heading, whatever they say


class Piece(NamedTuple):
    """The lines of a passage to be, with its kind and the name of its section."""

    kind: Kind
    section: str
    lines: Sequence[Span]


def pieces_of(manuscript: Manuscript) -> Iterator[Piece]:
    """The pieces of a manuscript in reading order, the running header last; headings are none themselves."""
    front, rest = _split_front(manuscript)
    yield from _front_pieces(front)
    steps = list(_steps(_with_abstract(rest, manuscript.text), manuscript.headings))
    headings = [
        Heading(step.text, step.level, i + 1 < len(steps) and isinstance(steps[i + 1], Piece))
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
        elif _KEYWORDS.match(block.text):
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


def _split_front(manuscript: Manuscript) -> tuple[Sequence[Block], Sequence[Block]]:
    """The title with its authors, or with all blocks up to the abstract; then the other blocks."""
    body, marked = manuscript.blocks, manuscript.headings
    if not body or section_name(body[0].text) in _NO_TITLE or not _is_title(body, marked):
        return (), body
    end = next((i for i, b in enumerate(body) if i and b.kind != "authors"), len(body))
    if end == 1:
        end = next((i for i, b in enumerate(body) if i and _ends_front(b, marked)), 0)
        end = end if section_name(body[end].text) in ABSTRACT else _end_of_names(body)
    return body[:end], body[end:]


def _is_title(blocks: Sequence[Block], marked: bool) -> bool:
    first = blocks[0]
    return first.kind == "heading" or (not marked and len(first.lines) == 1 and looks_like_heading(first.text))


def _end_of_names(blocks: Sequence[Block]) -> int:
    """The place after the names and addresses under the title, which is the first block."""
    end = 1
    while end < min(len(blocks), _AUTHOR_LINES) and blocks[end].kind == "text":
        text = blocks[end].text
        if is_known(text) or _KEYWORDS.match(text) or not (is_author_line(text) or is_about_document(text)):
            break
        end += 1
    return end


def _ends_front(block: Block, marked: bool) -> bool:
    """Whether a block is the abstract's heading or, in a file that marks headings, any heading.

    A summary after other headings is no abstract.
    """
    return section_name(block.text) in ABSTRACT or (marked and block.kind == "heading")


def _with_abstract(blocks: Sequence[Block], text: str) -> list[Block]:
    """The blocks, an abstract that begins "Abstract. We ..." as a heading and its text."""
    head = blocks[:_FRONT_BLOCKS]
    if any(section_name(block.text) in ABSTRACT for block in head):
        return list(blocks)
    for i, block in enumerate(head):
        match = _RUN_IN.match(block.lines[0].of(text)) if block.kind == "text" and block.lines else None
        if match and len(block.text.split()) > _RUN_IN_WORDS:
            start = block.lines[0].start
            name = Span(start + match.start("name"), start + match.end("name"))
            first = Span(start + match.end(), block.lines[0].end)
            rest = replace(block, lines=(first, *block.lines[1:]), text=block.text[match.end() :])
            return [*blocks[:i], Block((name,), name.of(text), "heading", 1), rest, *blocks[i + 1 :]]
    return list(blocks)


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
    if kind == "reference":
        return bool(_BACK_MATTER.match(block.text))
    return is_known(block.text) or _heads_text(blocks, i)


def _heads_text(blocks: Sequence[Block], i: int) -> bool:
    """Whether a paragraph follows a short line, or one more short line and then a paragraph."""
    before = blocks[i - 1].text if i else ""
    if before.endswith(":") or (i and _is_short(blocks[i - 1]) and i > 1 and _is_short(blocks[i - 2])):
        return False
    after = blocks[i + 1 : i + 3]
    if not after:
        return False
    if not _is_short(after[0]) or is_known(after[0].text) or number_of(blocks[i].text):
        return True
    return len(after) > 1 and not _is_short(after[1])


def _is_short(block: Block) -> bool:
    """Whether a block is a line that might be a heading or a list's item."""
    return block.kind in ("text", "item") and not ends_sentence(block.text) and looks_like_heading(block.text)
