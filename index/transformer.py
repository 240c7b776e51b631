"""The network of all-MiniLM-L6-v2 on ONNX Runtime: word pieces -> a vector for each.

The graph, data/minilm.onnx, written by ``python -m index.export_graph``, holds the operations and no
weights: those come from safetensors files and are handed over when the session is made. So nothing is
exported to the user's disk, and what was checked there is what runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Pieces = npt.NDArray[np.int32]
Hidden = npt.NDArray[np.float32]

LAYERS = 6
DIMENSIONS = 384
PARTS = ("query", "key", "value")
GRAPH = Path(__file__).parent / "data" / "minilm.onnx"


class Transformer:
    """A session over the weights of a MiniLM, named as in the encoder's safetensors file; it computes in 32 bits.

    threads   how many share one call; 0 is one for each core. Several threads may call at once.
    """

    def __init__(self, weights: Mapping[str, npt.NDArray[Any]], threads: int = 0) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = threads
        names = graph_weights()
        arrays = [np.ascontiguousarray(_weight(weights, name), dtype=np.float32) for name in names]
        options.add_external_initializers(names, [ort.OrtValue.ortvalue_from_numpy(array) for array in arrays])
        self._session = ort.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])

    def hidden(self, pieces: Pieces, segments: Pieces) -> Hidden:
        """The last layer's vectors of texts of equal length, shape (texts, pieces, 384).

        pieces    the numbers of the word pieces, marks included, shape (texts, pieces)
        segments  0 for the first text of a pair, 1 for the second, same shape
        """
        (found,) = self._session.run(None, {"pieces": pieces, "segments": segments})
        return np.asarray(found)


def _weight(weights: Mapping[str, npt.NDArray[Any]], name: str) -> npt.NDArray[Any]:
    """A weight of the graph; it adds the biases of query, key and value in one go."""
    if "qkv" in name:
        return np.concatenate([weights[name.replace("qkv", part)] for part in PARTS])
    return weights[name]


def graph_weights() -> list[str]:
    """The names of the network's weights; the biases of query, key and value are one, "qkv"."""
    names = [f"embeddings.{part}_embeddings.weight" for part in ("word", "position", "token_type")]
    names += ["embeddings.LayerNorm.weight", "embeddings.LayerNorm.bias"]
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        names += [f"{at}attention.self.{part}.weight" for part in PARTS] + [f"{at}attention.self.qkv.bias"]
        for part in ("attention.output.dense", "attention.output.LayerNorm", "intermediate.dense", "output.dense"):
            names += [f"{at}{part}.weight", f"{at}{part}.bias"]
        names += [f"{at}output.LayerNorm.weight", f"{at}output.LayerNorm.bias"]
    return names
