"""The drawn collection, and the section on a library in a database."""

from __future__ import annotations

import numpy as np
import pytest

from eval.speed import library
from eval.speed.__main__ import main
from eval.speed.drawn import PASSAGES, Drawn
from eval.speed.library import Measured, recall, section
from index.search import units_of


def test_a_smaller_collection_is_the_beginning_of_a_greater_one() -> None:
    small, great = list(Drawn(PASSAGES).articles()), list(Drawn(3 * PASSAGES).articles())
    assert (len(small), len(great)) == (1, 3)
    assert great[0] == small[0]
    assert len({passage.text for article in great for passage in article.passages}) == 3 * PASSAGES


def test_the_vocabulary_grows_with_the_collection() -> None:
    def drawn_words(passages: int) -> int:
        texts = [passage.text for article in Drawn(passages).articles() for passage in article.passages]
        return len({word.strip(".?,") for text in texts for word in text.split() if word.strip(".?,").endswith("x")})

    few, many = drawn_words(10 * PASSAGES), drawn_words(40 * PASSAGES)
    assert 3 * few < many < 4.5 * few


@pytest.mark.slow
def test_a_pairs_vector_lies_between_those_of_its_sentences() -> None:
    drawn = Drawn(PASSAGES)
    (article,) = drawn.articles()
    units = units_of(article)
    first, second = drawn.vectors(units["sentences"].texts[:2])
    (pair,) = drawn.vectors(units["pairs"].texts[:1])
    assert pair @ first == pytest.approx(pair @ second, abs=1e-5)
    assert pair @ first > 0.5
    assert np.linalg.norm(pair) == pytest.approx(1)


def test_recall_counts_what_memory_finds_and_leaves_ties_aside() -> None:
    exact = [[["a", 0.9], ["b", 0.8], ["c", 0.7], ["d", 0.6], ["e", 0.6]]]
    assert recall([[["a", 0.9], ["b", 0.8], ["c", 0.7], ["f", 0.6], ["g", 0.6]]], exact) == 1
    assert recall([[["a", 0.9], ["c", 0.7], ["d", 0.6], ["e", 0.6], ["f", 0.5]]], exact) == 0.8


def test_the_section_says_what_is_not_reached() -> None:
    small = Measured(10_000, 60, 400, [20, 30], 500, [40], [10], 700, 0.99)
    great = Measured(300_000, 4000, 12_000, [150], 600, [300])
    said = section([small, great])
    held = {target.what: target.held for target in said.targets}
    assert held == {
        "of the first five missed, 10,000 passages": True,
        "`retrieve` over 300,000 passages, p50": False,
        "memory over 300,000 passages beyond that over 10,000": False,
    }
    assert "| 10,000" in said.body
    assert library.CLIENTS == 8


def test_a_size_that_makes_no_whole_articles_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["library", "--stored", "150"])
    assert "a multiple of 100: found 150" in capsys.readouterr().err
