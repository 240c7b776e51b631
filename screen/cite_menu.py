"""The menu that cites the article, at the quoted place, and each reference an answer rests on, in five styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from index import Article
from qa import Answer, Citation
from qa.study.citing import Style, cite_article, cite_reference, paragraph_on_page

from .correction_form import correction_form

STYLES: dict[Style, str] = {"apa": "APA", "mla": "MLA", "chicago": "Chicago", "bibtex": "BibTeX", "ris": "RIS"}


def cite_menu(answer: Answer, article: Article, number: int = 1) -> str:
    """A menu, closed until it is asked for; each article that is quoted is cited at its first quote.

    Below an article's citations a form corrects its fields. ``number``: of the answer's exchange.
    """
    references = dict.fromkeys(r for c in answer.citations for r in c.all_references + c.next_reference)
    quoted: dict[str, Citation] = {}
    for citation in answer.citations:
        quoted.setdefault(citation.passage.article, citation)
    works = [
        _work(name or "This article", _article_lines(first, article))
        + correction_form(article.part_of(first.passage), number)
        for name, first in quoted.items()
    ]
    for reference in references:
        lines = ((name, cite_reference(reference, style)) for style, name in STYLES.items())
        listed = f"{reference.article}: " if reference.article else ""
        works.append(_work(f"{listed}{reference.section}, entry {reference.number}", lines))
    return f'<details class="cite-menu"><summary>Cite</summary>{"".join(works)}</details>'


def _article_lines(citation: Citation, article: Article) -> Iterator[tuple[str, str]]:
    passage = citation.passage
    pages = passage.cited_pages(citation.span)
    part = article.part_of(passage)
    paragraph = paragraph_on_page(citation, part)
    for style, name in STYLES.items():
        cited = cite_article(part, style, pages, paragraph)
        if cited.in_text:
            yield f"{name}, in the text", cited.in_text
        yield name, cited.entry


def _work(heading: str, lines: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<li><span class="style">{name}</span> <span class="record">{escape(text)}</span>'
        f' <button type="button" data-copy="{escape(text)}" aria-label="Copy {name}">Copy</button></li>'
        for name, text in lines
    )
    return f"<h3>{escape(heading)}</h3><ul>{rows}</ul>"
