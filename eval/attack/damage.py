"""A cache that someone else has written to: whatever is in it, article and vectors are those of a clean start."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoding.embeddings import embed
from index.encoding.encoder import Vectors
from index.extraction import Extraction
from index.library import read_library
from index.passage import Article
from index.progress import silent

from .files import GOOD, damaged
from .trials import Trial

_WHOLE: tuple[bytes, ...] = (
    b"",
    b"[",
    b"[" * 50_000,
    b"null",
    b"\x93NUMPY\x01\x00\xf0\xff" + b"(" * 0xFFF0,
    bytes(5_000),
)


class _Numbers:
    """A text's vector tells its length: an encoder that costs nothing."""

    fingerprint = "numbers"
    dimensions = 4
    unrelated = 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.array([[len(text), 1, 2, 3] for text in texts], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


class _Start:
    """A start over one article and its cache."""

    def __init__(self, folder: Path) -> None:
        self._cache = folder / "cache"
        self._article = folder / "salt.txt"
        self._article.write_bytes(GOOD[".txt"]())
        self._clean = self._started()

    @property
    def kept(self) -> list[Path]:
        return sorted(path for path in self._cache.iterdir() if path.suffix in (".article", ".vectors"))

    def again(self, name: str, file: Path, payload: bytes) -> Trial:
        """Start with another payload in a kept file, under a hash that agrees; the file is good again afterwards."""
        before = file.read_bytes()
        key = file.name.partition(".")[0]
        file.write_bytes(hashlib.sha256(key.encode() + payload).digest() + payload)
        start = time.monotonic()
        try:
            fault = "" if self._same(self._started()) else "another article, or other vectors"
            came = fault or "the same"
        except Exception as error:
            fault, came = "a start fails", f"{type(error).__name__}: {error}"
        file.write_bytes(before)
        return Trial(f"cache, {file.suffix}", name, fault, came, time.monotonic() - start)

    def _started(self) -> tuple[Article, Vectors]:
        article = read_library([self._article], self._cache, silent, Extraction).article
        texts = [passage.text for passage in article.passages]
        return article, embed(_Numbers(), [texts], self._cache, silent).of(texts)

    def _same(self, found: tuple[Article, Vectors]) -> bool:
        return found[0] == self._clean[0] and np.array_equal(found[1], self._clean[1])


def fixed(folder: Path) -> list[Trial]:
    """Whole payloads that are none."""
    start = _Start(folder)
    return [start.again(repr(payload[:12]), file, payload) for file in start.kept for payload in _WHOLE]


def by_chance(folder: Path, chance: random.Random, end: float) -> list[Trial]:
    """The head of a payload damaged by chance, until the time is over: numbers in the vectors themselves may change."""
    start = _Start(folder)
    found = []
    while time.monotonic() < end:
        file = chance.choice(start.kept)
        payload = file.read_bytes()[32:]
        head = 128 if file.suffix == ".vectors" else len(payload)
        changed = damaged(payload[:head], chance) + payload[head:]
        if changed != payload:
            found.append(start.again(repr(changed[:20]), file, changed))
    return found
