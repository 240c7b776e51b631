"""Encoder: texts -> unit vectors.

The default encoder is the one in the folder model: bge-small-en-v1.5 (Xiao et al., 2023), taught further by
``qa.training.train_encoder``; MODEL_CARD.md says on what. Its weights come with this package, no hub is asked, and the
network runs on ONNX Runtime. Any other encoder is a sentence-transformers model: only then are that package and torch
imported.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from .network import DIMENSIONS, Transformer
from .weights import Weights, read_weights

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

MODEL = Path(__file__).with_name("model")
WEIGHTS, TOKENIZER, CARD = "weights.safetensors", "tokenizer.json", "encoder.json"  # the files of its folder
LONGEST = 256  # word pieces that the model reads of a text
UNRELATED = 0.5  # cosine of texts that have little to do with each other
_BATCH = 32


class Encoder(Protocol):
    """Anything that makes vectors of texts."""

    @property
    def fingerprint(self) -> str:
        """A name for the vectors that changes whenever they would."""
        ...

    @property
    def dimensions(self) -> int:
        """The numbers of a vector."""
        ...

    @property
    def unrelated(self) -> float:
        """The cosine of texts that have little to do with each other; what lies above tells how near they are."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors in their order, shape (texts, dimensions), of unit length."""
        ...


class SentenceEncoder:
    """The embedded encoder, or a sentence-transformers model; loaded when first needed.

    A model that cannot be loaded raises OSError, with its name and the remedy, at the first call.
    """

    def __init__(self, name: str | None = None) -> None:
        """``name``: of a model, or its folder; None for the embedded encoder."""
        self.name = name

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the weights, in hexadecimal digits."""
        return embedded_digest() if self.name is None else self._weights_digest

    @property
    def dimensions(self) -> int:
        """The numbers of a vector."""
        return DIMENSIONS if self.name is None else int(self.encode(["one"]).shape[1])

    @property
    def unrelated(self) -> float:
        """Of another model it is not known: 0, which leaves its cosines as they are."""
        return UNRELATED if self.name is None else 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors in their order, shape (texts, dimensions), of unit length."""
        if self.name is None:
            return _embedded().encode(texts)
        vectors = _load_model(self.name).encode(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.array(vectors, dtype=np.float32)

    @property
    def _weights_digest(self) -> str:
        assert self.name is not None
        digest = hashlib.sha256()
        for key, tensor in sorted(_load_model(self.name).state_dict().items()):
            digest.update(key.encode() + tensor.cpu().numpy().tobytes())
        return digest.hexdigest()


class _Embedded:
    """The network of the embedded encoder and its tokenizer."""

    def __init__(self) -> None:
        self._tokenizer = _read_tokenizer()
        self._tokenizer.enable_truncation(LONGEST)
        self._transformer = Transformer(embedded_weights(), threads=1)
        self._cores = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="encoder")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Each text runs by itself, on one core: nothing is padded, and its vector, whose numbers of 8 bits share a
        scale, is the same whatever other texts there are."""
        if len(texts) == 1:  # a question, which should not wait for another thread
            return self._of(texts[0])
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for row, vector in enumerate(self._cores.map(self._of, texts)):
            vectors[row] = vector[0]
        return vectors

    def _of(self, text: str) -> Vectors:
        return self._transformer.pooled(np.array([self._tokenizer.encode(text).ids], dtype=np.int32))


@lru_cache(maxsize=1)
def _embedded() -> _Embedded:
    return _Embedded()


@lru_cache(maxsize=1)
def embedded_digest() -> str:
    """The SHA-256 that the embedded encoder's card gives of its weights, in hexadecimal digits."""
    digest: str = json.loads((MODEL / CARD).read_text(encoding="utf-8"))["sha256"]
    return digest


def embedded_weights() -> Weights:
    """The embedded encoder's weights by name, as ``quantised.quantise`` gives them.

    Raises OSError when they are not those of its card.
    """
    try:
        return read_weights(MODEL / WEIGHTS, embedded_digest())
    except ValueError as error:
        raise OSError(f"the embedded encoder cannot be used, install the program again: {error}") from error


@lru_cache(maxsize=1)
def embedded_tokenizer() -> Tokenizer:
    """The embedded encoder's tokenizer, which neither cuts nor pads: one for all, not to be changed. The reader's is
    the same."""
    tokenizer = _read_tokenizer()
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _read_tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(MODEL / TOKENIZER))


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """The words that the embedded encoder knows whole: some 21,000, in lower case, without accents."""
    return frozenset(piece for piece in embedded_tokenizer().get_vocab() if piece.isalpha() and len(piece) > 1)


@lru_cache(maxsize=2)
def _load_model(name: str) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, local_files_only=Path(name).exists())
    except Exception as error:
        raise OSError(
            f"the encoder {name!r} cannot be had ({type(error).__name__}): give the folder of a sentence-transformers"
            " model, or the name of one that was downloaded before or that this computer can download;"
            " leave encoder out for the embedded one"
        ) from error
