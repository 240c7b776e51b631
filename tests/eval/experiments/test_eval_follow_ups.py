"""What follow-ups take over, on conversations made up in the form of CANARD and CAsT."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.experiments.follow_ups import main, rarity_of, read_canard, read_cast, words_row
from qa.conversation import Turn

CANARD = [
    {"QuAC_dialog_id": "a", "History": ["Salt", "Trade"], "Question": "Who sold it?", "Rewrite": "Who sold salt?"},
    {
        "QuAC_dialog_id": "a",
        "History": ["Salt", "Trade", "Who sold it?", "Anna Moss sold it."],
        "Question": "When was Anna Moss born in York?",
        "Rewrite": "When was Anna Moss born in York?",
    },
]
CAST = [
    {"file": "2019/x.json", "topic": 31, "turn": 1, "raw": "What is a mule?", "rewritten": None},
    {"file": "2019/x.json", "topic": 31, "turn": 2, "raw": "Is it dear?", "rewritten": None},
    {
        "file": "2022/y.json",
        "topic": 7,
        "turn": "1-1",
        "raw": "Tell me about wool.",
        "rewritten": "Tell me about wool.",
    },
    {"file": "2022/y.json", "topic": 7, "turn": "1-3", "raw": "Is it warm?", "rewritten": "Is wool warm?"},
    {
        "file": "2022/y.json",
        "topic": 7,
        "turn": "1-1",
        "raw": "Tell me about wool.",
        "rewritten": "Tell me about wool.",
    },
    {"file": "2022/y.json", "topic": 7, "turn": "1-3", "raw": "Is it warm?", "rewritten": "Is wool warm?"},
    {"file": "2022/y.json", "topic": 7, "turn": "1-5", "raw": "Why?", "rewritten": "Why is wool warm?"},
    {"file": "2019-resolved", "id": "31_1", "rewritten": "What is a mule?"},
    {"file": "2019-resolved", "id": "31_2", "rewritten": "Is a mule dear?"},
]


@pytest.fixture
def canard(tmp_path: Path) -> Path:
    path = tmp_path / "dev.json"
    path.write_text(json.dumps(CANARD), encoding="utf-8")
    return path


@pytest.fixture
def cast(tmp_path: Path) -> Path:
    path = tmp_path / "turns.jsonl"
    path.write_text("\n".join(map(json.dumps, CAST)), encoding="utf-8")
    return path


def test_the_history_of_canard_is_turns_and_opens_with_the_title(canard: Path) -> None:
    first, second = read_canard(canard)
    assert first.turns == (Turn("user", "Salt"), Turn("assistant", "Trade"))
    assert first.added == {"salt"}
    assert second.turns[-1] == Turn("assistant", "Anna Moss sold it.")
    assert second.added == set()
    assert first.half == second.half


def test_the_turns_of_cast_are_conversations_and_each_question_is_there_once(cast: Path) -> None:
    mule, wool, why = read_cast(cast)
    assert (mule.conversation, mule.question, mule.rewrite) == ("2019-31", "Is it dear?", "Is a mule dear?")
    assert mule.turns == (Turn("user", "What is a mule?"),)
    assert (wool.conversation, wool.rewrite) == ("2022-7", "Is wool warm?")
    assert [turn.content for turn in why.turns] == ["Tell me about wool.", "Is it warm?"]
    assert why.added == {"wool", "warm"}


def test_the_words_taken_over_are_compared_with_those_that_the_rewrite_adds(canard: Path) -> None:
    questions = read_canard(canard)
    row = words_row("made up", questions, rarity_of(questions))
    # "Who sold it?" takes over "Salt" and "Trade", of which its rewrite has one; the other question stands alone.
    assert (row.questions, row.recall.value, row.precision.value, row.over.value) == (2, 1.0, 0.5, 0.0)
    assert row.in_reach.value == 1.0


def test_the_command_prints_each_half_that_has_questions(
    canard: Path, cast: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--canard", str(canard), "--cast", str(cast)]) == 0
    printed = capsys.readouterr().out
    assert "| CANARD, " in printed
    assert "| CAsT, " in printed
    assert main([]) == 0
    assert "CANARD" not in capsys.readouterr().out
