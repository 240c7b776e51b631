"""The card of an empty conversation: what the article is, what can be asked of it, what the program does."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index import Article
from index.readers import READERS
from index.text import words
from qa.answer import page_range
from qa.study.article_fields import cited_fields

from .article_bar import shown_title
from .correction_form import correction_form
from .questions import Questions

_WORDS_A_MINUTE = 230
_DOES = (
    "Ask in your own words. The answer is a sentence of the article itself, with the place where it stands and the"
    " sources it rests on. What the article does not say, you are told. Nothing leaves this computer."
)


def opening_card(article: Article, outline: Sequence[tuple[str, str]], questions: Questions) -> str:
    """The card of an article or library. outline: the id and name of each section, or of each article."""
    items = "".join(f'<li><a href="#{place}">{escape(name)}</a></li>' for place, name in outline)
    what = "Articles" if article.parts else "Outline"
    return (
        f'<section class="card" aria-labelledby="card-title"><h2 id="card-title">{escape(shown_title(article))}</h2>'
        f"{_facts(article)}"
        f'{correction_form(article, 0)}<p class="introduction">{_DOES}</p>'
        + "".join(offer_html(heading, group) for heading, group in questions.groups)
        + (f'<details class="outline"><summary>{what}</summary><ol>{items}</ol></details>' if items else "")
        + f'<p class="formats">Another article: drop it anywhere, or <button type="button" data-act="open-file"'
        f' class="plain">open a file</button> ({", ".join(sorted(READERS))}).</p></section>'
    )


def offer_html(heading: str, questions: Sequence[str]) -> str:
    """Questions under a heading, each a button that asks it; "" for none."""
    if not questions:
        return ""
    buttons = "".join(
        f'<li><button type="button" data-act="ask" data-question="{escape(question)}">{escape(question)}</button></li>'
        for question in questions
    )
    return f'<div class="offer"><h3>{heading}</h3><ul>{buttons}</ul></div>'


def _facts(article: Article) -> str:
    """Authors, journal and year, and the length, a line each; what is not stated stays away."""
    fields = cited_fields(article)
    people = [f"{name.given} {name.family}".strip() for name in fields.authors]
    serial = f"{fields.volume}({fields.issue})" if fields.issue else fields.volume
    source = ", ".join(part for part in (fields.container, serial, page_range(fields.pages, "–"), fields.year) if part)
    count = sum(len(words(p.text)) for p in article.passages if p.kind != "reference")
    minutes = max(1, round(count / _WORDS_A_MINUTE))
    length = [_counted(article.page_count, "page")] if article.page_count else []
    length += [_counted(len(article.references), "source")] if article.references else []
    lines = [", ".join(people), source, " · ".join([*length, f"{_counted(minutes, 'minute')} to read"])]
    return '<p class="facts">' + "".join(f"<span>{escape(line)}</span>" for line in lines if line) + "</p>"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
