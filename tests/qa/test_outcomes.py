"""Answered, perhaps or refused."""

from __future__ import annotations

import pytest

from index import Article
from qa.allowed import may_answer
from qa.answer import Answer, Citation
from qa.answer_json import answer_json
from qa.cli import as_text
from qa.confidence import Coefficients
from qa.forms.shaped import Shaped
from qa.outcomes import in_form, outcome_of
from qa.query import make_query
from qa.remarks import headline
from qa.spelling import Speller

BOTH = Coefficients(0.0, {}, threshold=0.5, perhaps=0.3)


@pytest.mark.parametrize(
    ("confidence", "found", "outcome"),
    [
        (0.5, True, "answered"),
        (0.49, True, "perhaps"),
        (0.3, True, "perhaps"),
        (0.29, True, "refused"),
        (0.9, False, "refused"),
    ],
)
def test_two_thresholds_part_three_outcomes(confidence: float, found: bool, outcome: str) -> None:
    assert outcome_of(confidence, BOTH, found) == outcome


def test_a_perhaps_cites_nothing_and_shows_the_nearest(tiny: Article) -> None:
    passage = next(p for p in tiny.passages if p.section == "Decline")
    quote = Citation(passage, passage.sentences[0], passage.sentences[0])
    unsure = in_form(Answer("When did it fall silent?", (), (), 0.4, outcome="perhaps", reason="So."), Shaped((quote,)))
    assert (unsure.found, unsure.citations, unsure.nearest) == (False, (), quote)
    assert headline(unsure) == "The article may not say this; nearest:"
    assert "may not say this; nearest:\n“A railway reached the hills in 1901" in as_text(unsure)
    plain = answer_json(unsure)
    assert (plain["found"], plain["outcome"], plain["citations"]) == (False, "perhaps", [])
    assert plain["nearest"] is not None
    assert plain["nearest"]["quote"] == quote.quote
    refused = in_form(Answer("Dear?", (), (), 0.1, outcome="refused"), Shaped((quote,)))
    assert (refused.nearest, refused.citations) == (None, ())
    sure = in_form(Answer("Dear?", (), (), 0.9, outcome="answered"), Shaped((quote,), "list"))
    assert (sure.found, sure.nearest, sure.form) == (True, None, "list")


@pytest.mark.parametrize(
    ("question", "entry", "title"),
    [
        ("How many mules were in the northern passes?", False, False),
        ("What does Fern find out about rails?", True, False),
        ("Which source is given for the silence of the road?", True, True),
    ],
)
def test_the_bibliography_answers_what_is_asked_of_sources(
    tiny: Article, question: str, entry: bool, title: bool
) -> None:
    query = make_query(question, (), Speller(tiny), lambda term: 1.0, lambda text: 1.0)
    fern = next(p for p in tiny.passages if p.kind == "reference" and "Fern, A. (2010)" in p.text)
    heading = next(p for p in tiny.passages if p.kind == "title")
    assert (may_answer(fern, query), may_answer(heading, query)) == (entry, title)
