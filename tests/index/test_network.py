"""The shipped graph is the one that its recipe writes, and weights are read as safetensors reads them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import onnx
import pytest
from safetensors.numpy import load_file, save_file

from eval.tuning.export_graph import build
from index.encoding.encoder import EMBEDDED_SHA256, embedded_folder, embedded_weights
from index.encoding.network import GRAPH, Transformer, graph_weights
from index.encoding.weights import Weights, read_weights


def test_the_shipped_graph_is_what_the_recipe_writes() -> None:
    shipped = onnx.load(GRAPH, load_external_data=False)
    assert shipped == build()
    assert [weight.name for weight in shipped.graph.initializer if not weight.external_data] == []
    assert {weight.name for weight in shipped.graph.initializer} == set(graph_weights())
    assert GRAPH.stat().st_size < 50_000


def test_weights_are_those_that_safetensors_reads() -> None:
    found, expected = embedded_weights(), load_file(embedded_folder() / "model.safetensors")
    assert found.keys() == expected.keys()
    assert all(np.array_equal(found[name], expected[name]) for name in expected)
    assert {array.dtype for array in found.values()} == {array.dtype for array in expected.values()}


def test_the_weights_that_are_used_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        embedded_weights()["embeddings.LayerNorm.bias"][0] = 1


def test_weights_of_half_precision_and_a_note(tmp_path: Path) -> None:
    arrays: Weights = {"a": np.array([[1, 2.5], [-3, 4]], dtype=np.float16), "b": np.zeros(0, dtype=np.float32)}
    save_file(arrays, tmp_path / "w.safetensors", metadata={"format": "pt"})
    found = read_weights(
        tmp_path / "w.safetensors", hashlib.sha256((tmp_path / "w.safetensors").read_bytes()).hexdigest()
    )
    assert found.keys() == arrays.keys()
    assert found["a"].tolist() == [[1, 2.5], [-3, 4]]
    assert found["a"].dtype == np.float16


def test_missing_changed_and_unknown_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"w.safetensors is missing"):
        read_weights(tmp_path / "w.safetensors", EMBEDDED_SHA256)
    save_file({"a": np.zeros(2, dtype=np.int8)}, tmp_path / "w.safetensors")
    with pytest.raises(ValueError, match=r"w.safetensors has SHA-256 \w+, expected 53aa"):
        read_weights(tmp_path / "w.safetensors", EMBEDDED_SHA256)
    with pytest.raises(ValueError, match="weights of type I8, expected one of F32, F16, I64"):
        read_weights(tmp_path / "w.safetensors", hashlib.sha256((tmp_path / "w.safetensors").read_bytes()).hexdigest())


def test_a_network_needs_all_its_weights() -> None:
    weights = dict(embedded_weights())
    del weights["encoder.layer.5.output.dense.weight"]
    with pytest.raises(KeyError, match=r"encoder.layer.5.output.dense.weight"):
        Transformer(weights)
