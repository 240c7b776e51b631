"""A question bank: questions that an article's sentences answer, in the words that people use.

Document expansion (doc2query, Nogueira et al., 2019) with questions written by hand: a question is
compared with the bank's questions and so finds the passage whose words it does not share. The bank
points at passages; nothing is ever answered from it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .passage import Article
from .search import Units

UNANSWERED = ("absent", "false-premise")
_KINDS = ("fact", "plain", "why", "metadata", "reference", *UNANSWERED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A question of the bank.

    quote   the sentence or entry that answers it, verbatim; for kind "false-premise" the one that
            corrects it; "" for kind "absent"
    answer  the words of the quote that answer; "" where the article does not answer
    """

    question: str
    quote: str
    answer: str
    kind: str

    @property
    def answered(self) -> bool:
        """Whether the article answers the question."""
        return self.kind not in UNANSWERED


def read_bank(path: Path, article: Article) -> tuple[Entry, ...]:
    """Read a bank, JSON lines of question, quote, answer and kind, and check it against its article.

    Raises ValueError, with the line's number, for a line of another shape, an unknown kind, a quote
    that does not stand in the article or an answer that does not stand in its quote.
    """
    entries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path.name}, line {number}"
        try:
            entry = Entry(**json.loads(line))
        except (TypeError, ValueError) as error:
            raise ValueError(f"{where}: expected an object of question, quote, answer and kind ({error})") from None
        if entry.kind not in _KINDS:
            raise ValueError(f"{where}: kind {entry.kind!r} is none of {', '.join(_KINDS)}")
        if entry.answer not in entry.quote or (entry.answered and not entry.answer):
            raise ValueError(f"{where}: the answer {entry.answer!r} does not stand in the quote")
        if (entry.quote or entry.answered) and not positions_of(entry.quote, article):
            raise ValueError(
                f"{where}: the quote {entry.quote[:60]!r} does not stand in the article: mend or remove it"
            )
        entries.append(entry)
    if not any(entry.answered for entry in entries):
        raise ValueError(f"{path.name} holds no answered question")
    return tuple(entries)


def positions_of(quote: str, article: Article) -> list[int]:
    """The positions of the passages that hold a quote; a blank one stands nowhere."""
    return [i for i, passage in enumerate(article.passages) if quote and quote in passage.text]


@dataclass(frozen=True)
class BankUnits:
    """The bank as texts for an index.

    answered    the answered questions, each owned by the passage that holds its quote; a passage that no
                question points at stands for itself with its own sentences, lest it lose to all the others
    sentences   for each of these texts the number of its sentence, counted over the whole article
    unanswered  the questions that the article does not answer
    """

    answered: Units
    sentences: tuple[int, ...]
    unanswered: tuple[str, ...]


def bank_units(article: Article, entries: Sequence[Entry]) -> BankUnits:
    """Where the bank's questions point; a quote that stands in two passages points at both."""
    firsts = [0]
    for passage in article.passages:
        firsts.append(firsts[-1] + len(passage.sentences))
    placed: list[tuple[int, int, str]] = []  # sentence, passage, question
    for entry in entries:
        for position in positions_of(entry.quote, article) if entry.answered else ():
            passage = article.passages[position]
            start = passage.text.index(entry.quote)
            within = sum(sentence.end <= start for sentence in passage.sentences)
            placed.append((firsts[position] + within, position, entry.question))
    known = {position for _, position, _ in placed}
    for position, passage in enumerate(article.passages):
        if position not in known:
            texts = [sentence.of(passage.text) for sentence in passage.sentences]
            placed += [(firsts[position] + within, position, text) for within, text in enumerate(texts)]
    placed.sort(key=lambda place: place[0])  # owners in order leave less to do for scores
    sentences, positions, questions = zip(*placed, strict=True)
    unanswered = tuple(entry.question for entry in entries if not entry.answered)
    return BankUnits(Units(questions, positions), sentences, unanswered)
