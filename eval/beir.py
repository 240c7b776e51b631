"""BEIR folders (Thakur et al., 2021): corpus.jsonl, queries.jsonl and qrels/test.tsv, read and written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from index import Span
from index.writing import write_whole
from qa.conversation import carried_over, turns_of, with_carried
from qa.vocabulary import Vocabulary

from .dataset import Dataset, plain_article
from .measures import overlaps
from .others import LeftOut, field, json_lines, text_of
from .questions import Evidence, Question
from .ranking import relevant


def read_beir(folder: Path) -> Dataset:
    """A BEIR folder as a Dataset: relevance is 0 or more than 0, any relevant document answers.

    So R@k is success within k, as everywhere here, and not BEIR's own recall, and nDCG@10 knows no grades.
    A document's title stands before its text. A query that has no relevant document in qrels/test.tsv is not asked.
    Documents without words, judgements of what the folder does not hold, and blank or overlong queries are left out
    and counted. Raises FileNotFoundError, or ValueError by file and line.
    """
    corpus, queries = folder / "corpus.jsonl", folder / "queries.jsonl"
    qrels = folder / "qrels" / "test.tsv"
    for needed in (corpus, queries, qrels):
        if not needed.is_file():
            raise FileNotFoundError(f"{folder} is no BEIR folder: {needed.relative_to(folder)} is missing")
    left_out = LeftOut()
    documents = list(_documents(corpus, left_out))
    ids = tuple(name for name, _, _ in documents)
    article = plain_article(folder.name, ((title, text) for _, title, text in documents))
    positions = {name: position for position, name in enumerate(ids)}
    asked = {_name(query, place): query for query, place in _records(queries)}
    groups: dict[str, list[Evidence]] = {}
    for query, document, score in _judgements(qrels):
        if query not in asked or document not in positions:
            left_out.add("judgements of what the folder does not hold", f"{query} {document}")
        elif score > 0:
            whole = Span(0, len(article.passages[positions[document]].text))
            groups.setdefault(query, []).append(Evidence(positions[document], whole))
    questions = tuple(
        Question(name, _type(asked[name]), text, (), (), (tuple(evidence),))
        for name, evidence in groups.items()
        if left_out.asks(text := " ".join(field(asked[name], "text", f"{queries.name}, {name}").split()), name)
    )
    if not questions:
        raise ValueError(
            f"{folder.name} asks nothing that can be used: {'; '.join(left_out.lines) or 'nothing is judged'}"
        )
    return Dataset(folder.name, article, ids, questions, overlaps, left_out=left_out.lines)


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
    write_whole(folder / "qrels" / "test.tsv", "\n".join(["query-id\tcorpus-id\tscore", *rows]) + "\n")


def _documents(corpus: Path, left_out: LeftOut) -> Iterator[tuple[str, str, str]]:
    """The name, title and text of each document; its title stands before its text."""
    for record, place in _records(corpus):
        name, text, title = _name(record, place), field(record, "text", place), str(record.get("title") or "")
        if f"{title}{text}".strip():
            yield name, title, f"{title}\n{text}" if title else text
        else:
            left_out.add("documents without words", name)


def _judgements(qrels: Path) -> Iterator[tuple[str, str, float]]:
    """The query, document and score of each line, with or without the line that names the columns, or as TREC has
    them: query, iteration, document, score."""
    for number, line in enumerate(text_of(qrels).split("\n"), 1):
        cells = line.strip("\r").split("\t") if "\t" in line else line.split()
        if not line.strip() or (number == 1 and cells[-1].strip() == "score"):
            continue
        try:
            score = float(cells[-1])
        except ValueError:
            score = -1.0
        if len(cells) not in (3, 4) or score != score or score < 0:
            raise ValueError(
                f"{qrels.name}, line {number}: expected a query, a document and a score, found {line!r:.80}"
            )
        yield cells[0].strip(), cells[-2].strip(), score


def _records(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The records of a file of JSON lines, with their places."""
    return ((record, f"{path.name}, line {number}") for number, record in json_lines(path))


def _name(record: dict[str, Any], place: str) -> str:
    name = record.get("_id")
    if not isinstance(name, str | int):
        raise ValueError(f'{place}: expected "_id", found {name!r:.80}')
    return str(name)


def _type(query: dict[str, Any]) -> str:
    metadata = query.get("metadata")
    return str(metadata.get("type", "query")) if isinstance(metadata, dict) else "query"


def _write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    write_whole(path, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
