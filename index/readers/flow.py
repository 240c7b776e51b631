"""Page furniture among a text file's blocks: it is found, and the blocks that it cut in two are mended.

A short block that occurs three times or more, and cuts a sentence or stands at a form feed, is page furniture; so is
one that occurs with the numbers of successive pages ("Journal of Roads 12", "12") and cuts sentences. What recurs
elsewhere ("Can you say more?") is text, and counts no pages. The most frequent such line counts the
pages: its first stands on page 1, each later one opens the next page. A block before furniture that does
not end a sentence goes on after it. Nothing here knows a particular article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from itertools import pairwise

from ..headings import REFERENCES, ends_sentence, looks_like_heading, section_name
from ..passage import Span
from ..references import starts_entry
from .manuscript import Block

BEGINNING = 200  # characters of a block that tell its kind, more than a heading has

_FURNITURE_TIMES = 3  # blocks alike, at least
_FURNITURE_LENGTH = 120  # characters of page furniture, at most
_CUTS_ONE_IN = 3  # numbered lines count pages if at least one in so many cuts a sentence
_PAGE_STEPS = (1, 2)  # from one page's number to the next; two on facing pages
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^(?:\d+[\s|·–—-]+)?(?P<words>.*?[^\W\d_].*?)(?:[\s|·–—-]+\d+)?$")


def furniture(raw: Sequence[Block], form_feeds: Sequence[int] = ()) -> list[list[Block]]:
    """The blocks that are page furniture, in groups: each has one line as it recurs, in order.

    ``form_feeds``: the places in the file's text behind those that it has.
    """
    alike: dict[str, list[int]] = {}
    for i, block in enumerate(raw):
        if _may_be_furniture(block):
            alike.setdefault(_DIGITS.sub("0", block.text), []).append(i)
    often = {key: places for key, places in alike.items() if len(places) >= _FURNITURE_TIMES}
    candidates = {i for places in often.values() for i in places}
    cutting = _cutting_sentences(raw, candidates)
    groups = []
    for places in often.values():
        same: dict[str, list[int]] = {}
        for i in places:
            same.setdefault(raw[i].text, []).append(i)
        for text, found in same.items():
            parting = cutting.intersection(found) or any(_at_form_feed(raw, i, form_feeds) for i in found)
            if len(found) >= _FURNITURE_TIMES and any(map(str.isalpha, text)) and parting:
                groups.append([raw[i] for i in found])
        if _count_pages([raw[i].text for i in places]):
            cuts = sum(i in cutting for i in places)
            groups += [[raw[i] for i in places]] if _CUTS_ONE_IN * cuts >= len(places) else []
    return groups


def _at_form_feed(raw: Sequence[Block], i: int, form_feeds: Sequence[int]) -> bool:
    """Whether a form feed stands between a block and the one before it or behind it."""
    start = raw[i - 1].lines[-1].end if i else 0
    end = raw[i + 1].lines[0].start if i + 1 < len(raw) else raw[i].lines[-1].end + 1
    at = bisect_right(form_feeds, start)
    return at < len(form_feeds) and form_feeds[at] <= end


def _count_pages(lines: Sequence[str]) -> bool:
    """Whether numbers in lines that differ in their digits only rise as those of pages do."""
    columns = zip(*([int(number) for number in _DIGITS.findall(line)] for line in lines), strict=True)
    return any(all(b - a in _PAGE_STEPS for a, b in pairwise(column)) for column in columns)


def _cutting_sentences(raw: Sequence[Block], candidates: Set[int]) -> set[int]:
    """The candidates that stand, alone or with others, between two blocks of one sentence."""
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


def numbered_pages(raw: Sequence[Block], numbers: Sequence[Block]) -> list[int]:
    """The places in the text at which pages begin, after the first, in a file whose pages bear numbers alone.

    A page begins at its number or, if more than a title stands above the first number, after its predecessor's.
    """
    if not numbers or raw.index(numbers[0]) < 2:
        return [block.lines[0].start for block in numbers[1:]]
    return [block.lines[0].end for block in numbers if block is not raw[-1]]


def without_number(file_text: str, block: Block) -> Block:
    """A running header without its page's number."""
    (line,) = block.lines
    words = _PAGE_NUMBER.search(block.text)
    kept = Span(line.start + words.start("words"), line.start + words.end("words")) if words else line
    return Block((kept,), kept.of(file_text), block.kind)


def mend(raw: list[Block], furniture: set[str]) -> tuple[Block, ...]:
    """The blocks without those whose text is furniture, in order; two blocks that it parted may become one."""
    mended: list[list[Block]] = []  # the pieces of each block
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
        words += f" {block.text[:BEGINNING]}" if words else block.text[:BEGINNING]
        if len(words) >= BEGINNING:
            break
    return words


def _one(blocks: Sequence[Block]) -> Block:
    lines = tuple(line for block in blocks for line in block.lines)
    return Block(lines, " ".join(block.text for block in blocks), blocks[0].kind, blocks[0].level)


def _may_be_furniture(block: Block) -> bool:
    return (
        len(block.lines) == 1
        and len(block.text) <= _FURNITURE_LENGTH
        and any(c.isalnum() for c in block.text)
        and block.kind in ("text", "item")
    )
