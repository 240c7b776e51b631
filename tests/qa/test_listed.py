"""The first one, the latter: which of several things that were named."""

from __future__ import annotations

import pytest

from qa.listed import Listed, which_of

SYSTEMS = "The study performs an evaluation between InfluxDB, PhilDB, and SciDB. It took a year."


@pytest.mark.parametrize(
    ("question", "text", "meant", "others"),
    [
        ("Why was the first of them not given all the writes?", SYSTEMS, "InfluxDB", ("PhilDB", "SciDB")),
        ("Who made the second one?", SYSTEMS, "PhilDB", ("InfluxDB", "SciDB")),
        ("And the latter?", SYSTEMS, "SciDB", ("InfluxDB", "PhilDB")),
        ("What did the former cost?", "They sold salt and wool.", "salt", ("wool",)),
        (
            "And the last one?",
            "Aid came from Saudi Arabia, Iran and the Gulf states.",
            "Gulf",
            ("Saudi Arabia", "Iran"),
        ),
    ],
)
def test_the_item_of_a_list(question: str, text: str, meant: str, others: tuple[str, ...]) -> None:
    assert which_of(question, text) == Listed(meant, others)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who made it first?", SYSTEMS),  # no item is meant
        ("When was the first railway built?", SYSTEMS),
        ("And the fourth one?", SYSTEMS),  # there are three
        ("And the latter?", "Mules were dear."),
        ("And the latter?", ""),
    ],
)
def test_no_item(question: str, text: str) -> None:
    assert which_of(question, text) == Listed()
