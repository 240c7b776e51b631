"""A library in PostgreSQL answers as the same articles in memory do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.questions import load_questions
from index import built_in_article
from index.library import read_library
from index.postgres.candidates import Breadth
from index.postgres.connection import Database
from index.postgres.excerpt import Excerpt
from index.progress import silent
from qa.answer_json import answer_json
from qa.building import build_pipeline
from qa.pipeline import Pipeline
from qa.stored.filling import Filling, fill
from qa.stored.pipeline import StoredPipeline
from tests.conftest import WordEncoder
from tests.qa.stored import recombined

ASKED = (
    "Who did Marshall write to?",
    "Which aid did the United States give to Pakistan in 1954?",
    "List the reasons for the alliance.",
    "What is the main argument?",
    "Compare the aid of 1954 and the aid of 1981.",
    "When did the Soviet Union invade, and when did it leave?",
    "What does the conclusion say about Afghanistan?",
    "Which missle did the mujahidin get?",
    "What happened in Atlantis in 1066?",
    "Is part PPR-9988 mentioned?",
    "Is this article in English?",
    "aid to pakistan",
)


@pytest.fixture(scope="module")
def in_memory(five: Path, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    cache = tmp_path_factory.mktemp("cache")
    return build_pipeline(read_library([five], cache, silent).article, WordEncoder(), cache=cache)


@pytest.fixture(scope="module")
def stored(shelf: Database) -> StoredPipeline:
    return StoredPipeline(shelf, WordEncoder(), "none")


@pytest.mark.parametrize("question", ASKED)
def test_the_same_json_comes_from_a_folder_and_from_a_library(
    question: str, in_memory: Pipeline, stored: StoredPipeline
) -> None:
    expected = answer_json(in_memory.ask(question))
    assert answer_json(stored.ask(question)) == expected
    assert expected["hits"] or expected["asks"] == "language"


def test_a_pasted_sentence_is_found(in_memory: Pipeline, stored: StoredPipeline) -> None:
    passage = next(p for p in in_memory.article.passages if p.kind == "body" and len(p.sentences) > 2)
    pasted = passage.sentences[1].of(passage.text)
    expected = in_memory.ask(pasted)
    assert expected.found
    assert answer_json(stored.ask(pasted)) == answer_json(expected)


def test_a_follow_up_leans_on_the_conversation(in_memory: Pipeline, stored: StoredPipeline) -> None:
    first = in_memory.ask("Who did Marshall write to?")
    history = [{"role": "user", "content": first.question}, {"role": "assistant", "content": first.text}]
    expected = in_memory.ask("And when did he write it?", history)
    assert expected.searched != "And when did he write it?"
    assert answer_json(stored.ask("And when did he write it?", history)) == answer_json(expected)


def test_scores_are_the_same_to_the_last_bit(in_memory: Pipeline, stored: StoredPipeline) -> None:
    for question in ASKED:
        expected = [(hit.passage.text, hit.score) for hit in in_memory.retrieve(question)]
        assert [(hit.passage.text, hit.score) for hit in stored.retrieve(question)] == expected


def test_the_way_to_an_answer_is_explained_alike(in_memory: Pipeline, stored: StoredPipeline) -> None:
    question = "Which aid did the United States give to Pakistan in 1954?"
    assert stored.explain(question) == in_memory.explain(question)


def test_a_process_holds_only_the_passages_of_its_question(shelf: Database) -> None:
    fetched: list[int] = []

    class Watched(Excerpt):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            fetched.append(sum(number >= 0 for number in self.ids))

    from qa.stored import pipeline as module

    narrow = Breadth(vectors=5, words=5, kept=6)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "Excerpt", Watched)
        hits = StoredPipeline(shelf, WordEncoder(), "none", narrow).retrieve("Who did Marshall write to?", 5)
    assert fetched == [6]
    assert len(hits) == 5


def test_a_part_that_is_named_is_looked_at_though_nothing_of_it_is_a_candidate(shelf: Database) -> None:
    question = "What does the methods section say about Marshall?"
    narrow = Breadth(vectors=2, words=2, kept=6)
    stored = StoredPipeline(shelf, WordEncoder(), "none", narrow)
    assert {hit.passage.section for hit in stored.retrieve("What about Marshall?")} != {"Methods"}
    answer = stored.ask(question)
    assert answer.remark == ""
    assert len(answer.hits) == 5
    assert {hit.passage.section for hit in answer.hits} == {"Methods"}
    assert stored.ask("What does the appendix say about Marshall?").remark != ""


@pytest.mark.slow
def test_of_two_thousand_passages_the_first_five_are_those_of_memory(
    tmp_path: Path, database: Database, filling: Filling
) -> None:
    """Every dev question without its bank: the first five passages and the answer, or the recall is .99 at least."""
    recombined.write(tmp_path / "many", range(60), 34)
    fill(database, [tmp_path / "many"], filling)
    library = read_library([tmp_path / "many"], filling.cache, silent)
    assert len(library.article.passages) > 2000
    memory = build_pipeline(library.article, filling.encoder, cache=filling.cache)
    stored = StoredPipeline(database, filling.encoder, "none")
    questions = [question.text for question in load_questions(built_in_article(), "dev")][::4]
    found, wanted, other = 0, 0, []
    for question in questions:
        expected = [(hit.passage.text, hit.score) for hit in memory.retrieve(question)]
        got = [(hit.passage.text, hit.score) for hit in stored.retrieve(question)]
        ties = {score for _, score in expected[-1:]}
        wanted += len(expected)
        found += sum(one in got or one[1] in ties for one in expected)
        if got == expected and json.dumps(answer_json(stored.ask(question))) != json.dumps(
            answer_json(memory.ask(question))
        ):
            other.append(question)
    print(f"recall@5 {found / wanted:.4f} over {len(questions)} questions; other answers: {other}")
    assert found / wanted >= 0.99
    assert len(other) <= len(questions) // 100
