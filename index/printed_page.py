"""The pages of an article's PDF as they were printed: a picture of a page, and the rectangles of words on it."""

from __future__ import annotations

from pathlib import Path

from .extraction import Extraction
from .passage import Article, Box, Passage, Span

WIDTH = 1200  # pixels of a picture


def page_picture(article: Article, page: int, width: int = WIDTH) -> bytes:
    """A page of an article's file, from 1 on, as a PNG of a width in pixels.

    It is drawn in a process of its own, within the limits of reading. ValueError for an article that is not of one PDF,
    for a page that it does not have and for a file that cannot be drawn; FileNotFoundError if the file is gone.
    """
    with Extraction() as process:
        return process.picture(_file(article), page, width)


def boxes_of(article: Article, passage: Passage, span: Span) -> tuple[Box, ...]:
    """The rectangles of a span of a passage's text on the pages of its article's file, one for each line, in order.

    Empty for what its pages do not show in its place, as a running header. Raises as ``page_picture`` does.
    """
    with Extraction() as process:
        return process.boxes(_file(article.part_of(passage)), passage, span)


def _file(article: Article) -> Path:
    if not article.origin:
        raise ValueError(f"“{article.title}” is of no single file: ask for one of a library's articles, its parts")
    return Path(article.origin)
