"""Answers and conversations as HTML and Markdown: their words and their order."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import gradio as gr
import pytest

from index import Article, Span
from index.corrections import correction_of
from index.encoding.encoder import Encoder
from index.progress import silent
from qa import Answer, Citation, Hit
from qa.answer import Change
from qa.building import build_pipeline
from qa.support import support
from screen.answer_view import exchange_html, said
from screen.article_view import ArticleView
from screen.cite_menu import cite_menu
from screen.conversation_view import ConversationView
from screen.events import ConversationEvents, answered
from screen.exchange import Exchange, history
from screen.feedback import Feedback
from screen.loading import Loading
from screen.lookup_view import mentions_html
from screen.markdown import as_markdown
from screen.questions import built_in_questions, questions_about
from screen.sources import Sources
from tests.screen.html_text import text_of

BUILT_IN = built_in_questions()

HOSTILE = "<img src=x onerror=alert(1)> ${alert(1)} {{7}} `a` **b**"


def quoting(article: Article, quote: str, short: str) -> Citation:
    passage = next(p for p in article.passages if quote in p.text)
    start = passage.text.index(quote)
    inside = start + quote.index(short)
    return Citation(passage, Span(start, start + len(quote)), Span(inside, inside + len(short)))


@pytest.fixture
def opened(tiny: Article) -> Answer:
    citation = quoting(tiny, "Traders opened the road in 1820 (Moss, 1999).", "1820")
    other = next(p for p in tiny.passages if p.section == "Decline")
    return Answer("When was it opened?", (citation,), (Hit(citation.passage, 0, 1, 0.9), Hit(other, 1, 2, 0.2)), 0.995)


def read_as(answer: Answer, searched: str, read: str, typed: str = "") -> Answer:
    """The answer to a question that was read otherwise: where ``read`` stands there, something else was typed."""
    start = searched.index(read)
    return replace(answer, searched=searched, changes=(Change(Span(start, start + len(read)), typed),))


def exchange_of(answer: Answer, article: Article) -> Exchange:
    return Exchange(1, article, answer, ("shares “opened”", "fairly close in meaning"))


def test_the_quote_comes_first_with_the_short_answer_marked_in_it(tiny: Article, opened: Answer) -> None:
    html = exchange_html(exchange_of(opened, tiny), ArticleView(tiny), feedback=True)
    assert "“Traders opened the road in <strong>1820</strong> (Moss, 1999).”" in html
    # The link marks the quote, and the short answer in it stronger.
    assert re.search(
        r'<a class="place" href="#p3" data-marks="0-45" data-short="27-31">p. 1, Origins, para. 1</a>', html
    )
    said = text_of(html)
    order = [
        "When was it opened?",
        "1820",
        "“Traders opened",
        "The authors, citing Moss (1999)",
        "Copy quote",
        "Show",
        "Rests on 1 source",
        "Moss, B. (1999). Salt. York: Coast Press. entry 3",
    ]
    order += [
        "Strong support",
        "Further passages (1)",
        "Decline, para. 1",
        "fairly close in meaning",
        "Helpful",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    # The answer itself is in nothing that is closed.
    assert html.index("<blockquote") < html.index("<details")


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(0.992, "strong"), (0.991, "moderate"), (0.5, "moderate"), (0.49, "weak"), (0.0, "weak")],
)
def test_support_is_the_confidence_in_words(tiny: Article, opened: Answer, confidence: float, words: str) -> None:
    assert support(confidence, "fact") == words
    exchange = exchange_of(replace(opened, confidence=confidence), tiny)
    said = text_of(exchange_html(exchange, ArticleView(tiny), feedback=False))
    assert ("Read it in its place before you rely on it" in said) is (words == "weak")


def test_what_is_not_found_is_said_with_its_reason_and_related_passages(tiny: Article, opened: Answer) -> None:
    answer = replace(opened, citations=(), reason="The article never mentions “Kabul”.")
    html = exchange_html(exchange_of(answer, tiny), ArticleView(tiny), feedback=True)
    said = text_of(html)
    assert "The article does not say. The article never mentions “Kabul”. Related, not an answer" in said
    assert "The article does say it" in said
    assert "<blockquote" not in html


def test_a_part_that_is_not_answered_is_named_under_the_quotes(tiny: Article, opened: Answer) -> None:
    answer = replace(opened, unanswered=("who <i>paid</i>?",))
    html = exchange_html(exchange_of(answer, tiny), ArticleView(tiny), feedback=False)
    assert "No passage clearly answers “who <i>paid</i>?”." in text_of(html)
    assert html.index("</blockquote>") < html.index("No passage clearly") < html.index("support")
    assert "<i>paid" not in html
    assert said(answer)[0] == "Answered in part."
    assert said(opened)[0] == "Answered."
    assert r"No passage clearly answers “who \<i\>paid\</i\>?”." in as_markdown([answer], tiny)
    assert "No passage" not in exchange_html(exchange_of(opened, tiny), ArticleView(tiny), feedback=False)


def test_a_question_that_was_read_otherwise_says_so_and_can_be_asked_alone(tiny: Article, opened: Answer) -> None:
    searched = "When was it opened? (road, traders)"
    exchange = exchange_of(read_as(opened, searched, "road, traders"), tiny)
    html = exchange_html(exchange, ArticleView(tiny), feedback=False)
    assert "Read as: “When was it opened? (<ins>road, traders</ins>)” <button" in html
    assert "Read as: “When was it opened? ( road, traders )” Ask it alone" in text_of(html)
    assert 'data-question="When was it opened?" data-alone="yes"' in html
    assert "Helpful" not in html


def test_a_mended_word_is_shown_with_what_was_typed(tiny: Article, opened: Answer) -> None:
    searched = "Wen was the road <opened>?"
    answer = read_as(replace(opened, question="Wen was the raod <opened>?"), searched, "road", "raod")
    html = exchange_html(exchange_of(answer, tiny), ArticleView(tiny), feedback=False)
    assert "Read as: “Wen was the <del>raod</del> <ins>road</ins> &lt;opened&gt;?”</p>" in html
    assert "Ask it alone" not in html  # there is nothing it could be asked without


def test_nothing_typed_becomes_markup(tiny: Article, opened: Answer) -> None:
    unsaid = replace(opened, question=HOSTILE, citations=(), reason=HOSTILE)
    answer = read_as(unsaid, f"{HOSTILE} {HOSTILE}", HOSTILE, HOSTILE)
    exchange = exchange_of(answer, tiny)
    view = ArticleView(tiny)
    pages = [
        ConversationView(view, BUILT_IN, feedback=True).html([exchange]),
        ConversationView(view, BUILT_IN, feedback=True).html([], HOSTILE),
        mentions_html(view, HOSTILE, ()),
    ]
    for html in pages:
        assert "<img" not in html
        assert " ".join(HOSTILE.split()) in text_of(html)
    assert r"\<img src=x onerror=alert(1)\> $\{alert(1)\}" in as_markdown([answer], tiny)


def test_the_menu_cites_the_article_at_the_quote_and_each_reference_in_five_styles(
    tiny: Article, opened: Answer
) -> None:
    html = cite_menu(opened.citations[0], tiny, 1)
    said = text_of(html)
    assert re.findall(r'class="style">(.*?)<', html) == [
        *("APA, in the text", "APA, the source", "APA", "MLA, in the text", "MLA, the source", "MLA"),
        *("Chicago, in the text", "Chicago, the source", "Chicago"),
        *("BibTeX, in the text", "BibTeX", "RIS"),
        *("APA", "MLA", "Chicago", "BibTeX", "RIS"),
    ]
    # The number that stands beside the paragraph on the page, and in the locator.
    assert "p. 1, para. 1)" in said
    assert "(Moss, 1999, as cited in “The Salt Road”, n.d., p. 1, para. 1)" in said
    assert "(qtd. in “The Salt Road” 1)" in said
    assert "Moss, B. (1999). <i>Salt</i>. Coast Press." in html
    copied = [unescape(text) for text in re.findall(r'data-copy="(.*?)"', html, re.DOTALL)]
    assert any(text.startswith("@book{moss1999") for text in copied)
    assert any(text.startswith("TY  - BOOK") for text in copied)


def test_what_is_typed_into_the_form_is_kept_and_cited(
    tiny: Article, opened: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARTICLE_QA_CORRECTIONS", str(tmp_path / "kept"))
    view = ConversationView(ArticleView(tiny), BUILT_IN, feedback=False)
    nothing = Loading(lambda progress: pytest.fail("nothing is asked"))
    sources = Sources(tiny, lambda article: pytest.fail("nothing is asked"))
    events = ConversationEvents(nothing, view, sources, tiny.title, None)
    exchanges = (exchange_of(opened, tiny),)
    fields = dict(re.findall(r'data-field="(\w+)" value="(.*?)"', cite_menu(opened.citations[0], tiny, 1)))
    assert (fields["title"], fields["journal"], fields["year"]) == ("The Salt Road", "Journal of Small Roads", "")

    def typed(**changed: str) -> gr.EventData:
        data = {"number": "1", "digest": tiny.digest, **fields, **changed}
        return gr.EventData(None, data)

    html, line, _ = events.correct(exchanges, typed(year="99"))
    assert "Nothing was kept: expected a year of four digits, found" in unescape(line)
    html, line, _ = events.correct(exchanges, typed(year="1899", authors="Fern, Ada"))
    assert "Kept, on this computer only." in line
    assert "(Fern, 1899, p. 1, para. 1)" in str(html)
    assert correction_of(tiny) == {"year": "1899", "authors": "Fern, Ada"}  # the others stay as the file states them
    html, _, _ = events.correct(exchanges, typed())
    assert "n.d., p. 1, para. 1)" in str(html)
    html, _, _ = events.correct((), typed(title="Salt Roads"))  # on the card, before a first question
    assert '<h2 id="card-title">Salt Roads</h2>' in str(html)
    _, line, _ = events.correct((), typed(digest="0" * 64))
    assert "no longer here" in line


def test_the_empty_screen_offers_examples_and_the_end_of_a_conversation_a_copy(tiny: Article, opened: Answer) -> None:
    view = ConversationView(ArticleView(tiny), questions_about(tiny), feedback=True)
    empty = text_of(view.html(()))
    assert "The Salt Road Journal of Small Roads 3 pages · 3 sources · 1 minute to read" in empty
    assert "Nothing leaves this computer." in empty
    assert "Outline Abstract Origins Decline References" in empty
    assert "(.docx, .htm" in empty
    html = view.html([exchange_of(opened, tiny)])
    assert "Download this conversation" in html
    assert "Outline" not in html


def test_the_conversation_as_markdown(tiny: Article, opened: Answer) -> None:
    lines = as_markdown([opened, replace(opened, citations=(), reason="Why not.")], tiny).splitlines()
    assert lines[0] == "# Questions to “The Salt Road”"
    assert lines[2:13] == [
        "## When was it opened?",
        "",
        "**1820**",
        "",
        "> Traders opened the road in 1820 (Moss, 1999).",
        ">",
        "> — p. 1, Origins, para. 1 · The authors, citing Moss (1999)",
        "",
        "Rests on:",
        "",
        "- Moss, B. (1999). Salt. York: Coast Press.",
    ]
    assert "The article does not say. Why not." in lines
    # An editor can follow it: the file and its digest, the program and the day.
    assert lines[-2] == f"- The Salt Road: file salt.txt, SHA-256 {tiny.digest}"
    assert re.fullmatch(r"- article-qa .+, \d{4}-\d\d-\d\d", lines[-1])


def test_a_follow_up_is_asked_with_the_exchanges_before(tiny: Article, small_encoder: Encoder, tmp_path: Path) -> None:
    small = build_pipeline(tiny, small_encoder, cache=tmp_path, progress=silent)
    first = answered(small, "When did traders open the road?", (), 1)
    html = exchange_html(first, ArticleView(small.article), feedback=False)
    shown = text_of(html[html.index('<details class="further explained">') :])
    assert shown.startswith("Why this answer? Asked for a fact Searched for “When did traders open the road?”")
    assert first.way.looked[0].standing in shown
    assert first.way.decision in shown
    second = answered(small, "And what did they carry?", (first,), 2)
    assert second.read_as == "And what did they carry? (traders, open, road, 1820, Moss)"
    assert second.leans
    assert second.answer.question == "And what did they carry?"
    assert second.answer.citations[0].quote == "They carried salt, wool and letters over the pass."
    alone = answered(small, "And what did they carry?", (), 2)
    assert (alone.read_as, alone.leans) == ("", False)
    mended = answered(small, "Which railwya reached the hills?", (first,), 2)
    assert (mended.read_as, mended.leans) == ("Which railway reached the hills?", False)
    assert history((first,)) == [
        {"role": "user", "content": "When did traders open the road?"},
        {"role": "assistant", "content": first.answer.text},
    ]
    assert any("“traders”" in why and "“road”" in why for why in first.why)


def test_feedback_keeps_the_question_and_the_answer_with_the_verdict(tmp_path: Path, opened: Answer) -> None:
    feedback = Feedback(tmp_path / "new" / "feedback.jsonl")
    feedback.add("wrong-passage", opened, "The Salt Road")
    feedback.add("it-does-say", replace(opened, citations=()), "The Salt Road")
    first, second = map(json.loads, feedback.file.read_text(encoding="utf-8").splitlines())
    assert (first["verdict"], first["short"], first["places"]) == ("wrong-passage", "1820", ["p. 1, Origins, para. 1"])
    assert (second["verdict"], second["answer"]) == ("it-does-say", "")
    with pytest.raises(ValueError, match="found 'it-does-say'"):
        feedback.add("it-does-say", opened, "The Salt Road")


def test_suggestions_are_near_and_were_not_asked(tiny: Article, opened: Answer) -> None:
    bank = ("Who ruled the sea?", "What did traders carry?", "When did traders open the road?", "How dear were mules?")
    questions = replace(BUILT_IN, bank=bank)
    assert questions.suggestions(opened) == (
        "What did traders carry?",
        "When did traders open the road?",
        "How dear were mules?",
    )
    assert questions.suggestions(opened, asked=bank[1:3]) == ("How dear were mules?", "Who ruled the sea?")
