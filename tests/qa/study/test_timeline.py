"""Dates and figures of an article: checked by hand against the built-in one, and on small texts in many forms."""

import pytest

from index import Article
from qa.amounts import numbers_in
from qa.dates import dates_in
from qa.study.timeline import figures, timeline


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On August 15, 1947, it was recognized.", [(1947, 8, 15)]),
        ("It opened on 1st of May 1883 and closed on 31 October 1883.", [(1883, 5, 1), (1883, 10, 31)]),
        ("Accepted 2008-07-15.", [(2008, 7, 15)]),
        ("The decade 1979-1989 and the 1990s.", [(1979, 0, 0), (1990, 0, 0)]),
        ("The war (in July 1947) was short.", [(1947, 7, 0)]),
        ("So wrote Rose (1989), others (Fern & Moss, 2004; see Kux et al. 2001, p. 4), and Khan (Khan M. , 2020).", []),
        ("About 2000 soldiers, 1,947 horses and $1800 came, see https://example.org/1999/a.", []),
        ("In 1066 the 1200 monks left.", [(1066, 0, 0)]),
    ],
)
def test_dates_are_read_in_every_form_and_those_of_citations_are_none(
    text: str, dates: list[tuple[int, int, int]]
) -> None:
    assert [date.key for date in dates_in(text)] == dates


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("They paid $2.5 billion, US$100 million and Rs. 40 lakh.", ["$2.5 billion", "US$100 million", "Rs. 40 lakh"]),
        ("Of 1,560 cases 52% were between 40 and 70.", ["1,560", "52%", "40", "70"]),
        ("Two million fled in 1979 after the 9/11 attack, on the 3rd day.", ["Two million"]),
        ("See Table 2, p. 5, note [12] and the F-16 of 31 October.", []),
        ("7 Frequent subjects are elections.", []),
    ],
)
def test_figures_count_or_measure(text: str, numbers: list[str]) -> None:
    assert [span.of(text) for span in numbers_in(text)] == numbers


def test_the_timeline_is_in_the_order_of_dates_not_of_the_text(article: Article) -> None:
    told = timeline(article)
    dates = [one.spans[0].of(one.passage.text) for one in told]
    assert len(told) == 33
    assert dates[:5] == ["1947", "1947", "July 1947", "August 15, 1947", "March 11, 1948"]
    assert dates[-2:] == ["August 2021", "December 2024"]
    july = told[2]
    assert july.sentence.of(july.passage.text).startswith("Notably, in July 1947, Secretary of State George Marshall")
    # Years of the bibliography and of citations are none of the subject's.
    assert {one.passage.kind for one in told} <= {"abstract", "body"}
    assert not any(cite.span.meets(span) for one in told for cite in one.passage.cites for span in one.spans)


def test_the_figures_are_those_of_the_article(article: Article) -> None:
    found = [[span.of(one.passage.text) for span in one.spans] for one in figures(article)]
    assert found == [["70 million"], ["1,000"], ["2 billion dollar"], ["10 million dollar"]]


def test_a_small_article(tiny: Article) -> None:
    told = timeline(tiny)
    assert [one.spans[0].of(one.passage.text) for one in told] == ["1820", "1901"]
    assert told[1].sentence.of(told[1].passage.text).startswith("A railway reached the hills in 1901")
    assert figures(tiny) == ()
