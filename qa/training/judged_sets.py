"""Data sets that say more than a span: human near misses, the sentence that is the evidence, yes or no.

Every reader takes the parsed lines of one file, and gives Examples. ``judged_examples`` knows the file by its keys.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from .examples import ABSENT, Example, rank

Record = dict[str, Any]

YES, NO, OPEN = 0, 1, 2
_VERDICTS = {"yes": YES, "no": NO, "maybe": OPEN, "supports": YES, "refutes": NO}
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
        context, places = _run_on(record["sentences"])
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


def _typed(records: Sequence[Record], _: random.Random) -> Iterator[Example]:
    """BoolQ (Clark et al., 2019); the passage that BM25 puts next leaves the question open."""
    texts = [record["passage"] for record in records]
    ranked = rank([record["question"] for record in records], texts, depth=3)
    for record, near in zip(records, ranked, strict=True):
        yield _decided(record["question"], record["passage"], record["title"], _VERDICTS[record["answer"]])
        other = next(i for i in near if records[i]["title"] != record["title"] or i == near[-1])
        if records[other]["title"] != record["title"]:
            yield _decided(record["question"], texts[other], record["title"], OPEN)


def _research(records: Sequence[Record], _: random.Random) -> Iterator[Example]:
    """PubMedQA (Jin et al., 2019): the abstract's conclusion, and its other sections, decide a research question."""
    for record in records:
        verdict = _VERDICTS[record["answer"]]
        for text in (record["conclusion"], " ".join(record["passages"])):
            yield _decided(record["question"], text, record["id"], verdict)


def _twins(records: Sequence[Record], draws: random.Random) -> Iterator[Example]:
    """Symmetric FEVER (Schuster et al., 2019): a claim and its twin, with one sentence; another leaves it open."""
    for record in records:
        verdict = _VERDICTS[record["label"]]
        pair = f"claim {record['pair']}"
        yield _decided(record["claim"], record["evidence"], pair, verdict, twin=pair)
        if draws.random() < 0.4:
            other = draws.choice([one for one in records if one["pair"] != record["pair"]])
            yield _decided(record["claim"], other["evidence"], pair, OPEN)


def _deceits(records: Sequence[Record], draws: random.Random) -> Iterator[Example]:
    """Fool Me Twice (Eisenschlos et al., 2021): the deciding sentences among others, and the others alone."""
    for record in records:
        beside, deciding = record["beside"][:6], record["evidence"]
        sentences = draws.sample([*beside, *deciding], len(beside) + len(deciding))
        context, places = _run_on(sentences)
        evidence = tuple(places[i] for i, sentence in enumerate(sentences) if sentence in deciding)
        verdict = _VERDICTS[record["label"]]
        yield _decided(record["claim"], context, record["page"], verdict, evidence=evidence)
        yield _decided(record["claim"], " ".join(deciding), record["page"], verdict)
        if beside:
            yield _decided(record["claim"], " ".join(beside), record["page"], OPEN)


def _decided(
    question: str,
    context: str,
    group: str,
    verdict: int,
    *,
    evidence: tuple[tuple[int, int], ...] = (),
    twin: str = "",
) -> Example:
    return Example(
        question, context, ABSENT, ABSENT, group, evidence=evidence, spanned=False, verdict=verdict, twin=twin
    )


def _run_on(sentences: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The sentences as one text, and the characters of each."""
    text, places = "", []
    for sentence in sentences:
        text += " " if text else ""
        places.append((len(text), len(text) + len(sentence)))
        text += sentence
    return text, places


_FORMS: tuple[tuple[set[str], Callable[..., Iterator[Example]]], ...] = (
    ({"near_miss", "answers", "context"}, _pairs),
    ({"answerable", "unanswerable", "answer_tokens"}, _token_pairs),
    ({"sentences", "answers", "section"}, _sections),
    ({"paragraph", "sentence", "answers"}, _searches),
    ({"passage", "answer", "title"}, _typed),
    ({"conclusion", "passages", "answer"}, _research),
    ({"claim", "pair", "evidence"}, _twins),
    ({"claim", "beside", "evidence"}, _deceits),
)
