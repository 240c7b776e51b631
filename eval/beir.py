"""BEIR folders (Thakur et al., 2021): corpus.jsonl, queries.jsonl and qrels/test.tsv, read and written."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from index import Span
from qa.conversation import carried_over, turns_of, with_carried
from qa.vocabulary import Vocabulary

from .dataset import Dataset, plain_article
from .measures import overlaps
from .questions import Evidence, Question
from .ranking import relevant


def read_beir(folder: Path) -> Dataset:
    """A BEIR folder as a Dataset: relevance is 0 or more than 0, any relevant document answers.

    So R@k is success within k, as everywhere here, and not BEIR's own recall, and nDCG@10 knows no grades.
    A document's title stands before its text; documents without words are left out. A query that has no
    relevant document in qrels/test.tsv is not asked. Raises FileNotFoundError, or ValueError by name.
    """
    corpus, queries = folder / "corpus.jsonl", folder / "queries.jsonl"
    qrels = folder / "qrels" / "test.tsv"
    for needed in (corpus, queries, qrels):
        if not needed.is_file():
            raise FileNotFoundError(f"{folder} is no BEIR folder: {needed.relative_to(folder)} is missing")
    documents = [d for d in _lines(corpus) if f"{d.get('title', '')}{d['text']}".strip()]
    ids = tuple(str(document["_id"]) for document in documents)
    article = plain_article(folder.name, ((d.get("title", ""), _text(d)) for d in documents))
    positions = {name: position for position, name in enumerate(ids)}
    asked = {str(query["_id"]): query for query in _lines(queries)}
    groups: dict[str, list[Evidence]] = {}
    with qrels.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            query, document = row["query-id"], row["corpus-id"]
            if query not in asked or document not in positions:
                raise ValueError(f"qrels/test.tsv of {folder.name} names {query} {document}, which it does not hold")
            if int(row["score"]) > 0:
                whole = Span(0, len(article.passages[positions[document]].text))
                groups.setdefault(query, []).append(Evidence(positions[document], whole))
    questions = tuple(
        Question(name, _type(asked[name]), " ".join(asked[name]["text"].split()), (), (), (tuple(evidence),))
        for name, evidence in groups.items()
    )
    return Dataset(folder.name, article, ids, questions, overlaps)


def write_beir(dataset: Dataset, folder: Path) -> None:
    """Write the passages, and every answerable question once for each group of its evidence.

    A query is named as in the TREC files ("multi-01#2"), and its text is the one that is searched for: a follow-up
    carries its conversation with it.
    """
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    groups = relevant(dataset)
    rarity = Vocabulary(dataset.article).idf
    texts = {q.id: with_carried(q.text, carried_over(q.text, turns_of(q.history), rarity)) for q in dataset.questions}
    types = {question.id: question.kind for question in dataset.questions}
    _write(
        folder / "corpus.jsonl",
        (
            {"_id": name, "title": "", "text": passage.text}
            for name, passage in zip(dataset.ids, dataset.article.passages, strict=True)
        ),
    )
    _write(
        folder / "queries.jsonl",
        (
            {"_id": group.query, "text": texts[group.question], "metadata": {"type": types[group.question]}}
            for group in groups
        ),
    )
    rows = [f"{group.query}\t{dataset.ids[position]}\t1" for group in groups for position in group.positions]
    (folder / "qrels" / "test.tsv").write_text(
        "\n".join(["query-id\tcorpus-id\tscore", *rows]) + "\n", encoding="utf-8"
    )


def _text(document: dict[str, Any]) -> str:
    return f"{document['title']}\n{document['text']}" if document.get("title") else str(document["text"])


def _type(query: dict[str, Any]) -> str:
    return str((query.get("metadata") or {}).get("type", "query"))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")
