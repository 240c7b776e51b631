"""Premises: the sentence of the built-in article that says otherwise than a question takes for granted, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from index import Article, Passage, Span
from qa.answer import Citation, Hit
from qa.pipeline import Pipeline
from qa.premises import FEATURES, PremiseModel, candidates, load_premises, otherwise, taken_for_granted
from qa.reading.findings import Finding
from qa.reading.span_search import Logits, no_verdict

SOUGHT = "It therefore sought 2 billion dollar in military and economic assistance from the US."
RELIEF = "However, the US response was tepid, offering a paltry 10 million dollar from its relief fund."


def undecided(question: str, texts: Sequence[str]) -> list[Logits]:
    """The verdicts of a network that finds every text a little open."""
    return [np.array([0.1, 0.1, 0.2], dtype=np.float32) for _ in texts]


def silent(question: str, texts: Sequence[str]) -> list[Logits]:
    """Those of a reader that cannot tell."""
    return [no_verdict() for _ in texts]


def weighing(least: float = 0.5, **weights: float) -> PremiseModel:
    return PremiseModel(-2.0, weights, least)


def finding(article: Article, sentence: str) -> Finding:
    position, passage = next((i, p) for i, p in enumerate(article.passages) if sentence in p.text)
    span = Span(passage.text.index(sentence), passage.text.index(sentence) + len(sentence))
    return Finding(Hit(passage, position, 1, 1.0), Citation(passage, span, span), 1.0)


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Why did India invade Nepal?", "Did India invade Nepal?"),
        ("And why did it lose that place to China?", "Did it lose that place to China?"),
        ("What made India give up its presence?", "Did India give up its presence?"),
        ("For what reasons did Marshall tell Truman that?", "Did Marshall tell Truman that?"),
        ("Since the US remained the closest partner, why did Pakistan look to China?",
         "the US remained the closest partner"),
        ("Which interviews did the authors conduct?", "Which interviews did the authors conduct?"),
        ("Why?", "Why?"),
    ],
)  # fmt: skip
def test_what_a_question_takes_for_granted(question: str, statement: str) -> None:
    assert taken_for_granted(question) == statement


def test_the_sentence_after_the_one_found_says_otherwise(article: Article) -> None:
    found = otherwise(
        "How did Pakistan spend the 2 billion dollars that Washington granted it?",
        "why",
        [finding(article, SOUGHT)],
        0.5,
        undecided,
        weighing(numbers=40.0),
    )
    assert found is not None
    assert found.citation.quote == RELIEF
    assert found.citation.quote == found.citation.span.of(found.citation.passage.text)


def test_nothing_is_corrected_below_the_least_chance_or_by_a_reader_that_cannot_tell(article: Article) -> None:
    question, findings = "Why did the US offer 100 million dollars from its relief fund?", [finding(article, RELIEF)]
    strong = weighing(numbers=14 / 3)  # six of seven words are covered: the chance is that of 4 - 2, .88
    assert otherwise(question, "why", findings, 0.5, undecided, strong) is not None
    assert otherwise(question, "why", findings, 0.5, undecided, replace(strong, least=0.9)) is None
    assert otherwise(question, "why", findings, 0.5, silent, strong) is None
    assert otherwise(question.replace("100", "10"), "why", findings, 0.5, undecided, strong) is None
    assert otherwise(question, "why", [], 0.5, undecided, strong) is None


def test_a_fact_is_held_against_sentences_with_a_plain_sign_alone(article: Article) -> None:
    findings = [finding(article, RELIEF)]
    assert candidates("How much did the US offer from its relief fund?", "fact", findings) == []
    (one,) = candidates("Who offered 100 million dollars from its relief fund?", "fact", findings)
    assert one.finding.citation.quote == RELIEF
    (denying,) = candidates("How much did the US offer from its relief fund?", "why", findings)
    assert denying.finding.citation.quote.startswith("Moreover, instead of providing military aid")
    assert denying.context == RELIEF  # it is here for following it


def test_entries_of_the_bibliography_correct_nothing(article: Article) -> None:
    entry: Passage = article.references[0]
    cited = Citation(entry, entry.sentences[0], entry.sentences[0])
    assert candidates("Why in 1066?", "why", [Finding(Hit(entry, 0, 1, 1.0), cited, 1.0)]) == []


def test_the_fitted_model_knows_its_features() -> None:
    assert tuple(load_premises().weights) == FEATURES


@pytest.mark.parametrize(
    ("question", "words"),
    [
        # another number
        ("Why did the US offer Pakistan 100 million dollars from its relief fund?", "offering a paltry 10 million"),
        ("What did Pakistan do after the collapse of the Soviet Union in 1993?", "collapse of Soviet Union in 1991"),
        # opposites
        ("How did the sealed border keep militants out of Pakistan?", "Porous border between Afghanistan and Pakistan"),
        ("Why was Pakistan so dismayed by the success of the Taliban, whom it had always opposed?",
         "the Taliban's success"),
        ("Why did the Stinger missile turn out to be useless against aircraft?", "proved to be game-changer"),
        ("What explains the warm relations between the two countries in the years right after 1947?",
         "were lukewarm in the initial years"),
        # names in each other's part
        ("On what date did Pakistan recognize the United States?", "the United States recognized Pakistan"),
    ],
)  # fmt: skip
def test_a_false_premise_is_answered_with_the_quote_that_denies_it(
    pipeline: Pipeline, question: str, words: str
) -> None:
    answer = pipeline.ask(question)
    assert (answer.outcome, answer.found, answer.citations) == ("refused", False, ())
    assert answer.correction is not None
    assert words in answer.correction.quote
    assert answer.reason == "The article says otherwise."


@pytest.mark.parametrize(
    "question",
    [
        "On what date did the United States recognize Pakistan?",
        "What did Pakistan do after the collapse of the Soviet Union in 1991?",
        "Why were the relations lukewarm?",
        "What is the recipe for apple pie?",
        "Did the CIA oversee the delivery of aid?",
    ],
)
def test_a_question_that_takes_nothing_wrong_for_granted_is_not_corrected(pipeline: Pipeline, question: str) -> None:
    assert pipeline.ask(question).correction is None
