"""The network of the shipped kind of reader, on ONNX Runtime."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from index.encoding.network import Transformer
from index.encoding.weights import Weights

from .span_search import Logits

if TYPE_CHECKING:
    from tokenizers import Encoding


class TrainedNetwork:
    """A MiniLM and a linear head with two outputs for each piece; see ``span_model.Network``."""

    def __init__(self, layers: Weights) -> None:
        """layers: every weight of the network by its name in transformers, the word embeddings' too."""
        weights = {name.removeprefix("bert."): array for name, array in layers.items()}
        self._transformer = Transformer(weights, threads=1)
        self._cores = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="reader")
        self._head = np.asarray(layers["qa_outputs.weight"], dtype=np.float32).T
        self._bias = np.asarray(layers["qa_outputs.bias"], dtype=np.float32)

    def logits(self, windows: Sequence[Encoding]) -> list[tuple[Logits, Logits]]:
        """See ``span_model.Network``."""
        # Each window by itself, so nothing is padded, and on one core, so none waits for another at every
        # operation; the long ones first, so that the cores end together.
        order = sorted(range(len(windows)), key=lambda i: -len(windows[i]))
        found = dict(zip(order, self._cores.map(self._of_window, [windows[i] for i in order]), strict=True))
        return [found[i] for i in range(len(windows))]

    def _of_window(self, window: Encoding) -> tuple[Logits, Logits]:
        pieces, segments = (np.array([row], dtype=np.int32) for row in (window.ids, window.type_ids))
        starts, ends = (self._transformer.hidden(pieces, segments)[0] @ self._head + self._bias).T
        return starts, ends
