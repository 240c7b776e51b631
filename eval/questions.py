"""The hand-written questions: *.jsonl -> Questions, their evidence found in the article.

questions.jsonl and voices.jsonl are about the built-in article, and so is kinds.jsonl, which has the kinds that want
more than one fact: reasons, lists, orders, comparisons, verdicts, overviews and places. kinds-elsewhere.jsonl asks
the same of other articles, which are not in the repository: whoever has such a file loads its questions by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from index import Article, Span
from qa.kinds import Asks

from .records import Record, Says, Split, checked_records, read_records, refuse

QUESTIONS = Path(__file__).parent / "questions.jsonl"
VOICES = Path(__file__).parent / "voices.jsonl"  # as other people put questions about the built-in article
KINDS = Path(__file__).parent / "kinds.jsonl"  # every fourth number is for the test
KINDS_ELSEWHERE = Path(__file__).parent / "kinds-elsewhere.jsonl"  # its numbers and those of KINDS are one count
Voices = Literal["voices"]


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
    asks        what kind of answer it asks for; None if the set does not say
    says        what the article answers to a yes/no question; None for any other, and where it does not answer
    """

    id: str
    type: str
    text: str
    history: tuple[Mapping[str, str], ...]
    answers: tuple[str, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    style: str = ""
    correction: tuple[Evidence, ...] = ()
    asks: Asks | None = None
    says: Says | None = None

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


def load_questions(article: Article, split: Split = "all", path: Path = QUESTIONS) -> tuple[Question, ...]:
    """The questions of one split, in the file's order.

    Raises ValueError with a line for each fault, by the question's id: a quote that is not in the
    article, a split that is not that of the id's number, a record of another form.
    """
    return _questions(article, split, checked_records(path), path)


def load_kinds(article: Article, split: Split = "all", path: Path = KINDS) -> tuple[Question, ...]:
    """The questions of the kinds that want more than one fact, about the built-in article; errors as above."""
    return _questions(article, split, checked_records(path, every=4), path)


def load_kinds_elsewhere(
    article: Article, name: str, split: Split = "all", path: Path = KINDS_ELSEWHERE
) -> tuple[Question, ...]:
    """Such questions about the article that was read from a file of this name; errors as above, and no such name."""
    records = [record for record in checked_records(path, every=4) if record.get("article") == name]
    if not records:
        raise ValueError(f"{path.name} asks nothing about {name!r}, only about {', '.join(articles_elsewhere(path))}")
    return _questions(article, split, records, path)


def articles_elsewhere(path: Path = KINDS_ELSEWHERE) -> tuple[str, ...]:
    """The names of the files that ``load_kinds_elsewhere`` has questions about, in alphabetical order."""
    return tuple(sorted({record["article"] for record in read_records(path)}))


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


def _questions(article: Article, split: Split, records: Sequence[Record], path: Path) -> tuple[Question, ...]:
    faults = [
        f"{record['id']}: the quote is no longer in the article: {quote!r}"
        for record in records
        for quote in [*chain(*record["evidence"]), *record.get("correction", ())]
        if not find_quote(article, quote)
    ]
    refuse(faults, path)
    return tuple(_question(article, record) for record in records if split in ("all", record["split"]))


def _question(article: Article, record: Record) -> Question:
    return Question(
        record["id"],
        record["type"],
        record["question"],
        tuple(record.get("history", ())),
        tuple(record["answers"]),
        tuple(places(article, group) for group in record["evidence"]),
        record.get("style", ""),
        places(article, record.get("correction", ())),
        record["asks"],
        record.get("says"),
    )
