"""Bad questions get a clear error; odd ones are cleaned and asked."""

from __future__ import annotations

import pytest

from index import read_article
from index.search import SearchText
from qa.conversation import Turn
from qa.query import Query, clean_question, make_query, parts_of
from qa.spelling import Speller

TEXT = """\
Passes

Introduction

The missile areas of Pakistan lie beyond the pass at Kabul. The US and the CIA knew. Marshall wrote to Truman in 1947.

"""


@pytest.fixture(scope="module")
def speller(tmp_path_factory: pytest.TempPathFactory) -> Speller:
    """Of an article that has US and CIA so often that their long forms are read as these."""
    file = tmp_path_factory.mktemp("article") / "passes.txt"
    file.write_text(TEXT + "The US knew the CIA. " * 12, encoding="utf-8")
    return Speller(read_article(file))


def query_of(question: str, speller: Speller, *turns: Turn, closer: float = 0.0) -> Query:
    """The query; words of the conversation bring a question closer to the best passage by ``closer``."""
    return make_query(question, turns, speller, lambda term: len(term), lambda text: closer * ("(" in text.text))


@pytest.mark.parametrize(
    ("typed", "earlier", "searched", "expected"),
    [
        ("Who led?", "", "Who led?", []),
        ("Which missle did it?", "", "Which missile did it?", [("missle", "missile")]),
        ("WHO HAS AERAS", "", "WHO HAS areas", [("AERAS", "areas")]),
        ("And since when?", "Who saw Pakistan?", "And since when? (saw, Pakistan)", [("", "saw, Pakistan")]),
        # The last word is mended and others are added behind it.
        (
            "And pakstan?",
            "Who heard Marshall in 1947?",
            "And Pakistan? (Marshall, 1947)",
            [("pakstan", "Pakistan"), ("", "Marshall, 1947")],
        ),
        # So are the words that are added.
        ("And when?", "Which missle?", "And when? (missile)", [("", "missile")]),
        ("Why did America go?", "", "Why did the US go?", [("America", "the US")]),
        ("And America?", "Who saw Kabul?", "And the US? (saw)", [("America", "the US"), ("", "saw")]),
        (
            "Did the Central Intelligence Agency act?",
            "",
            "Did the CIA act?",
            [("Central Intelligence Agency", "CIA")],
        ),
        ("teh aeras of teh missle", "", "teh areas of teh missile", [("aeras", "areas"), ("missle", "missile")]),
    ],
)
def test_each_change_has_its_place_and_what_was_typed(
    speller: Speller, typed: str, earlier: str, searched: str, expected: list[tuple[str, str]]
) -> None:
    query = query_of(typed, speller, *([Turn("user", earlier)] if earlier else []))
    assert query.searched.text == searched
    assert [(change.typed, change.read.of(searched)) for change in query.changes] == expected


def test_a_question_without_a_conversation_is_searched_for_as_it_is_read(speller: Speller) -> None:
    query = query_of("Which missle did it?", speller)
    assert query.typed == "Which missle did it?"
    assert query.alone is query.searched  # so what is made of it is made once
    assert (query.carried, query.parts, query.kind) == ((), (), "question")
    assert query.in_context == query.typed


def test_words_are_carried_over_where_they_bring_it_closer_to_a_passage(speller: Speller) -> None:
    """ "What is a pass?" may open a topic: it has too few words to tell."""
    before = Turn("user", "Who heard Marshall?")
    assert query_of("What is a pass?", speller, before, closer=0.07).searched == SearchText("What is a pass?")
    query = query_of("What is a pass?", speller, before, closer=0.09)
    assert query.searched == SearchText("What is a pass? (Marshall)")
    assert query.alone == SearchText("What is a pass?")
    assert (query.carried, query.in_context) == (("Marshall",), "What is a pass? (Marshall)")


def test_what_asks_for_more_is_told_from_what_asks_for_several_things(speller: Speller) -> None:
    before = Turn("user", "Who heard Marshall?")
    assert query_of("And who else?", speller, before).kind == "more"
    assert query_of("And who else?", speller).kind == "question"  # there is nothing yet
    several = query_of("Who heard Marshall and when did Truman write?", speller, before)
    assert several.parts == (SearchText("Who heard Marshall"), SearchText("when did Truman write?"))
    assert several.kind == "question"


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
