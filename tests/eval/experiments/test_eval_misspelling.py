"""Spoilt questions on the tiny article: what is spoilt, and that mending finds what spoiling lost."""

from __future__ import annotations

from pathlib import Path

from rapidfuzz.distance import OSA

from eval.dataset import Dataset, passage_ids
from eval.experiments.misspelling import WAYS, mending, otherwise, slips
from eval.experiments.sections import mending_section as section
from eval.measures import overlaps
from eval.questions import Question, find_quote
from index import Article
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.building import build_pipeline

GROUPS = (("bin Laden", "bin Ladin"), ("US", "USA", "United States"))


def test_a_slip_changes_one_long_word_by_one_slip_and_is_always_the_same() -> None:
    question = "Which railway reached the hills?"
    spoilt = slips("fact-1", question)
    assert len(spoilt) == WAYS
    assert spoilt == slips("fact-1", question)
    assert spoilt != slips("fact-3", question)
    for text in spoilt:
        changed = [(a, b) for a, b in zip(question.split(), text.split(), strict=True) if a != b]
        assert [a.rstrip("?") for a, _ in changed] in (["railway"], ["reached"], ["hills"])
        assert OSA.distance(*changed[0]) == 1
    assert slips("fact-1", "Who was it? And why?") == ()


def test_names_are_respelt_one_at_a_time_in_every_other_spelling() -> None:
    assert otherwise(GROUPS)("", "Did the U.S. hunt Bin Laden's men?") == (
        "Did the USA hunt Bin Laden's men?",
        "Did the United States hunt Bin Laden's men?",
        "Did the U.S. hunt bin Ladin men?",
    )
    assert otherwise(GROUPS)("", "Who opened the road?") == ()


def test_mending_finds_what_spoiling_lost(tiny: Article, small_encoder: Encoder, tmp_path: Path) -> None:
    asked = {"Which railway?": "A railway reached the hills in 1901", "Were mules dear?": "Mules were dear"}
    questions = tuple(
        Question(f"fact-{number}", "fact", text, (), (), (tuple(find_quote(tiny, quote)),))
        for number, (text, quote) in enumerate(asked.items())
    )
    dataset = Dataset("tiny", tiny, passage_ids(tiny), questions, overlaps)
    pipeline = build_pipeline(tiny, small_encoder, cache=tmp_path, progress=silent)
    rows = {row.asked: row for row in mending(dataset, pipeline)}
    assert {row.kind for row in rows.values()} == {"typing slips"}  # there is no name to respell
    assert {row.questions for row in rows.values()} == {2}
    written, spoilt, mended = (rows[asked].values["R@1"].value for asked in ("as written", "spoilt", "spoilt, mended"))
    assert written == 1.0
    assert spoilt < mended <= written
    assert "| test, typing slips" in section({"test": list(rows.values())})
