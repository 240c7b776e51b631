"""Identifiers are compared whole."""

from __future__ import annotations

import pytest

from qa.identifiers import form_of, identifiers, known_identifiers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What is the torque of part PPR-9988?", ("PPR-9988",)),
        ("Is vitamin B2 better than B12?", ("B2", "B12")),
        ("What does rule 4.4 say?", ("4.4",)),
        ("How many members were there in 1949/50, and in 1951–52?", ("1949/50", "1951–52")),
        ("Why can't one be sure that F. poae produces T-2 toxin?", ("T-2",)),
        ("Does it run under Python 3.9 or release 2.1.0?", ("3.9", "2.1.0")),
        ("the log read method or the HDF5 log, an F-16, COVID-19 or 3D", ("HDF5", "F-16", "COVID-19", "3D")),
    ],
)
def test_what_names_one_thing_by_figures_is_an_identifier(text: str, found: tuple[str, ...]) -> None:
    assert identifiers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "how come 9/11 is called a turning point, and what of post-9/11?",
        "tl;dr of the part on 1979-1989? in the 1990s or mid-1990s",
        "What does section 4.2 say? And Table 3, page 5, pp. 5-19?",
        "Some 3.5 million, 2.5 % or 10km on the 21st, US$303 at 5pm",
        "Who wrote in July 1947 or on March 11, 1948?",
        "a 15-year-old at https://example.org/B12, doi:10.1000/AB-12, x9@example.org",
    ],
)
def test_dates_amounts_places_and_addresses_are_none(text: str) -> None:
    assert identifiers(text) == ()


def test_an_identifier_is_known_in_any_spelling_and_only_whole() -> None:
    known = known_identifiers(
        ["Use part PPR-9087 (rule 4.40), type 2, and vitamin B12; 1948–49; from 1951 to 1952; COVID-19."]
    )
    for spelling in (
        "PPR-9087",
        "ppr9087",
        "PPR–9087",
        "9087",
        "B-12",
        "1948/49",
        "1948-1949",
        "1951/52",
        "COVID19",
        "4.40",
    ):
        assert form_of(spelling) in known, spelling
    for other in ("PPR-9988", "PPR-908", "4.4", "B2", "B1", "1949/50", "COVID-91"):
        assert form_of(other) not in known, other
