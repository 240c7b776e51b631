"""Pages of a PDF as they were printed, as HTML: the picture of a page with the quoted words marked at their place."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from index import Article, Box, boxes_of, page_picture

from .article_view import ArticleView
from .chosen import pieces_of


def printed_html(view: ArticleView, data: Mapping[str, Any]) -> str:
    """The pages of the places that a browser names, with marks, or the page that it asks for.

    ValueError for a page or place that is not there, OSError for a file that is gone.
    """
    pieces = pieces_of(view, data.get("places", ()))
    boxes = [box for passage, span in pieces for box in boxes_of(view.article, passage, span)]
    pages = sorted({box.page for box in boxes})
    if not pages:
        first = [passage.pages_of(span)[:1] for passage, span in pieces]
        pages = [first[0][0] if first and first[0] else int(data.get("page", 1))]
    shown = "".join(_page(view.article, page, [box for box in boxes if box.page == page]) for page in pages)
    last = view.article.page_count
    return (
        f'<div class="printed" data-page="{pages[0]}">{shown}<p class="steps">'
        f"{_step('Previous page', pages[0] - 1, last)}{_step('Next page', pages[-1] + 1, last)}</p></div>"
    )


def _page(article: Article, page: int, boxes: Sequence[Box]) -> str:
    picture = base64.b64encode(page_picture(article, page)).decode()
    marks = "".join(f'<span class="box" style="{_style(box)}"></span>' for box in boxes)
    name = f"Page {page} of the file as printed{', the quoted words marked' if boxes else ''}"
    return (
        f'<figure data-page="{page}"><div class="picture"><img alt="{escape(name)}"'
        f' src="data:image/png;base64,{picture}">{marks}</div><figcaption>file page {page}</figcaption></figure>'
    )


def _style(box: Box) -> str:
    sides = {"left": box.left, "top": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
    return ";".join(f"{name}:{share:.3%}" for name, share in sides.items())


def _step(name: str, page: int, last: int) -> str:
    if not 1 <= page <= last:
        return ""
    return f'<button type="button" data-act="printed-page" data-page="{page}">{name}</button> '
