"""UTF-8 text and Markdown -> blocks: runs of lines between blank lines, page furniture gone, broken ones mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..characters import normalized
from ..headings import REFERENCES, section_name
from ..passage import Span
from .flow import BEGINNING, furniture, mend, numbered_pages, without_number
from .manuscript import Block, BlockKind, Manuscript

_LONE_NUMBER = re.compile(r"\W*(?:page\s+)?\d+(?:\s*(?:of|/)\s*\d+)?\W*", re.IGNORECASE)
_BULLET = re.compile(r"[-*+•]\s+")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+\S")
_ENTRY = re.compile(r"\[\d{1,4}\]\s+\S")
_MARK = re.compile(r"#{1,6}\s+")


def read(path: Path) -> Manuscript:
    """The manuscript of a text or Markdown file. ValueError if it is not UTF-8 text, or is blank."""
    data = path.read_bytes()
    if b"\x00" in data:
        raise ValueError(f"{path.name} is a binary file (it holds NUL bytes): expected UTF-8 text")
    try:
        text = normalized(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise ValueError(
            f"{path.name} is not UTF-8 (byte 0x{byte:02x} at {error.start}): save it as UTF-8 and try again"
        ) from None
    if not text.strip("\ufeff \t\r\n\f"):
        raise ValueError(f"{path.name} is empty: expected paragraphs of text, separated by blank lines")
    return cut_blocks(text)


def cut_blocks(file_text: str) -> Manuscript:
    """The manuscript of a text or Markdown file's text: its blocks, pages and running header."""
    raw = list(_raw_blocks(file_text))
    form_feeds = [match.end() for match in re.finditer("\f", file_text)]
    groups = furniture(raw, form_feeds)
    repeated = {block.text for group in groups for block in group}
    named = [group for group in groups if not _LONE_NUMBER.fullmatch(group[0].text)]
    headers = max(named or groups, key=len, default=[])
    marks = form_feeds or ([block.lines[0].start for block in headers[1:]] if named else numbered_pages(raw, headers))
    page_starts = (0, *marks) if marks else ()
    header = without_number(file_text, headers[0]) if named else None
    return Manuscript(file_text, mend(raw, repeated), header, page_starts, markup=True)


def _raw_blocks(file_text: str) -> Iterator[Block]:
    lines: list[Span] = []

    def block(kind: BlockKind = "text") -> Block:
        return Block(tuple(lines), " ".join(line.of(file_text) for line in lines), kind)

    for match in re.finditer(r"([^\n\f]*)(?:[\n\f]|\Z)", file_text):
        line = _trim(file_text, Span(*match.span(1)))
        content = line.of(file_text)
        mark, bullet = _MARK.match(content), _BULLET.match(content)
        entry = lines and _ENTRY.match(content) and _holds_entry(lines[0].of(file_text)[:BEGINNING])
        if lines and (not content or mark or bullet or entry or _NUMBERED.match(content)):
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


def _holds_entry(first_line: str) -> bool:
    """Whether a block is a bibliography's entry or heading, so that "[2] ..." begins another: in prose it may not."""
    return bool(_ENTRY.match(first_line)) or section_name(first_line) in REFERENCES


def _trim(text: str, span: Span) -> Span:
    piece = span.of(text)
    inner = piece.strip("\ufeff \t\r\v\u00a0\u200b")
    start = span.start + (piece.find(inner) if inner else 0)
    return Span(start, start + len(inner))
