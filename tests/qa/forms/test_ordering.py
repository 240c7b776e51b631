"""Dates in sentences, and the events that a question names."""

from __future__ import annotations

import pytest

from index import Article, Span
from qa.answer import Citation, Hit
from qa.forms.ordering import date_of, events_of, ordering
from qa.reading.findings import Finding, Reading


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("In July 1947 Marshall wrote a memo.", (1947, 7)),
        ("The decade, 1979 to 1989, was crucial.", (1979, 0)),
        ("on March 11, 1948, citing tensions", (1948, 3)),
        ("It was small (Rose, 1989).", ()),
        ("It cost 1947.50 dollars and 2,001 lives.", ()),
        ("Nothing is dated.", ()),
    ],
)
def test_the_date_that_a_sentence_tells(text: str, date: tuple[int, ...]) -> None:
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("question", "events"),
    [
        (
            "timeline war on terror: start, bin laden, pullout",
            [
                ("start", "war on terror start"),
                ("bin laden", "war on terror bin laden"),
                ("pullout", "war on terror pullout"),
            ],
        ),
        (
            "Did the bin Laden raid come before or after the withdrawal?",
            [("the bin Laden raid", "When was the bin Laden raid?"), ("the withdrawal", "When was the withdrawal?")],
        ),
        (
            "Which pavilion was finished earlier, the Belgian or the English one?",
            [
                ("the Belgian", "Which pavilion was finished earlier, the Belgian?"),
                ("the English one", "Which pavilion was finished earlier, the English one?"),
            ],
        ),
        ("And then?", []),
        ("big data systems: which was started first, which last", []),
    ],
)
def test_each_event_is_asked_for_by_itself(question: str, events: list[tuple[str, str]]) -> None:
    assert [(side.name, side.question) for side in events_of(question)] == events


def test_quotes_stand_in_the_order_of_their_dates_not_of_the_text(tiny: Article) -> None:
    def found(quote: str, score: float) -> Finding:
        position, passage = next((i, p) for i, p in enumerate(tiny.passages) if quote in p.text)
        start = passage.text.index(quote)
        span = Span(start, start + len(quote))
        return Finding(Hit(passage, position, 1, 0.5), Citation(passage, span, span), score, 1.0)

    railway = found("A railway reached the hills in 1901, and the road fell silent (Fern, 2010).", 1.0)
    opened = found("Traders opened the road in 1820 (Moss, 1999).", 0.9)
    told = ordering(Reading([railway], every=[railway, opened]))
    assert [citation.quote[:9] for citation in told.citations] == ["Traders o", "A railway"]
    assert told.form == "order"
    far = ordering(Reading([railway], every=[railway, found("Mules were dear (Fern & Moss, 2004).", 0.1)]))
    assert [citation.quote[:9] for citation in far.citations] == ["A railway"]
