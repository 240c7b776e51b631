"""Each measure of answers and confidence against a case worked out by hand."""

from __future__ import annotations

import pytest

from eval.measures import (
    area_under,
    auroc,
    brier,
    contains,
    exact_match,
    holds,
    normalise,
    overlaps,
    risk_at,
    risk_coverage,
    token_f1,
)
from index import Span


def test_normal_form_drops_case_punctuation_and_articles() -> None:
    assert normalise("The  U.S. gave an F-16, then a second.") == "us gave f16 then second"


def test_exact_match_takes_any_gold_answer() -> None:
    assert exact_match("the Kabul Accord.", ["Doha", "Kabul accord"]) == 1.0
    assert exact_match("the Kabul Accord of 2001", ["Doha", "Kabul accord"]) == 0.0


def test_token_f1_counts_shared_words() -> None:
    # "1971 war in east" and "1971 war": 2 shared, precision 2/4, recall 2/2, F1 = 2 x .5 x 1 / 1.5 = 2/3.
    assert token_f1("the 1971 war in the East", ["1971 war"]) == pytest.approx(2 / 3)
    # A word counts as often as both have it: "aid aid aid" and "aid aid": 2 shared, 2 x 2 / 5.
    assert token_f1("aid aid aid", ["aid aid"]) == pytest.approx(4 / 5)
    assert token_f1("the 1971 war", ["peace", "a 1971 war"]) == 1.0
    assert token_f1("", ["peace"]) == 0.0


def test_contains_wants_whole_words() -> None:
    assert contains("They signed it in 1980, at last.", ["1980"]) == 1.0
    assert contains("They signed it in the 1980s.", ["1980"]) == 0.0
    assert contains("Talks in Doha began.", ["the Doha talks", "doha"]) == 1.0
    assert contains("Talks began.", ["the"]) == 0.0  # nothing is left of it to look for


@pytest.mark.parametrize(
    ("cited", "evidence", "proves"),
    [
        (Span(0, 100), Span(40, 60), True),  # the quote holds the evidence
        (Span(40, 60), Span(0, 100), True),  # a sentence of a longer piece of evidence
        (Span(0, 50), Span(40, 60), True),  # 10 of the shorter one's 20: half
        (Span(0, 49), Span(40, 60), False),  # 9 of 20
        (Span(0, 40), Span(40, 60), False),  # next to each other
        (Span(70, 90), Span(40, 60), False),
    ],
)
def test_half_of_the_shorter_span_must_be_shared(cited: Span, evidence: Span, proves: bool) -> None:
    assert overlaps(cited, evidence) is proves


def test_an_answer_must_be_held_whole() -> None:
    assert holds(Span(0, 50), Span(40, 50))
    assert not holds(Span(0, 50), Span(40, 51))


def test_auroc_is_the_share_of_pairs_in_order() -> None:
    # (.9 > .5), (.9 > .2), (.5 = .5: half), (.5 > .2): 3.5 of 4.
    assert auroc([0.9, 0.5], [0.5, 0.2]) == pytest.approx(3.5 / 4)
    assert auroc([0.1], [0.9, 0.8]) == 0.0


def test_brier_is_the_mean_squared_miss() -> None:
    # .1 off, .6 off: (.01 + .36) / 2.
    assert brier([0.9, 0.6], [True, False]) == pytest.approx(0.185)


def test_risk_coverage_answers_the_surest_first_and_equals_together() -> None:
    confidence = [0.3, 0.9, 0.5, 0.5]
    right = [False, True, False, True]
    points = risk_coverage(confidence, right)
    # One answered, right; then the two of .5, one of them wrong: 1 of 3; then all: 2 of 4.
    assert points == [(0.25, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
    assert risk_at(points, 0.5) == pytest.approx(1 / 3)
    # .25 x 0 + .5 x 1/3 + .25 x .5
    assert area_under(points) == pytest.approx(0.25 * 0 + 0.5 / 3 + 0.125)
