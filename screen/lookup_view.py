"""Look-ups as HTML: every mention of a term, and how a quotation agrees with the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from index import Passage, Span
from qa.answer import locator
from qa.study.draft import DraftQuotation
from qa.study.grounds import Place
from qa.study.mentions import Mention
from qa.study.quotation import Difference, QuotationCheck

from .article_view import ArticleView

MENTIONS = (
    "Every sentence that speaks of a word or name, in reading order: plurals, possessives and other spellings of a name"
    " are found too."
)
QUOTATIONS = (
    "Paste a quotation, or a whole draft: each quotation in it is compared with the article word by word. What was"
    " left out, added or changed is shown."
)


def introduction_html(name: str, words: str) -> str:
    """What a look-up does, before the first."""
    return found_html(name, f'<p class="introduction">{words}</p>')


def mentions_html(view: ArticleView, term: str, mentions: Sequence[Mention]) -> str:
    """How often a term is mentioned, and every sentence that mentions it, in reading order."""
    if not mentions:
        return found_html(
            "mentions",
            f'<p class="verdict">The article never mentions “{escape(term)}”.</p><p class="reason">Plurals, possessives'
            " and other spellings of a name were looked for too. Try fewer words, or ask about the subject.</p>",
        )
    times = sum(len(mention.spans) for mention in mentions)
    count = f"“{escape(term)}”: {_times(times)} in {number_of(len(mentions), 'passage')}"
    items = "".join(item for mention in mentions for item in _sentences(view, mention))
    steps = (
        '<p class="steps"><button type="button" data-act="mention-before">Previous</button> '
        '<button type="button" data-act="mention-next">Next</button></p>'
    )
    return found_html("mentions", f'<p class="count">{count}, in reading order</p>{steps}<ol>{items}</ol>')


def _sentences(view: ArticleView, mention: Mention) -> Iterator[str]:
    """An item for each sentence of a passage that mentions the term."""
    passage = mention.passage
    for sentence in passage.sentences:
        spans = [span for span in mention.spans if sentence.start <= span.start < sentence.end]
        if spans:
            place = view.link(passage, spans, locator(passage, spans[0]))
            yield f'<li>{place}<span class="opening">{marked(passage, sentence, spans)}</span></li>'


def quotation_html(view: ArticleView, check: QuotationCheck) -> str:
    """Whether the words are the article's, where they stand, and each difference."""
    verdict = f'<p class="verdict">{verdict_in_words(check)}</p>'
    return found_html("quotation", verdict + (_shown(view, check) if check.places else ""))


def verdict_in_words(check: QuotationCheck) -> str:
    """The verdict as a sentence."""
    if check.verdict == "absent":
        return "This is not in the article."
    if check.hides_a_not:
        return "Not as the article has it: what you left out turns the sense."
    return "Word for word in the article." if check.verdict == "exact" else "Nearly: the article has other words."


def _shown(view: ArticleView, check: QuotationCheck) -> str:
    text = " ... ".join(_compared(place, i, check.differences) for i, place in enumerate(check.places))
    return f'<blockquote class="quote"><p>“{text}”</p></blockquote>{_where(view, check)}{_differences(check)}'


def _where(view: ArticleView, check: QuotationCheck) -> str:
    """The places of a quotation, a link for each passage."""
    spans: dict[int, tuple[Passage, list[Span]]] = {}
    for place in check.places:
        spans.setdefault(id(place.passage), (place.passage, []))[1].append(place.span)
    links = [
        view.link(passage, inside, locator(passage, Span(inside[0].start, inside[-1].end)))
        for passage, inside in spans.values()
    ]
    return f'<p class="where">{"; ".join(links)}</p>'


def _differences(check: QuotationCheck) -> str:
    lines = [f"You left out “{escape(place.span.of(place.passage.text).strip())}”." for place in check.left_out]
    lines += [_in_words(difference) for difference in check.differences]
    return f'<ul class="differences">{"".join(f"<li>{line}</li>" for line in lines)}</ul>' if lines else ""


def draft_html(view: ArticleView, quotations: Sequence[DraftQuotation]) -> str:
    """A table of a draft's quotations with their verdicts and places, and the differences of each."""
    verdicts = [quotation.check.verdict for quotation in quotations]
    counts = ", ".join(
        f"{verdicts.count(verdict)} {words}" for verdict, words in _COUNTED.items() if verdict in verdicts
    )
    rows = "".join(_row(view, number, quotation) for number, quotation in enumerate(quotations, 1))
    return found_html(
        "quotation",
        f'<p class="count">{number_of(len(quotations), "quotation")} in your draft: {counts}</p>'
        '<table class="draft"><thead><tr><th scope="col">No.</th><th scope="col">Your quotation</th>'
        f'<th scope="col">In the article</th></tr></thead><tbody>{rows}</tbody></table>',
    )


_COUNTED = {"exact": "word for word", "nearly": "with other words", "absent": "not in the article"}


def _row(view: ArticleView, number: int, quotation: DraftQuotation) -> str:
    check = quotation.check
    where = _where(view, check) + _differences(check) if check.places else ""
    return (
        f'<tr class="{check.verdict}"><td>{number}</td><td>“{escape(quotation.words)}”</td>'
        f'<td><p class="verdict">{verdict_in_words(check)}</p>{where}</td></tr>'
    )


def _compared(place: Place, number: int, differences: Sequence[Difference]) -> str:
    """The article's words: those that the quotation lacks or changes marked, the quotation's own struck out."""
    text, pieces, at = place.passage.text, [], place.span.start
    for difference in differences:
        if difference.place == number and place.span.holds(difference.span):
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
            return f"You left out “{original}”."
        case "added":
            return f"The article does not have “{quoted}”."
        case "changed":
            return f"You have “{quoted}”, the article has “{original}”."


def problem_html(name: str, words: str) -> str:
    """The reason why nothing could be looked up, in place of what was found."""
    return found_html(name, f'<p class="status problem">{escape(words)}</p>')


def marked(passage: Passage, within: Span, spans: Sequence[Span]) -> str:
    """The characters of ``within``, those of ``spans`` in <mark>; spans are in order and do not overlap."""
    pieces, at = [], within.start
    for span in spans:
        if span.meets(within):
            start, end = max(span.start, within.start), min(span.end, within.end)
            pieces += [escape(passage.text[at:start]), f"<mark>{escape(passage.text[start:end])}</mark>"]
            at = end
    return "".join([*pieces, escape(passage.text[at : within.end])])


def found_html(name: str, html: str) -> str:
    """What a look-up found, in its place."""
    # The id and the tabindex let the link "Back" in the article lead here again.
    return f'<div class="found" id="found-{name}" tabindex="-1" role="status">{html}</div>'


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


def number_of(count: int, noun: str) -> str:
    """A count with its noun.

    >>> number_of(1, "date"), number_of(2, "date")
    ('1 date', '2 dates')
    """
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"
