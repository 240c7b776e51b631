"""The contract of every search index, run over each; then what is particular to one."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from rank_bm25 import BM25Plus

from index import Article, read_article
from index.bm25 import Bm25Index, bm25_indexes
from index.dense import Cosines, DenseIndex, dense_indexes
from index.encoding.encoder import Encoder
from index.search import (
    BestOf,
    ScoringIndex,
    SearchIndex,
    SearchText,
    Units,
    top_matches,
    whole_passages,
    windows,
)
from index.text import tokenize

TEXTS = ("the mule carried salt", "the railway reached the hills", "salt and wool", "the mule carried salt")
Build = Callable[[Units], SearchIndex]


@pytest.fixture(params=["bm25", "dense"])
def build(request: pytest.FixtureRequest, small_encoder: Encoder) -> Build:
    if request.param == "bm25":
        return Bm25Index
    return lambda units: DenseIndex(units, Cosines(small_encoder.encode(units.texts), small_encoder))


@pytest.fixture
def index(build: Build) -> SearchIndex:
    return build(Units(TEXTS, (0, 1, 2, 3)))


def test_the_passage_that_says_it_comes_first(index: SearchIndex) -> None:
    assert index.search("Which railway reached the hills?", 4)[0].position == 1
    assert index.search("wool", 4)[0].position == 2


def test_best_first_and_ties_by_position(index: SearchIndex) -> None:
    found = index.search("mule carried salt", 4)
    assert [match.position for match in found[:2]] == [0, 3]
    assert found[0].score == found[1].score
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)


def test_at_most_k_and_k_may_exceed_the_corpus(index: SearchIndex) -> None:
    assert [match.position for match in index.search("salt wool", 1)] == [2]
    assert {match.position for match in index.search("the salt", 99)} <= {0, 1, 2, 3}
    assert len({match.position for match in index.search("the salt", 99)}) == len(index.search("the salt", 99))


def test_same_input_same_output(index: SearchIndex) -> None:
    assert index.search("salt of the hills", 4) == index.search("salt of the hills", 4)


@pytest.mark.parametrize("k", [0, -1])
def test_k_below_one_is_an_error(index: SearchIndex, k: int) -> None:
    with pytest.raises(ValueError, match=f"expected 1 or more, found {k}"):
        index.search("salt", k)


def test_an_empty_corpus_is_an_error(build: Build) -> None:
    with pytest.raises(ValueError, match="empty corpus"):
        build(Units((), ()))


def test_a_passage_scores_as_its_best_text(build: Build) -> None:
    found = build(Units(TEXTS, (0, 1, 0, 1))).search("wool", 9)
    assert found[0].position == 0
    assert [match.position for match in found].count(0) == 1


def test_bm25_matches_nothing_for_unknown_words() -> None:
    assert Bm25Index(Units(TEXTS, (0, 1, 2, 3))).search("zeppelin", 4) == []
    assert Bm25Index(Units(TEXTS, (0, 1, 2, 3))).search("🙂", 4) == []


def test_a_bm25_score_by_hand() -> None:
    """Two texts of two words; "war" is in one: idf = ln 3, tf part = 2.2 / 2.2 = 1, bound = ln 3 x 2.2 for it
    and ln(3/2) x 2.2 for "the", whose own part is ln(3/2)."""
    (first, second) = Bm25Index(Units(("the ally", "the war"), (0, 1))).search("the war", 2)
    bound = 2.2 * (math.log(3) + math.log(1.5))
    assert (first.position, second.position) == (1, 0)
    assert first.score == pytest.approx((math.log(3) + math.log(1.5)) / bound, rel=1e-6)
    assert second.score == pytest.approx(math.log(1.5) / bound, rel=1e-6)


def test_bm25_scores_are_those_of_rank_bm25(article: Article) -> None:
    """On the article's sentences, with words that no sentence has, words asked twice and none at all."""
    units = windows(article, 1)
    index = Bm25Index(units)
    theirs = BM25Plus([tokenize(text) for text in units.texts], k1=1.2, delta=0)
    for query in [
        "Who gave the mujahideen weapons, and the Taliban?",
        "the the war war zeppelin",
        "aid",
        "🙂",
        "zeppelin",
    ]:
        terms = tokenize(query)
        unseen = math.log(len(units.texts) + 1)
        bound = sum(theirs.idf.get(term, unseen) for term in terms) * (1.2 + 1)
        expected = theirs.get_scores(terms) / (bound or 1)
        assert np.abs(index.scores(SearchText(query)) - expected).max() < 1e-6
        assert expected.max() > 0.1 or query in ("🙂", "zeppelin")


def test_what_an_index_keeps_cannot_be_changed(index: SearchIndex) -> None:
    assert isinstance(index, ScoringIndex)
    before = index.search("salt", 4)
    index.passage_scores(SearchText("salt"))[:] = 0
    assert index.search("salt", 4) == before
    with pytest.raises(ValueError, match="read-only"):
        index.scores(SearchText("salt"))[:] = 0  # type: ignore[attr-defined]


def test_the_scores_of_passages_are_those_of_the_matches(build: Build) -> None:
    index = build(Units(TEXTS, (3, 0, 3, 1)))
    assert isinstance(index, ScoringIndex)
    scores = index.passage_scores(SearchText("the mule and the salt"))
    found = {match.position: match.score for match in index.search("the mule and the salt", 9)}
    assert {i: score for i, score in enumerate(scores.tolist()) if score > -math.inf} == found
    assert 2 not in found
    assert len(scores) == 4


def test_a_word_in_half_the_texts_still_counts() -> None:
    """The accident of Okapi's idf: log((N - n + .5) / (n + .5)) is 0 for a word in half of the texts."""
    found = Bm25Index(Units(("salt road", "salt hill", "wool road", "wool hill"), (0, 1, 2, 3))).search("salt", 4)
    assert [match.position for match in found] == [0, 1]
    assert found[0].score > 0.3


def test_unknown_words_lower_the_bounded_score() -> None:
    index = Bm25Index(Units(TEXTS, (0, 1, 2, 3)))
    assert index.search("railway", 1)[0].score > 1.5 * index.search("railway zeppelin", 1)[0].score


def test_a_dense_score_is_the_cosine(small_encoder: Encoder) -> None:
    vectors = small_encoder.encode(TEXTS)
    found = DenseIndex(Units(TEXTS, (0, 1, 2, 3)), Cosines(vectors, small_encoder)).search("salt and wool", 4)
    expected = vectors @ small_encoder.encode(["salt and wool"])[0]
    assert found[0].position == 2
    assert found[0].score == pytest.approx(1.0, abs=1e-5)
    assert {match.position: match.score for match in found} == pytest.approx(dict(enumerate(expected)), abs=1e-5)


def test_indexes_that_share_a_search_find_what_each_would_alone(small_encoder: Encoder) -> None:
    units = {"forth": Units(TEXTS, (0, 1, 2, 3)), "back": Units(TEXTS[:3][::-1], (0, 0, 1))}
    vectors = small_encoder.encode([text for unit in units.values() for text in unit.texts])
    shared = dense_indexes(units, vectors, small_encoder)
    for name, unit in units.items():
        alone = DenseIndex(unit, Cosines(small_encoder.encode(unit.texts), small_encoder))
        expected = alone.search("the railway", 4)
        found = shared[name].search("the railway", 4)
        assert [match.position for match in found] == [match.position for match in expected]
        assert [match.score for match in found] == pytest.approx([match.score for match in expected], abs=1e-5)
    assert [shared["back"].search(text, 1)[0].position for text in TEXTS[:3]] == [1, 0, 0]
    with pytest.raises(ValueError, match="9 texts need as many vectors, found 7"):
        DenseIndex(units["forth"], Cosines(vectors, small_encoder), 5)
    for others in (vectors[:6], np.concatenate([vectors, vectors[:1]])):
        with pytest.raises(ValueError, match=f"7 texts need as many vectors, found {len(others)}"):
            dense_indexes(units, others, small_encoder)


def test_word_indexes_that_share_a_search_are_corpora_of_their_own() -> None:
    units = {"forth": Units(TEXTS, (0, 1, 2, 3)), "back": Units(("the mule", "a railway, the railway"), (1, 0))}
    shared = bm25_indexes(units)
    for query in ("the railway", "salt for a mule", "zeppelin", ""):
        for name, unit in units.items():
            assert shared[name].search(query, 4) == Bm25Index(unit).search(query, 4)
    assert [match.position for match in shared["back"].search("the railway", 4)] == [0, 1]
    assert shared["back"].search("wool", 4) == []


def test_windows_are_runs_of_sentences_of_one_passage(tiny: Article) -> None:
    origins = next(i for i, p in enumerate(tiny.passages) if p.section == "Origins")
    units = windows(tiny, 2)
    mine = [text for text, position in zip(units.texts, units.positions, strict=True) if position == origins]
    assert mine == [
        "Traders opened the road in 1820 (Moss, 1999). They carried salt, wool and letters over the pass.",
        "They carried salt, wool and letters over the pass. Mules were dear (Fern & Moss, 2004).",
    ]
    assert windows(tiny, 2).texts[origins - 2].startswith("This study follows")


def test_front_matter_is_labelled_for_search_only(article: Article) -> None:
    units = whole_passages(article)
    header = next(i for i, p in enumerate(article.passages) if p.kind == "header")
    assert units.texts[header] == "Journal in which this article was published: Qualitative Research Review Letter"
    assert article.passages[header].text == "Qualitative Research Review Letter"


def test_a_query_of_other_dimensions_is_refused(small_encoder: Encoder) -> None:
    units = Units(TEXTS, (0, 1, 2, 3))
    index = DenseIndex(units, Cosines(small_encoder.encode(units.texts)[:, :32], small_encoder))
    with pytest.raises(ValueError, match=r"expected a vector of shape \(1, 32\) for the query, found \(1, 64\)"):
        index.search("salt", 2)


def test_best_of_takes_texts_in_any_order() -> None:
    scores = np.array([0.4, 0.9, 0.2, 0.7], dtype=np.float32)
    assert BestOf((0, 0, 1, 1), 2)(scores).tolist() == pytest.approx([0.9, 0.7])
    assert BestOf((1, 0, 1, 0), 2)(scores).tolist() == pytest.approx([0.9, 0.4])


def test_best_of_and_top_matches_leave_out_what_has_no_text() -> None:
    best = BestOf((2, 0, 0), 3)(np.array([0.4, 0.9, 0.2], dtype=np.float32))
    found = top_matches(best, 5)
    assert [match.position for match in found] == [0, 2]
    assert [match.score for match in found] == pytest.approx([0.9, 0.4])


def test_a_long_paragraph_is_searched_for_in_parts_of_whole_sentences_and_found_whole(tmp_path: Path) -> None:
    sentences = [f"In the year {1000 + i} the toll was {i} daler and nobody of the town paid it." for i in range(70)]
    file = tmp_path / "long.txt"
    file.write_text(f"Tolls\n\n{' '.join(sentences)}\n\nA short one.\n", encoding="utf-8")
    article = read_article(file)
    units = whole_passages(article)
    assert units.positions == (0, 1, 1, 1, 2)
    assert " ".join(units.texts[1:4]) == article.passages[1].text
    lengths = [len(text.split()) for text in units.texts[1:4]]
    assert sum(lengths) == 70 * 16
    assert max(lengths) <= 400
    assert all(text.endswith("paid it.") for text in units.texts[1:4])
    assert Bm25Index(units).search("What was the toll in the year 1063?", 1)[0].position == 1
