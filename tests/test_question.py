"""Bad questions get a clear error; odd ones are cleaned and asked."""

from __future__ import annotations

import pytest

from qa.question import clean_question


@pytest.mark.parametrize("question", ["", "   ", "\n\t\u00a0", "\x00\x07", "\u202e\u200b"])
def test_blank(question: str) -> None:
    with pytest.raises(ValueError, match="the question is empty: type a question"):
        clean_question(question)


@pytest.mark.parametrize("question", ["🙂🙂🙂", "???", "— …"])
def test_without_a_word(question: str) -> None:
    with pytest.raises(ValueError, match="has no word in it: ask in words"):
        clean_question(question)


def test_too_long() -> None:
    with pytest.raises(ValueError, match="has 100,000 characters, the limit is 1,000"):
        clean_question("a" * 100_000)


def test_no_text() -> None:
    with pytest.raises(TypeError, match="a question is text, found NoneType"):
        clean_question(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "cleaned"),
    [
        ("  Who\r\ndid\tMarshall write to? ", "Who did Marshall write to?"),
        ("Who\x07 did \u202eMarshall\u202c write to?", "Who did Marshall write to?"),
        ("من هو مارشال؟", "من هو مارشال؟"),
        ("Who is 🙂 Kux?", "Who is 🙂 Kux?"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ],
)
def test_odd_questions_are_kept_as_typed(question: str, cleaned: str) -> None:
    assert clean_question(question) == cleaned
