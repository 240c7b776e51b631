"""The marks of answers that are put together by hand from a small article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.marks import Judge, Reply, in_order
from eval.measures import overlaps
from eval.questions import Question, find_quote
from eval.records import Says
from index import Article
from qa import Answer, Citation
from qa.answer import Says as Said
from qa.kinds import Asks

OPENED = "Traders opened the road in 1820 (Moss, 1999)."
CARRIED = "They carried salt, wool and letters over the pass."
MULES = "Mules were dear (Fern & Moss, 2004)."
RAILWAY = "A railway reached the hills in 1901, and the road fell silent (Fern, 2010)."


def cited(article: Article, quote: str) -> Citation:
    (place,) = find_quote(article, quote)
    return Citation(article.passages[place.position], place.span, place.span)


def question(article: Article, asks: Asks, *facts: str, says: Says | None = None, correction: str = "") -> Question:
    groups = tuple(tuple(find_quote(article, fact)) for fact in facts)
    otherwise = tuple(find_quote(article, correction)) if correction else ()
    answers = facts[:1]
    return Question("q", asks, "?", (), answers, groups, correction=otherwise, asks=asks, says=says)


def answer(article: Article, *quotes: str, confidence: float = 0.6) -> Answer:
    citations = tuple(cited(article, quote) for quote in quotes)
    return Answer("?", citations, (), confidence, outcome="answered" if quotes else "refused")


def marks(article: Article, asked: Question, given: Answer, forced: Answer | None = None) -> dict[str, float]:
    return Judge(article.passages, overlaps).marks(asked, Reply(given, forced or given))


def test_a_fact_is_right_by_its_first_quote(tiny: Article) -> None:
    asked = question(tiny, "fact", OPENED)
    assert marks(tiny, asked, answer(tiny, OPENED, MULES))["right"] == 1
    found = marks(tiny, asked, answer(tiny, MULES, OPENED))
    assert (found["right"], found["evidence"], found["groups"], found["handled"]) == (0, 0, 1, 0)


@pytest.mark.parametrize("asks", ["list", "comparison", "overview"])
def test_a_list_is_right_by_the_share_of_its_facts_that_all_quotes_prove(tiny: Article, asks: Asks) -> None:
    asked = question(tiny, asks, OPENED, MULES, RAILWAY)
    assert marks(tiny, asked, answer(tiny, RAILWAY, CARRIED, OPENED))["right"] == pytest.approx(2 / 3)
    assert marks(tiny, asked, answer(tiny, CARRIED))["right"] == 0
    assert marks(tiny, asked, answer(tiny, RAILWAY, MULES, OPENED))["right"] == 1


def test_an_order_is_right_by_the_facts_that_stand_in_order(tiny: Article) -> None:
    asked = question(tiny, "order", OPENED, MULES, RAILWAY)
    assert marks(tiny, asked, answer(tiny, OPENED, MULES, RAILWAY))["right"] == 1
    assert marks(tiny, asked, answer(tiny, RAILWAY, OPENED, MULES))["right"] == pytest.approx(2 / 3)
    assert marks(tiny, asked, answer(tiny, RAILWAY, MULES, OPENED))["right"] == pytest.approx(1 / 3)
    assert marks(tiny, asked, answer(tiny, RAILWAY, MULES, OPENED))["groups"] == 1


def test_the_facts_of_one_quote_are_in_order() -> None:
    both = frozenset({0, 1})
    assert in_order([both], 2) == in_order([frozenset({0}), both], 2) == 2
    assert in_order([frozenset({1}), frozenset({0})], 2) == 1
    assert in_order([frozenset({2}), frozenset({0}), frozenset(), frozenset({1, 2})], 3) == 3
    assert in_order([frozenset()], 2) == in_order([], 2) == 0


def test_perhaps_is_not_answered_where_the_article_answers_and_refused_where_not(tiny: Article) -> None:
    forced = answer(tiny, OPENED)
    perhaps = replace(answer(tiny), outcome="perhaps", nearest=cited(tiny, OPENED))
    found = marks(tiny, question(tiny, "fact", OPENED), perhaps, forced)
    assert (found["perhaps"], found["nearest"], found["answered"], found["right"]) == (1, 1, 0, 0)
    assert found["forced-right"] == found["forced-evidence"] == 1
    assert marks(tiny, question(tiny, "fact", MULES), perhaps, forced)["nearest"] == 0
    found = marks(tiny, question(tiny, "fact"), perhaps)
    assert (found["perhaps"], found["refused"], found["right"]) == (1, 1, 1)
    assert "nearest" not in found
    assert marks(tiny, question(tiny, "fact"), answer(tiny))["perhaps"] == 0


def test_a_correction_that_corrects_nothing_is_an_error(tiny: Article) -> None:
    premise = question(tiny, "why", correction="Mules were dear")
    right = replace(answer(tiny), correction=cited(tiny, MULES))
    wrong = replace(answer(tiny), correction=cited(tiny, OPENED))
    assert [marks(tiny, premise, one)["correction"] for one in (right, wrong)] == [1, 0]
    assert [marks(tiny, premise, one)["refused"] for one in (right, wrong)] == [1, 0]
    assert [marks(tiny, premise, one)["right"] for one in (right, wrong)] == [1, 0]
    assert "correction" not in marks(tiny, premise, answer(tiny))
    # Of a question that the article answers: evidence, but not an answer.
    found = marks(tiny, question(tiny, "yesno", MULES), right, answer(tiny, MULES))
    assert (found["correction"], found["answered"], found["right"]) == (1, 0, 0)


@pytest.mark.parametrize(
    ("label", "said", "expected"),
    [
        ("yes", "yes", (1, 1)),
        ("yes", "no", (1, 0)),
        ("no", "open", (1, 0)),
        ("open", "open", (1, 1)),
        ("both", "open", (1, 1)),
        ("both", "yes", (1, 0)),
        ("no", "", (0, None)),
        (None, "yes", (None, 0)),
        (None, "", (None, None)),
    ],
)
def test_what_is_said_in_words_agrees_with_the_label(
    tiny: Article, label: Says | None, said: Said, expected: tuple[float | None, float | None]
) -> None:
    asked = question(tiny, "yesno", MULES, says=label) if label else question(tiny, "yesno")
    found = marks(tiny, asked, replace(answer(tiny, MULES), says=said))
    assert (found.get("said"), found.get("agrees")) == expected


def test_strong_is_right_or_not(tiny: Article) -> None:
    asked, absent = question(tiny, "fact", OPENED), question(tiny, "fact")
    sure, unsure = answer(tiny, OPENED, confidence=0.999), answer(tiny, OPENED, confidence=0.6)
    assert marks(tiny, asked, sure)["strong"] == marks(tiny, asked, sure)["correct"] == 1
    assert marks(tiny, asked, unsure)["correct"] == 1
    assert "strong" not in marks(tiny, asked, unsure)
    assert marks(tiny, absent, sure)["strong"] == 0
    assert marks(tiny, asked, answer(tiny, MULES, confidence=0.999))["strong"] == 0
    half = question(tiny, "list", OPENED, MULES)
    assert marks(tiny, half, sure)["strong"] == 1
    assert marks(tiny, question(tiny, "list", MULES, CARRIED, OPENED), sure)["strong"] == 0  # a third
    assert not {"strong", "correct"} & marks(tiny, asked, answer(tiny), sure).keys()


def test_the_words_of_quotes_against_the_gold_answer(tiny: Article) -> None:
    asked = question(tiny, "fact", "They carried salt")
    found = marks(tiny, asked, answer(tiny, MULES, CARRIED))
    # Gold: they carried salt. First quote: mules were dear fern moss 2004, none of them; "the" and "&" do not count.
    assert (found["quote F1"], found["quotes recall"]) == (0, 1)
    # Both quotes: 6 words and they carried salt wool and letters over pass, 8.
    assert found["quotes F1"] == pytest.approx(2 * 3 / (14 + 3))
    refused = marks(tiny, asked, answer(tiny), answer(tiny, CARRIED))
    assert (refused["quotes recall"], refused["forced-quotes recall"]) == (0, 1)
    assert refused["forced-quote F1"] == pytest.approx(2 * 3 / (8 + 3))
