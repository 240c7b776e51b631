"""A small file of research papers: what is found by its questions in full, and by their words of content alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.opened import fragments
from eval.opened.asking import Build, building
from eval.opened.fragments import fragment, in_full_and_as_fragments
from eval.opened.sections import fragments_part
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.confidence import Coefficients

ASKED = [
    ("q0-1", "The corpus holds 400 letters of miners.", "How many letters does the corpus hold?", "400 letters"),
    ("q0-2", "We tag the letters with a perceptron.", "Which tagger do they use?", "a perceptron"),
    ("q1-1", "Herons were counted at dawn by anglers.", "Who counted the herons?", "anglers"),
    ("q1-2", "The baseline is a coin.", "Is it what it is?", "a coin"),
]


@pytest.fixture
def build(small_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    monkeypatch.setattr("eval.configurations.READERS", {"sentences": "none"})
    monkeypatch.setattr("qa.building.load_coefficients", lambda kind: Coefficients(0.0, {"best": 1.0}, 0.0))
    return building(small_encoder, tmp_path / "cache", silent)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One paper makes an article."""
    monkeypatch.setattr(fragments, "PAPERS", 1)
    paragraphs = [
        {
            "context": context,
            "qas": [{"id": name, "question": text, "answers": [{"text": a, "answer_start": context.index(a)}]}],
        }
        for name, context, text, a in ASKED
    ]
    path = tmp_path / "papers.json"
    path.write_text(json.dumps({"data": [{"title": "Papers", "paragraphs": paragraphs}]}), encoding="utf-8")
    return path


def test_a_fragment_is_the_words_of_content_as_they_stand() -> None:
    assert (
        fragment("How large is the raw corpus (in words) used by Li et al.?") == "large raw corpus words used Li et al"
    )
    assert fragment("What is it?") == ""


def test_questions_are_asked_of_their_own_paper_in_both_ways(file: Path, build: Build) -> None:
    full, short = in_full_and_as_fragments(file, build)
    assert (full.papers, short.papers) == (2, 2)
    # "Is it what it is?" has no word of content: it is left out of both, also as a foreign one.
    assert [j.question.text for j in full.own] == [text for _, _, text, _ in ASKED[:3]]
    assert [j.question.text for j in short.own] == ["many letters corpus hold", "tagger use", "counted herons"]
    assert [len(asked.foreign) for asked in (full, short)] == [3, 3]
    assert all(not j.question.answerable for j in full.foreign)
    letters, _, herons = full.own
    assert letters.quote == "The corpus holds 400 letters of miners."
    assert [j.mark("evidence") for j in (letters, herons)] == [1, 1]
    # "400 letters" against "corpus holds 400 letters of miners": 2 of 6 + 2 words.
    assert letters.mark("quote F1") == pytest.approx(2 * 2 / (6 + 2))
    assert letters.mark("quotes recall") == 1
    lines = fragments_part(full, short).body.splitlines()
    foreign = next(line for line in lines if line.startswith("| foreign refused"))
    assert [cell.split("[")[0].strip() for cell in foreign.split("|")[2:-1]] == [".000", ".000", "1.000"]


def test_answers_moved_to_the_other_paragraph_are_not_found(
    file: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = fragments._moved
    monkeypatch.setattr(fragments, "_moved", lambda evidence, position: moved(evidence, 1 - position))
    letters, _, herons = in_full_and_as_fragments(file, build)[0].own
    assert [j.mark("evidence") for j in (letters, herons)] == [0, 0]
