"""Plain text -> blocks: runs of lines between blank lines, page furniture gone, broken ones mended."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..characters import normalized
from ..headings import REFERENCES, section_name
from ..passage import Span
from . import check_length
from .flow import BEGINNING, furniture, mend, numbered_pages, without_number
from .manuscript import Block, BlockKind, Manuscript

_LONE_NUMBER = re.compile(r"\W*(?:page\s+)?\d+(?:\s*(?:of|/)\s*\d+)?\W*", re.IGNORECASE)
_BULLET = re.compile(r"[-*+•]\s+")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+\S")
_ENTRY = re.compile(r"\[\d{1,4}\]\s+\S")
_LINE_END = re.compile(r"\r(?!\n)|\u2028")
_SAMPLE = 4_000  # bytes in which NULs tell UTF-16
_UNWRAPPED = 200  # characters of a line that no editor has ended
_MARK = re.compile(r"#{1,6}\s+")
_MARKED = 2  # headings with a mark, the title one of them: a file with so many has no others


def read(path: Path) -> Manuscript:
    """The manuscript of a text file. ValueError if it is not UTF-8 or UTF-16 text, or is blank."""
    return cut_blocks(decoded(path.read_bytes(), path.name))


def decoded(data: bytes, name: str) -> str:
    """A file's characters: UTF-16 where it begins as that or every other byte is NUL, else UTF-8.

    A line may end with CR, CR LF or U+2028; U+2029 is a blank line. ValueError for another file, and for a blank one.
    """
    charset = _utf_16(data)
    if not charset and b"\x00" in data:
        raise ValueError(f"{name} is a binary file (it holds NUL bytes): expected UTF-8 text")
    try:
        decoded = data.decode(charset or "utf-8")
        check_length(decoded, name)  # before anything is made of it
        text = normalized(decoded)
    except UnicodeDecodeError as error:
        found = f"(byte 0x{data[error.start]:02x} at {error.start})"
        said = "UTF-16, as it begins" if charset else "UTF-8"
        raise ValueError(f"{name} is not {said} {found}: save it as UTF-8 and try again") from None
    if not text.strip("\ufeff \t\r\n\f\u2028\u2029"):
        raise ValueError(f"{name} is empty: expected paragraphs of text, separated by blank lines")
    return _LINE_END.sub("\n", text.replace("\u2029", "\n\n"))


def _utf_16(data: bytes) -> str:
    """The name of the UTF-16 that data are in, "" if they are in none."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:_SAMPLE]
    for charset, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(data) % 2 == 0 and 3 * sample[offset::2].count(0) > len(sample) and not sample[1 - offset :: 2].count(0):
            return charset
    return ""


def cut_blocks(file_text: str) -> Manuscript:
    """The manuscript of a text file's text: its blocks, pages and running header."""
    return assembled(file_text, list(_raw_blocks(file_text)), markup=True)


def assembled(file_text: str, raw: list[Block], *, markup: bool) -> Manuscript:
    """The manuscript of a text and its blocks as they stand in it, page furniture among them; see ``Manuscript``.

    A file that marks two headings with # marks all of them.
    """
    form_feeds = [match.end() for match in re.finditer("\f", file_text)]
    groups = furniture(raw, form_feeds)
    repeated = {block.text for group in groups for block in group}
    named = [group for group in groups if not _LONE_NUMBER.fullmatch(group[0].text)]
    headers = max(named or groups, key=len, default=[])
    marks = form_feeds or ([block.lines[0].start for block in headers[1:]] if named else numbered_pages(raw, headers))
    page_starts = (0, *marks) if marks else ()
    header = without_number(file_text, headers[0]) if named else None
    marked = sum(block.kind == "heading" for block in raw) >= _MARKED
    blocks = mend(raw, repeated)
    return Manuscript(file_text, blocks, header, page_starts, markup=markup, headings=marked)


def begins_entry(line: str, first_line: str) -> bool:
    """Whether a line is an entry "[2] ..." in a block of which ``first_line`` is the first; in prose it may not be."""
    return bool(first_line and _ENTRY.match(line)) and _holds_entry(first_line[:BEGINNING])


def has_single_newlines(lines: Sequence[str]) -> bool:
    """Whether each line of a text is a paragraph: several are longer than those that an editor ends, few are blank."""
    blank = sum(not line.strip() for line in lines)
    return 4 * blank < len(lines) and sum(len(line) > _UNWRAPPED for line in lines) > 1


def _raw_blocks(file_text: str) -> Iterator[Block]:
    lines: list[Span] = []
    kind: BlockKind = "text"
    each_line = has_single_newlines(file_text.split("\n"))

    def block(level: int = 0) -> Block:
        return Block(tuple(lines), " ".join(line.of(file_text) for line in lines), kind, level)

    for match in re.finditer(r"([^\n\f]*)(?:[\n\f]|\Z)", file_text):
        line = _trim(file_text, Span(*match.span(1)))
        content = line.of(file_text)
        mark, bullet = _MARK.match(content), _BULLET.match(content)
        entry = lines and begins_entry(content, lines[0].of(file_text))
        if lines and (each_line or not content or mark or bullet or entry or _NUMBERED.match(content)):
            yield block()
            lines, kind = [], "text"
        if content:
            marker = mark or bullet
            lines.append(Span(line.start + marker.end(), line.end) if marker else line)
            kind = "item" if bullet else kind
        if mark:
            kind = "heading"
            yield block(level=len(mark[0].strip()))
            lines, kind = [], "text"
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
