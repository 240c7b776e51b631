"""Near misses as people make them: edits drawn by how often they are made."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

from qa.training.negation import Edits, read_edits

TEXT = "Moss built the mill. He didn't burn it."


def drawn(edits: Edits, question: str, text: str = TEXT, times: int = 400) -> Counter[str | None]:
    return Counter(edits.changed(question, text, random.Random(seed)) for seed in range(times))


def test_a_swap_puts_in_what_the_text_does_not_hold() -> None:
    edits = Edits({"built": (("burn", 9), ("sold", 3), ("the", 50)), "who": (("what moss", 50), ("which town", 1))}, ())
    found = drawn(edits, "Who built the mill?")
    assert set(found) == {"Who sold the mill?", "which town built the mill?"}  # burn, the and moss stand in the text
    assert found["Who sold the mill?"] / 400 > 0.6  # three to one
    assert set(drawn(edits, "Who built the mill?", "Fern left.")) == {
        "Who burn the mill?", "Who sold the mill?", "Who the the mill?", "what moss built the mill?",
        "which town built the mill?",
    }  # fmt: skip


def test_a_negation_is_put_behind_the_first_auxiliary() -> None:
    edits = Edits({}, (("n't", 40), ("never", 40), ("no longer", 20)))
    found = drawn(edits, "Where did Moss, who was old, live?")
    assert set(found) == {
        "Where didn't Moss, who was old, live?",
        "Where did never Moss, who was old, live?",
        "Where did no longer Moss, who was old, live?",
    }
    assert found["Where did no longer Moss, who was old, live?"] / 400 < 0.3
    assert edits.changed("WAS it built?", TEXT, random.Random(0)) in ("WASn't it built?", "WAS never it built?",
                                                                      "WAS no longer it built?")  # fmt: skip


def test_a_negation_counts_for_a_twentieth_of_a_swap() -> None:
    found = drawn(Edits({"moss": (("fern", 10),)}, (("not", 200),)), "Did Moss live?", times=1000)
    assert set(found) == {"Did fern live?", "Did not Moss live?"}
    assert 0.4 < found["Did fern live?"] / 1000 < 0.6


def test_where_no_edit_fits_there_is_no_question() -> None:
    edits = Edits({"built": (("mill", 9),)}, (("not", 9),))
    assert edits.changed("Who built this?", TEXT, random.Random(0)) is None
    assert edits.changed("Why didn't he?", TEXT, random.Random(0)) is None  # what is negated is not negated again


def test_rare_edits_and_those_with_marks_are_left_out(tmp_path: Path) -> None:
    mined = [
        {"op": "replace", "frm": "first", "to": "last", "n": 9},
        {"op": "replace", "frm": "first", "to": "third", "n": 4},
        {"op": "replace", "frm": "first", "to": "fern", "n": 3},
        {"op": "replace", "frm": "did", "to": "didn't", "n": 50},
        {"op": "replace", "frm": "old", "to": "well-known", "n": 50},
        {"op": "insert", "frm": "", "to": "n't", "n": 700},
        {"op": "insert", "frm": "", "to": "never", "n": 4},
        {"op": "insert", "frm": "", "to": "not", "n": 1},
        {"op": "insert", "frm": "", "to": "the", "n": 90},
        {"op": "delete", "frm": "the", "to": "", "n": 90},
    ]
    (tmp_path / "mined.json").write_text(json.dumps(mined), encoding="utf-8")
    assert read_edits(tmp_path / "mined.json") == Edits(
        {"first": (("last", 9), ("third", 4))}, (("n't", 700), ("never", 4))
    )
