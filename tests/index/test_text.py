"""Words and sentences."""

from __future__ import annotations

import pytest

from index.text import content_terms, split_sentences, tokenize, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. left; 9/11's aftermath.", ["the", "us", "left", "9/11", "s", "aftermath"]),
        ("4,659 men, 1.5 miles", ["4,659", "men", "1.5", "miles"]),
        ("Pak-US Mujāhidīn", ["pak", "us", "mujāhidīn"]),
        ("Pakistan’s role", ["pakistan's", "role"]),
        ("\u202e🙂 … —", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_forms_of_a_word_are_one_term() -> None:
    assert tokenize("alliance alliances") == ["allianc", "allianc"]
    assert tokenize("Pakistan's") == tokenize("Pakistan’s") == tokenize("Pakistan") == ["pakistan"]


def test_content_terms_leave_the_form_of_a_question_out() -> None:
    assert content_terms("Who did Marshall write to?") == ["marshal", "write"]


def test_sentences_are_not_cut_at_initials_and_abbreviations() -> None:
    text = "Aid came (US, 2009) . Mr. Ali (Hussain T. , 2005) and Mustafa et al. (2020) agree. It cost 2.5 billion"
    assert [span.of(text) for span in split_sentences(text)] == [
        "Aid came (US, 2009) .",
        "Mr. Ali (Hussain T. , 2005) and Mustafa et al. (2020) agree.",
        "It cost 2.5 billion",
    ]


def test_a_blank_text_has_no_sentence() -> None:
    assert split_sentences("") == split_sentences(" \n ") == ()


def test_the_number_of_a_source_after_a_full_stop_belongs_to_the_sentence_before() -> None:
    text = "It fell.[12] Next (see [3]) it ended.[4][5–7] “So” it was [8]. All, in fig. [9] Next word."
    assert [span.of(text) for span in split_sentences(text)] == [
        "It fell.[12]",
        "Next (see [3]) it ended.[4][5–7]",
        "“So” it was [8].",
        "All, in fig. [9] Next word.",
    ]
