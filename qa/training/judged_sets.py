"""Data sets that say more than a span: human near misses, the sentence that is the evidence, yes or no.

Every reader takes the parsed lines of one file, and gives Examples. ``judged_examples`` knows the file by its keys.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from eval.verdict_sets import FORMS, Decided, Record, run_on

from .examples import ABSENT, Example

_CUT_NOT = re.compile(r"\s+n't\b")


def judged_examples(records: Sequence[Record], seed: int) -> list[Example]:
    """The examples of a file's records, told apart by the first one's keys; ValueError for keys that none has."""
    draws = random.Random(seed)
    for keys, read in _FORMS:
        if keys <= records[0].keys():
            return list(read(records, draws))
    raise ValueError(
        f"a record with the keys {sorted(records[0])}: expected those of one of the sets of the model card"
    )


def _pairs(records: Iterable[Record], _: random.Random) -> Iterator[Example]:
    """UnAnsQ (Zhu et al., 2019): an answerable question beside a near miss that a person wrote."""
    for number, record in enumerate(records):
        context, twin = record["context"], f"{number} pair"
        marked = tuple((a["answer_start"], a["answer_start"] + len(a["text"])) for a in record["answers"])
        yield Example(record["question"], context, *marked[0], context, marked, twin=twin)
        yield Example(joined(record["near_miss"]), context, ABSENT, ABSENT, context, twin=twin)


def _token_pairs(records: Iterable[Record], _: random.Random) -> Iterator[Example]:
    """The same, cut into tokens; an answer is given by its first and last token."""
    for number, record in enumerate(records):
        context, twin = record["context"], f"{number} token pair"
        tokens = list(re.finditer(r"\S+", context))
        first, last = record["answer_tokens"]
        start, end = tokens[first].start(), tokens[last].end()
        yield Example(joined(record["answerable"]), context, start, end, context, twin=twin)
        yield Example(joined(record["unanswerable"]), context, ABSENT, ABSENT, context, twin=twin)


def joined(question: str) -> str:
    """A question cut into tokens, "n't" joined again: cut off, the word would tell that the question was changed.

    >>> joined("what did n't he see ?")
    "what didn't he see ?"
    """
    return _CUT_NOT.sub("n't", question)


def _sections(records: Iterable[Record], _: random.Random) -> Iterator[Example]:
    """SelQA (Jurczyk et al., 2016): the sentences of a section, and the numbers of those that answer."""
    for record in records:
        context, places = run_on(record["sentences"])
        evidence = tuple(places[i] for i in record["answers"])
        yield Example(record["question"], context, ABSENT, ABSENT, record["title"], evidence=evidence, spanned=False)


def _searches(records: Iterable[Record], _: random.Random) -> Iterator[Example]:
    """QED (Lamm et al., 2021): a typed question, the paragraph, the sentence that answers and the answer in it."""
    for record in records:
        evidence = ((record["start"], record["end"]),)
        at = record["paragraph"].find(record["answers"][0], record["start"])
        found = record["start"] <= at < record["end"]
        start, end = (at, at + len(record["answers"][0])) if found else (ABSENT, ABSENT)
        yield Example(
            record["question"], record["paragraph"], start, end, record["title"], evidence=evidence, spanned=found
        )


def _decided(read: Callable[[Sequence[Record], random.Random], Iterator[Decided]]) -> Callable[..., Iterator[Example]]:
    """The examples of a set that ``eval.verdict_sets`` reads."""

    def examples(records: Sequence[Record], draws: random.Random) -> Iterator[Example]:
        for one in read(records, draws):
            yield Example(
                one.question,
                one.text,
                ABSENT,
                ABSENT,
                one.group,
                evidence=one.evidence,
                spanned=False,
                verdict=one.verdict,
                twin=one.twin,
            )

    return examples


_FORMS: tuple[tuple[set[str], Callable[..., Iterator[Example]]], ...] = (
    ({"near_miss", "answers", "context"}, _pairs),
    ({"answerable", "unanswerable", "answer_tokens"}, _token_pairs),
    ({"sentences", "answers", "section"}, _sections),
    ({"paragraph", "sentence", "answers"}, _searches),
    *((keys, _decided(read)) for keys, read in FORMS),
)
