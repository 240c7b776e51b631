"""Sets of questions and claims that a text decides: yes, no, or open; the readers also train on all but a part of them.

BoolQ, PubMedQA, Symmetric FEVER and Fool Me Twice, a record a line of JSON. The part that is held out is drawn here, by
a seed: training leaves it out, and ``python -m eval.verdicts`` measures on it.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np

Record = dict[str, Any]

YES, NO, OPEN = 0, 1, 2
SEED, SHARE = 13, 0.12  # of what is held out
_VERDICTS = {"yes": YES, "no": NO, "maybe": OPEN, "supports": YES, "refutes": NO}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Decided:
    """A question or claim, and a text.

    verdict   what the text says to it, 0 yes, 1 no, 2 open
    group     the page or pair it is from: those of one group are held out together
    evidence  the characters of each sentence that decides; () where the set does not say
    twin      those with the same one, if it is not "", differ in a word or two and in their verdict
    """

    question: str
    text: str
    verdict: int
    group: str
    evidence: tuple[tuple[int, int], ...] = ()
    twin: str = ""


class Grouped(Protocol):
    """Anything that belongs to a group."""

    @property
    def group(self) -> str:
        """Its name."""
        ...


_Item = TypeVar("_Item", bound=Grouped)


def decided(records: Sequence[Record], seed: int = SEED) -> list[Decided]:
    """What a file's records decide, told apart by the first one's keys; ValueError for keys that none of them has."""
    draws = random.Random(seed)
    for keys, read in FORMS:
        if keys <= records[0].keys():
            return list(read(records, draws))
    raise ValueError(f"a record with the keys {sorted(records[0])}: expected those of BoolQ, PubMedQA, FEVER or FM2")


def hold_out(items: Sequence[_Item], share: float, seed: int) -> tuple[list[_Item], list[_Item]]:
    """(kept, held out): whole groups, in a seeded order, until ``share`` of the items are held out."""
    groups = sorted({item.group for item in items})
    sizes = Counter(item.group for item in items)
    held: set[str] = set()
    for i in np.random.default_rng(seed).permutation(len(groups)):
        if sum(sizes[g] for g in held) >= share * len(items):
            break
        held.add(groups[i])
    return [e for e in items if e.group not in held], [e for e in items if e.group in held]


def run_on(sentences: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The sentences as one text, and the characters of each."""
    text, places = "", []
    for sentence in sentences:
        text += " " if text else ""
        places.append((len(text), len(text) + len(sentence)))
        text += sentence
    return text, places


def rank(queries: Sequence[str], texts: Sequence[str], depth: int) -> list[list[int]]:
    """For each query the positions of the ``depth`` texts that BM25 puts first, ties by position."""
    from bm25s import BM25

    engine = BM25(method="lucene", k1=1.5, b=0.75, dtype="float64", backend="numpy")
    engine.index([_WORD.findall(text.lower()) for text in texts], show_progress=False)
    ranked = []
    for query in queries:
        scores = engine.get_scores_from_ids(engine.get_tokens_ids(_WORD.findall(query.lower())))
        # bm25s's own search leaves the order of ties to chance.
        ranked.append(np.argsort(-scores, kind="stable")[:depth].tolist())
    return ranked


def _typed(records: Sequence[Record], _: random.Random) -> Iterator[Decided]:
    """BoolQ (Clark et al., 2019); the passage that BM25 puts next leaves the question open."""
    texts = [record["passage"] for record in records]
    ranked = rank([record["question"] for record in records], texts, depth=3)
    for record, near in zip(records, ranked, strict=True):
        yield Decided(record["question"], record["passage"], _VERDICTS[record["answer"]], record["title"])
        other = next(i for i in near if records[i]["title"] != record["title"] or i == near[-1])
        if records[other]["title"] != record["title"]:
            yield Decided(record["question"], texts[other], OPEN, record["title"])


def _research(records: Sequence[Record], _: random.Random) -> Iterator[Decided]:
    """PubMedQA (Jin et al., 2019): the abstract's conclusion, and its other sections, decide a research question."""
    for record in records:
        for text in (record["conclusion"], " ".join(record["passages"])):
            yield Decided(record["question"], text, _VERDICTS[record["answer"]], record["id"])


def _twins(records: Sequence[Record], draws: random.Random) -> Iterator[Decided]:
    """Symmetric FEVER (Schuster et al., 2019): a claim and its twin, with one sentence; another leaves it open."""
    for record in records:
        pair = f"claim {record['pair']}"
        yield Decided(record["claim"], record["evidence"], _VERDICTS[record["label"]], pair, twin=pair)
        if draws.random() < 0.4:
            other = draws.choice([one for one in records if one["pair"] != record["pair"]])
            yield Decided(record["claim"], other["evidence"], OPEN, pair)


def _deceits(records: Iterable[Record], draws: random.Random) -> Iterator[Decided]:
    """Fool Me Twice (Eisenschlos et al., 2021): the deciding sentences among others, and the others alone."""
    for record in records:
        beside, deciding = record["beside"][:6], record["evidence"]
        sentences = draws.sample([*beside, *deciding], len(beside) + len(deciding))
        text, places = run_on(sentences)
        evidence = tuple(places[i] for i, sentence in enumerate(sentences) if sentence in deciding)
        verdict = _VERDICTS[record["label"]]
        yield Decided(record["claim"], text, verdict, record["page"], evidence)
        yield Decided(record["claim"], " ".join(deciding), verdict, record["page"])
        if beside:
            yield Decided(record["claim"], " ".join(beside), OPEN, record["page"])


FORMS: tuple[tuple[set[str], Callable[[Sequence[Record], random.Random], Iterator[Decided]]], ...] = (
    ({"passage", "answer", "title"}, _typed),
    ({"conclusion", "passages", "answer"}, _research),
    ({"claim", "pair", "evidence"}, _twins),
    ({"claim", "beside", "evidence"}, _deceits),
)
"""The keys of each set, and what reads its records."""
