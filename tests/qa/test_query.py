"""Bad questions get a clear error; odd ones are cleaned and asked."""

from __future__ import annotations

import pytest

from qa.query import clean_question, parts_of


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


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Who wrote Disenchanted Allies and who wrote Magnificent Delusions?",
            ("Who wrote Disenchanted Allies", "who wrote Magnificent Delusions?"),
        ),
        ("When did the fair end, and for what reason?", ("When did the fair end", "for what reason?")),
        ("Who built the mill? And WHEN was the road opened?", ("Who built the mill", "WHEN was the road opened?")),
        ("Why was wool sold?? Where was salt sold?", ("Why was wool sold", "Where was salt sold?")),
        ("Who published Kux's book, and where?", ()),  # "where?" says nothing by itself
        ("What did the US and Pakistan want?", ()),
        ("Who built the mill? It burnt down.", ()),
        ("How far, how and when?", ()),
        ("Who built the mill?", ()),
    ],
)
def test_the_things_that_a_question_asks(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


def test_no_more_than_three_things_are_read_apart() -> None:
    assert parts_of(" and ".join(f"who built mill {i}" for i in range(50))) == tuple(
        f"who built mill {i}" for i in range(3)
    )
