"""Data sets as others really write them: read, or left out and counted, or refused with the place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.dataset_files import read_dataset
from eval.questions import Evidence
from index import Span

CANAL = "The canal was dug in 1790. Barges carried coal."
ANSWER = {"text": ["1790"], "answer_start": [21]}


def beir(folder: Path, qrels: str, corpus: str = "", queries: str = "") -> Path:
    (folder / "qrels").mkdir(parents=True)
    documents = (
        corpus or '{"_id": "a", "title": "Mules", "text": "They went first."}\n{"_id": "b", "text": "Barges."}\n'
    )
    (folder / "corpus.jsonl").write_bytes(documents.encode())
    (folder / "queries.jsonl").write_bytes((queries or '{"_id": "7", "text": "What went first?"}\n').encode())
    (folder / "qrels" / "test.tsv").write_bytes(qrels.encode())
    return folder


@pytest.mark.parametrize(
    "qrels",
    [
        "query-id\tcorpus-id\tscore\n7\ta\t1\n",
        "query-id\tcorpus-id\tscore\r\n7\ta\t1\r\n",
        "\ufeffquery-id\tcorpus-id\tscore\n7\ta\t1.0\n",
        "7\ta\t1\n",
        "7 0 a 1\n7 0 b 0\n",
        "7\tQ0\ta\t1\n\n",
    ],
)
def test_judgements_in_each_of_their_forms(qrels: str, tmp_path: Path) -> None:
    dataset = read_dataset(beir(tmp_path / "set", qrels))
    (question,) = dataset.questions
    assert (question.id, question.text, question.evidence) == ("7", "What went first?", ((Evidence(0, Span(0, 22)),),))
    assert dataset.left_out == ()


def test_judgements_of_what_the_folder_lacks_are_left_out_and_counted(tmp_path: Path) -> None:
    """As in ArguAna and NFCorpus."""
    queries = '{"_id": "7", "text": "What went first?"}\n{"_id": "8", "text": " "}\n{"_id": "9", "text": "' + "x" * 5000
    qrels = "query-id\tcorpus-id\tscore\n7\tz\t1\n7\ta\t1\n6\ta\t1\n8\ta\t1\n9\ta\t1\n"
    corpus = '{"_id": "a", "title": "Mules", "text": "They went first."}\n{"_id": "c", "title": "", "text": ""}\n'
    dataset = read_dataset(beir(tmp_path / "set", qrels, corpus, queries + '"}\n'))
    assert [question.id for question in dataset.questions] == ["7"]
    assert dataset.left_out == (
        "1 documents without words, such as c",
        "2 judgements of what the folder does not hold, such as 7 z",
        "1 questions without words, such as 8",
        "1 questions of more than 1,000 characters, such as 9",
    )


def test_signs_that_end_lines_elsewhere_may_stand_in_a_string(tmp_path: Path) -> None:
    corpus = '\ufeff{"_id": "a", "text": "They\u2028went\u0085first."}\r\n{"_id": "b", "text": "Barges."}\r\n'
    dataset = read_dataset(beir(tmp_path / "set", "7\ta\t1\n", corpus))
    assert dataset.article.passages[0].text == "They\u2028went\u0085first."


@pytest.mark.parametrize(
    ("qrels", "corpus", "said"),
    [
        ("7\ta\tmany\n", "", r"test\.tsv, line 1: expected a query, a document and a score, found '7\\ta\\tmany'"),
        ("7\ta\t1\n7 a\n", "", r"test\.tsv, line 2: expected"),
        ("7\ta\t1\n", '{"_id": "a", "text": "x"}\n{"_id": "b"\n', r"corpus\.jsonl, line 2 is no JSON"),
        ("7\ta\t1\n", '{"_id": "a"}\n', r'corpus\.jsonl, line 1: expected a text "text", found None'),
        ("7\ta\t1\n", '{"text": "x"}\n', r'corpus\.jsonl, line 1: expected "_id", found None'),
        ("7\ta\t1\n", "[1]\n", r"corpus\.jsonl, line 1: expected a JSON object"),
        ("7\ta\t1\n", "[" * 100_000 + "\n", r"corpus\.jsonl, line 1 is no JSON"),
        (
            "7\tz\t1\n",
            "",
            r"set asks nothing that can be used: 1 judgements of what the folder does not hold, such as 7 z",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(qrels: str, corpus: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=said):
        read_dataset(beir(tmp_path / "set", qrels, corpus))


def flat(**change: Any) -> dict[str, Any]:
    return {"id": "q1", "title": "Canals", "context": CANAL, "question": "When was it dug?", "answers": ANSWER} | change


@pytest.mark.parametrize("form", ["lines", "list", "data"])
def test_the_form_of_hugging_face(form: str, tmp_path: Path) -> None:
    rows = [flat(), flat(id="q2", question="Who paid?", answers={"text": [], "answer_start": []})]
    path = tmp_path / "train.json"
    if form == "lines":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    else:
        path.write_text(json.dumps({"data": rows} if form == "data" else rows))
    dataset = read_dataset(path)
    assert [passage.text for passage in dataset.article.passages] == [CANAL]
    first, second = dataset.questions
    assert (first.answers, first.evidence) == (("1790",), ((Evidence(0, Span(21, 25)),),))
    assert not second.answerable


def test_questions_that_cannot_be_asked_are_left_out_and_counted(tmp_path: Path) -> None:
    qas = [
        {"id": "q1", "question": "When was it dug?", "answers": [{"text": "1790", "answer_start": 21}]},
        {"id": "q2", "question": "Who paid?"},
        {"id": "q3", "question": " ", "answers": [{"text": "1790", "answer_start": 21}]},
        {"id": "q4", "question": "x" * 5000, "answers": [{"text": "1790", "answer_start": 21}]},
    ]
    paragraphs = [{"context": CANAL, "qas": qas}, {"context": " ", "qas": []}]
    path = tmp_path / "canals.json"
    path.write_text("\ufeff" + json.dumps({"data": [{"title": "Canals", "paragraphs": paragraphs}]}))
    dataset = read_dataset(path)
    assert [question.id for question in dataset.questions] == ["q1"]
    assert dataset.left_out == (
        "1 paragraphs without words, such as Canals",
        "1 questions without answers, such as q2",
        "1 questions without words, such as q3",
        "1 questions of more than 1,000 characters, such as q4",
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"data": [{"title": "Canals"}]}, r'canals\.json, article 1: expected a list "paragraphs", found None'),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, r'article 1, paragraph 1: expected a text "context", found None'),
        ({"data": [{"paragraphs": [7]}]}, r'article 1, paragraph 1: expected "context" and a list "qas"'),
        ({"data": "x"}, r"canals\.json is no SQuAD file"),
        (
            [flat(answers={"text": ["1790"], "answer_start": []})],
            r'record 1: expected as many "text" as "answer_start"',
        ),
        (
            [flat(answers={"text": ["1790"], "answer_start": [3]})],
            r"canals\.json, q1: the answer '1790' does not stand",
        ),
        ([flat(question=None)], r'canals\.json, q1: expected a text "question", found None'),
        ([flat(answers=[7])], r'canals\.json, q1: an answer has "text" and "answer_start", found 7'),
        ({"data": []}, r"canals holds no passage"),
    ],
)
def test_a_squad_file_of_another_form_is_refused_with_its_place(data: object, said: str, tmp_path: Path) -> None:
    path = tmp_path / "canals.json"
    path.write_text(json.dumps(data))
    with pytest.raises(ValueError, match=said):
        read_dataset(path)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "canals.json"
    path.write_bytes(b'{"data": "caf\xe9"}')
    with pytest.raises(ValueError, match=r"canals\.json is not UTF-8"):
        read_dataset(path)
