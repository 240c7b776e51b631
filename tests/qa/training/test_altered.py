"""Questions changed so that their text no longer answers them."""

import random

import pytest

from index import Article
from index.bank import read_bank
from index.built_in import BUILT_IN_BANK
from qa.training.altered import alter, names_in
from qa.training.examples import bank_examples

TEXT = "In 1979 Khomeini led Iran, and 400 students supported him before the war."


@pytest.mark.parametrize(
    ("question", "names", "changed"),
    [
        ("Who led Iran?", ["Oman"], "Who led Oman?"),
        ("Who led Iran?", ["Sri Lanka", "Oman"], "Who led Oman?"),  # as many words as the name it replaces
        ("Did Khomeini's men lead?", ["Nixon"], "Did Nixon's men lead?"),
        ("What did students do before the war?", ["Oman"], "What did students do after the war?"),
        ("Who supported him?", [], "Who opposed him?"),
    ],
)
def test_one_thing_is_swapped_for_what_the_text_does_not_hold(question: str, names: list[str], changed: str) -> None:
    assert alter(question, TEXT, names, random.Random(1)) == changed


def test_a_year_becomes_a_near_year_and_a_count_another_count() -> None:
    for seed in range(20):
        year = alter("What happened in 1979?", TEXT, [], random.Random(seed))
        assert year is not None
        assert 0 < abs(int(year[-5:-1]) - 1979) <= 15
        count = alter("Did 400 students come?", TEXT, [], random.Random(seed))
        assert count is not None
        assert 0 < abs(int(count.split()[1]) - 400) <= 200


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How did it go?", ["Oman"]),  # nothing to swap
        ("Who led Iran?", ["Khomeini"]),  # the only other name stands in the text
        ("Who led Peru?", ["Oman"]),  # the text does not answer that as it is
        ("Was it before or after the war?", []),
    ],
)
def test_where_nothing_can_be_swapped_there_is_no_question(question: str, names: list[str]) -> None:
    text = TEXT.replace("before", "before or after")
    assert alter(question, text, names, random.Random(1)) is None


def test_names_are_the_capitalised_runs_inside_sentences() -> None:
    text = "The army of Soviet Russia left Kabul. Pakistan's leaders met Nixon. Did China’s envoy see Kabul?"
    assert names_in(text) == ["Soviet Russia", "Kabul", "Nixon", "China"]


def test_the_banks_changed_questions_are_unanswered_beside_their_own_passage(article: Article) -> None:
    entries = read_bank(BUILT_IN_BANK, article)
    examples = bank_examples(entries, article, seed=13)
    asked = {entry.question for entry in entries}
    changed = [example for example in examples if example.question not in asked]
    assert len(changed) > 500
    assert not any(example.answered for example in changed)
    assert bank_examples(entries, article, seed=13) == examples
    assert bank_examples(entries, article, seed=14) != examples
