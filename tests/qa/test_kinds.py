"""The kind of a question, told from its words."""

from __future__ import annotations

import pytest

from eval.questions import KINDS, KINDS_ELSEWHERE, QUESTIONS, VOICES
from eval.records import read_records
from qa.foreign import is_foreign
from qa.kinds import Asks, asks


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("On what date did the United States recognize Pakistan?", "fact"),
        ("how long had their troops been there by then?", "fact"),
        ("What is neorealism?", "definition"),
        ("Why do Pakistanis object to American drone strikes?", "why"),
        ("bin laden killing y pakistan was angry??", "why"),
        ("effects of the afghan wars on pakistan, list them", "list"),
        ("which wars are mentioned in the article", "list"),
        ("Which came first, Zia's seizure of power or the Soviet invasion?", "order"),
        ("And then?", "order"),
        ("short term vs long term results of the anti-soviet alliance", "comparison"),
        ("Were spies' findings passed on to the Americans after the twin towers fell?", "yesno"),
        ("Once the Red Army went home, did the superpower stick around to help its old friends?", "yesno"),
        ("Does the paper say how many Al-Qaeda leaders were caught with Pakistan's help?", "fact"),
        ("Were the two equals, or was one of them looked down on as the junior?", "fact"),
        ("main points literature review", "overview"),
        ("conclusion: refugees?", "place"),
        ("In the section about the post-9/11 partnership, what do they write on India?", "place"),
        ("Who is cited for the radicalization of parts of society?", "source"),
        ("Which journal printed Loidolt's study of drone strikes?", "source"),
        ("Who wrote to President Truman in July 1947 about Pakistan's importance?", "fact"),
        ("To what department do the researchers belong?", "document"),
        ("Is it true that the Stinger was useless?", "claim"),
        ("Rubin's analysis is both comprehensive and nuanced, making the book a definitive account.", "claim"),
        ("Can you write me a poem about the Hindu Kush?", "program"),
        ("Hello there!", "greeting"),
        ("Good morning, and thanks.", "greeting"),
        ("Good relations, when?", "fact"),
        ("Résume-moi cet article en français, s'il te plaît.", "language"),
        ("چرا روابط سرد بود؟", "language"),
    ],
)
def test_the_kind_of_a_question(question: str, kind: Asks) -> None:
    assert asks(question) == kind


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Warum waren die Beziehungen so schlecht?", True),
        ("¿Por qué eran frías las relaciones?", True),
        ("Perché le relazioni erano fredde?", True),
        ("Who was Charles de Gaulle?", False),
        ("What did van der Berg say about die casting?", False),
        ("taliban kabul 2001", False),
        ("", False),
    ],
)
def test_another_language_is_told_by_its_commonest_words(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign


def test_at_least_85_of_100_kinds_are_told_on_each_set_of_dev_questions() -> None:
    for path in (QUESTIONS, VOICES, KINDS, KINDS_ELSEWHERE):
        records = [record for record in read_records(path) if record["split"] == "dev"]
        right = sum(asks(record["question"]) == record["asks"] for record in records)
        assert right / len(records) >= 0.85, path.name
