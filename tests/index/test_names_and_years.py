"""The patterns that citations and entries share."""

from __future__ import annotations

import re

import pytest

from index.names_and_years import INITIALS, LISTED_AUTHORS, SURNAME, SURNAME_WORD, YEAR
from index.references import without_number


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (YEAR, "1500"),
        (YEAR, "2099"),
        (SURNAME_WORD, "O’Brien"),
        (SURNAME_WORD, "Smith-Jones"),
        (SURNAME, "van der Berg"),
        (INITIALS, "L. E."),
        (INITIALS, "J.-P."),
        (LISTED_AUTHORS, "Rose, L. E., & Husain, N."),
    ],
)
def test_a_pattern_covers_the_whole_of_it_without_groups(pattern: str, text: str) -> None:
    assert re.fullmatch(pattern, text)
    assert re.compile(pattern).groups == 0


@pytest.mark.parametrize(
    ("pattern", "text"), [(YEAR, "1499"), (YEAR, "2100"), (SURNAME_WORD, "1969"), (INITIALS, "Leo")]
)
def test_a_pattern_leaves_the_rest(pattern: str, text: str) -> None:
    assert not re.fullmatch(pattern, text)


@pytest.mark.parametrize("number", ["[12] ", "12. ", "12) ", "(12) ", ""])
def test_an_entry_without_its_number(number: str) -> None:
    assert without_number(f"{number}Moss, B. (1999). Salt.") == "Moss, B. (1999). Salt."
