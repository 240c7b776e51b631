"""A file's text -> blocks: runs of lines between blank lines, page furniture gone, broken ones mended.

A short block that occurs three times or more is page furniture; so is one that occurs with the numbers of
successive pages ("Journal of Roads 12", "12") and cuts sentences. The most frequent such line counts the
pages: its first stands on page 1, each later one opens the next page. A block before furniture that does
not end a sentence goes on after it. Nothing here knows a particular article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from .manuscript import Block, BlockKind, Manuscript
from .passage import Span
from .references import starts_entry

REFERENCES = frozenset({"references", "bibliography", "works cited", "literature cited", "reference list"})

_FURNITURE_TIMES = 3
_FURNITURE_LENGTH = 120
_HEADING_LENGTH = 100
_HEADING_WORDS = 14
_BEGINNING = 200  # characters, more than a heading has
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^(?:\d+[\s|·–—-]+)?(?P<words>.*?[^\W\d_].*?)(?:[\s|·–—-]+\d+)?$")
_LONE_NUMBER = re.compile(r"\W*(?:page\s+)?\d+(?:\s*(?:of|/)\s*\d+)?\W*", re.IGNORECASE)
_BULLET = re.compile(r"[-*+•]\s+")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+\S")
_ENTRY = re.compile(r"\[\d{1,4}\]\s+\S")
_MARK = re.compile(r"#{1,6}\s+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]*]*$")


def cut_blocks(file_text: str) -> Manuscript:
    """Cut the text of a plain or Markdown file into blocks."""
    raw = list(_raw_blocks(file_text))
    groups = _furniture(raw)
    furniture = {block.text for group in groups for block in group}
    named = [group for group in groups if not _LONE_NUMBER.fullmatch(group[0].text)]
    headers = max(named or groups, key=len, default=[])
    form_feeds = [match.end() for match in re.finditer("\f", file_text)]
    marks = form_feeds or ([block.lines[0].start for block in headers[1:]] if named else _numbered_pages(raw, headers))
    page_starts = (0, *marks) if marks else ()
    header = _without_number(file_text, headers[0]) if named else None
    return Manuscript(file_text, _mend(raw, furniture), header, page_starts, markup=True)


def looks_like_heading(text: str) -> bool:
    """A short line that begins with a capital or a digit and does not end like a sentence."""
    first = next((c for c in text if c.isalnum()), "")
    return (
        len(text) <= _HEADING_LENGTH
        and len(text.split()) <= _HEADING_WORDS
        and not text.endswith((".", ",", ";", ":", "!", "…"))
        and (first.isupper() or first.isdigit())
    )


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a full stop or the like, closing quotes and brackets apart."""
    return bool(_SENTENCE_END.search(text))


def section_name(text: str) -> str:
    """A heading without its number, colon and case: "7. References:" -> "references"."""
    return re.sub(r"^[\dIVX.]+\s+", "", text).strip(" :*").casefold()


def _furniture(raw: Sequence[Block]) -> list[list[Block]]:
    """The lines that are page furniture, each group one line and how it recurs."""
    alike: dict[str, list[int]] = {}
    for i, block in enumerate(raw):
        if _may_be_furniture(block):
            alike.setdefault(_DIGITS.sub("0", block.text), []).append(i)
    often = {key: places for key, places in alike.items() if len(places) >= _FURNITURE_TIMES}
    candidates = {i for places in often.values() for i in places}
    cutting = _cutting_sentences(raw, candidates)
    groups = []
    for places in often.values():
        same: dict[str, list[Block]] = {}
        for i in places:
            same.setdefault(raw[i].text, []).append(raw[i])
        groups += [
            blocks for text, blocks in same.items() if len(blocks) >= _FURNITURE_TIMES and any(map(str.isalpha, text))
        ]
        if _count_pages([raw[i].text for i in places]):
            cuts = sum(i in cutting for i in places)
            groups += [[raw[i] for i in places]] if 3 * cuts >= len(places) else []
    return groups


def _count_pages(lines: Sequence[str]) -> bool:
    """Whether the numbers in lines alike but for digits rise as pages do: by one, or by two on facing pages."""
    columns = zip(*([int(number) for number in _DIGITS.findall(line)] for line in lines), strict=True)
    return any(all(b - a in (1, 2) for a, b in pairwise(column)) for column in columns)


def _cutting_sentences(raw: Sequence[Block], candidates: Set[int]) -> set[int]:
    """The candidates that stand, alone or with others, where a sentence goes on after them."""
    cutting: set[int] = set()
    between: list[int] = []
    before = "."
    for i, block in enumerate(raw):
        if i in candidates:
            between.append(i)
            continue
        if between and block.text[:1].islower() and not ends_sentence(before):
            cutting.update(between)
        before, between = block.text, []
    return cutting


def _numbered_pages(raw: Sequence[Block], numbers: Sequence[Block]) -> list[int]:
    """Where pages after the first begin that bear nothing but numbers: at each, or, where the first stands below
    more than a title, after each."""
    if not numbers or raw.index(numbers[0]) < 2:
        return [block.lines[0].start for block in numbers[1:]]
    return [block.lines[0].end for block in numbers if block is not raw[-1]]


def _without_number(file_text: str, block: Block) -> Block:
    """A running header without its page's number."""
    (line,) = block.lines
    words = _PAGE_NUMBER.search(block.text)
    kept = Span(line.start + words.start("words"), line.start + words.end("words")) if words else line
    return Block((kept,), kept.of(file_text), block.kind)


def _mend(raw: list[Block], furniture: set[str]) -> tuple[Block, ...]:
    mended: list[list[Block]] = []  # what makes one block
    broken = in_references = False
    for block in raw:
        if block.text in furniture:
            broken = True
            continue
        if broken and mended and _goes_on(mended[-1], block.text, in_references):
            mended[-1].append(block)
        else:
            mended.append([block])
        in_references = in_references or section_name(_beginning(mended[-1])) in REFERENCES
        broken = False
    return tuple(map(_one, mended))


def _goes_on(before: Sequence[Block], after: str, in_references: bool) -> bool:
    """Whether blocks that page furniture follows go on in the block after it."""
    beginning = _beginning(before)
    if ends_sentence(before[-1].text) or section_name(beginning) in REFERENCES:
        return False
    if in_references:
        return not starts_entry(after)
    return not (looks_like_heading(beginning) and after[:1].isupper())


def _beginning(blocks: Sequence[Block]) -> str:
    """The words that blocks begin with, as many as tell whether they are a heading."""
    words = ""
    for block in blocks:
        words += f" {block.text[:_BEGINNING]}" if words else block.text[:_BEGINNING]
        if len(words) >= _BEGINNING:
            break
    return words


def _one(blocks: Sequence[Block]) -> Block:
    lines = tuple(line for block in blocks for line in block.lines)
    return Block(lines, " ".join(block.text for block in blocks), blocks[0].kind)


def _raw_blocks(file_text: str) -> Iterator[Block]:
    lines: list[Span] = []

    def block(kind: BlockKind = "text") -> Block:
        return Block(tuple(lines), " ".join(line.of(file_text) for line in lines), kind)

    for match in re.finditer(r"([^\n\f]*)(?:[\n\f]|\Z)", file_text):
        line = _trim(file_text, Span(*match.span(1)))
        content = line.of(file_text)
        mark, bullet = _MARK.match(content), _BULLET.match(content)
        entry = lines and _ENTRY.match(content) and _holds_entry(lines[0].of(file_text)[:_BEGINNING])
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


def _may_be_furniture(block: Block) -> bool:
    return (
        len(block.lines) == 1
        and len(block.text) <= _FURNITURE_LENGTH
        and any(c.isalnum() for c in block.text)
        and block.kind == "text"
    )
