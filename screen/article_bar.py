"""The bar over the article: its name, the place that is read, a search in it, the size of its letters."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index import Article
from qa.study.article_fields import cited_fields

_VIEWS = (
    '<div class="views" role="group" aria-label="Show the article as">'
    '<button type="button" data-act="view-text" aria-pressed="true">Text</button>'
    '<button type="button" data-act="view-page" aria-pressed="false">Page</button></div>'
)


def shown_title(article: Article) -> str:
    """An article's title in normal case; of a library how many articles it has."""
    return article.title if article.parts else cited_fields(article).title or article.title


def bar_html(article: Article, places: Sequence[tuple[str, str]], *, printed: bool = False) -> str:
    """The bar. places: the id and name of each section, or of each article of a library; printed: whether the pages
    can be shown as they were printed.

    The section, page and progress are filled in by scripts/bar.js.
    """
    what = "Articles" if article.parts else "Sections"
    items = "".join(f'<li><a href="#{place}">{escape(name)}</a></li>' for place, name in places)
    label = f"{what} of the {'library' if article.parts else 'article'}"
    return (
        '<div class="bar" role="region" aria-label="The article that is open"><div class="bar-row">'
        f'<details class="menu sections"><summary>{what}</summary><nav aria-label="{label}"><ol>{items}</ol></nav>'
        f'</details><p class="here"><span class="name" title="{escape(shown_title(article))}">'
        f'{escape(shown_title(article))}</span><span class="section"></span><span class="leaf"></span></p>'
        '<a class="to-asking" href="#question">Ask</a></div>'
        '<div class="bar-row"><div class="find" role="search"><input type="search" aria-label="Find in the article"'
        ' placeholder="Find in the article"><output></output>'
        '<button type="button" data-act="find-before" aria-label="Previous" title="Previous">↑</button>'
        '<button type="button" data-act="find-next" aria-label="Next" title="Next">↓</button></div>'
        '<div class="size" role="group" aria-label="Size of the letters">'
        '<button type="button" data-act="smaller" aria-label="A− smaller letters">A−</button>'
        '<button type="button" data-act="larger" aria-label="A+ larger letters">A+</button></div>'
        f"{_VIEWS if printed else ''}"
        '<button type="button" data-act="open-file">Open a file</button></div>'
        '<div class="read" aria-hidden="true"></div></div>'
    )
