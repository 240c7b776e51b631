"""A file's text -> blocks: runs of lines between blank lines, page furniture gone, broken ones mended.

A short block that occurs three times or more is page furniture; the most frequent such line counts
the pages: its first stands on page 1, each later one opens the next page. A block before furniture
that does not end a sentence goes on after it. Nothing here knows a particular article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .manuscript import Block, BlockKind, Manuscript
from .passage import Span
from .references import starts_entry

REFERENCES = frozenset({"references", "bibliography", "works cited", "literature cited", "reference list"})

_FURNITURE_TIMES = 3
_FURNITURE_LENGTH = 120
_HEADING_LENGTH = 100
_HEADING_WORDS = 14
_BULLET = re.compile(r"[-*+•]\s+")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+\S")
_MARK = re.compile(r"#{1,6}\s+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]*]*$")


def cut_blocks(file_text: str) -> Manuscript:
    """Cut the text of a plain or Markdown file into blocks."""
    raw = list(_raw_blocks(file_text))
    counts = Counter(b.text for b in raw if _may_be_furniture(b))
    furniture = {line for line, times in counts.items() if times >= _FURNITURE_TIMES}
    header_line = max(furniture, key=lambda line: counts[line], default=None)
    headers = [b for b in raw if b.text == header_line]
    form_feeds = [match.end() for match in re.finditer("\f", file_text)]
    marks = form_feeds or [b.lines[0].start for b in headers[1:]]
    page_starts = (0, *marks) if marks else ()
    return Manuscript(file_text, _mend(raw, furniture), headers[0] if headers else None, page_starts, markup=True)


def looks_like_heading(text: str) -> bool:
    """A short line that begins with a capital or a digit and does not end like a sentence."""
    first = next((c for c in text if c.isalnum()), "")
    return (
        len(text) <= _HEADING_LENGTH
        and len(text.split()) <= _HEADING_WORDS
        and not text.endswith((".", ",", ";", ":", "!", "…"))
        and (first.isupper() or first.isdigit())
    )


def section_name(text: str) -> str:
    """A heading without its number, colon and case: "7. References:" -> "references"."""
    return re.sub(r"^[\dIVX.]+\s+", "", text).strip(" :*").casefold()


def _mend(raw: list[Block], furniture: set[str]) -> tuple[Block, ...]:
    mended: list[Block] = []
    broken = in_references = False
    for block in raw:
        if block.text in furniture:
            broken = True
            continue
        if broken and mended and _goes_on(mended[-1].text, block.text, in_references):
            before = mended.pop()
            block = Block(before.lines + block.lines, f"{before.text} {block.text}", before.kind)
        in_references = in_references or section_name(block.text) in REFERENCES
        mended.append(block)
        broken = False
    return tuple(mended)


def _goes_on(before: str, after: str, in_references: bool) -> bool:
    """Whether a block that page furniture follows goes on in the block after it."""
    if _SENTENCE_END.search(before) or section_name(before) in REFERENCES:
        return False
    if in_references:
        return not starts_entry(after)
    return not (looks_like_heading(before) and after[:1].isupper())


def _raw_blocks(file_text: str) -> Iterator[Block]:
    lines: list[Span] = []

    def block(kind: BlockKind = "text") -> Block:
        return Block(tuple(lines), " ".join(line.of(file_text) for line in lines), kind)

    for match in re.finditer(r"([^\n\f]*)(?:[\n\f]|\Z)", file_text):
        line = _trim(file_text, Span(*match.span(1)))
        content = line.of(file_text)
        mark, bullet = _MARK.match(content), _BULLET.match(content)
        if lines and (not content or mark or bullet or _NUMBERED.match(content)):
            yield block()
            lines = []
        if content:
            marker = mark or bullet
            lines.append(Span(line.start + marker.end(), line.end) if marker else line)
        if mark:
            yield block("heading")
            lines = []
    if lines:
        yield block()


def _trim(text: str, span: Span) -> Span:
    piece = span.of(text)
    inner = piece.strip("\ufeff \t\r\v\u00a0\u200b")
    start = span.start + (piece.find(inner) if inner else 0)
    return Span(start, start + len(inner))


def _may_be_furniture(block: Block) -> bool:
    return (
        len(block.lines) == 1
        and len(block.text) <= _FURNITURE_LENGTH
        and any(c.isalpha() for c in block.text)
        and block.kind == "text"
    )
