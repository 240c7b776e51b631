"""The cache of vectors saves encoding, goes on where it stopped, and never lies."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.encoding.embeddings import embed
from index.encoding.encoder import Encoder, Vectors

TEXTS = ["Mules were dear.", "A railway reached the hills.", "Salt and wool."]
MANY = [f"text {' '.join(['word'] * (i % 7))} {i}" for i in range(1200)]  # three chunks


class CountingEncoder:
    """Counts the texts it encodes; a text's vector is its length and number of words, scaled to unit length."""

    unrelated = 0.0
    dimensions = 2

    def __init__(self, fingerprint: str = "one", stop_after: int = 10**9) -> None:
        self.fingerprint = fingerprint
        self.encoded = 0
        self._stop_after = stop_after

    def encode(self, texts: Sequence[str]) -> Vectors:
        if self.encoded + len(texts) > self._stop_after:
            raise KeyboardInterrupt
        self.encoded += len(texts)
        rows = np.array([[len(text), len(text.split())] for text in texts], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def silent(what: str, done: int, total: int) -> None:
    pass


def vectors(encoder: Encoder, texts: Sequence[str], cache: Path) -> Vectors:
    return embed(encoder, [texts], cache, silent).of(texts)


def test_the_cache_saves_encoding_and_gives_the_same_vectors(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    first = vectors(encoder, TEXTS, tmp_path)
    again = vectors(encoder, TEXTS, tmp_path)
    assert encoder.encoded == 3
    assert np.array_equal(first, again)
    assert np.allclose(first, CountingEncoder().encode(TEXTS))


def test_other_texts_or_another_encoder_are_another_entry(tmp_path: Path) -> None:
    encoder, other = CountingEncoder(), CountingEncoder("two")
    vectors(encoder, TEXTS, tmp_path)
    vectors(encoder, [*TEXTS[:2], "Salt."], tmp_path)
    vectors(other, TEXTS, tmp_path)
    assert (encoder.encoded, other.encoded) == (6, 3)


def test_only_a_group_that_changed_is_encoded_again_and_a_text_only_once_in_a_group(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    embed(encoder, [TEXTS, ["One.", "Two.", "One."], ["Three."]], tmp_path, silent)
    assert encoder.encoded == 3 + 2 + 1
    found = embed(encoder, [["Three."], TEXTS, ["One.", "Two and a half."]], tmp_path, silent)
    assert encoder.encoded == 6 + 2
    asked = ["Two and a half.", "Three.", "One.", *TEXTS]
    assert np.allclose(found.of(asked), CountingEncoder().encode(asked))


def test_vectors_come_back_in_the_order_asked_for(tmp_path: Path) -> None:
    assert np.allclose(vectors(CountingEncoder(), MANY, tmp_path), CountingEncoder().encode(MANY))
    asked = [MANY[i * 7 % 100] for i in range(100)]
    assert np.allclose(embed(CountingEncoder(), [MANY], tmp_path, silent).of(asked), CountingEncoder().encode(asked))


def test_a_start_that_was_broken_off_goes_on_after_its_last_chunk(tmp_path: Path) -> None:
    stopped = CountingEncoder(stop_after=1100)
    with pytest.raises(KeyboardInterrupt):
        embed(stopped, [MANY], tmp_path, silent)
    seen: list[tuple[int, int]] = []
    second = CountingEncoder()
    found = embed(second, [MANY], tmp_path, lambda what, done, total: seen.append((done, total)))
    assert second.encoded == 1200 - 2 * 512
    assert (seen[0], seen[-1]) == ((0, 176), (176, 176))
    assert np.array_equal(found.of(MANY), vectors(CountingEncoder(), MANY, tmp_path / "clean"))
    assert {file.suffix for file in tmp_path.iterdir() if file.is_file()} == {".vectors"}


@pytest.mark.parametrize("damage", ["truncated", "one bit", "foreign", "empty", "swapped"])
def test_a_damaged_file_is_computed_again(tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture) -> None:
    expected = vectors(CountingEncoder(), TEXTS, tmp_path)
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    if damage == "swapped":  # a sound file of other texts under this name
        vectors(CountingEncoder(), ["Other.", "Texts.", "Here."], tmp_path)
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
        assert np.array_equal(vectors(encoder, TEXTS, tmp_path), expected)
    assert encoder.encoded == 3
    assert "computed again" in caplog.text
    assert np.array_equal(vectors(encoder, TEXTS, tmp_path), expected)
    assert encoder.encoded == 3


def test_a_cache_that_cannot_be_written_costs_time_only_and_warns_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        found = vectors(CountingEncoder(), MANY, blocked / "cache")
    assert np.allclose(found, CountingEncoder().encode(MANY))
    assert [record.getMessage()[:27] for record in caplog.records] == ["embeddings cannot be kept i"]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def _fill(folder: str) -> float:
    return float(vectors(CountingEncoder(), MANY, Path(folder)).sum())


def test_two_processes_fill_the_cache_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        sums = pool.map(_fill, [str(tmp_path)] * 4)
    assert len(set(sums)) == 1
    assert [path.suffix for path in tmp_path.iterdir()] == [".vectors"] * 3
    reader = CountingEncoder()
    vectors(reader, MANY, tmp_path)
    assert reader.encoded == 0


def test_progress_counts_up_to_all(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    texts = [f"a b {i}" for i in range(300)]
    embed(CountingEncoder(), [texts], tmp_path, lambda what, done, total: seen.append((done, total)))
    assert seen == [(0, 300), (128, 300), (256, 300), (300, 300)]
    embed(CountingEncoder(), [texts], tmp_path, lambda what, done, total: seen.append((done, total)))
    assert len(seen) == 4, "nothing is told where nothing is to be done"
