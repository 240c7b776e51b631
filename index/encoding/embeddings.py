"""The vectors of a corpus: kept on disk, chunk by chunk, because they are dear to compute."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from ..progress import Progress
from ..store import Store
from .encoder import Encoder, Vectors

SHIPPED = Path(__file__).parent.parent / "data" / "vectors"  # of the built-in article and its bank
_LOG = logging.getLogger(__name__)
_CHUNK = 512  # texts in a file: after a killed start, at most so many are encoded again
_STEP = 128  # texts that an encoder is given at once; it makes its own batches of them


class Embedded:
    """The vectors of texts, found by text."""

    def __init__(self, texts: Sequence[str], vectors: Vectors) -> None:
        """``vectors``: of shape (texts, dimensions), in the order of ``texts``."""
        self._rows = {text: row for row, text in enumerate(texts)}
        self._vectors = vectors

    def of(self, texts: Sequence[str]) -> Vectors:
        """The vectors of some texts, in their order, shape (texts, dimensions); KeyError for a text not embedded."""
        return self._vectors[[self._rows[text] for text in texts]]


def embed(encoder: Encoder, groups: Sequence[Sequence[str]], cache: Path, progress: Progress) -> Embedded:
    """The vectors of every text of every group, from the cache, from those that ship, or newly encoded.

    A group, such as an article, changes as a whole: when one changes, the others' vectors are still in the cache. A
    start that was broken off goes on after the last whole chunk. See ``Store`` for a cache that is damaged or
    cannot be written.
    """
    store = Store(cache, "embeddings", ".vectors")
    chunks = {_key(encoder, chunk): chunk for group in groups for chunk in _chunks(group)}
    stores = (Store(SHIPPED, "embeddings", ".vectors", shipped=True), store)
    known = {}
    for key, chunk in chunks.items():
        found = (_read(place, key, (len(chunk), encoder.dimensions)) for place in stores)
        vectors = next((vectors for vectors in found if vectors is not None), None)
        if vectors is not None:
            known[key] = vectors
    missing = {key: chunk for key, chunk in chunks.items() if key not in known}
    steps = _Steps(progress, sum(map(len, missing.values())))
    for key, chunk in missing.items():
        known[key] = _encode(encoder, chunk, steps)
        _write(store, key, known[key])
    texts = [text for chunk in chunks.values() for text in chunk]
    return Embedded(texts, np.concatenate([known[key] for key in chunks]))


class _Steps:
    """Tells how many of the texts are done; tells nothing if there are none to do."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        if total:
            self.add(0)

    def add(self, count: int) -> None:
        self._done += count
        self._progress("Indexing passages and sentences", self._done, self._total)


def _chunks(group: Sequence[str]) -> Iterator[list[str]]:
    """The different texts of a group, long ones first, so that a batch is of like length."""
    texts = sorted(dict.fromkeys(group), key=len, reverse=True)
    for start in range(0, len(texts), _CHUNK):
        yield texts[start : start + _CHUNK]


def _key(encoder: Encoder, texts: Sequence[str]) -> str:
    return hashlib.sha256("\x00".join([encoder.fingerprint, *texts]).encode("utf-8", "surrogatepass")).hexdigest()


def _encode(encoder: Encoder, texts: Sequence[str], steps: _Steps) -> Vectors:
    pieces = []
    for start in range(0, len(texts), _STEP):
        batch = texts[start : start + _STEP]
        pieces.append(encoder.encode(batch))
        steps.add(len(batch))
    return np.concatenate(pieces)


def _read(store: Store, key: str, shape: tuple[int, int]) -> Vectors | None:
    """The vectors that are kept under a key; None if there are none, or none of this shape (texts, dimensions)."""
    payload = store.get(key)
    if payload is None:
        return None
    head = _head(*shape)
    if not payload.startswith(head) or len(payload) != len(head) + 4 * shape[0] * shape[1]:
        _LOG.warning("embeddings that were kept are not of the form that is written, and are computed again")
        return None
    vectors = np.frombuffer(payload, dtype="<f4", offset=len(head)).reshape(shape)
    if not np.isfinite(vectors).all():
        _LOG.warning("embeddings that were kept hold numbers that are none, and are computed again")
        return None
    return np.asarray(vectors, dtype=np.float32)


def _head(texts: int, dimensions: int) -> bytes:
    """The bytes with which numpy begins a file of so many vectors. A file is compared with them, and not parsed: what
    else a file of numpy's may hold, or say of itself, is no affair of ours."""
    buffer = io.BytesIO()
    form = {"descr": "<f4", "fortran_order": False, "shape": (texts, dimensions)}
    np.lib.format.write_array_header_1_0(buffer, form)
    return buffer.getvalue()


def _write(store: Store, key: str, vectors: Vectors) -> None:
    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(vectors, dtype="<f4"), allow_pickle=False)
    store.put(key, buffer.getvalue())
