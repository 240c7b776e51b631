"""A text four times as long takes about four times as long, even if it is made to take more."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable

import pytest

from index import Article, Passage, Span
from index.article import article_of
from index.readers.manuscript import Draft
from index.readers.text import cut_blocks
from qa.answer import Citation
from qa.study.article_fields import article_fields
from qa.study.reference_fields import reference_fields
from qa.study.speaker import speaker
from qa.terms import Spellings
from qa.training.altered import alter
from screen.article_view import ArticleView

MOST = 8.0  # times as long; a step that takes time by the square of the length takes 16 times as long
ENOUGH = 0.1  # seconds for the longer text: less is not told from chance


def paper(text: str) -> Article:
    head = "Salt Road\n\nAbstract\n\nWe study salt.\n\nOrigins\n\nSo it is: "
    return article_of(
        cut_blocks(f"{head}{text}\n\nReferences\n\nMoss, B. (1999). Salt. York: Coast Press."), "salt.txt"
    )


def with_entries(text: str) -> Article:
    """As many paragraphs as entries."""
    paragraphs = "Salt was\ncarried (Moss, 1999).\n\n" * text.count("\n\n")
    return article_of(cut_blocks(f"Salt Road\n\nAbstract\n\n{paragraphs}References\n\n{text}"), "salt.txt")


def by(text: str) -> object:
    """The fields of an article by authors of these names."""
    authors = Passage(1, "authors", "", (), text, (Span(0, len(text)),), ())
    return article_fields(Article("Salt", (authors,), (), text, 0))


def entry(text: str) -> object:
    return reference_fields(f"Moss, B. (1999). Salt{text}> so")


def told(text: str) -> object:
    whole = Span(0, len(text))
    return speaker(Citation(Passage(1, "body", "", (), text, (whole,), ()), whole, whole))


def shown(text: str) -> object:
    """A table of so many rows, on the page."""
    draft = Draft()
    draft.add("Salt was carried over the pass.")
    draft.add_lines(text.splitlines(), "table")
    draft.add("References", "heading")
    draft.add("Moss, B. (1999). Salt. York: Coast Press.")
    return ArticleView(article_of(draft.manuscript(headings=True), "salt.txt")).html()


def altered(text: str) -> object:
    return alter(f"In {text}x1 who led Iran?", "Salt", [], random.Random(1))


# A line each: the step, the piece that its text repeats ({}: a number that rises), and the repetitions at first.
@pytest.mark.parametrize(
    ("step", "piece", "times"),
    [
        (paper, "a", 5000),
        (paper, "a'", 3000),
        (paper, "... ", 1250),
        (paper, "(Moss, 1999; ", 2000),
        (paper, "[1,p.", 4000),
        (paper, "a road\ngoes\n\nHeader\n\n", 1500),
        (paper, "Header {}\n\n", 3000),
        (paper, "Head {}\n\nHead {}\n\nHead {}\n\n", 1500),
        (with_entries, "Moss, B. (1999). Salt {}. York: Coast Press.\n\n", 250),
        (Spellings, "a", 5000),
        (Spellings, "Ax{} By (AB) ", 2000),
        (by, "(", 5000),
        (entry, ".", 5000),
        (entry, ", ", 2000),
        (entry, "http://", 1500),
        (altered, "1,", 4000),
        (told, "A.", 3000),
        (told, "Aa ", 1000),
        (shown, "York [1]\n", 500),
    ],
)
def test_time_grows_with_the_length(step: Callable[[str], object], piece: str, times: int) -> None:
    step(repeated(piece, 20))  # so that everything is loaded
    for _ in range(3):  # other work of this machine may disturb one time
        short, long = seconds(step, repeated(piece, times)), seconds(step, repeated(piece, 4 * times))
        if long < max(MOST * short, ENOUGH):
            return
    pytest.fail(f"{short:.3f} s, and {long:.3f} s for four times as much")


def repeated(piece: str, times: int) -> str:
    return "".join(piece.replace("{}", str(number)) for number in range(times))


def seconds(step: Callable[[str], object], text: str) -> float:
    """The processor's time that a step takes, without the time to collect the garbage of other tests."""
    gc.collect()
    gc.disable()
    try:
        start = time.thread_time()  # other tests may have left threads
        step(text)
        return time.thread_time() - start
    finally:
        gc.enable()
