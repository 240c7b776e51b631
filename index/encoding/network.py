"""A BERT of 12 layers on ONNX Runtime: word pieces -> a vector for each, or one for all. Encoder and reader run it.

The graph, bert.onnx, written by ``python -m eval.tuning.export_graph``, holds the operations and no
weights: those come from safetensors files and are handed over when the session is made. So nothing is
exported to the user's disk, and the weights that were checked are the ones that run.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Pieces = npt.NDArray[np.int32]
Vectors = npt.NDArray[np.float32]

LAYERS = 12
DIMENSIONS = 384
HIDDEN, POOLED = f"encoder.layer.{LAYERS - 1}.output.LayerNorm.out", "pooled"  # the graph's outputs
GRAPH = Path(__file__).with_name("bert.onnx")


class Transformer:
    """A session over the weights of a BERT. Several threads may call it at once.

    Matrices are of 8 bits, and what they are multiplied with is put into 8 bits, with one scale for all that runs
    together; all else is computed in 32.
    """

    def __init__(self, weights: Mapping[str, npt.NDArray[Any]], threads: int = 0) -> None:
        """Make the session.

        weights  by name, as ``quantised.quantise`` gives them
        threads  how many share one call; 0 is one for each core
        """
        import onnxruntime as ort

        ort.disable_telemetry_events()  # for Windows; elsewhere the variable in environment.py does it
        options = ort.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = threads
        # The graph is as it should run: the fusions that optimization would still make are slower.
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
        # Else a thread spins for tens of milliseconds after its work, on a core that the next computation needs.
        options.add_session_config_entry("session.intra_op.spin_duration_us", "1000")
        names = graph_weights()
        arrays = [_at_least_32_bits(weights[name]) for name in names]
        options.add_external_initializers(names, [ort.OrtValue.ortvalue_from_numpy(array) for array in arrays])
        self._session = ort.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])

    def hidden(self, pieces: Pieces, segments: Pieces) -> Vectors:
        """The last layer's vectors of texts of equal length, shape (texts, pieces, 384).

        pieces    the numbers of the word pieces, marks included, shape (texts, pieces)
        segments  0 for the first text of a pair, 1 for the second, same shape
        """
        return self._run(HIDDEN, pieces, segments)

    def pooled(self, pieces: Pieces) -> Vectors:
        """The last layer's vector of the first piece of each of several texts of equal length, at unit length.

        Shape (texts, 384); ``pieces`` as for ``hidden``.
        """
        return self._run(POOLED, pieces, np.zeros_like(pieces))

    def _run(self, output: str, pieces: Pieces, segments: Pieces) -> Vectors:
        (found,) = self._session.run([output], {"pieces": pieces, "segments": segments})
        return np.asarray(found)


def _at_least_32_bits(weights: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Weights as the graph takes them: those of 16 bits in 32."""
    return np.ascontiguousarray(weights, dtype=np.float32 if weights.dtype == np.float16 else weights.dtype)


def graph_weights() -> list[str]:
    """The names of the graph's weights; the matrices of query, key and value are one, "qkv"."""
    word = "embeddings.word_embeddings"
    names = [f"{word}.weight", f"{word}.scale"]
    names += [f"embeddings.{part}_embeddings.weight" for part in ("position", "token_type")]
    names += ["embeddings.LayerNorm.weight", "embeddings.LayerNorm.bias"]
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        for part in ("attention.self.qkv", "attention.output.dense", "intermediate.dense", "output.dense"):
            names += [f"{at}{part}.{kind}" for kind in ("weight", "scale", "bias")]
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            names += [f"{at}{part}.{kind}" for kind in ("weight", "bias")]
    return names
