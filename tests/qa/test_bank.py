"""The question bank: written, verbatim, varied, and a stranger to the eval set."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import Article
from index.bank import Entry, bank_units, read_bank
from index.built_in import BUILT_IN_BANK
from index.search import SearchText
from index.text import content_terms
from qa.pipeline import Pipeline

QUESTIONS = Path(__file__).parents[2] / "eval" / "questions.jsonl"


@pytest.fixture(scope="module")
def bank(article: Article) -> tuple[Entry, ...]:
    return read_bank(BUILT_IN_BANK, article)


def of_sentences(article: Article, bank: tuple[Entry, ...], kinds: set[str]) -> Iterator[tuple[str, list[Entry]]]:
    for passage in article.passages:
        if passage.kind in kinds:
            for sentence in passage.sentences:
                text = sentence.of(passage.text)
                yield text, [e for e in bank if e.answered and (e.quote in text or text in e.quote)]


def test_every_sentence_has_three_entries_one_in_plain_words(article: Article, bank: tuple[Entry, ...]) -> None:
    short = [
        text
        for text, entries in of_sentences(article, bank, {"body", "abstract"})
        if len(entries) < 3 or all(entry.kind != "plain" for entry in entries)
    ]
    assert short == []


def test_every_reference_and_piece_of_metadata_has_two(article: Article, bank: tuple[Entry, ...]) -> None:
    kinds = {"title", "authors", "keywords", "reference", "header"}
    assert [text for text, entries in of_sentences(article, bank, kinds) if len(entries) < 2] == []


def test_counts(bank: tuple[Entry, ...]) -> None:
    kinds = Counter(entry.kind for entry in bank)
    unanswered = kinds["absent"] + kinds["false-premise"]
    assert len(bank) - unanswered >= 900
    assert unanswered >= 200
    assert 2 * kinds["false-premise"] >= unanswered
    assert all(entry.quote for entry in bank if entry.kind == "false-premise")


def test_no_frame_is_repeated(bank: tuple[Entry, ...]) -> None:
    frames = Counter(" ".join(re.findall(r"\w+", e.question.casefold())[:3]) for e in bank)
    frame, times = frames.most_common(1)[0]
    assert times <= 0.04 * len(bank), f"{times} questions begin with {frame!r}"


def test_plain_entries_avoid_the_words_of_their_sentence(bank: tuple[Entry, ...]) -> None:
    names = set(content_terms("Pakistan Pakistani Pak US United States America Afghanistan Afghan India"))
    shares = [
        len(terms & (set(content_terms(entry.quote)) - names)) / len(terms)
        for entry in bank
        if entry.kind == "plain" and (terms := set(content_terms(entry.question)) - names)
    ]
    assert np.mean(shares) < 0.05


def test_the_bank_and_the_eval_set_are_strangers(bank: tuple[Entry, ...], pipeline: Pipeline) -> None:
    asked = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    known = [entry.question for entry in bank]
    assert not {" ".join(content_terms(q)) for q in asked if len(content_terms(q)) > 2} & {
        " ".join(content_terms(q)) for q in known
    }
    assert pipeline.bank is not None
    closest = {question: pipeline.bank.nearness(SearchText(question)) for question in asked}
    near = [question for question, found in closest.items() if max(found.answered, found.unanswered) >= 0.93]
    assert near == [], "take the bank's question that is closest to each out of the bank"


def test_units_point_at_the_quoted_sentence(tiny: Article) -> None:
    quote = "They carried salt, wool and letters over the pass."
    entries = [
        Entry("What went over the hills?", quote, "salt, wool and letters", "plain"),
        Entry("How many mules were there?", "", "", "absent"),
    ]
    units = bank_units(tiny, entries)
    sentences = [(p, s.of(p.text)) for p in tiny.passages for s in p.sentences]
    owners = [tiny.passages[position] for position in units.answered.positions]
    found = [
        (owner, text, *sentences[n])
        for owner, text, n in zip(owners, units.answered.texts, units.sentences, strict=True)
    ]
    asked = [row for row in found if row[0].section == "Origins"]
    assert [(text, sentence) for _, text, _, sentence in asked] == [("What went over the hills?", quote)]
    itself = [(passage, sentence) for passage, sentence in sentences if passage.section != "Origins"]
    assert [row for row in found if row not in asked] == [(p, s, p, s) for p, s in itself]
    assert asked[0][2] is asked[0][0]
    assert list(units.sentences) == sorted(units.sentences)
    assert units.unanswered == ("How many mules were there?",)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            {"question": "Q?", "quote": "No such words.", "answer": "No", "kind": "fact"},
            "does not stand in the article",
        ),
        (
            {"question": "Q?", "quote": "Mules were dear", "answer": "cheap", "kind": "fact"},
            "does not stand in the quote",
        ),
        ({"question": "Q?", "quote": "Mules were dear", "answer": "", "kind": "fact"}, "does not stand in the quote"),
        ({"question": "Q?", "quote": "", "answer": "", "kind": "odd"}, "kind 'odd' is none of fact, plain"),
        ({"question": "Q?"}, "expected an object of question, quote, answer and kind"),
    ],
)
def test_a_wrong_line_is_named(tiny: Article, tmp_path: Path, line: dict[str, str], message: str) -> None:
    path = tmp_path / "bank.jsonl"
    good = {"question": "Dear?", "quote": "Mules were dear", "answer": "dear", "kind": "fact"}
    path.write_text(json.dumps(good) + "\n" + json.dumps(line), encoding="utf-8")
    with pytest.raises(ValueError, match=f"bank.jsonl, line 2: .*{message}"):
        read_bank(path, tiny)
