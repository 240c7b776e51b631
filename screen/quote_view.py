"""One quote as HTML: the short answer, the quoted sentence, its place and speaker, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index import Mark, Passage, Span
from qa import Citation
from qa.study.citing import quote_with_citation
from qa.study.speaker import speaker

from .article_view import ArticleView
from .cite_menu import cite_menu
from .exchange import Exchange

_SHORT = 9  # words of a short answer that stands on a line of its own


def quote_html(citation: Citation, exchange: Exchange, view: ArticleView, *, place: str, correct: bool = False) -> str:
    """A quote with its place, its sources and its buttons.

    place    sets the ids of its parts apart from those of the page's other quotes
    correct  whether the menu that cites it holds the form that corrects the article's fields
    """
    return (
        f'<div class="cited-quote" id="{place}" tabindex="-1">{_short(citation)}{_quoted(citation)}'
        f'<p class="where">{_link(citation, view, citation.locator)} {_speaker(citation)}</p>'
        f"{_tools(citation, exchange, view, correct)}</div>"
    )


def quote_line(citation: Citation, exchange: Exchange, view: ArticleView) -> str:
    """A quote with its place, speaker and a button that copies it, for a place where many stand."""
    copied = escape(quote_with_citation(citation, exchange.article))
    return (
        f'{_quoted(citation)}<p class="where">{_link(citation, view, citation.locator)} {_speaker(citation)}'
        f' <button type="button" data-copy="{copied}">Copy</button></p>'
    )


def _short(citation: Citation) -> str:
    """The short answer on a line of its own, where it is less than the quote."""
    if citation.span == citation.answer or len(citation.short.split()) > _SHORT:
        return ""
    return f'<p class="short-answer">{escape(citation.short)}</p>'


def _quoted(citation: Citation) -> str:
    passage, quote, short = citation.passage, citation.span, citation.answer
    whole = " whole" if quote == short else ""
    first, inside, last = (
        escape(Span(a, b).of(passage.text))
        for a, b in ((quote.start, short.start), (short.start, short.end), (short.end, quote.end))
    )
    header = f'<p class="header-row">{escape(citation.header)}</p>' if citation.header else ""
    context = f'<span class="context">{escape(citation.before)} </span>' if citation.before else ""
    words = f"{context}“{first}<strong>{inside}</strong>{last}”"
    return f'<blockquote class="quote{whole}">{header}<p>{words}</p></blockquote>'


def _context(citation: Citation) -> str:
    """The button that shows the sentences beside the quote; "" where there is none."""
    before, after = _neighbours(citation.passage, citation.span)
    if citation.before:
        before = ""
    if not before and not after:
        return ""
    return (
        f'<button type="button" data-act="context" aria-pressed="false" data-before="{escape(before)}"'
        f' data-after="{escape(after)}">In context</button>'
    )


def _neighbours(passage: Passage, quote: Span) -> tuple[str, str]:
    """The sentences before and after a quote, "" where there is none or the quote is no prose."""
    if passage.kind not in ("body", "abstract", "note"):
        return "", ""
    before = [s.of(passage.text) for s in passage.sentences if s.end <= quote.start]
    after = [s.of(passage.text) for s in passage.sentences if s.start >= quote.end]
    return "".join(before[-1:]), "".join(after[:1])


def _link(citation: Citation, view: ArticleView, label: str, kind: str = "place") -> str:
    short = citation.answer if citation.answer != citation.span else None
    return view.link(citation.passage, [citation.span], label, short=short, kind=kind)


def _speaker(citation: Citation) -> str:
    who = speaker(citation)
    return f'<span class="speaker {escape(who.kind)}">{escape(who.text)}</span>'


def _tools(citation: Citation, exchange: Exchange, view: ArticleView, correct: bool) -> str:
    copied = quote_with_citation(citation, exchange.article)
    return (
        f'<div class="tools"><button type="button" data-copy="{escape(copied)}">Copy quote</button>'
        + cite_menu(citation, exchange.article, exchange.number if correct else 0)
        + _link(citation, view, "Show", "place button")
        + _context(citation)
        + _sources(citation, view)
        + "</div>"
    )


def _sources(citation: Citation, view: ArticleView) -> str:
    """The sources of a quote, folded: "Rests on 1 source", "Rests on note 12", "Cited next: 1 source"."""
    references, notes = citation.references, citation.notes
    if not references and not notes:
        return _folded("Cited next in this paragraph", citation.next_reference, (), view)
    return _folded(f"Rests on {_counted(references, notes)}", references, notes, view)


def _counted(references: Sequence[Passage], notes: Sequence[Mark]) -> str:
    sources = f"{len(references)} source{'s' if len(references) > 1 else ''}" if references else ""
    return " and ".join(filter(None, [sources, *(mark.name for mark in notes)]))


def _folded(heading: str, references: Sequence[Passage], notes: Sequence[Mark], view: ArticleView) -> str:
    """The entries of the bibliography and the notes, with the entries and earlier notes that they name."""
    if not references and not notes:
        return ""
    items = [_source(source, view) for source in references]
    for mark in notes:
        named = "".join(_source(source, view) for source in mark.sources)
        inner = f"<ul>{named}</ul>" if named else ""
        items.append(f"<li>{view.link(mark.note, [], mark.name)}: {escape(mark.note.text)}{inner}</li>")
    return f'<details class="rests"><summary>{heading}</summary><ul>{"".join(items)}</ul></details>'


def _source(source: Passage, view: ArticleView) -> str:
    label = f"entry {source.number}" if source.kind == "reference" else "earlier note"
    return f"<li>{escape(source.text)} {view.link(source, [], label)}</li>"
