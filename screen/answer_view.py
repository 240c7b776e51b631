"""An answer as HTML: what it comes to, its quotes in their form, and what else was found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from qa import Answer, Citation, Hit
from qa.answer import no_answer_to
from qa.remarks import headline
from qa.support import support

from .article_view import ArticleView
from .exchange import Exchange
from .feedback import OF_AN_ANSWER, OF_NONE
from .forms_view import quotes_html
from .quote_view import quote_html
from .support import support_in_words
from .why_view import why_html

_SAYS = {
    "yes": "The article says so.",
    "no": "The article says the contrary.",
    "open": "The article leaves it open.",
}
_OPENING = 160


def said(answer: Answer) -> tuple[str, str]:
    """The outcome in a few words, and the short answer or the reason why there is none."""
    if answer.found:
        part = " in part" if answer.unanswered else ""
        return f"Answered{part}.", answer.short or answer.remark
    shown = answer.nearest or answer.correction
    return headline(answer), shown.quote if shown else answer.reason


def exchange_html(exchange: Exchange, view: ArticleView, *, feedback: bool) -> str:
    """A question and its answer; the buttons that judge it are there with ``feedback``."""
    answer = exchange.answer
    body = _each(exchange, view) if exchange.each else _body(exchange, view)
    other = answer.remark != headline(answer)
    remark = f'<p class="remark">{escape(answer.remark)}</p>' if answer.remark and other else ""
    number, question = exchange.number, escape(answer.question)
    alone = "yes" if exchange.alone else ""
    outcome = "compared" if exchange.each else _outcome(answer)
    return (
        f'<section class="turn {outcome}" id="turn-{number}" tabindex="-1" aria-labelledby="asked-{number}"'
        f' data-question="{question}" data-alone="{alone}"{_selected(exchange)}>'
        f'<h2 class="question" id="asked-{number}">{question}</h2>'
        f"{_read_as(exchange)}{_asked_of(exchange)}{'' if exchange.each else remark}{body}"
        f"{'' if exchange.each else why_html(exchange.way)}{_foot(exchange, feedback)}</section>"
    )


def _body(exchange: Exchange, view: ArticleView) -> str:
    return _found(exchange, view) if exchange.answer.found else _not_found(exchange, view)


def _each(exchange: Exchange, view: ArticleView) -> str:
    """A column for each article, with its own answer or refusal."""
    columns = "".join(
        f'<section class="one {_outcome(one.answer)}"><h3 class="side">{escape(title)}</h3>{_body(one, view)}</section>'
        for one in exchange.each
        for title in [one.article.parts[0].passages[0].article]
    )
    return f'<div class="sides">{columns}</div>'


def _selected(exchange: Exchange) -> str:
    """The articles that were asked as a script finds them, for asking again."""
    names, each = exchange.selection.names, "yes" if exchange.selection.each else ""
    return f' data-sources="{escape(json.dumps(names))}" data-each="{each}"' if names or each else ""


def _asked_of(exchange: Exchange) -> str:
    names = exchange.selection.names
    return f'<p class="read-as">Asked of {escape(", ".join(names))} alone.</p>' if names else ""


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


def _outcome(answer: Answer) -> str:
    """answered, perhaps, otherwise or refused: what the answer looks like."""
    if answer.found:
        return "answered"
    return "perhaps" if answer.nearest else "otherwise" if answer.correction else "refused"


def _found(exchange: Exchange, view: ArticleView) -> str:
    answer = exchange.answer
    cited = [citation.passage for citation in answer.citations]
    further = [(hit, why) for hit, why in zip(answer.hits, exchange.why, strict=True) if hit.passage not in cited]
    strength = support(answer.confidence, answer.asks)
    says = f'<p class="verdict says">{_SAYS[answer.says]}</p>' if answer.says else ""
    return "".join(
        [
            says,
            quotes_html(exchange, view),
            *(f'<p class="reason">{escape(no_answer_to(part))}</p>' for part in answer.unanswered),
            f'<p class="support {strength}">{support_in_words(answer.confidence, answer.asks)}</p>',
            passages_html("details", f"Further passages ({len(further)})", further, view),
        ]
    )


def _not_found(exchange: Exchange, view: ArticleView) -> str:
    """The nearest quote of a perhaps, the one that says otherwise, or the reason; then what else was found."""
    answer = exchange.answer
    shown = answer.nearest or answer.correction
    related = [
        (h, w) for h, w in zip(answer.hits, exchange.why, strict=True) if not shown or h.passage != shown.passage
    ]
    place = f"quote-{exchange.number}-1"
    return "".join(
        [
            f'<p class="{"verdict" if shown or answer.hits else "remark"}">{escape(headline(answer))}</p>',
            f'<p class="reason">{escape(answer.reason)}</p>' if answer.reason else "",
            quote_html(shown, exchange, view, place=place, correct=True) if shown else "",
            passages_html("details" if shown else "section", "Related, not an answer", related, view, answer.nearby),
        ]
    )


def passages_html(
    tag: str, heading: str, found: Sequence[tuple[Hit, str]], view: ArticleView, best: Sequence[Citation] = ()
) -> str:
    """Passages with the reason why each was found.

    tag: "details" is closed until it is asked for, "section" is open; best: the quotes to show of them, in place of
    their openings.
    """
    if not found:
        return ""
    title = f"<summary>{heading}</summary>" if tag == "details" else f"<h3>{heading}</h3>"
    quotes = {id(citation.passage): citation for citation in best}
    items = "".join(_passage(hit, why, quotes.get(id(hit.passage)), view) for hit, why in found)
    return f'<{tag} class="further">{title}<ul>{items}</ul></{tag}>'


def _passage(hit: Hit, why: str, best: Citation | None, view: ArticleView) -> str:
    link = view.link(hit.passage, [best.span], best.locator) if best else view.link(hit.passage, [], hit.locator)
    words = f"“{best.quote}”" if best else _opening(hit.passage.text)
    return f'<li>{link} <span class="opening">{escape(words)}</span> <span class="why">{escape(why)}</span></li>'


def _foot(exchange: Exchange, feedback: bool) -> str:
    """The link to the answer, and the buttons that judge it or the verdict that was given."""
    link = '<button type="button" data-act="link-answer">Copy link</button>'
    return f'<div class="foot">{_feedback(exchange) if feedback else ""}{link}</div>'


def _feedback(exchange: Exchange) -> str:
    known = OF_AN_ANSWER if exchange.answer.found else OF_NONE
    if exchange.verdict:
        return f'<p class="feedback" tabindex="-1">Noted: {escape(known[exchange.verdict].lower())}.</p>'
    buttons = "".join(
        f'<button type="button" data-act="feedback" data-number="{exchange.number}" data-verdict="{key}">'
        f"{words}</button>"
        for key, words in known.items()
    )
    return f'<div class="feedback" role="group" aria-label="What do you say of this answer?">{buttons}</div>'


def _opening(text: str) -> str:
    return text if len(text) <= _OPENING else text[:_OPENING].rsplit(" ", 1)[0] + " ..."
