"""A whole draft: every quotation in it found and checked against the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index import Article, Span

from ..tuned import TUNED
from .quotation import QuotationCheck, check_quotation
from .quoted_words import RUN

# Double marks, straight or curly; single curly ones only around whole words, as they are apostrophes too.
_INLINE = re.compile(
    r"“(?P<curly>[^“”]+)”|«(?P<pointed>[^«»]+)»|\"(?P<straight>[^\"]+)\"|(?<![\w])‘(?P<single>(?:[^‘’]|(?<=\w)’(?=\w))+)’(?!\w)"
)
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")
_SET_APART = re.compile(r"(?m)^(?:[ \t]*>|[ ]{4}|\t)[ \t]?")
_CITED = re.compile(r"\s*\([^()]*\)\s*\.?\s*$")


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """A quotation of a draft. span: its words in the draft, without the marks around them."""

    span: Span
    words: str
    check: QuotationCheck


def is_draft(text: str) -> bool:
    """Whether a text has words of its own around quotations, and is not one quotation, with its citation or bare."""
    spans = list(_quotations(text))
    quoted = sum(span.end - span.start for span in spans)
    around = len(RUN.findall(text)) - sum(len(RUN.findall(span.of(text))) for span in spans)
    return bool(spans) and around > TUNED.checking.around_a_quotation and (len(spans) > 1 or quoted < len(text) / 2)


def check_draft(article: Article, text: str) -> tuple[DraftQuotation, ...]:
    """Every quotation of a draft, in order, with its check; empty where it has none.

    Quotations are what stands in quotation marks, and paragraphs set apart: indented, or after ">". Those of fewer
    words than ``TUNED.checking.fewest_words`` are terms and titles, and left out. ValueError for a draft of more than
    ``TUNED.checking.draft_characters`` characters.
    """
    if len(text) > TUNED.checking.draft_characters:
        limit = f"the limit is {TUNED.checking.draft_characters:,}"
        raise ValueError(f"the draft has {len(text):,} characters, {limit}: check it in parts")
    return tuple(_checked(article, text, span) for span in _quotations(text))


def _checked(article: Article, text: str, span: Span) -> DraftQuotation:
    words = _CITED.sub("", _SET_APART.sub("", span.of(text)))[: TUNED.checking.most_characters]
    return DraftQuotation(span, words.strip(), check_quotation(article, words))


def _quotations(text: str) -> Iterator[Span]:
    """The quotations of a draft, in order: a paragraph set apart is one, whatever marks stand in it."""
    for paragraph in _PARAGRAPH.finditer(text):
        lines = paragraph[0].splitlines()
        if all(_SET_APART.match(line) for line in lines if line.strip()):
            spans = [Span(*paragraph.span())]
        else:
            spans = [_inside(match, paragraph.start()) for match in _INLINE.finditer(paragraph[0])]
        yield from (span for span in spans if len(RUN.findall(span.of(text))) >= TUNED.checking.fewest_words)


def _inside(match: re.Match[str], start: int) -> Span:
    group = match.lastgroup or 0
    return Span(start + match.start(group), start + match.end(group))
