"""The words that a follow-up takes over, against self-contained rewrites by hand: CANARD and TREC CAsT.

    python -m eval.experiments.follow_ups --canard dev.json --cast turns.jsonl

CANARD (Elgohary et al., 2019) rewrites the questions of conversations about Wikipedia's articles, which open with the
article's title and a heading: they count as what was asked and answered first. CAsT (Dalton et al., 2020) gives what
people asked, without the answers that they got. The words of content that a rewrite adds to its question are compared
with those that ``qa.conversation.carried_over`` adds. Nothing is fitted on either set; the numbers in ``qa.tuned`` that
decide on follow-ups were chosen on one half of the conversations, and the other half is printed apart.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal
from zlib import crc32

from index.text import content_terms
from qa.conversation import Turn, carried_over
from qa.salience import Rarity
from qa.signs import goes_on

from ..intervals import Estimate, mean, ratio
from ..tables import cell, table

Half = Literal["tuning", "held out"]
HALVES: tuple[Half, Half] = ("tuning", "held out")


@dataclass(frozen=True)
class Rewritten:
    """A question in a conversation, and the same made self-contained by hand; turns: before it, oldest first."""

    conversation: str
    turns: tuple[Turn, ...]
    question: str
    rewrite: str

    @property
    def half(self) -> Half:
        """The half that its conversation belongs to, by a checksum of its name."""
        return HALVES[crc32(self.conversation.encode()) % 2]

    @property
    def added(self) -> set[str]:
        """The terms that the rewrite adds to the question."""
        return set(content_terms(self.rewrite)) - set(content_terms(self.question))

    @property
    def said(self) -> set[str]:
        """The terms of the turns before it."""
        return {term for turn in self.turns for term in content_terms(turn.content)}


@dataclass(frozen=True)
class WordsRow:
    """What was carried over for the questions of one half of a set, those with anything said before them.

    recall     of the words that the rewrites add, the share that we add
    precision  of ours, the share that they add
    over       of the questions whose rewrite adds no word, the share to which we add some; 0 where there are none
    surely     of the same questions the share that surely lean; to the others the program adds words only where these
               bring the question clearly closer to some passage, which needs an article
    in_reach   of the words that the rewrites add, the share that was said before
    """

    name: str
    questions: int
    recall: Estimate
    precision: Estimate
    over: Estimate
    surely: Estimate
    in_reach: Estimate


def read_canard(path: Path) -> list[Rewritten]:
    """The questions of CANARD's file. Its history holds the article's title and heading, then questions and answers."""
    return [
        Rewritten(
            record["QuAC_dialog_id"],
            tuple(
                Turn("assistant" if i % 2 else "user", text) for i, text in enumerate(map(str.strip, record["History"]))
            ),
            record["Question"].strip(),
            record["Rewrite"].strip(),
        )
        for record in json.loads(path.read_text(encoding="utf-8"))
    ]


def read_cast(path: Path) -> list[Rewritten]:
    """The rewritten questions of CAsT's turns, a line each, with the questions before them.

    The first one of a conversation is left out. The topics of 2022 are trees, given as a path to each leaf: a question
    that two paths share is there once.
    """
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    resolved = {record["id"]: record["rewritten"] for record in records if "id" in record}
    asked = [record for record in records if "id" not in record]
    found: dict[tuple[str, tuple[Turn, ...], str], Rewritten] = {}
    for (file, topic), turns in groupby(asked, key=lambda record: (record["file"], record["topic"])):
        name, before = f"{file.split('/')[0]}-{topic}", tuple[Turn, ...]()
        for number, record in enumerate(turns):
            if record["turn"] in (1, "1-1"):
                before = ()
            question = record["raw"].strip()
            rewrite = record["rewritten"] or resolved.get(f"{topic}_{record['turn']}", "")
            if number and before and rewrite:
                found.setdefault((name, before, question), Rewritten(name, before, question, rewrite.strip()))
            before = (*before, Turn("user", question))
    return list(found.values())


def rarity_of(questions: Sequence[Rewritten]) -> Rarity:
    """How rare a term is among the conversations: the logarithm, as it is of an article's passages elsewhere."""
    by_name = {q.conversation: set[str]() for q in questions}
    for q in questions:
        by_name[q.conversation] |= q.said | set(content_terms(q.question))
    counts = Counter(term for terms in by_name.values() for term in terms)
    return lambda term: math.log((len(by_name) + 1) / max(1, counts[term]))


def words_row(name: str, questions: Sequence[Rewritten], rarity: Rarity) -> WordsRow:
    """The figures of some questions, not empty. Conversations are drawn whole for the intervals of shares of words."""
    by_conversation: dict[str, Counter[str]] = {}
    needless: list[tuple[float, float]] = []
    for q in questions:
        added = q.added
        ours = set(content_terms(" ".join(carried_over(q.question, q.turns, rarity)))) - set(content_terms(q.question))
        counts = by_conversation.setdefault(q.conversation, Counter())
        counts.update(both=len(added & ours), added=len(added), ours=len(ours), said=len(added & q.said))
        if not added:
            needless.append((float(bool(ours)), float(bool(ours) and goes_on(q.question))))

    def column(key: str) -> list[float]:
        return [float(counts[key]) for counts in by_conversation.values()]

    return WordsRow(
        name,
        len(questions),
        recall=ratio(column("both"), column("added")),
        precision=ratio(column("both"), column("ours")),
        over=mean([any_words for any_words, _ in needless] or [0.0]),
        surely=mean([sure for _, sure in needless] or [0.0]),
        in_reach=ratio(column("said"), column("added")),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m eval.experiments.follow_ups", description=__doc__.splitlines()[0])
    parser.add_argument("--canard", type=Path, metavar="FILE", help="CANARD's questions, as JSON")
    parser.add_argument("--cast", type=Path, metavar="FILE", help="CAsT's turns, a line each")
    options = parser.parse_args(arguments)
    print(words_table(list(_rows(options.canard, options.cast))))
    return 0


def words_table(rows: Sequence[WordsRow]) -> str:
    """The rows as a table."""
    head = ["follow-ups", "questions", "recall", "precision", "added needlessly", "surely so", "said before"]
    cells = [
        [
            row.name,
            str(row.questions),
            *(cell(e) for e in (row.recall, row.precision, row.over, row.surely, row.in_reach)),
        ]
        for row in rows
    ]
    return table(head, cells)


def _rows(canard: Path | None, cast: Path | None) -> Iterator[WordsRow]:
    sets = {"CANARD": read_canard(canard) if canard else [], "CAsT": read_cast(cast) if cast else []}
    rarity = rarity_of([*sets["CANARD"], *sets["CAsT"]])
    for name, questions in sets.items():
        for half in HALVES:
            chosen = [q for q in questions if q.half == half]
            if chosen:
                yield words_row(f"{name}, {half}", chosen, rarity)


if __name__ == "__main__":
    sys.exit(main())
