"""An article file -> an Article: its pieces (see pieces.py) become passages, citations get their entry."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from .bibliography import settled
from .files import digest_of
from .imprint import stated_in
from .linking import linked
from .passage import Article, Kind, Passage, Span, join_slices, slice_starts
from .pieces import Piece, pieces_of
from .readers import read_manuscript
from .readers.manuscript import Manuscript
from .text import split_sentences

MAX_PASSAGES = 20_000
MAX_PARAGRAPH = 200_000  # characters: a book's chapter without a paragraph's end

_LINE = 200  # characters that a line before the text has at most

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
    origin = str(path.absolute())
    return replace(article_of(read_manuscript(path), path.name), origin=origin, digest=digest_of(path))


def article_of(manuscript: Manuscript, name: str) -> Article:
    """The article of a manuscript.

    ``name`` is the file's: it stands in errors and, without its ending, for a title that the manuscript lacks.
    ValueError for more than ``MAX_PASSAGES`` blocks, one of more than ``MAX_PARAGRAPH`` characters, or no paragraph.
    """
    blocks = len(manuscript.blocks)
    if blocks > MAX_PASSAGES:  # before any is cut into sentences: that takes most of the time
        raise ValueError(f"{name} has {blocks:,} paragraphs, the limit is {MAX_PASSAGES:,}: split it into its parts")
    longest = max((len(block.text) for block in manuscript.blocks), default=0)
    if longest > MAX_PARAGRAPH:
        raise ValueError(
            f"{name} has a paragraph of {longest:,} characters, the limit is {MAX_PARAGRAPH:,}:"
            " put blank lines between its paragraphs"
        )
    passages = settled(_passages(manuscript))
    if not any(p.kind in ("body", "abstract") for p in passages):
        raise ValueError(
            f"{name} has no paragraph, only headings or references ({len(manuscript.blocks)} blocks):"
            " expected sentences, in paragraphs separated by blank lines"
        )
    references = tuple(p for p in passages if p.kind == "reference")
    stem = Path(name).stem.encode("utf-8", "replace").decode()  # a name may be in another encoding
    title = next((p.text for p in passages if p.kind == "title"), stem)
    metadata = manuscript.metadata.or_else(stated_in(_front_lines(passages)))
    cited, page_count = linked(passages, manuscript), len(manuscript.page_starts)
    return Article(
        title,
        cited,
        references,
        manuscript.text,
        page_count,
        metadata=metadata,
        left_out=manuscript.left_out,
    )


def _front_lines(passages: Sequence[Passage]) -> list[str]:
    """The lines in which an article may say where it appeared: those before its text, and the running header."""
    begin = next((i for i, p in enumerate(passages) if p.kind in ("abstract", "body") and len(p.text) > _LINE), 0)
    front = [p for p in passages[:begin] if p.kind != "title"] + [p for p in passages if p.kind == "header"]
    return [span.of(p.text) for p in front for span in p.sentences] + [p.text for p in front if p.kind == "body"]


def _passages(manuscript: Manuscript) -> list[Passage]:
    """The passages of a manuscript in reading order, the running header last."""
    passages: list[Passage] = []
    counts: Counter[tuple[Kind, str]] = Counter()
    for piece in pieces_of(manuscript):
        passage = _passage(manuscript, counts[piece.kind, piece.section] + 1, piece)
        if passage.text:  # a line may hold nothing but markup
            counts[piece.kind, piece.section] += 1
            passages.append(passage)
    return passages


def _passage(manuscript: Manuscript, number: int, piece: Piece) -> Passage:
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
    pages, breaks = tuple(page_begins), tuple(page_begins.values())[1:]
    labels = tuple(manuscript.page_labels[page - 1] for page in pages) if manuscript.page_labels else ()
    ocr = not page_begins.keys().isdisjoint(manuscript.scanned)
    return Passage(number, kind, section, pages, text, sentences, source, breaks, labels=labels, ocr=ocr)


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
