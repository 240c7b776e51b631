"""What the confidence is computed from, on the tiny article, and what makes the shipped models surer."""

from __future__ import annotations

from dataclasses import replace

from index import Article, Span
from index.search import SearchText
from qa.answer import Citation, Hit
from qa.bank import Nearness
from qa.confidence import features, load_coefficients
from qa.reading.findings import Finding, Reading
from qa.vocabulary import Vocabulary


def finding(article: Article, position: int, lead: float) -> Finding:
    passage = article.passages[position]
    whole = Span(0, len(passage.text))
    return Finding(Hit(passage, position, position + 1, 0.5), Citation(passage, whole, whole), 1.0, lead)


def test_passages_that_agree_are_counted_once_each(tiny: Article) -> None:
    leads = [(0, 2.0), (0, 1.0), (1, -0.1), (2, 0.3)]  # passage, lead over "no answer here"
    seen = features(SearchText("When?"), 0.5, Reading([finding(tiny, *pair) for pair in leads]), Vocabulary(tiny))
    assert seen.agreeing == 2
    assert seen.answer == 2.0


def test_a_question_is_as_answerable_as_the_mean_of_its_parts_if_that_is_more(tiny: Article) -> None:
    found = {lead: [finding(tiny, position, lead)] for position, lead in enumerate((-6.0, 8.0, -2.0))}
    known = Vocabulary(tiny)
    several = features(
        SearchText("When?"), 0.5, Reading(found[-6.0], {"a": found[8.0], "b": found[-2.0], "c": []}), known
    )
    assert (several.answer, several.agreeing) == (3.0, 0.5)
    whole = features(SearchText("When?"), 0.5, Reading(found[8.0], {"a": found[-6.0], "b": found[-2.0]}), known)
    assert (whole.answer, whole.agreeing) == (8.0, 1.0)


def test_a_second_passage_with_an_answer_makes_the_shipped_model_surer(tiny: Article) -> None:
    near = Nearness(0.8, 0.6, 0.7)
    alone = features(SearchText("When?"), 0.5, Reading([finding(tiny, 0, 2.0)]), Vocabulary(tiny), near)
    for setting in ("trained, with bank", "trained, without bank"):
        model = load_coefficients(setting)
        assert model.confidence(replace(alone, agreeing=2.0)) > model.confidence(alone)
        assert model.confidence(replace(alone, answer=-4.0)) < model.confidence(alone)
    banked = load_coefficients("trained, with bank")
    assert banked.confidence(replace(alone, unanswered=0.9)) < banked.confidence(alone)
    assert banked.confidence(replace(alone, known=0.9)) > banked.confidence(alone)


def test_an_opposite_in_the_quote_counts_by_how_much_else_it_shares(tiny: Article) -> None:
    (number,) = [i for i, passage in enumerate(tiny.passages) if "Traders opened" in passage.text][:1]

    def opposed(question: str) -> float:
        return features(SearchText(question), 0.5, Reading([finding(tiny, number, 2.0)]), Vocabulary(tiny)).opposed

    assert opposed("Why did traders close the road in 1820?") > opposed("Why did the queen close her shop?") >= 0
    assert opposed("Why did traders open the road in 1820?") == 0
