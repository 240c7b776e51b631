"""An answer as HTML: the quote first, the short answer marked in it, then its place and the references under it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index import Mark, Passage, Span
from qa import Answer, Citation, Hit
from qa.answer import no_answer_to
from qa.study.citing import quote_with_citation
from qa.study.speaker import speaker
from qa.tuned import TUNED

from .article_view import ArticleView
from .cite_menu import cite_menu
from .exchange import Exchange
from .feedback import OF_AN_ANSWER, OF_NONE

_SUPPORT = {
    "strong": "Strong support",
    "moderate": "Moderate support",
    "weak": "Weak support: read it in its place before you rely on it",
}
_OPENING = 160


def support(confidence: float) -> str:
    """strong, moderate or weak; from the confidence, which is the chance that the article answers."""
    bands = TUNED.support
    return "strong" if confidence >= bands.strong else "moderate" if confidence >= bands.moderate else "weak"


def said(answer: Answer) -> tuple[str, str]:
    """The outcome in a few words, and the short answer or the reason why there is none."""
    if not answer.found:
        return "The article does not say.", answer.reason
    part = " in part" if answer.unanswered else ""
    return f"Answered{part}, with {support(answer.confidence)} support.", answer.short


def exchange_html(exchange: Exchange, view: ArticleView, *, feedback: bool) -> str:
    """A question and its answer; the buttons that judge it are there with ``feedback``."""
    answer = exchange.answer
    body = _found(exchange, view) if answer.found else _not_found(exchange, view)
    return (
        f'<section class="turn" id="turn-{exchange.number}" tabindex="-1" aria-labelledby="asked-{exchange.number}">'
        f'<h2 class="question" id="asked-{exchange.number}">{escape(answer.question)}</h2>'
        f"{_read_as(exchange)}{body}{_feedback(exchange) if feedback else ''}</section>"
    )


def _read_as(exchange: Exchange) -> str:
    """The words searched for, those marked that were changed or added."""
    if not exchange.read_as:
        return ""
    question = exchange.answer.question
    pieces, kept = [], 0
    for change in exchange.answer.changes:
        pieces.append(escape(exchange.read_as[kept : change.read.start]))
        pieces.append(f"<del>{escape(change.typed)}</del> " if change.typed else "")
        pieces.append(f"<ins>{escape(change.read.of(exchange.read_as))}</ins>")
        kept = change.read.end
    alone = (
        f' <button type="button" data-act="ask" data-question="{escape(question)}" data-alone="yes">Ask it alone'
        "</button>"
    )
    words = "".join([*pieces, escape(exchange.read_as[kept:])])
    return f'<p class="read-as">Read as: “{words}”{alone if exchange.leans else ""}</p>'


def _found(exchange: Exchange, view: ArticleView) -> str:
    answer = exchange.answer
    cited = [citation.passage for citation in answer.citations]
    further = [(hit, why) for hit, why in zip(answer.hits, exchange.why, strict=True) if hit.passage not in cited]
    strength = support(answer.confidence)
    return "".join(
        [
            *(_citation(citation, view) for citation in answer.citations),
            *(f'<p class="reason">{escape(no_answer_to(part))}</p>' for part in answer.unanswered),
            f'<p class="support {strength}">{_SUPPORT[strength]}</p>',
            _tools(exchange, _passages("details", f"Further passages ({len(further)})", further, view)),
        ]
    )


def _not_found(exchange: Exchange, view: ArticleView) -> str:
    related = list(zip(exchange.answer.hits, exchange.why, strict=True))
    return (
        '<p class="verdict">The article does not say.</p>'
        f'<p class="reason">{escape(exchange.answer.reason)}</p>'
        + _passages("section", "Related, not an answer", related, view)
    )


def _citation(citation: Citation, view: ArticleView) -> str:
    passage, quote, short = citation.passage, citation.span, citation.answer
    whole = " whole" if quote == short else ""
    before, inside, after = (
        escape(Span(a, b).of(passage.text))
        for a, b in ((quote.start, short.start), (short.start, short.end), (short.end, quote.end))
    )
    header = f'<p class="header-row">{escape(citation.header)}</p>' if citation.header else ""
    who = speaker(citation)
    return (
        f'<blockquote class="quote{whole}">{header}<p>“{before}<strong>{inside}</strong>{after}”</p></blockquote>'
        f'<p class="where">{view.link(passage, [quote], citation.locator)}'
        f' <span class="speaker {escape(who.kind)}">{escape(who.text)}</span></p>'
        + _sources("It rests on", citation.references, citation.notes, view)
        + _sources("Cited next in this paragraph", citation.next_reference, (), view)
    )


def _sources(heading: str, references: Sequence[Passage], notes: Sequence[Mark], view: ArticleView) -> str:
    """The entries of the bibliography and the notes, with the entries and earlier notes that they name."""
    if not references and not notes:
        return ""
    items = [_source(source, view) for source in references]
    for mark in notes:
        named = "".join(_source(source, view) for source in mark.sources)
        inner = f"<ul>{named}</ul>" if named else ""
        items.append(f"<li>{view.link(mark.note, [], mark.name)}: {escape(mark.note.text)}{inner}</li>")
    return f'<div class="rests"><h3>{heading}</h3><ul>{"".join(items)}</ul></div>'


def _source(source: Passage, view: ArticleView) -> str:
    label = f"entry {source.number}" if source.kind == "reference" else "earlier note"
    return f"<li>{escape(source.text)} {view.link(source, [], label)}</li>"


def _tools(exchange: Exchange, further: str) -> str:
    copied = "\n\n".join(quote_with_citation(citation, exchange.article) for citation in exchange.answer.citations)
    return (
        f'<div class="tools"><button type="button" data-copy="{escape(copied)}">Copy quote</button>'
        f"{cite_menu(exchange.answer, exchange.article, exchange.number)}{further}</div>"
    )


def _passages(tag: str, heading: str, found: Sequence[tuple[Hit, str]], view: ArticleView) -> str:
    """tag: "details" is closed until it is asked for, "section" is open."""
    if not found:
        return ""
    title = f"<summary>{heading}</summary>" if tag == "details" else f"<h3>{heading}</h3>"
    items = "".join(
        f"<li>{view.link(hit.passage, [], hit.locator)} "
        f'<span class="opening">{escape(_opening(hit.passage.text))}</span> <span class="why">{escape(why)}</span></li>'
        for hit, why in found
    )
    return f'<{tag} class="further">{title}<ul>{items}</ul></{tag}>'


def _feedback(exchange: Exchange) -> str:
    known = OF_AN_ANSWER if exchange.answer.found else OF_NONE
    if exchange.verdict:
        return f'<p class="feedback">Noted: {escape(known[exchange.verdict].lower())}.</p>'
    buttons = "".join(
        f'<button type="button" data-act="feedback" data-number="{exchange.number}" data-verdict="{key}">'
        f"{words}</button>"
        for key, words in known.items()
    )
    return f'<div class="feedback" role="group" aria-label="What do you say of this answer?">{buttons}</div>'


def _opening(text: str) -> str:
    return text if len(text) <= _OPENING else text[:_OPENING].rsplit(" ", 1)[0] + " ..."
