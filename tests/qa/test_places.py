"""The part of an article that a question names."""

from __future__ import annotations

import pytest

from index import Article, built_in_article
from qa.kinds import asks
from qa.places import EVERYWHERE, Place, place_of, without_place


def named(question: str, article: Article) -> tuple[str, list[str]]:
    """The name of the place, and the sections of its passages in order."""
    place = place_of(question, asks(question), article)
    return place.name, list(dict.fromkeys(article.passages[p].section for p in sorted(place.positions)))


@pytest.mark.parametrize(
    ("question", "name", "sections"),
    [
        ("conclusion: refugees?", "conclusion", ["Conclusion"]),
        ("Summarise the conclusion for me.", "conclusion", ["Conclusion"]),
        ("how is the method described in the abstract", "abstract", ["Abstract"]),
        ("main points literature review", "literature review", ["Literature Review"]),
        (
            "What does the section on the time before 9/11 tell about the nuclear programme?",
            "Complex Web of Pak-US Relations Prior to 9/11",
            ["Complex Web of Pak-US Relations Prior to 9/11"],
        ),
        (
            "In the section about the post-9/11 partnership, what do they write on India?",
            "Pak-US Post-9/11 Partnership",
            ["Pak-US Post-9/11 Partnership"],
        ),
        (
            "tl;dr of the part on 1979-1989?",
            "Pak-US Partnership 1979-1989",
            ["Pak-US Partnership 1979-1989"],
        ),
        ("What is said about Kabul in section 1?", "section 1", ["Introduction"]),
        # What is not there is named, and has no passage.
        ("What does the appendix say about the amounts of aid?", "appendix", []),
        ("sum up the chapter on the 1971 war", "the 1971 war", []),
        ("What does section 9 say about aid?", "section 9", []),
        ("What does page 99 say about aid?", "page 99", []),
        # No place: the conclusion of a war is none, nor does a question of another kind name one.
        ("What did the conclusion of the war bring?", "", []),
        ("Why did the relations cool?", "", []),
    ],
)
def test_the_place_that_a_question_names(question: str, name: str, sections: list[str]) -> None:
    assert named(question, built_in_article()) == (name, sections)


def test_a_page_is_a_place() -> None:
    article = built_in_article()
    place = place_of("What does page 4 say about Marshall?", "place", article)
    assert {page for p in place.positions for page in article.passages[p].pages} >= {4}
    assert all(4 in article.passages[p].pages for p in place.positions)
    assert place_of("What does page 4 say about Marshall?", "fact", article) is EVERYWHERE


@pytest.mark.parametrize(
    ("question", "phrase", "read"),
    [
        ("What does the conclusion say about China?", "the conclusion", "What does the article say about China?"),
        ("conclusion: refugees?", "conclusion", "What is said about refugees?"),
        ("database format section - what is it?", "database format section", "what is it?"),
        ("In 3.1, how warm was it?", "In 3.1", "how warm was it?"),
    ],
)
def test_inside_a_place_its_name_is_not_searched_for(question: str, phrase: str, read: str) -> None:
    assert without_place(question, Place("x", frozenset({1}), phrase)) == read
    assert without_place(question, Place("x", frozenset(), phrase)) == question
