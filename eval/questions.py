"""The hand-written questions: questions.jsonl and voices.jsonl -> Questions, their evidence found in the article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from index import Article, Span

QUESTIONS = Path(__file__).parent / "questions.jsonl"
VOICES = Path(__file__).parent / "voices.jsonl"  # as other people put questions about the built-in article
Split = Literal["dev", "test", "all"]
Voices = Literal["voices"]

_ID = re.compile(r"(?P<type>[a-z]+(?:-[a-z]+)*)-(?P<number>\d+)")
_REQUIRED = {"id", "type", "question", "answers", "evidence", "split"}
_ALLOWED = _REQUIRED | {"history", "style", "correction"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place of a fact: the characters ``span`` of the passage at ``position`` of the article."""

    position: int
    span: Span


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its short answers and its evidence.

    history     earlier turns, oldest first, as ``qa.ask`` takes them
    answers     short answers, any one of which is right; empty if the set has none
    evidence    groups of alternatives: any one of a group proves that group's fact, all groups make the
                answer; no group at all: the article does not answer
    style       the manner in which it is put, such as "keywords"; "" if the set does not say
    correction  the places where the article says otherwise than the question takes for granted
    """

    id: str
    type: str
    text: str
    history: tuple[Mapping[str, str], ...]
    answers: tuple[str, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    style: str = ""
    correction: tuple[Evidence, ...] = ()

    @property
    def kind(self) -> str:
        """The row that it counts to in tables by type: its style, or its type in a set without styles."""
        return self.style or self.type

    @property
    def answerable(self) -> bool:
        """Whether the article answers it."""
        return bool(self.evidence)

    @property
    def positions(self) -> set[int]:
        """The passages that hold evidence."""
        return {place.position for group in self.evidence for place in group}


def split_of(number: int) -> Split:
    """The fixed rule: odd numbers are for development (thresholds are fitted there), even ones for the test."""
    return "dev" if number % 2 else "test"


def load_questions(article: Article, split: Split = "all", path: Path = QUESTIONS) -> tuple[Question, ...]:
    """The questions of one split, in the file's order.

    Raises ValueError with a line for each fault, by the question's id: a quote that is not in the
    article, a split that is not that of the id's number, a record of another form.
    """
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    ids = [record.get("id") for record in records]
    faults = [
        f"{name}: {ids.count(name)} questions have this id" for name in sorted({i for i in ids if ids.count(i) > 1})
    ]
    faults += [f"{record.get('id', record)}: {fault}" for record in records for fault in _faults(record)]
    if not faults:
        faults = [
            f"{record['id']}: the quote is no longer in the article: {quote!r}"
            for record in records
            for quote in [*chain(*record["evidence"]), *record.get("correction", ())]
            if not find_quote(article, quote)
        ]
    if faults:
        raise ValueError(
            f"{path.name} has {len(faults)} fault(s); mend the question or its quote:\n" + "\n".join(faults)
        )
    return tuple(_question(article, record) for record in records if split in ("all", record["split"]))


def places(article: Article, quotes: Iterable[str]) -> tuple[Evidence, ...]:
    """Everywhere that any of the quotes stands, each place once, in the quotes' order."""
    return tuple(dict.fromkeys(place for quote in quotes for place in find_quote(article, quote)))


def find_quote(article: Article, quote: str) -> list[Evidence]:
    """Everywhere that a quote stands in the article's passages; any white space matches any other.

    >>> find_quote(article, "to  the US")  # in "aid to the US" of the first passage
    [Evidence(position=0, span=Span(start=4, end=13))]
    """
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
    return [
        Evidence(position, Span(*match.span()))
        for position, passage in enumerate(article.passages)
        for match in pattern.finditer(passage.text)
    ]


def _question(article: Article, record: Mapping[str, Any]) -> Question:
    return Question(
        record["id"],
        record["type"],
        record["question"],
        tuple(record.get("history", ())),
        tuple(record["answers"]),
        tuple(places(article, group) for group in record["evidence"]),
        record.get("style", ""),
        places(article, record.get("correction", ())),
    )


def _faults(record: dict[str, Any]) -> Iterator[str]:
    if not record.keys() >= _REQUIRED or not record.keys() <= _ALLOWED:
        yield f"expected the keys {sorted(_REQUIRED)} and perhaps history, style and correction, found {sorted(record)}"
        return
    name = _ID.fullmatch(record["id"])
    if name is None or name["type"] != record["type"]:
        yield f"expected an id of its type and a number ({record['type']}-01)"
    elif record["split"] != split_of(int(name["number"])):
        yield f"its number makes it {split_of(int(name['number']))}, the file says {record['split']}"
    if bool(record["answers"]) != bool(record["evidence"]):
        yield "answers and evidence go together: both, or (unanswerable) neither"
    if record["evidence"] and record.get("correction"):
        yield "a correction belongs to a question that the article does not answer, and this one has evidence"
    if not all(group and all(quote.strip() for quote in group) for group in record["evidence"]):
        yield "a group of evidence holds no quote, or a blank one"
    if any(turn.keys() != {"role", "content"} for turn in record.get("history", ())):
        yield 'a turn of the history is {"role": ..., "content": ...}'
