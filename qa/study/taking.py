"""Any words of an article, selected by a reader, with their citation: ready to be pasted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import get_args

from index import Article, Passage, Span

from ..answer import Citation
from .citing import Style, TextStyle, cite_article, cited_in, margin_number

Piece = tuple[Passage, Span]


@dataclass(frozen=True, slots=True)
class Taken:
    """Selected words with a citation.

    plain, rich    as text and as HTML; ``rich`` is "" for BibTeX and RIS
    second_hand    as text, citing the source on which the words rest through the article: "(Kux, 2001, as cited in
                   ...)"; "" where they rest on none, and for BibTeX and RIS
    """

    plain: str
    rich: str
    second_hand: str


def taken(article: Article, pieces: Sequence[Piece], style: Style) -> Taken:
    """Words of one or more passages in reading order, each a paragraph; ValueError for none.

    The citation names the pages of them all, and the paragraph of words that stand in one.
    """
    if not pieces:
        raise ValueError("no words are selected")
    first = pieces[0][0]
    part = article.part_of(first)
    pages = list(dict.fromkeys(page for passage, span in pieces for page in passage.cited_pages(span)))
    cited = cite_article(part, style, pages, margin_number(first) if len(pieces) == 1 else 0)
    words = [_single_quotes(span.of(passage.text)) for passage, span in pieces]
    if style not in get_args(TextStyle):
        quoted = "“" + "\n\n".join(words) + "”"
        return Taken(f"{quoted} {cited.in_text}".rstrip() + f"\n\n{cited.entry}", "", "")
    words[-1] = words[-1].removesuffix(".").rstrip()
    second = _second_hand(pieces, part, style) if len(pieces) == 1 else ""
    return Taken(
        "“" + "\n\n".join(words) + f"” {cited.in_text}.",
        "".join(f"<p>{escape(text)}</p>" for text in _in_marks(words, f" {cited.in_text}.")),
        f"“{words[0]}” {second}." if second else "",
    )


def _in_marks(words: Sequence[str], citation: str) -> list[str]:
    """The paragraphs in quotation marks, the citation behind the last."""
    marked = list(words)
    marked[0] = f"“{marked[0]}"
    marked[-1] = f"{marked[-1]}”{citation}"
    return marked


def _second_hand(pieces: Sequence[Piece], part: Article, style: Style) -> str:
    passage, span = pieces[0]
    around = [sentence for sentence in passage.sentences if sentence.meets(span)]
    whole = Span(min(span.start, around[0].start), max(span.end, around[-1].end)) if around else span
    return cited_in(Citation(passage, whole, whole), part, style)


def _single_quotes(text: str) -> str:
    """Double quotation marks inside the words become single, as the whole stands in double ones."""
    return text.replace("“", "‘").replace("”", "’").replace('"', "'")
