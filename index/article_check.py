"""Whether an article that was kept is one that a reader could have made: its texts are slices of its file, and the
places in them lie in them. What fails is read anew."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import get_args

from .passage import Article, Kind, Passage, Span, join_slices

_KINDS = frozenset(get_args(Kind))


def check_kept(article: Article, digest: str) -> None:
    """ValueError for an article that is not sound, or not of the file with this digest; TypeError for values of other
    types than an article has."""
    _require(article.digest == digest, "it is of another file")
    _require(all(isinstance(text, str) for text in (article.title, article.file_text)), "its texts are none")
    _require(_is_count(article.page_count), "its pages cannot be counted")
    _require(any(passage.kind in ("body", "abstract") for passage in article.passages), "it has no paragraph")
    names = [*article.left_out, *(name for group in article.spellings for name in group)]
    _require(all(isinstance(name, str) for name in names), "its names are none")
    for passage in article.passages:
        _check_passage(article, passage)


def _check_passage(article: Article, passage: Passage) -> None:
    length = len(passage.text)
    inside = [*passage.sentences, *(cite.span for cite in passage.cites), *(mark.span for mark in passage.marks)]
    _require(passage.kind in _KINDS and _is_count(passage.number) and isinstance(passage.section, str), "a kind")
    _require(isinstance(passage.ocr, bool) and all(isinstance(label, str) for label in passage.labels), "a label")
    _require(all(_is_count(place) for place in (*passage.pages, *passage.page_breaks)), "a page")
    _require(all(1 <= page <= article.page_count for page in passage.pages), "a page beyond the last")
    _require(len(passage.page_breaks) == max(0, len(passage.pages) - 1), "the pages of a passage")
    _require(len(passage.labels) in (0, len(passage.pages)), "the labels of a passage's pages")
    _require(all(_is_count(place) for span in (*inside, *passage.source) for place in (span.start, span.end)), "a span")
    _require(
        all(span.end <= length for span in inside) and all(place < length for place in passage.page_breaks), "a place"
    )
    _require(_rise(passage.sentences) and _rise(passage.source), "the order of sentences")
    _require(join_slices(article.file_text, passage.source) == passage.text, "a text that is no slice of the file")


def _rise(spans: Iterable[Span]) -> bool:
    return all(before.end <= after.start for before, after in pairwise(spans))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(f"what was kept of the article is not sound: {what}")
