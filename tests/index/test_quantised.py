"""Weights in 8 bits: what they stand for, and how far that is from what they were."""

from __future__ import annotations

import numpy as np
import pytest

from index.encoding.encoder import embedded_weights
from index.encoding.network import LAYERS
from index.encoding.quantised import quantise, restore
from index.encoding.weights import Weights

SIZE, INNER, WORDS = 4, 6, 9
OWN = "encoder.layer.3.attention.self."
WORD = "embeddings.word_embeddings."


def small_bert(seed: int = 0) -> Weights:
    """The weights of a BERT of twelve layers of 4, by the names of transformers."""
    rng = np.random.default_rng(seed)
    shapes: dict[str, tuple[int, ...]] = {
        f"{WORD}weight": (WORDS, SIZE),
        "embeddings.position_embeddings.weight": (5, SIZE),
        "embeddings.token_type_embeddings.weight": (2, SIZE),
        "embeddings.LayerNorm.weight": (SIZE,),
        "embeddings.LayerNorm.bias": (SIZE,),
    }
    linear = {f"attention.self.{part}": (SIZE, SIZE) for part in ("query", "key", "value")}
    linear |= {"attention.output.dense": (SIZE, SIZE), "intermediate.dense": (INNER, SIZE)}
    linear |= {"output.dense": (SIZE, INNER)}
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        for name, (outputs, inputs) in linear.items():
            shapes |= {f"{at}{name}.weight": (outputs, inputs), f"{at}{name}.bias": (outputs,)}
        for norm in ("attention.output", "output"):
            shapes |= {f"{at}{norm}.LayerNorm.{kind}": (SIZE,) for kind in ("weight", "bias")}
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def is_matrix(name: str) -> bool:
    return name == f"{WORD}weight" or (name.endswith("dense.weight") or (".self." in name and name.endswith(".weight")))


def test_weights_come_back_with_their_names_within_half_a_step_of_their_columns() -> None:
    weights = small_bert()
    back = restore(quantise(weights))
    assert back.keys() == weights.keys()
    for name, array in weights.items():
        assert back[name].dtype == np.float32
        assert back[name].shape == array.shape
        if is_matrix(name):  # in transformers an output is a row, and so is a word
            step = np.abs(array).max(axis=1, keepdims=True) / 63
            assert (np.abs(back[name] - array) <= step * 0.5001).all(), name
            assert (back[name] != array).any()
        else:
            assert np.array_equal(back[name], array.astype(np.float16)), name


def test_a_matrix_is_turned_and_each_output_has_its_scale() -> None:
    weights = small_bert()
    name = "encoder.layer.11.intermediate.dense."
    weights[f"{name}weight"] = np.array(
        [[6.3, -3.1, 0, 0.05], [-0.063, 0.02, 0.0096, 0], [0, 0, 0, 0], *np.ones((3, SIZE))], dtype=np.float32
    )
    found = quantise(weights)
    assert found[f"{name}weight"].dtype == np.int8
    # 6.3 / 63 is .1: -3.1 is -31 steps, .05 is half a step, which goes to the even number; .063 / 63 is .001.
    assert found[f"{name}weight"][:, :3].T.tolist() == [[63, -31, 0, 0], [-63, 20, 10, 0], [0, 0, 0, 0]]
    assert found[f"{name}scale"][:2] == pytest.approx([0.1, 0.001])
    assert found[f"{name}scale"].shape == (INNER,)
    assert np.isfinite(restore(found)[f"{name}weight"]).all(), "also of an output without weights"


def test_query_key_and_value_stand_beside_each_other() -> None:
    weights = small_bert()
    found = quantise(weights)
    assert not any(".query." in name or ".key." in name or ".value." in name for name in found)
    whole = found[f"{OWN}qkv.weight"] * found[f"{OWN}qkv.scale"]
    assert whole.shape == (SIZE, 3 * SIZE)
    for number, part in enumerate(("query", "key", "value")):
        columns = slice(SIZE * number, SIZE * (number + 1))
        assert np.abs(whole[:, columns] - weights[f"{OWN}{part}.weight"].T).max() < 0.03
        assert np.array_equal(found[f"{OWN}qkv.bias"][columns], weights[f"{OWN}{part}.bias"].astype(np.float16))


def test_each_word_has_its_scale() -> None:
    weights = small_bert()
    weights[f"{WORD}weight"][4] *= 1000
    found = quantise(weights)
    assert found[f"{WORD}scale"].shape == (WORDS, 1)
    assert found[f"{WORD}scale"].ravel() == pytest.approx(np.abs(weights[f"{WORD}weight"]).max(axis=1) / 63)
    assert np.abs(found[f"{WORD}weight"]).max(axis=1).tolist() == [63] * WORDS, "seven bits, and all of them are used"


def test_what_ships_is_put_into_8_bits_as_it_is() -> None:
    shipped = embedded_weights()
    again = quantise(restore(shipped))
    assert again.keys() == shipped.keys()
    for name, array in shipped.items():
        assert again[name].dtype == array.dtype, name
        if name.endswith(".scale"):
            assert np.allclose(again[name], array, rtol=1e-6), name
        else:
            assert np.array_equal(again[name], array), name
