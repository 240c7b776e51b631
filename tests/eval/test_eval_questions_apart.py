"""The questions that results are reported on stand nowhere in the bank, short ones included."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.questions import QUESTIONS, VOICES
from index.built_in import BUILT_IN_BANK
from qa.training.measured import questions_in


@pytest.mark.parametrize("file", [QUESTIONS, VOICES])
def test_no_question_of_the_eval_stands_in_the_bank_by_its_words(file: Path) -> None:
    asked, known = questions_in(file), questions_in(BUILT_IN_BANK)
    assert len(asked) > 100
    assert len(known) > 1000
    assert asked & known == set()
