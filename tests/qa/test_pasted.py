"""A sentence of the article that is pasted in place of a question."""

from __future__ import annotations

import pytest

from index import Article
from qa.conversation import Turn
from qa.pasted import pasted
from qa.query import make_query
from qa.remarks import NEARLY
from qa.spelling import Speller


@pytest.mark.parametrize(
    ("typed", "quote", "remark"),
    [
        (
            "A railway reached the hills in 1901, and the road fell silent",
            "A railway",
            "These words stand in the article.",
        ),
        ("salt, wool and letters over the pass", "They carried salt", "These words stand in the article."),
        (
            "I need the sentence that has “a railway reached the mountains in 1901, and the road fell silent”",
            "A railway",
            NEARLY,
        ),
    ],
)
def test_pasted_words_are_found_where_they_stand(tiny: Article, typed: str, quote: str, remark: str) -> None:
    query = make_query(typed, (), Speller(tiny), lambda term: 1.0, lambda text: 1.0)
    (found,) = pasted(query, tiny)
    assert found.citation.quote.startswith(quote)
    assert found.remark == remark


@pytest.mark.parametrize("typed", ["What did they carry over the pass?", "salt road", "a railway to the moon in 1999"])
def test_what_is_asked_or_stands_nowhere_is_no_pasted_passage(tiny: Article, typed: str) -> None:
    turns: tuple[Turn, ...] = ()
    query = make_query(typed, turns, Speller(tiny), lambda term: 1.0, lambda text: 1.0)
    assert pasted(query, tiny) == ()
