"""What must hold of every text, and of every damaged file: hypothesis draws them, the same ones each time."""

from __future__ import annotations

import random
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index import Article, Passage, Span
from index.bm25 import Bm25Index
from index.references import Bibliography
from index.search import Units
from index.text import content_terms, split_sentences, tokenize
from qa.conversation import Turn, carried_over
from qa.query import clean_question
from qa.retriever import weighted_mean
from qa.signs import stands_alone
from qa.study.mentions import every_mention
from qa.study.quotation import check_quotation
from qa.training.altered import alter
from tests.fuzz import check_file, one_round

PAST = sorted((Path(__file__).parents[1] / "past_failures").glob("*"))
same_each_time = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

# Words, signs and whole turns of phrase that mean something to what reads them, and anything else.
PIECES = (
    "the US U.S. Rubin (2020) (Rubin, 2020; Kux, 2001) et al., & [1] [2-4] “quote” 'it' Dr. e.g. 9/11 4,659 1947-1954"
    " ... ? ! .[3] – — # * ** ^{ } <https://x> \u00ad \u200b \u202e 한국 🙂 ﬁ İ ß e\u0301 - 1. ( ) ; : , . \\ \x00"
).split(" ")
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30).map(" ".join) | st.text(max_size=80)


@same_each_time
@given(texts)
def test_sentences_are_in_order_and_hold_every_word(text: str) -> None:
    spans = split_sentences(text)
    assert all(span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert "".join(span.of(text) for span in spans).split() == text.split() or "".join(
        "".join(span.of(text).split()) for span in spans
    ) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() for span in spans)


@same_each_time
@given(texts)
def test_terms_are_words_that_stay_what_they_are(text: str) -> None:
    terms = tokenize(text)
    assert all(term and not any(c.isspace() for c in term) for term in terms)
    assert tokenize(text) == terms
    assert len(content_terms(text)) <= len(terms)


@same_each_time
@given(texts, st.lists(texts.filter(str.strip), max_size=4))
def test_citations_lie_in_their_text_and_name_an_entry(text: str, entries: list[str]) -> None:
    references = tuple(
        Passage(n, "reference", "References", (), entry, (Span(0, len(entry)),), ())
        for n, entry in enumerate(entries, 1)
    )
    cites = Bibliography(references).cites_in(text)
    assert all(cite.span.start < cite.span.end <= len(text) for cite in cites)
    assert all(any(cite.reference is reference for reference in references) for cite in cites)


@same_each_time
@given(texts, st.lists(texts, min_size=1, max_size=6))
def test_bm25_scores_are_bounded_and_ordered(query: str, corpus: list[str]) -> None:
    index = Bm25Index(Units(tuple(corpus), tuple(range(len(corpus)))))
    matches = index.search(query, len(corpus) + 3)
    assert all(0 < match.score < 1 for match in matches)
    assert [(-m.score, m.position) for m in matches] == sorted((-m.score, m.position) for m in matches)
    assert matches == index.search(query, len(corpus) + 3)


tables = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 8)),
    elements=st.just(-np.inf) | st.floats(-1, 1, allow_nan=False),
)


@same_each_time
@given(tables)
@pytest.mark.parametrize("fuse", [weighted_mean])
def test_fusion_scores_what_any_index_found_and_nothing_else(fuse: object, table: np.ndarray) -> None:
    assert callable(fuse)
    fused = fuse(table, [0.5] * len(table))
    assert fused.shape == (table.shape[1],)
    assert not np.isnan(fused).any()
    assert ((fused > -np.inf) == (table > -np.inf).any(axis=0)).all()


@same_each_time
@given(texts, texts)
def test_whatever_is_typed_is_answered_or_refused_in_plain_words(tiny: Article, typed: str, before: str) -> None:
    try:
        question = clean_question(typed)
    except ValueError:  # what it says is tested where it is said
        return
    turns = [Turn("user", before), Turn("assistant", typed)]
    carried = carried_over(question, turns, lambda _: 1.0)
    assert not (carried and stands_alone(question))
    changed = alter(question, before, ["Oman"], random.Random(1))
    assert changed != question
    for look_up in (every_mention, check_quotation):
        with suppress(ValueError):
            look_up(tiny, typed)


# The others are archives or carry the time they were made at: not the same at each run, so they are for the fuzz run.
@pytest.mark.parametrize("ending", [".html", ".md", ".txt", ".xml"])
def test_a_damaged_file_is_read_rightly_or_refused_by_name(ending: str, tmp_path: Path) -> None:
    became: list[str] = []
    one_round(ending, tmp_path / f"damaged{ending}", number=7, files=30, count=became.append)
    assert set(became) <= {"read", "refused"}
    assert "read" in became


@pytest.mark.parametrize("file", PAST, ids=[file.name for file in PAST])
def test_what_failed_once_fails_no_more(file: Path) -> None:
    assert check_file(file) in ("read", "refused")
