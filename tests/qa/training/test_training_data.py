"""No question that something is measured on was trained on: compared by their words alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.questions import QUESTIONS, VOICES
from index.built_in import BUILT_IN_BANK
from qa.training.measured import questions_in

DATA = Path(__file__).parents[3].parent / "shared" / "data"
MEASURED = ("xquad.en.json", "squad2/dev-half.json", "covidqa/dev.json", "canard/dev.json", "trec-cast/turns.jsonl")
TRAINED = (
    "squad-train-44/squad1-train-44-articles.json",
    "squad-train-44/squad2-train-10-articles.json",
    "unansq/train-pairs-with-context.jsonl",
    "unansq/dev-pairs-with-context.jsonl",
    "tydiqa/train.json",
    "mlqa/dev.json",
    "qasper/qasper-train-extractive.squad.json",
    "covidqa/train.json",
    "squadshifts/new_wiki.json",
    "fairytaleqa/fairytale-train.squad.json",
    "sentences/selqa.jsonl",
    "sentences/qed.jsonl",
    "verdict/boolq.jsonl",
    "verdict/pubmedqa.jsonl",
    "verdict/fever-symmetric.jsonl",
    "verdict/fm2-dev.jsonl",
)
_SHORT = 6  # words: a shorter question ("What are the side effects?") may be anybody's


# Asked by other people of other texts, in the same words; the training of the shipped reader did not leave them out.
COINCIDENCES = {"when was the first sino japanese war", "who is the president of afghanistan"}


def long_questions(file: Path) -> set[str]:
    return {question for question in questions_in(file) if len(question.split()) >= _SHORT}


def test_questions_are_found_in_every_form_and_compared_by_their_words(tmp_path: Path) -> None:
    squad = {"data": [{"paragraphs": [{"context": "No question.", "qas": [{"question": "Who built, in 1820, IT?"}]}]}]}
    (tmp_path / "a.json").write_text(json.dumps(squad), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"near_miss": "who built in 1820 it ?"}\n{"claim": "It stood."}\n', "utf-8")
    assert questions_in(tmp_path / "a.json") == {"who built in 1820 it"}
    assert questions_in(tmp_path / "b.jsonl") == {"who built in 1820 it", "it stood"}


def test_the_eval_set_and_the_bank_share_no_question() -> None:
    bank = long_questions(BUILT_IN_BANK)
    for file in (QUESTIONS, VOICES):
        shared = long_questions(file) & bank
        assert not shared, f"{file.name}: in the bank too, and so trained on: {sorted(shared)}"


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="the training data lies in ../shared/data, which is not here")
@pytest.mark.parametrize("name", MEASURED)
def test_nothing_that_is_measured_on_was_trained_on(name: str) -> None:
    measured = long_questions(DATA / name) | long_questions(QUESTIONS) | long_questions(VOICES)
    assert len(measured) > 500
    for trained in TRAINED:
        shared = measured & long_questions(DATA / trained) - COINCIDENCES
        assert not shared, f"{name} and {trained} share {len(shared)} questions, such as {min(shared)!r}"
