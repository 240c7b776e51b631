"""The fusions that are compared with the shipped one, computed by hand on three passages."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from eval.fusions import reciprocal_rank, z_scores
from qa.retriever import Fusion, Table

NOT = -np.inf
WORDS = [0.9, NOT, 0.3]
MEANING = [0.6, 0.8, 0.1]
TABLE = np.array([WORDS, MEANING])

tables = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 8)),
    elements=st.just(-np.inf) | st.floats(-1, 1, allow_nan=False),
)


def test_reciprocal_rank() -> None:
    fused = reciprocal_rank(TABLE, [1, 1])
    assert fused == pytest.approx([1 / 61 + 1 / 62, 1 / 61, 1 / 62 + 1 / 63])


def test_z_scores() -> None:
    """WORDS has mean .6 and deviation .3; MEANING mean .5 and deviation .2944."""
    fused = z_scores(TABLE, [1, 1])
    assert fused == pytest.approx([1 + 0.3397, -1 + 1.0190, -1 - 1.3587], abs=1e-3)


@pytest.mark.parametrize("fuse", [reciprocal_rank, z_scores])
def test_what_no_index_finds_is_not_found(fuse: Fusion) -> None:
    fused = fuse(np.array([[0.9, NOT, NOT], [0.6, NOT, 0.1], [NOT, NOT, NOT]]), [1, 1, 1])
    assert fused.argsort()[::-1][:2].tolist() == [0, 2]
    assert fused[1] == NOT


@settings(derandomize=True, database=None, deadline=None, max_examples=150)
@given(tables)
@pytest.mark.parametrize("fuse", [reciprocal_rank, z_scores])
def test_a_fusion_scores_the_passages_that_any_index_found_and_no_others(fuse: Fusion, table: Table) -> None:
    fused = fuse(table, [0.5] * len(table))
    assert fused.shape == (table.shape[1],)
    assert not np.isnan(fused).any()
    assert ((fused > -np.inf) == (table > -np.inf).any(axis=0)).all()
