"""The questions that are timed: all about the built-in article, no two alike, so that none is answered from memory."""

from __future__ import annotations

import random
from itertools import count, islice

from index import built_in_article
from index.bank import read_bank
from index.built_in import BUILT_IN_BANK

from ..questions import load_questions

_SEED = 0


def evaluated(limit: int) -> list[str]:
    """The first of the eval's hand-written questions that stand on their own, in an order of chance."""
    texts = dict.fromkeys(q.text for q in load_questions(built_in_article()) if not q.history)
    return _shuffled(texts)[:limit]


def banked(limit: int, start: int = 0) -> list[str]:
    """``limit`` of the bank's questions from the ``start``-th on, in an order of chance.

    After the last they come again, each time with more words before them, as other questions.
    """
    texts = _shuffled(dict.fromkeys(e.question for e in read_bank(BUILT_IN_BANK, built_in_article())))
    longer = ("Please tell me: " * times + text for times in count() for text in texts)
    return list(islice(longer, start, start + limit))


def _shuffled(texts: dict[str, None]) -> list[str]:
    ordered = list(texts)
    random.Random(_SEED).shuffle(ordered)
    return ordered
