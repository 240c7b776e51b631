"""The sides of a comparison, and a quote for each."""

from __future__ import annotations

import pytest

from index import Article, Span
from qa.answer import Citation, Hit
from qa.forms.comparison import comparison, sides_of
from qa.reading.findings import Finding, Reading


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "What is the difference between the road and the railway?",
            [
                ("the road", "What is the difference between the road?"),
                ("the railway", "What is the difference between the railway?"),
            ],
        ),
        (
            "pakistan's stand on the taliban vs america's",
            [
                ("pakistan's stand on the taliban", "pakistan's stand on the taliban"),
                ("america's", "america's stand on the taliban"),
            ],
        ),
        (
            "size of larvaepartus vs microtympanum",
            [("size of larvaepartus",) * 2, ("microtympanum", "size of microtympanum")],
        ),
        (
            "short term vs long term results of the alliance",
            [("short term", "short term results of the alliance"), ("long term results of the alliance",) * 2],
        ),
        (
            "Which needs more memory, kdb+ or FAME?",
            [("kdb+", "Which needs more memory, kdb+?"), ("FAME", "Which needs more memory, FAME?")],
        ),
        ("How do they compare?", []),
    ],
)
def test_the_sides_are_named_and_asked_for_apart(question: str, sides: list[tuple[str, str]]) -> None:
    assert [(side.name, side.question) for side in sides_of(question)] == sides


def found(article: Article, quote: str, answer: float = 1.0) -> Finding:
    position, passage = next((i, p) for i, p in enumerate(article.passages) if quote in p.text)
    start = passage.text.index(quote)
    span = Span(start, start + len(quote))
    return Finding(Hit(passage, position, 1, 0.5), Citation(passage, span, span), 1.0, answer)


def test_each_side_has_a_quote_of_its_own_that_speaks_of_it(tiny: Article) -> None:
    road, railway = found(tiny, "Traders opened the road in 1820"), found(tiny, "A railway reached the hills in 1901")
    both = comparison(Reading([road], sides={"the road": [road], "the railway": [road, railway]}))
    assert [citation.quote[:9] for citation in both.citations] == ["Traders o", "A railway"]
    assert (both.form, both.sides, both.unanswered) == ("comparison", ("the road", "the railway"), ())
    mules = comparison(Reading([road], sides={"the road": [road], "the camels": [railway]}))
    assert (mules.sides, mules.unanswered) == (("the road",), ("the camels",))
    unsure = comparison(
        Reading([road], sides={"the road": [road], "the railway": [found(tiny, railway.citation.quote, -3)]})
    )
    assert unsure.unanswered == ("the railway",)
