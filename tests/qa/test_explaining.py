"""How an answer came about: what is told is what was computed."""

from __future__ import annotations

import math
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from index import read_article
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.building import build_pipeline
from qa.confidence import Features
from qa.explaining import INDEXES, KINDS, NOT_EXPLAINED, SIGNS, as_lines
from qa.kinds import Asks
from qa.pipeline import Pipeline
from qa.tuned import TUNED

RAIL = "A railway reached the hills in 1901, and the road fell silent (Fern, 2010)."


@pytest.fixture
def small(tiny_file: Path, small_encoder: Encoder, tmp_path: Path) -> Pipeline:
    return build_pipeline(read_article(tiny_file), small_encoder, reader="none", cache=tmp_path, progress=silent)


def test_every_kind_sign_and_index_has_its_words() -> None:
    assert set(KINDS) == set(get_args(Asks))
    assert set(SIGNS) == {field.name for field in fields(Features)}
    assert set(INDEXES) == {*TUNED.retrieval.weights, *TUNED.retrieval.bank_weights}


def test_the_passage_that_answers_was_read_and_its_sentence_is_told(small: Pipeline) -> None:
    explained = small.explain("Which railway reached the hills?")
    first = explained.looked[0]
    assert (explained.kind, explained.searched) == ("a fact", "Which railway reached the hills?")
    assert (first.place, first.quote, first.read) == ("p. 2, Decline, para. 1", RAIL, True)
    assert explained.absent == ()
    assert explained.carried == ()
    weights = TUNED.retrieval.weights
    names = {INDEXES[name]: weight for name, weight in weights.items()}
    mean = sum(names[name] * score for name, score in first.scores) / sum(weights.values())
    assert first.score == pytest.approx(mean, abs=1e-6)


def test_the_balance_is_the_confidence(small: Pipeline) -> None:
    answer, explained = small.ask("Which railway reached the hills?"), small.explain("Which railway reached the hills?")
    balance = explained.start + sum(weighed.adds for weighed in explained.weighed)
    assert 1 / (1 + math.exp(-balance)) == pytest.approx(answer.confidence)
    adds = [abs(weighed.adds) for weighed in explained.weighed]
    assert adds == sorted(adds, reverse=True)
    assert f"comes to {answer.confidence:.2f}; from " in explained.decision


def test_words_that_no_passage_has_and_a_refusal_whatever_the_balance(small: Pipeline) -> None:
    explained = small.explain("Where did Napoleon dance?")
    assert explained.absent == ("Napoleon", "dance")
    assert explained.decision.startswith("Refused, whatever the balance: no passage has “Napoleon”")


def test_words_of_the_conversation_are_told(small: Pipeline) -> None:
    history = [{"role": "user", "content": "Which railway reached the hills?"}, {"role": "assistant", "content": RAIL}]
    explained = small.explain("And when?", history)
    assert {"railway", "hills"} <= set(explained.carried)
    assert any(line.startswith("  taken over from the questions and answers before: ") for line in as_lines(explained))


def test_a_greeting_was_not_searched_for(small: Pipeline) -> None:
    explained = small.explain("Hello!")
    assert (explained.looked, explained.weighed) == ((), ())
    assert explained.decision == "Nothing was searched for: it is no question about the article."


def test_the_lines_for_a_terminal(small: Pipeline) -> None:
    lines = as_lines(small.explain("Which railway reached the hills?"))
    assert lines[:3] == [
        "Why this answer?",
        "  asked for: a fact",
        "  searched for: “Which railway reached the hills?”",
    ]
    assert f"         best sentence: “{RAIL}”" in lines
    assert lines[-1].startswith("  The chance that the article answers comes to ")


def test_nothing_is_explained_where_nothing_was_asked() -> None:
    assert (NOT_EXPLAINED.searched, NOT_EXPLAINED.looked, NOT_EXPLAINED.decision) == ("", (), "")
