"""An article file -> an Article: blocks get their kind, headings become sections, citations their entry.

The manuscript's blocks (see readers/) are walked through once: the title first, authors up to the
abstract, keywords, body paragraphs under their headings, then the bibliography's entries.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from .entries import names_first
from .files import digest_of
from .headings import REFERENCES, looks_like_heading, section_name
from .imprint import stated_in
from .passage import Article, Kind, Passage, Span, join_slices, slice_starts
from .readers import read_manuscript
from .readers.manuscript import Block, Manuscript
from .references import Bibliography
from .text import split_sentences

MAX_PASSAGES = 20_000

_LINE = 200  # characters that a line before the text has at most

_ABSTRACT = {"abstract", "summary"}
_NO_TITLE = _ABSTRACT | {"introduction", "background", "contents", "preface"}
_KEYWORDS = re.compile(r"(key ?words|index terms)\b", re.IGNORECASE)
_BACK_MATTER = re.compile(r"(appendi|acknowledg|annex|notes?\b|footnotes\b|about the author)", re.IGNORECASE)
# Markup is dropped, the words in it are kept: *emphasis*, ^{superscript}, <https://address>.
_MARKUP = re.compile(
    r"(?P<stars>\*{1,3})(?=\S)(?P<emphasis>[^*\n]*[^*\s])(?P=stars)"
    r"|\^\{(?P<superscript>[^{}\n]*)\}"
    r"|<(?P<address>https?://[^<>\s]*)>"
)


def read_article(path: str | Path) -> Article:
    """Read an article: a file of one of the kinds in ``readers.READERS``.

    Raises FileNotFoundError for a path that is no file, ModuleNotFoundError if the format's library is not
    installed, OSError for a file that cannot be read, and ValueError if the file is of another kind, is beyond the
    stated limits, or holds no paragraph. The message tells the cause and the remedy.
    """
    path = Path(path)
    return replace(article_of(read_manuscript(path), path.name), digest=digest_of(path))


def article_of(manuscript: Manuscript, name: str) -> Article:
    """The article of a manuscript.

    ``name`` is the file's: it stands in errors and, without its ending, for a title that the manuscript lacks.
    ValueError for more than ``MAX_PASSAGES`` blocks, or for no paragraph.
    """
    blocks = len(manuscript.blocks)
    if blocks > MAX_PASSAGES:  # before any is cut into sentences: that takes most of the time
        raise ValueError(f"{name} has {blocks:,} paragraphs, the limit is {MAX_PASSAGES:,}: split it into its parts")
    passages = _passages(manuscript)
    if not any(p.kind in ("body", "abstract") for p in passages):
        raise ValueError(
            f"{name} has no paragraph, only headings or references ({len(manuscript.blocks)} blocks):"
            " expected sentences, in paragraphs separated by blank lines"
        )
    references = tuple(p for p in passages if p.kind == "reference")
    bibliography = Bibliography(references)
    cited = tuple(p if p.kind == "reference" else replace(p, cites=bibliography.cites_in(p.text)) for p in passages)
    title = next((p.text for p in passages if p.kind == "title"), Path(name).stem)
    metadata = manuscript.metadata.or_else(stated_in(_front_lines(passages)))
    return Article(title, cited, references, manuscript.text, len(manuscript.page_starts), metadata=metadata)


def _front_lines(passages: Sequence[Passage]) -> list[str]:
    """The lines in which an article may say where it appeared: those before its text, and the running header."""
    begin = next((i for i, p in enumerate(passages) if p.kind in ("abstract", "body") and len(p.text) > _LINE), 0)
    front = [p for p in passages[:begin] if p.kind != "title"] + [p for p in passages if p.kind == "header"]
    return [span.of(p.text) for p in front for span in p.sentences] + [p.text for p in front if p.kind == "body"]


class _Piece(NamedTuple):
    """The lines of a passage to be, with its kind and the heading it stands under."""

    kind: Kind
    section: str
    lines: Sequence[Span]


def _passages(manuscript: Manuscript) -> list[Passage]:
    """The passages of a manuscript in reading order, the running header last."""
    passages: list[Passage] = []
    counts: Counter[tuple[Kind, str]] = Counter()
    front, rest = _split_front(manuscript)
    pieces = [*_front_pieces(front), *_body_pieces(rest, manuscript.headings)]
    if manuscript.header:
        pieces.append(_Piece("header", "", manuscript.header.lines))
    for piece in pieces:
        passage = _passage(manuscript, counts[piece.kind, piece.section] + 1, piece)
        if passage.text:  # a line may hold nothing but markup
            counts[piece.kind, piece.section] += 1
            passages.append(passage)
    return passages


def _front_pieces(front: Sequence[Block]) -> Iterator[_Piece]:
    """The title, and the authors as one piece."""
    if front:
        yield _Piece("title", "", front[0].lines)
    authors = [line for block in front[1:] if block.text != front[0].text for line in block.lines]
    if authors:
        yield _Piece("authors", "", authors)


def _body_pieces(blocks: Sequence[Block], marked: bool) -> Iterator[_Piece]:
    """The blocks after the front, each under its heading; headings are no pieces themselves."""
    section = ""
    kind: Kind = "body"
    for block, after in zip_longest(blocks, blocks[1:]):
        name = section_name(block.text)
        if block.kind in ("caption", "table", "note"):
            yield _Piece(block.kind, section, block.lines)
        elif _KEYWORDS.match(block.text):
            yield _Piece("keywords", "", block.lines)
        elif name in REFERENCES:
            section, kind = block.text, "reference"
        elif kind == "reference" and _parts_entries(block, after):
            continue
        elif _is_heading(block, kind, marked) and not (kind == "reference" and names_first(block.text)):
            section, kind = block.text, "abstract" if name in _ABSTRACT else "body"
        else:
            yield _Piece(kind, section, block.lines)


def _parts_entries(block: Block, after: Block | None) -> bool:
    """Whether a heading stands between entries, as a running head or "Printed sources" do: they go on behind it."""
    between = block.kind == "heading" and after is not None and names_first(after.text)
    return between and not names_first(block.text) and not _BACK_MATTER.match(section_name(block.text))


def _split_front(manuscript: Manuscript) -> tuple[Sequence[Block], Sequence[Block]]:
    """The title with its authors, or with all blocks up to the abstract; then the other blocks."""
    body = manuscript.blocks
    if not body or section_name(body[0].text) in _NO_TITLE or not _is_heading(body[0], "body", manuscript.headings):
        return (), body
    end = next((i for i, b in enumerate(body) if i and b.kind != "authors"), len(body))
    if end == 1:
        end = next((i for i, b in enumerate(body) if i and _ends_front(b, manuscript.headings)), 0)
        end = end if section_name(body[end].text) in _ABSTRACT else 1
    return body[:end], body[end:]


def _ends_front(block: Block, marked: bool) -> bool:
    """Whether a block is the abstract's heading or, in a file that marks headings, any heading.

    A summary after other headings is no abstract.
    """
    return section_name(block.text) in _ABSTRACT or (marked and block.kind == "heading")


def _is_heading(block: Block, kind: Kind, marked: bool) -> bool:
    """Whether a block among those of ``kind`` is a heading; ``marked``: whether the file marks its headings."""
    if block.kind == "heading" or section_name(block.text) in _ABSTRACT:
        return True
    if marked or len(block.lines) > 1 or not looks_like_heading(block.text):
        return False
    return kind != "reference" or bool(_BACK_MATTER.match(block.text))


def _passage(manuscript: Manuscript, number: int, piece: _Piece) -> Passage:
    """A piece as a passage: its text without markup, cut into sentences, with its pages."""
    kind, section, lines = piece
    file_text, page_starts = manuscript.text, manuscript.page_starts
    spans_of = _without_markup if manuscript.markup else _single_spaced
    by_line = [tuple(spans_of(file_text, line)) for line in lines]
    source = tuple(span for of_line in by_line for span in of_line)
    text = join_slices(file_text, source)
    starts = slice_starts(file_text, source)
    page_begins: dict[int, int] = {}
    for start, span in zip(starts, source, strict=True):
        if page_starts:
            page_begins.setdefault(bisect_right(page_starts, span.start), start)
    if kind in ("body", "abstract", "caption", "note"):
        sentences = split_sentences(text)
    elif kind in ("authors", "table"):  # each line is one: the names, every affiliation; a row
        first = {of_line[0] for of_line in by_line if of_line}  # a line may hold nothing but markup
        begins = [start for start, span in zip(starts, source, strict=True) if span in first]
        ends = [*(start - 1 for start in begins[1:]), len(text)][: len(begins)]
        sentences = tuple(Span(begin, end) for begin, end in zip(begins, ends, strict=True))
    else:  # a title, a list of keywords or an entry is quoted whole
        sentences = (Span(0, len(text)),)
    breaks, ocr = tuple(page_begins.values())[1:], not page_begins.keys().isdisjoint(manuscript.scanned)
    return Passage(number, kind, section, tuple(page_begins), text, sentences, source, breaks, ocr=ocr)


def _without_markup(file_text: str, line: Span) -> Iterator[Span]:
    """The parts of a line that are its words: markup and white space beyond single spaces cut out."""
    pieces = []
    kept = line.start
    for match in _MARKUP.finditer(file_text, line.start, line.end):
        pieces += [Span(kept, match.start()), Span(*match.span(match.lastgroup or 0))]
        kept = match.end()
    pieces.append(Span(kept, line.end))
    for piece in pieces:
        yield from _single_spaced(file_text, piece)


def _single_spaced(file_text: str, piece: Span) -> Iterator[Span]:
    for run in re.finditer(r"\S+(?: \S+)*", piece.of(file_text)):
        yield Span(piece.start + run.start(), piece.start + run.end())
