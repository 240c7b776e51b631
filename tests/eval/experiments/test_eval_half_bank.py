"""The halved bank on the tiny article: it helps where it was kept, and not where it was removed."""

from __future__ import annotations

from pathlib import Path

from eval.dataset import Dataset, passage_ids
from eval.experiments.half_bank import halves
from eval.measures import overlaps
from eval.questions import Evidence, Question
from index import Article, Span
from index.bank import Entry, positions_of
from index.encoding.encoder import Encoder
from qa.building import build_pipeline

QUOTES = {
    "They carried salt, wool and letters over the pass.": "cargo freight goods",
    "A railway reached the hills in 1901, and the road fell silent (Fern, 2010).": "locomotive steam track",
    "This study follows the salt road from the coast to the hills.": "topic theme subject",
    "Moss, B. (1999). Salt. York: Coast Press.": "monograph printed volume",
}


def silent(what: str, done: int, total: int) -> None:
    pass


def question(tiny: Article, number: int, quote: str, text: str) -> Question:
    (position,) = positions_of(quote, tiny)
    start = tiny.passages[position].text.index(quote)
    place = Evidence(position, Span(start, start + len(quote)))
    return Question(f"plain-{number}", "plain", text, (), (), ((place,),))


def test_the_bank_helps_the_half_that_it_knows(tiny: Article, small_encoder: Encoder, tmp_path: Path) -> None:
    entries = tuple(Entry(f"Which {words}?", quote, quote[:5], "plain") for quote, words in QUOTES.items())
    questions = tuple(question(tiny, i, quote, words) for i, (quote, words) in enumerate(QUOTES.items()))
    dataset = Dataset("tiny", tiny, passage_ids(tiny), questions, overlaps, entries)
    pipeline = build_pipeline(tiny, small_encoder, reader="none", bank=entries, cache=tmp_path, progress=silent)
    found = {(row.half, row.bank): row for row in halves(dataset, pipeline, small_encoder)}
    assert {row.questions for row in found.values()} == {2.0}
    assert found["removed half", "whole bank"].values["R@1"] == 1.0
    assert found["kept half", "half of the bank"].values["R@1"] == 1.0
    assert found["removed half", "half of the bank"].values["R@1"] <= 0.5
    assert found["kept half", "no bank"].values["R@1"] <= 0.5
