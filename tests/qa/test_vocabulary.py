"""What the article never mentions, and what only the asker's story mentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article, read_article
from index.encoding.encoder import Encoder
from index.search import SearchText
from qa.building import build_pipeline
from qa.vocabulary import Vocabulary, names_and_numbers

PARTS = """\
Spare Parts

Torque

The torque of part PPR-9087 is 12 newton metres under rule 4.3. Vitamin B12 was lacking in the season 1948/49.

Use

Fit part PPR 9090 first, from 1951 to 1952.
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Article:
    path = tmp_path_factory.mktemp("parts") / "parts.txt"
    path.write_text(PARTS, encoding="utf-8")
    return read_article(path)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("What is the torque of part PPR-9988?", ["PPR-9988"]),
        ("What torque does rule 4.4 demand?", ["4.4"]),
        ("Was vitamin B2 lacking?", ["B2"]),
        ("What was lacking in 1949/50?", ["1949/50"]),
        ("What was lacking in 1948-49, and what of ppr-9087 and PPR-9090 in 1951/52?", []),
        ("I have part XX-17 from Friday's sale. What is the torque of part PPR-9087?", []),
    ],
)
def test_an_identifier_that_the_article_lacks_is_never_mentioned_and_nothing_answers(
    parts: Article, question: str, lacking: list[str]
) -> None:
    known = Vocabulary(parts)
    assert known.never_mentioned(SearchText(question)) == lacking
    assert known.is_foreign(SearchText(question)) == bool(lacking)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        (
            "Hello, I write for an NGO before Friday. Could you tell me where Kux mentions weapons?",
            ["Kux"],
        ),
        ("Professor Smith told me that it has a passage on Iran; which one?", ["Iran"]),
        ("For my NGO, what does the article say about Kabul?", ["Kabul"]),
        ("Which part did Secretary Marshall name?", ["Secretary", "Marshall"]),
        ("What did Truman write? When did Jinnah answer?", ["Truman", "Jinnah"]),
        ("Who led Iran in 1979?", ["Iran", "1979"]),
    ],
)
def test_names_of_the_askers_story_are_no_names_of_the_question(question: str, names: list[str]) -> None:
    assert names_and_numbers(question) == names


def test_nothing_is_quoted_for_an_identifier_that_the_article_lacks(
    parts: Article, small_encoder: Encoder, tmp_path: Path
) -> None:
    asked = build_pipeline(parts, small_encoder, cache=tmp_path)
    answer = asked.ask("What is the torque of part PPR-9988?")
    assert not answer.citations
    assert answer.reason == "The article never mentions “PPR-9988”."
    known = asked.candidates("What is the torque of part PPR-9087?")
    assert known.text == "The torque of part PPR-9087 is 12 newton metres under rule 4.3."
    assert known.confidence > 0 == answer.confidence
