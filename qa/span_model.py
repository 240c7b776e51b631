"""An extractive question-answering model: which span of a text answers a question, and how sure it is.

>>> model = load_span_model("qa/data/reader")                                                   # doctest: +SKIP
>>> model.best_spans("When did Ada Lovelace die?", ["She was born in 1815 and died in 1852."])  # doctest: +SKIP
[TextSpan(start=33, end=37, score=13.2, null=-4.8)]

Scores are logit sums that see no softmax, so they compare across texts; ``score - null`` says whether
a text answers at all (Devlin et al., 2019, section 4.3). The shipped reader runs on ONNX Runtime; torch is
imported for another model only.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.encoder import EMBEDDED_SHA256, embedded_tokenizer, embedded_weights
from index.transformer import Transformer
from index.weights import Weights, read_weights

from .span_search import Logits, TextSpan, Window, best_spans

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

__all__ = ["Network", "ReaderCard", "SpanModel", "TextSpan", "load_span_model", "read_card"]

LAYERS = "layers.safetensors"
CARD = "reader.json"
FORMAT = 1
WORD_EMBEDDINGS = "bert.embeddings.word_embeddings.weight"


@dataclass(frozen=True)
class ReaderCard:
    """What a reader's folder says of its weights: their SHA-256, that of the base weights they are laid over,
    and the lengths to use, in word pieces. Neighbouring windows of a long text share ``stride`` of them."""

    sha256: str
    base_sha256: str
    max_length: int = 256
    stride: int = 96
    max_answer: int = 40
    format: int = FORMAT


class Network(Protocol):
    """The part of a model that computes."""

    def logits(self, windows: Sequence[Encoding]) -> list[tuple[Logits, Logits]]:
        """The start and the end logits of each window's pieces, in the windows' order, shape (pieces,) each."""
        ...


class SpanModel:
    """A question-answering network and its tokenizer, which neither cuts nor pads; lengths as in ``ReaderCard``."""

    def __init__(
        self, network: Network, tokenizer: Tokenizer, *, max_length: int, stride: int, max_answer: int
    ) -> None:
        self.network = network
        self.tokenizer = tokenizer
        self.max_length = max_length
        self.stride = stride
        self.max_answer = max_answer

    def best_spans(self, question: str, texts: Sequence[str]) -> list[TextSpan]:
        """The best span of each text, in the texts' order; 0:0 with score -inf for a text without a word."""
        return [spans[0] for spans in self.spans(question, texts, n=1)]

    def spans(self, question: str, texts: Sequence[str], n: int = 3) -> list[list[TextSpan]]:
        """For each text one to ``n`` spans that do not overlap, best first; see ``span_search.best_spans``.

        Of a long question the first quarter of a window's length is read. n < 1 is a ValueError.
        """
        if n < 1:
            raise ValueError(f"n is {n}: ask for at least one span")
        question = self._shortened(question)
        cut = [self.windows(question, text) for text in texts]
        logits = iter(self.network.logits([window for windows in cut for window in windows]))
        return [
            best_spans(text, [_window(window, *next(logits)) for window in windows], self.max_answer, n)
            for text, windows in zip(texts, cut, strict=True)
        ]

    def windows(self, question: str, text: str) -> list[Encoding]:
        """The question with the text, or with as much of it as there is room for, neighbours sharing ``stride``."""
        asked = self.tokenizer.encode(question, add_special_tokens=False)
        pieces = self.tokenizer.encode(text, add_special_tokens=False)
        pieces.truncate(self.max_length - len(asked) - self.tokenizer.num_special_tokens_to_add(True), self.stride)
        # Each part by itself: of a text marked together with its overflow, only the first part gets its segments.
        return [self.tokenizer.post_process(asked, part) for part in (pieces, *pieces.overflowing)]

    def _shortened(self, question: str) -> str:
        offsets = self.tokenizer.encode(question, add_special_tokens=False).offsets
        most = self.max_length // 4
        return question if len(offsets) <= most else question[: offsets[most][0]]


def _window(pieces: Encoding, starts: Logits, ends: Logits) -> Window:
    inside = np.array([part == 1 for part in pieces.sequence_ids], dtype=np.bool_)
    return Window(starts, ends, np.array(pieces.offsets, dtype=np.int64), inside)


class _Trained:
    """The shipped kind of reader: a MiniLM and a linear head with two outputs for each piece."""

    def __init__(self, layers: Weights) -> None:
        weights = {name.removeprefix("bert."): array for name, array in layers.items()}
        self._transformer = Transformer(weights, threads=1)
        self._cores = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="reader")
        self._head = np.asarray(layers["qa_outputs.weight"], dtype=np.float32).T
        self._bias = np.asarray(layers["qa_outputs.bias"], dtype=np.float32)

    def logits(self, windows: Sequence[Encoding]) -> list[tuple[Logits, Logits]]:
        # Each window by itself, so nothing is padded, and on one core, so none waits for another at every
        # operation; the long ones first, so that the cores end together.
        order = sorted(range(len(windows)), key=lambda i: -len(windows[i]))
        found = dict(zip(order, self._cores.map(self._of_window, [windows[i] for i in order]), strict=True))
        return [found[i] for i in range(len(windows))]

    def _of_window(self, window: Encoding) -> tuple[Logits, Logits]:
        pieces, segments = (np.array([row], dtype=np.int32) for row in (window.ids, window.type_ids))
        starts, ends = (self._transformer.hidden(pieces, segments)[0] @ self._head + self._bias).T
        return starts, ends


def load_span_model(source: str | Path) -> SpanModel:
    """A reader from the folder that ``save_reader`` wrote, or any other model of transformers, by folder or hub name.

    A reader's layers are laid over the embedded encoder's word embeddings. Raises ValueError when a file is not
    the one its card names, OSError when a model cannot be had.
    """
    folder = Path(source)
    if not (folder / CARD).is_file():
        from .torch_reader import load_other

        return load_other(str(source))
    card = read_card(folder)
    if card.base_sha256 != EMBEDDED_SHA256:
        raise ValueError(
            f"{folder} was trained over weights of SHA-256 {card.base_sha256}, expected the embedded encoder's,"
            f" {EMBEDDED_SHA256}: train it again without --base"
        )
    layers = read_weights(folder / LAYERS, card.sha256)
    base = embedded_weights()[WORD_EMBEDDINGS.removeprefix("bert.")]
    try:
        network = _Trained(layers | {WORD_EMBEDDINGS: base})
    except KeyError as error:
        raise ValueError(f"{folder / LAYERS} lacks the weights {error}: train it again") from None
    lengths = {"max_length": card.max_length, "stride": card.stride, "max_answer": card.max_answer}
    return SpanModel(network, embedded_tokenizer(), **lengths)


def read_card(folder: Path) -> ReaderCard:
    """The card of a reader's folder; one that was changed, or is of another format, is a ValueError."""
    try:
        card = ReaderCard(**json.loads((folder / CARD).read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise ValueError(f"{folder / CARD} is not what a reader was saved with ({error}): restore it") from None
    if card.format != FORMAT:
        raise ValueError(f"{folder / CARD} has format {card.format}, expected {FORMAT}: train the reader again")
    return card
