"""The shipped graph is the one that its recipe writes, and weights are read as safetensors reads them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto
from safetensors.numpy import load_file, save_file

from eval.tuning.export_graph import build
from index.encoding.embeddings import SHIPPED
from index.encoding.encoder import MODEL, WEIGHTS, embedded_digest, embedded_weights
from index.encoding.network import GRAPH, Transformer, graph_weights
from index.encoding.weights import Weights, read_weights
from qa.building import TRAINED_READER
from qa.reading.card import read_card


def digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def reader_weights() -> Weights:
    return read_weights(TRAINED_READER / "weights.safetensors", read_card(TRAINED_READER).sha256)


def test_the_shipped_graph_is_what_the_recipe_writes() -> None:
    shipped = onnx.load(GRAPH, load_external_data=False)
    assert shipped == build()
    assert [weight.name for weight in shipped.graph.initializer if not weight.external_data] == []
    assert {weight.name for weight in shipped.graph.initializer} == set(graph_weights())
    assert GRAPH.stat().st_size < 50_000


@pytest.mark.parametrize("weights", [embedded_weights, reader_weights])
def test_the_shipped_weights_are_of_the_shapes_that_the_graph_declares_and_matrices_of_7_bits(weights: object) -> None:
    assert callable(weights)
    found: Weights = weights()
    for declared in onnx.load(GRAPH, load_external_data=False).graph.initializer:
        array = found[declared.name]
        assert array.shape == tuple(declared.dims), declared.name
        if declared.data_type == TensorProto.INT8:
            assert array.dtype == np.int8, declared.name
            assert np.abs(array).max() == 63, declared.name
        else:
            assert array.dtype == (np.float32 if declared.name.endswith(".scale") else np.float16), declared.name


def test_all_that_ships_of_the_models_is_under_100_megabytes() -> None:
    folders = (MODEL, TRAINED_READER, SHIPPED)
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    assert sum(file.suffix == ".safetensors" for file in files) == 2
    assert sum(file.stat().st_size for file in [*files, GRAPH]) < 100e6


def test_weights_are_those_that_safetensors_reads() -> None:
    found, expected = embedded_weights(), load_file(MODEL / WEIGHTS)
    assert found.keys() == expected.keys()
    assert all(np.array_equal(found[name], expected[name]) for name in expected)
    assert {array.dtype for array in found.values()} == {array.dtype for array in expected.values()}


def test_the_weights_that_are_used_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        embedded_weights()["embeddings.LayerNorm.bias"][0] = 1


def test_weights_of_half_precision_and_a_note(tmp_path: Path) -> None:
    arrays: Weights = {"a": np.array([[1, 2.5], [-3, 4]], dtype=np.float16), "b": np.zeros(0, dtype=np.float32)}
    save_file(arrays, tmp_path / "w.safetensors", metadata={"format": "pt"})
    found = read_weights(tmp_path / "w.safetensors", digest_of(tmp_path / "w.safetensors"))
    assert found.keys() == arrays.keys()
    assert found["a"].tolist() == [[1, 2.5], [-3, 4]]
    assert found["a"].dtype == np.float16


def test_weights_of_8_bits_keep_their_signs(tmp_path: Path) -> None:
    save_file({"a": np.array([[1, -63], [63, 0]], dtype=np.int8)}, tmp_path / "w.safetensors")
    found = read_weights(tmp_path / "w.safetensors", digest_of(tmp_path / "w.safetensors"))["a"]
    assert found.dtype == np.int8
    assert found.tolist() == [[1, -63], [63, 0]]


def test_missing_changed_and_unknown_weights_are_refused(tmp_path: Path) -> None:
    file, digest = tmp_path / "w.safetensors", embedded_digest()
    with pytest.raises(OSError, match=r"w.safetensors is missing"):
        read_weights(file, digest)
    save_file({"a": np.zeros(2, dtype=np.int32)}, file)
    with pytest.raises(ValueError, match=rf"w.safetensors has SHA-256 \w+, expected {digest}"):
        read_weights(file, digest)
    with pytest.raises(ValueError, match="weights of type I32, expected one of F32, F16, I8, I64"):
        read_weights(file, digest_of(file))


@pytest.mark.parametrize("name", ["encoder.layer.11.output.dense.weight", "embeddings.word_embeddings.scale"])
def test_a_network_needs_all_its_weights(name: str) -> None:
    weights = dict(embedded_weights())
    del weights[name]
    with pytest.raises(KeyError, match=name):
        Transformer(weights)
