"""What is mended and, more important, what is left alone."""

import json
import os
from pathlib import Path

import pytest

from index import built_in_article, read_article
from qa.spelling import Speller


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(built_in_article())


@pytest.mark.parametrize(
    ("question", "mended", "changes"),
    [
        ("What did the missle do?", "What did the missile do?", (("missle", "missile"),)),  # a letter left out
        (
            "drone attakcs on tribal aeras",
            "drone attacks on tribal areas",
            (("attakcs", "attacks"), ("aeras", "areas")),
        ),
        ("Who led Afganistan's army?", "Who led Afghanistan's army?", (("Afganistan", "Afghanistan"),)),
        ("WHO HAS THE PARTNERSIP", "WHO HAS THE partnership", (("PARTNERSIP", "partnership"),)),
        (
            "the soverignty of pakstan",
            "the sovereignty of Pakistan",
            (("soverignty", "sovereignty"), ("pakstan", "Pakistan")),
        ),
    ],
)
def test_misspelt_words_become_the_articles(
    speller: Speller, question: str, mended: str, changes: tuple[tuple[str, str], ...]
) -> None:
    correction = speller.correct(question)
    assert correction.text == mended
    assert correction.words == changes


@pytest.mark.parametrize(
    "question",
    [
        "What did Obama say? and obama?",  # no misspelt Osama
        "What did Rabin say?",  # Rubin is an author of the article
        "Was the talk firmer, the trial fairer, the border wider?",  # former, wider
        "Did Nixon, Trump or Kissinger visit?",  # Truman
        "Has the nation restated its primary theory?",
        "Wat abt 1947-1954, pls?",  # too short to tell
        "Who is Ali?",
        "",
    ],
)
def test_correct_english_and_other_names_are_left_alone(speller: Speller, question: str) -> None:
    assert speller.correct(question).text == question
    assert speller.correct(question).words == ()


def test_no_word_of_a_dev_question_in_good_english_is_changed(speller: Speller) -> None:
    questions = Path(__file__).parents[2] / "eval" / "questions.jsonl"
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    good = [row["question"] for row in rows if row["split"] == "dev" and row["type"] != "noisy"]
    assert len(good) > 340
    changed = {(word.lower(), now) for question in good for word, now in speller.correct(question).words}
    # The first is no misspelling, but the article's name for it; of the other two each is in one question, misspelt.
    assert changed == {("america", "the US"), ("afganistan", "Afghanistan"), ("mujahidin", "mujahideen")}


def test_other_articles_questions_are_left_alone(speller: Speller) -> None:
    """Of the 1,190 questions of XQuAD four words are changed: all four are misspelt there
    (one, "consts" for consists, is taken for costs)."""
    if "ARTICLE_QA_DATA" not in os.environ:
        pytest.skip("ARTICLE_QA_DATA does not name the folder of the XQuAD file")
    file = Path(os.environ["ARTICLE_QA_DATA"]) / "xquad.en.json"
    data = json.loads(file.read_text(encoding="utf-8"))["data"]
    questions = [qa["question"] for article in data for p in article["paragraphs"] for qa in p["qas"]]
    changed = {typed for question in questions for typed, _ in speller.correct(question).words}
    assert changed == {"consts", "betwen", "chainging", "buiding"}


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Did the mujahidin win?", "Did the mujahideen win?"),
        ("Where was Usama bin Ladin killed?", "Where was Osama bin Laden killed?"),
        ("Who found Usama bin Ladin's house?", "Who found Osama bin Laden's house?"),
        ("Whom did al qaida hit?", "Whom did al-Qaeda hit?"),
        ("Was the U.S.A. lukewarm?", "Was the US lukewarm?"),
        ("What did the Central Intelligence Agency do?", "What did the CIA do?"),
        ("What did America fear in Latin America?", "What did the US fear in Latin America?"),  # 2 times, beside 155 US
        ("Were America's ties strained?", "Were the US's ties strained?"),
        ("Did the United States recognise Pakistan?", "Did the United States recognise Pakistan?"),  # 22 times
        ("Did the Taleban take Cabul?", "Did the Taliban take Kabul?"),
        ("Which missle did the USSR fear?", "Which missile did the USSR fear?"),  # the article has USSR
        ("Did the US recognise Pakistan?", "Did the US recognise Pakistan?"),
        ("What did NATO do?", "What did NATO do?"),  # the article has neither name
    ],
)
def test_names_are_read_as_the_article_spells_them(speller: Speller, question: str, read: str) -> None:
    assert speller.correct(question).text == read


def test_the_articles_own_abbreviations_count(tmp_path: Path) -> None:
    file = tmp_path / "pact.txt"
    file.write_text("Pacts\n\nIntroduction\n\nThe South East Asia Treaty Organization (SEATO) fell apart in 1977.\n")
    speller = Speller(read_article(file))
    assert speller.correct("What is SEATO?").words == ()
    file.write_text("Pacts\n\nIntroduction\n\nThe Central Intelligence Agency fought the United States' enemies.\n")
    speller = Speller(read_article(file))
    assert speller.correct("Did the CIA of the USA tell us?").words == (
        ("CIA", "Central Intelligence Agency"),
        ("USA", "United States"),
    )
