"""Look-ups as HTML: every mention of a term, and how a quotation agrees with the article."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index import Passage, Span
from qa.answer import locator
from qa.study.mentions import Mention
from qa.study.quotation import Difference, Place, QuotationCheck

from .article_view import ArticleView


def mentions_html(view: ArticleView, term: str, mentions: Sequence[Mention]) -> str:
    """How often a term is mentioned; each passage that mentions it, in reading order, with the first such sentence."""
    if not mentions:
        return _found("mentions", f'<p class="verdict">The article never mentions “{escape(term)}”.</p>')
    times = sum(len(mention.spans) for mention in mentions)
    count = f"“{escape(term)}”: {_times(times)} in {_number(len(mentions), 'passage')}"
    items = "".join(_mention(view, mention) for mention in mentions)
    return _found("mentions", f'<p class="count">{count}, in reading order</p><ol>{items}</ol>')


def _mention(view: ArticleView, mention: Mention) -> str:
    passage = mention.passage
    place = view.link(passage, mention.spans, locator(passage, mention.spans[0]))
    sentence = next(s for s in passage.sentences if s.meets(mention.spans[0]))
    words = marked(passage, sentence, mention.spans)
    return f'<li>{place} <span class="why">{_times(len(mention.spans))}</span><span class="opening">{words}</span></li>'


def quotation_html(view: ArticleView, check: QuotationCheck) -> str:
    """Whether the words are the article's, where they stand, and each difference."""
    if check.verdict == "absent":
        return _found("quotation", '<p class="verdict">This is not in the article.</p>')
    passage = check.places[0].passage
    spans = [place.span for place in check.places]
    where = view.link(passage, spans, locator(passage, Span(spans[0].start, spans[-1].end)))
    verdict = "Word for word in the article." if check.verdict == "exact" else "Nearly: the article has other words."
    text = " ... ".join(_compared(place, check.differences) for place in check.places)
    differences = "".join(f"<li>{_in_words(difference)}</li>" for difference in check.differences)
    return _found(
        "quotation",
        f'<p class="verdict">{verdict}</p><blockquote class="quote"><p>“{text}”</p></blockquote>'
        f'<p class="where">{where}</p>' + (f'<ul class="differences">{differences}</ul>' if differences else ""),
    )


def _compared(place: Place, differences: Sequence[Difference]) -> str:
    """The article's words: those that the quotation lacks or changes marked, the quotation's own struck out."""
    text, pieces, at = place.passage.text, [], place.span.start
    for difference in differences:
        if place.span.holds(difference.span):
            pieces += [escape(text[at : difference.span.start]), _difference(difference)]
            at = difference.span.end
    return "".join([*pieces, escape(text[at : place.span.end])])


def _difference(difference: Difference) -> str:
    quoted, original = f"<del>{escape(difference.quoted)}</del>", f"<mark>{escape(difference.original)}</mark>"
    match difference.kind:
        case "missing":
            return original
        case "added":  # stands behind the word before it
            return f" {quoted}"
        case "changed":
            return f"{quoted} {original}"


def _in_words(difference: Difference) -> str:
    quoted, original = escape(difference.quoted), escape(difference.original)
    match difference.kind:
        case "missing":
            return f"The article also has “{original}”."
        case "added":
            return f"The article does not have “{quoted}”."
        case "changed":
            return f"You have “{quoted}”, the article has “{original}”."


def problem_html(name: str, words: str) -> str:
    """The reason why nothing could be looked up, in place of what was found."""
    return _found(name, f'<p class="status problem">{escape(words)}</p>')


def marked(passage: Passage, within: Span, spans: Sequence[Span]) -> str:
    """The characters of ``within``, those of ``spans`` in <mark>; spans are in order and do not overlap."""
    pieces, at = [], within.start
    for span in spans:
        if span.meets(within):
            start, end = max(span.start, within.start), min(span.end, within.end)
            pieces += [escape(passage.text[at:start]), f"<mark>{escape(passage.text[start:end])}</mark>"]
            at = end
    return "".join([*pieces, escape(passage.text[at : within.end])])


def _found(name: str, html: str) -> str:
    # The id and the tabindex let the link "Back" in the article lead here again.
    return f'<div class="found" id="found-{name}" tabindex="-1" role="status">{html}</div>'


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
