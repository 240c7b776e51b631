"""The cache of a corpus's vectors: what is dear to compute is kept on disk."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from .encoder import Encoder, Vectors

Progress = Callable[[str, int, int], None]  # what is being done, steps done, steps in all

_BATCH = 32
_LOG = logging.getLogger(__name__)


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
