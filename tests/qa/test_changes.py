"""What a question was read as, beside what was typed."""

from __future__ import annotations

import pytest

from qa.changes import changes


@pytest.mark.parametrize(
    ("typed", "searched", "expected"),
    [
        ("Who led?", "Who led?", []),
        ("Which missle did it?", "Which missile did it?", [("missle", "missile")]),
        ("WHO HAS AERAS", "WHO HAS areas", [("AERAS", "areas")]),
        ("Since when?", "Since when? (recognise, Pakistan)", [("", "recognise, Pakistan")]),
        # The last word is mended and others are added behind it.
        ("And pakstan?", "And Pakistan? (Marshall, 1947)", [("pakstan", "Pakistan"), ("", "Marshall, 1947")]),
        ("Why did America go?", "Why did the US go?", [("America", "the US")]),
        ("What of America?", "What of the US? (Kabul)", [("America", "the US"), ("", "Kabul")]),
        (
            "Did the Central Intelligence Agency act?",
            "Did the CIA act?",
            [("Central Intelligence Agency", "CIA")],
        ),
        ("teh aeras of teh pas", "teh areas of teh pass", [("aeras", "areas"), ("pas", "pass")]),
    ],
)
def test_each_change_has_its_place_and_what_was_typed(
    typed: str, searched: str, expected: list[tuple[str, str]]
) -> None:
    assert [(change.typed, change.read.of(searched)) for change in changes(typed, searched)] == expected
