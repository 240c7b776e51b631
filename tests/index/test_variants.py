"""Spellings that meet, and words that stay apart."""

from __future__ import annotations

import pytest

from index.text import content_terms, tokenize
from index.variants import with_names_apart


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organisation", "organization"),
        ("They stabilised it", "They stabilized it"),
        ("summarising", "summarizing"),
        ("politicise", "politicize"),
        ("analyse", "analyze"),
        ("neighbouring colours", "neighboring colors"),
        ("behavioural", "behavioral"),
        ("centres", "centers"),
        ("centred", "centered"),
        ("fibre", "fiber"),
        ("defence", "defense"),
        ("enrolment", "enrollment"),
        ("travelled", "traveled"),
        ("programmes", "programs"),
        ("judgment", "judgement"),
        ("anaemia", "anemia"),
        ("diarrhoea", "diarrhea"),
        ("archaeology", "archeology"),
        ("Mujāhidīn", "mujahidin"),
        ("Bogotá", "Bogota"),
        ("1948-49", "1948/49"),
        ("1948–49", "1948-1949"),
    ],
)
def test_spellings_of_one_word_are_one_term(one: str, other: str) -> None:
    assert tokenize(one) == tokenize(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("filled", "filed"),
        ("four", "for"),
        ("holly", "holy"),
        ("1948/49", "1949/50"),
        ("2003-04-05", "2003 2004"),
        ("9/11", "9 11"),
    ],
)
def test_words_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert tokenize(one) != tokenize(other)


@pytest.mark.parametrize(
    "family",
    [
        ("advise", "advised"),
        ("advertise", "advertisement"),
        ("exercise", "exercises"),
        ("precise", "precision"),
        ("promise", "promising"),
        ("revise", "revision"),
        ("surprise", "surprising"),
        ("stabilise", "stability"),
    ],
)
def test_forms_of_a_word_meet_whatever_its_spelling(family: tuple[str, str]) -> None:
    assert tokenize(family[0]) == tokenize(family[1])


def test_us_and_who_are_pronouns_unless_in_capitals() -> None:
    assert content_terms("What does it tell us of the US?") == ["tell", "us"]
    assert content_terms("Who asked the WHO?") == ["ask", *content_terms("the WHO said")[:1]]
    assert content_terms("who said so") == ["said"]


def test_us_in_small_letters_is_the_country_where_no_capital_stands_and_nobody_tells_it() -> None:
    assert content_terms("when us leave kabul") == ["us", "leav", "kabul"]
    assert content_terms("tell us of kabul") == ["tell", "kabul"]
    assert content_terms("what is in it for us?") == []
    assert content_terms("WHY DID THE US LEAVE") == ["us", "leav"]


def test_years_of_a_span_are_two_years_and_other_numbers_are_left_alone() -> None:
    assert with_names_apart("from 1948–49 to 1950/1951") == "from 1948 1949 to 1950 1951"
    for text in ("2021-03-04", "pp. 1905-1889", "1999-12", "10.1948/49", "no. 11948-49"):
        assert with_names_apart(text) == text
