"""Markdown -> blocks: line by line as for plain text, with headings, tables, notes and code by their marks.

The manuscript's text is what a reader of the rendered file is shown, not the file's own characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ...passage import Span
from ..links import Links
from ..manuscript import Block, BlockKind, Manuscript
from ..table_rows import cells
from ..text import assembled, begins_entry, decoded, has_single_newlines
from .front_matter import front_matter
from .inline import plain

_FENCE = re.compile(r"(?:```|~~~)")
_QUOTED = re.compile(r"(?:[ \t]{0,3}>[ ]?)+")
_CALLOUT = re.compile(r"\[!\w[\w-]*\][+-]?[ \t]*(?P<title>.*)$")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r"(?P<sign>[-*_=])(?:[ \t]*(?P=sign)){2,}[ \t]*$")
_UNDERLINE = re.compile(r"(?:=+|-{2,})[ \t]*$")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_NOTE = re.compile(r"\[\^(?P<name>[^\]\s]{1,60})\]:[ \t]*(?P<words>.*)$")
_TARGET = re.compile(r"\[[^\]^\n]{1,200}\]:[ \t]+<?(?:https?:|www\.|mailto:|[/#.])\S*")
_BULLET = re.compile(r"[-*+•][ \t]+(?:\[[ xX/-]\][ \t]+)?")
_NUMBERED = re.compile(r"\d{1,3}[.)][ \t]+\S")
_BAR = re.compile(r"(?<!\\)\|")
_INDENT = re.compile(r"\t| {2,}")


class _Raw(NamedTuple):
    kind: BlockKind
    lines: tuple[str, ...]
    level: int = 0  # of a heading


def read(path: Path) -> Manuscript:
    """The manuscript of a Markdown file, its title the front matter's where that states one.

    Comments, code blocks, pictures and the front matter are left out. ValueError if it is not text, or is blank.
    """
    text = decoded(path.read_bytes(), path.name)
    front = front_matter(text)
    body = _without(text[front.end :], "<!--", "-->")
    lines = _lines(body)
    each_line = has_single_newlines(lines)
    links = Links()
    raw = [piece for block in _raw_blocks(lines) for piece in _parted(block, each_line, links)]
    if front.title and (not raw or _folded(raw[0]) != front.title.casefold()):
        raw.insert(0, _Raw("heading", (front.title,), 1))
    return replace(_manuscript(raw, links), metadata=front.metadata)


def _lines(body: str) -> list[str]:
    """The lines of a text; a form feed stands at the end of the line that it ends."""
    return body.replace("\f", "\f\n").split("\n")


def _raw_blocks(lines: Sequence[str]) -> Iterator[_Raw]:
    """The blocks in order, marks inside their lines kept."""
    held: list[str] = []
    kind: BlockKind = "text"
    fence = ""
    i = -1
    while (i := i + 1) < len(lines):
        feed = "\f" * lines[i].count("\f")
        line = _QUOTED.sub("", lines[i].replace("\f", ""), count=1).strip(" \t\r\v\ufeff\u00a0\u200b")
        if _FENCE.match(line) and fence in ("", line[:3]):
            fence = "" if fence else line[:3]
            line = ""
        elif fence:
            line = ""
        begins, now, words = _begins(line, held, lines[i : i + 2], kind)
        if begins and held:
            underlined = now == "heading" and not words
            yield _Raw("heading", tuple(held), _level(line)) if underlined else _Raw(kind, tuple(held))
            held, kind = [], "text"
        if now == "table":
            end = next((j for j in range(i + 1, len(lines)) if not _BAR.search(lines[j])), len(lines))
            yield _Raw("table", tuple(_row(row) for row in (lines[i], *lines[i + 2 : end])))
            i = end - 1
        elif now in ("heading", "caption"):
            yield _Raw(now, (words + feed,), _level(line) if now == "heading" else 0)
        elif words or feed:
            kind = now if not held else kind
            held.append(words + feed)
    if held:
        yield _Raw(kind, tuple(held))


def _begins(line: str, held: Sequence[str], here: Sequence[str], kind: BlockKind) -> tuple[bool, BlockKind, str]:
    """Whether a line ends the block before it, the kind of what it holds, and its words."""
    if held and len(held) == 1 and kind == "text" and _UNDERLINE.match(line):
        return True, "heading", ""
    if not line or _RULE.match(line) or _TARGET.match(line):
        # A note goes on behind a blank line in lines that are set in.
        return not (kind == "note" and not line and len(here) > 1 and _INDENT.match(here[1])), "text", ""
    if heading := _HEADING.match(line):
        return True, "heading", heading["words"]
    if callout := _CALLOUT.match(line):
        return True, "caption", callout["title"]
    if _NOTE.match(line):
        return True, "note", line
    if len(here) > 1 and "|" in line and "|" in here[1] and _DELIMITER.match(here[1]):
        return True, "table", ""
    if bullet := _BULLET.match(line):
        return True, "item", line[bullet.end() :]
    return bool(_NUMBERED.match(line)) or begins_entry(line, held[0] if held else ""), "text", line


def _level(line: str) -> int:
    """The level of a heading, by its signs or those of the line below it."""
    return len(line) - len(line.lstrip("#")) or (1 if line.startswith("=") else 2)


def _row(line: str) -> str:
    """A table's row as a line, each cell's words plain."""
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return cells(plain(cell.strip().replace("\\|", "|")) for cell in _BAR.split(inner))


def _parted(block: _Raw, each_line: bool, links: Links) -> Iterator[_Raw]:
    """A block as it is shown, with the signs of ``links``; in a text with single newlines each of its lines is one."""
    if block.kind == "table":
        yield block
        return
    shown = plain("\n".join(block.lines), lambda name: links.mark([name], name if name.isdigit() else "")).split("\n")
    if block.kind == "note" and (note := _NOTE.match(shown[0])):
        shown[0] = links.place(note["name"]) + note["words"]
    tidy = tuple(" ".join(line.split(" ")).strip(" \t") for line in shown)
    if block.kind == "text" and each_line:
        yield from (_Raw(block.kind, (line,)) for line in tidy)
    else:
        yield block._replace(lines=tidy)


def _manuscript(raw: Sequence[_Raw], links: Links) -> Manuscript:
    """The manuscript of blocks that are written one after another; ``links``: of the signs in them."""
    text: list[str] = []
    length = 0
    blocks = []
    for kind, lines, level in raw:
        spans = []
        put = []
        for line in lines:
            words = links.put(line.replace("\f", ""), length)
            if words:
                spans.append(Span(length, length + len(words)))
                put.append(words)
            text.append(words + "\f" * line.count("\f") + "\n")
            length += len(text[-1])
        if spans:
            blocks.append(Block(tuple(spans), " ".join(put), kind, level))
        text.append("\n")
        length += 1
    return replace(assembled("".join(text), blocks, markup=False), links=links.found())


def _without(text: str, start: str, end: str) -> str:
    """A text without what stands between two signs, and without them; a line's end stands for several lines."""
    pieces, at = [], 0
    while (begin := text.find(start, at)) >= 0 and (stop := text.find(end, begin)) >= 0:
        pieces += [text[at:begin], "\n" if "\n" in text[begin:stop] else ""]
        at = stop + len(end)
    return "".join([*pieces, text[at:]])


def _folded(block: _Raw) -> str:
    return " ".join(plain(" ".join(block.lines)).split()).casefold()
