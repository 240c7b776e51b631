"""SQuAD files and BEIR folders become data sets; what does not fit is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.baselines import peers
from eval.beir import write_beir
from eval.dataset import Dataset, plain_article
from eval.dataset_files import read_dataset
from eval.measures import overlaps
from eval.questions import Evidence, Question
from index import Article, Span
from index.passage import join_slices

CANAL = "The canal was dug in 1790. Barges carried coal.\nIt froze in winter."


def squad(path: Path, **change: Any) -> Path:
    answer = {"text": "1790", "answer_start": 21} | change
    qas = [
        {"id": "q1", "question": "When was\nthe canal dug?", "answers": [answer, answer]},
        {"id": "q2", "question": "The lock keeper was who?", "is_impossible": True, "answers": []},
    ]
    paragraphs = [{"context": "Mules went first.", "qas": []}, {"context": CANAL, "qas": qas}]
    path.write_text(json.dumps({"data": [{"title": "Canals", "paragraphs": paragraphs}]}))
    return path


def test_a_squad_file(tmp_path: Path) -> None:
    dataset = read_dataset(squad(tmp_path / "canals.json"))
    assert [p.text for p in dataset.article.passages] == ["Mules went first.", CANAL]
    canal = dataset.article.passages[1]
    assert (canal.section, canal.number) == ("Canals", 2)
    assert [s.of(CANAL) for s in canal.sentences] == [
        "The canal was dug in 1790.",
        "Barges carried coal.",
        "It froze in winter.",
    ]
    assert join_slices(dataset.article.file_text, canal.source) == CANAL
    first, second = dataset.questions
    assert first == Question("q1", "when", "When was the canal dug?", (), ("1790",), ((Evidence(1, Span(21, 25)),),))
    assert (second.type, second.answerable) == ("who", False)
    # The answer's own characters must be quoted.
    assert dataset.proves(canal.sentences[0], Span(21, 25))
    assert not dataset.proves(Span(0, 24), Span(21, 25))


def test_an_answer_that_stands_elsewhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="q1: the answer '1790' does not stand at 20"):
        read_dataset(squad(tmp_path / "canals.json", answer_start=20))


def test_what_is_no_dataset_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.json does not exist"):
        read_dataset(tmp_path / "nothing.json")
    (tmp_path / "list.json").write_text("[1]")
    with pytest.raises(ValueError, match=r"list\.json is no SQuAD file"):
        read_dataset(tmp_path / "list.json")
    with pytest.raises(FileNotFoundError, match=r"is no BEIR folder: corpus\.jsonl is missing"):
        read_dataset(tmp_path)


def test_a_beir_folder(tmp_path: Path) -> None:
    documents = [
        {"_id": "a", "title": "Mules", "text": "They went first."},
        {"_id": "b", "title": "", "text": CANAL},
        {"_id": "c", "title": "", "text": " "},
    ]
    queries = [{"_id": "7", "text": "What went first?"}, {"_id": "8", "text": "Unjudged?"}]
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(d) + "\n" for d in documents))
    (tmp_path / "queries.jsonl").write_text("".join(json.dumps(q) + "\n" for q in queries))
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n7\ta\t2\n7\tb\t0\n")
    dataset = read_dataset(tmp_path)
    assert dataset.ids == ("a", "b")
    assert dataset.article.passages[0].text == "Mules\nThey went first."
    assert len(dataset.article.passages[0].sentences) == 2
    (question,) = dataset.questions
    assert (question.id, question.text) == ("7", "What went first?")
    assert question.evidence == ((Evidence(0, Span(0, 22)),),)

    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n7\tz\t1\n")
    with pytest.raises(ValueError, match="1 judgements of what the folder does not hold, such as 7 z"):
        read_dataset(tmp_path)


def test_a_beir_folder_that_was_written_can_be_read(tiny: Article, tmp_path: Path) -> None:
    history = ({"role": "user", "content": "Who opened the road?"},)

    def place(position: int) -> Evidence:
        return Evidence(position, Span(0, 9))

    two_facts = ((place(3), place(4)), (place(1),))
    questions = (
        Question("follow-up-2", "follow-up", "Since when?", history, ("1820",), ((place(3),),)),
        Question("multi-4", "multi", "What came first?", (), ("x",), two_facts),
        Question("absent-6", "absent", "Who paid?", (), (), ()),
    )
    ids = tuple(f"p{i}" for i in range(len(tiny.passages)))
    write_beir(Dataset("tiny", tiny, ids, questions, overlaps), tmp_path / "beir")
    again = read_dataset(tmp_path / "beir")
    assert again.ids == ids
    assert [p.text for p in again.article.passages] == [p.text for p in tiny.passages]
    assert [(q.id, q.type, q.text, [e.position for e in q.evidence[0]]) for q in again.questions] == [
        ("follow-up-2#1", "follow-up", "Since when? (opened, road)", [3]),
        ("multi-4#1", "multi", "What came first?", [3, 4]),
        ("multi-4#2", "multi", "What came first?", [1]),
    ]


def test_a_limit_is_part_of_the_name(tmp_path: Path) -> None:
    dataset = read_dataset(squad(tmp_path / "canals.json"))
    assert dataset.first(1).name == "canals.json, first 1 questions"
    assert [q.id for q in dataset.first(1).questions] == ["q1"]
    assert dataset.first(None) is dataset


def test_peers_stand_beside_their_own_set_only(tmp_path: Path) -> None:
    assert peers(read_dataset(squad(tmp_path / "canals.json")).digest) == {}


def test_a_blank_text_is_named() -> None:
    with pytest.raises(ValueError, match=r"passage 2 of book \(Part\) is blank"):
        plain_article("book", [("Part", "Words."), ("Part", "\n")])
