"""The menu that cites an article at a quoted place, and each source that the quote rests on, in five styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from index import Article
from qa import Citation
from qa.study.citing import Style, cite_article, cite_reference, cited_in, margin_number, rich_reference

from .correction_form import correction_form

STYLES: dict[Style, str] = {"apa": "APA", "mla": "MLA", "chicago": "Chicago", "bibtex": "BibTeX", "ris": "RIS"}


def cite_menu(citation: Citation, article: Article, number: int = 0) -> str:
    """A menu, closed until it is asked for.

    number  of the exchange in which a form corrects the article's fields below its citations; 0 for no form
    """
    part = article.part_of(citation.passage)
    works = [_work(citation.passage.article or "This article", _article_lines(citation, part))]
    if number:
        works.append(correction_form(part, number))
    for reference in citation.all_references + citation.next_reference:
        lines = (
            (name, cite_reference(reference, style), rich_reference(reference, style)) for style, name in STYLES.items()
        )
        listed = f"{reference.article}: " if reference.article else ""
        works.append(_work(f"{listed}{reference.section}, entry {reference.number}", lines))
    return f'<details class="cite-menu"><summary>Cite</summary>{"".join(works)}</details>'


def _article_lines(citation: Citation, part: Article) -> Iterator[tuple[str, str, str]]:
    pages, paragraph = citation.passage.cited_pages(citation.span), margin_number(citation.passage)
    for style, name in STYLES.items():
        cited = cite_article(part, style, pages, paragraph)
        if cited.in_text:
            yield f"{name}, in the text", cited.in_text, ""
        if second_hand := cited_in(citation, part, style):
            yield f"{name}, the source", second_hand, ""
        yield name, cited.entry, cited.rich


def _work(heading: str, lines: Iterable[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<li><span class="style">{name}</span> <span class="record">{rich or escape(text)}</span>'
        f' <button type="button" data-copy="{escape(text)}" data-rich="{escape(rich)}" aria-label="Copy {name}">'
        "Copy</button></li>"
        for name, text, rich in lines
    )
    return f"<h3>{escape(heading)}</h3><ul>{rows}</ul>"
