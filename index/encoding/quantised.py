"""A BERT's weights in 8 bits, as ``network.Transformer`` takes them, and back in 32.

Each column of a matrix, and each row of the word embeddings, has a scale of its own. Of the 8 bits 7 are used: on
processors without VNNI the sum of two products of 8 bits overflows, and answers would differ between computers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from .network import LAYERS
from .weights import Weights

_MOST = 63  # the largest whole number that stands for a weight
_PARTS = ("query", "key", "value")
_WORD = "embeddings.word_embeddings.weight"


def quantise(weights: Mapping[str, npt.NDArray[Any]]) -> Weights:
    """The weights of a transformers BERT by name -> those of the graph.

    Matrices become int8 of shape (inputs, outputs) with ``.scale``, float32 of shape (outputs,); word embeddings
    int8 with a scale a row; all else float16.
    """
    whole = {name: np.asarray(array, dtype=np.float32) for name, array in weights.items()}
    for layer in range(LAYERS):
        own = f"encoder.layer.{layer}.attention.self."
        for kind in ("weight", "bias"):
            whole[f"{own}qkv.{kind}"] = np.concatenate([whole.pop(f"{own}{part}.{kind}") for part in _PARTS])
    found: Weights = {}
    for name, array in whole.items():
        if name == _WORD:
            found[name], found[_scale(name)] = _rounded(array, axis=1)
        elif array.ndim == 2 and name.startswith("encoder."):
            found[name], scale = _rounded(array.T, axis=0)
            found[_scale(name)] = scale.ravel()
        else:
            found[name] = array.astype(np.float16)
    return found


def restore(weights: Mapping[str, npt.NDArray[Any]]) -> Weights:
    """The inverse of ``quantise``, but for what was rounded: the weights of a transformers BERT, float32."""
    found: Weights = {}
    for name, array in weights.items():
        if array.dtype != np.int8:
            if not name.endswith(".scale"):
                found[name] = array.astype(np.float32)
            continue
        whole = array.astype(np.float32) * weights[_scale(name)]
        found[name] = whole if name == _WORD else np.ascontiguousarray(whole.T)
    for layer in range(LAYERS):
        own = f"encoder.layer.{layer}.attention.self."
        for kind in ("weight", "bias"):
            parts = np.split(found.pop(f"{own}qkv.{kind}"), len(_PARTS))
            found |= {f"{own}{part}.{kind}": array for part, array in zip(_PARTS, parts, strict=True)}
    return found


def _rounded(matrix: npt.NDArray[np.float32], axis: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Whole numbers and their scale; a scale for each place along the other axis."""
    scale = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True) / _MOST, np.float32(1e-12))
    return np.rint(matrix / scale).astype(np.int8), scale.astype(np.float32)


def _scale(name: str) -> str:
    return name.removesuffix("weight") + "scale"
