"""The network of the shipped kind of reader, on ONNX Runtime."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from index.encoding.network import Transformer, Vectors
from index.encoding.weights import Weights

from .span_search import Logits, PieceLogits

if TYPE_CHECKING:
    from tokenizers import Encoding


class TrainedNetwork:
    """A BERT, a linear head with three outputs for each piece and one with three for [CLS]; see
    ``span_model.Network``."""

    def __init__(self, weights: Weights, longest: int) -> None:
        """weights: of the network as ``index.encoding.quantised`` gives them, and of the heads "qa_outputs" and
        "verdict"; longest: pieces of a window."""
        self._transformer = Transformer(weights, threads=1)
        self._cores = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="reader")
        self._pieces, self._verdict = (_Head(weights, name) for name in ("qa_outputs", "verdict"))
        # Memory for the longest window is taken while the rest is loaded: no later question is slower for it.
        pieces = np.zeros((1, longest), dtype=np.int32)
        for _ in range(os.cpu_count() or 1):
            self._cores.submit(self._transformer.hidden, pieces, pieces)

    def logits(self, windows: Sequence[Encoding]) -> list[PieceLogits]:
        """See ``span_model.Network``."""
        # Each window by itself, so nothing is padded, and on one core, so none waits for another at every
        # operation; the long ones first, so that the cores end together.
        order = sorted(range(len(windows)), key=lambda i: -len(windows[i]))
        found = dict(zip(order, self._cores.map(self._of_window, [windows[i] for i in order]), strict=True))
        return [found[i] for i in range(len(windows))]

    def _of_window(self, window: Encoding) -> PieceLogits:
        pieces, segments = (np.array([row], dtype=np.int32) for row in (window.ids, window.type_ids))
        (hidden,) = self._transformer.hidden(pieces, segments)
        starts, ends, evidence = self._pieces(hidden).T
        return PieceLogits(starts, ends, evidence, self._verdict(hidden[0]))


class _Head:
    """A linear layer: vectors, shape (..., 384), to logits, shape (..., outputs)."""

    def __init__(self, weights: Weights, name: str) -> None:
        self._matrix = np.asarray(weights[f"{name}.weight"], dtype=np.float32).T
        self._bias = np.asarray(weights[f"{name}.bias"], dtype=np.float32)

    def __call__(self, vectors: Vectors) -> Logits:
        return np.asarray(vectors @ self._matrix + self._bias, dtype=np.float32)
