"""Contrasts: the signs that a text says otherwise, on sentences of the built-in article and on claims like FEVER's."""

from __future__ import annotations

import pytest

from qa.contrasts import Contrasts, contrasts, denies

RELIEF = "However, the US response was tepid, offering a paltry 10 million dollar from its relief fund."
COLLAPSE = "The collapse of Soviet Union in 1991 forced Pakistan to reassess its strategic priorities."
TALIBAN = "Pakistan took satisfaction in the Taliban's success, having supported them since before their 2001 ousting."
BORDER = "Porous border between Afghanistan and Pakistan allowed militants to move freely between two countries."
KASHMIR = "Bilateral talks and confidence-building measures were failing to produce lasting solution."
INVASION = "Both countries forged strategic alliance in response to Soviet invasion in Afghanistan."


@pytest.mark.parametrize(
    ("statement", "text", "numbers"),
    [
        ("Why did the US offer Pakistan 100 million dollars from its relief fund?", RELIEF, 1),
        ("Why did the US offer Pakistan 10 million dollars from its relief fund?", RELIEF, 0),
        ("What did Pakistan do after the collapse of the Soviet Union in 1993?", COLLAPSE, 1),
        ("What did Pakistan do after the collapse of the Soviet Union in 1991?", COLLAPSE, 0),
        ("Which three priorities did Pakistan have?", COLLAPSE, 0),
        ("Did 40 % of 1,200 people agree?", "Of 1,300 people 40 % agreed.", 1),
    ],
)
def test_another_number_of_the_same_kind_is_a_sign(statement: str, text: str, numbers: int) -> None:
    assert contrasts(statement, text).numbers == numbers


@pytest.mark.parametrize(
    ("statement", "text", "opposites"),
    [
        ("How did the sealed border keep militants out of Pakistan?", BORDER, 1),
        ("How did the porous border let militants into Pakistan?", BORDER, 0),
        ("Why was Pakistan dismayed by the success of the Taliban?", TALIBAN, 1),
        ("Why was Pakistan satisfied with the success of the Taliban?", TALIBAN, 0),
        ("Was the leader known?", "The leader is unknown.", 1),
    ],
)
def test_an_opposite_is_a_sign(statement: str, text: str, opposites: int) -> None:
    assert contrasts(statement, text).opposites == opposites


def test_what_one_denies_and_the_other_does_not() -> None:
    assert contrasts("Did the talks produce a lasting solution?", KASHMIR).denial == 1
    assert contrasts("Why did the talks fail to produce a lasting solution?", KASHMIR).denial == 0
    assert denies("They did not reject it.") is False  # twice is not at all


@pytest.mark.parametrize(
    ("statement", "text", "parts"),
    [
        ("Why did India invade Afghanistan?", INVASION, "other"),
        ("Why did the Soviets invade Afghanistan?", INVASION, "alike"),
        ("Why did India attack Nepal?", "Nepal attacked India.", "swapped"),
        ("Why was India attacked by Nepal?", "Nepal attacked India.", "alike"),
        ("Why did Nepal attack India?", "India was attacked by Nepal.", "alike"),
    ],
)
def test_who_does_what_to_whom(statement: str, text: str, parts: str) -> None:
    found = contrasts(statement, text)
    assert {name for name in ("alike", "swapped", "other") if getattr(found, name)} == {parts}


def test_a_text_that_says_the_same_shows_no_sign() -> None:
    same = contrasts(COLLAPSE, COLLAPSE)
    assert same == Contrasts(1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0)
    assert contrasts("", "") == Contrasts(0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
