"""The vectors that ship are those of today's built-in article, its bank and the embedded encoder."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import Article
from index.bank import read_bank
from index.built_in import BUILT_IN_BANK
from index.encoding import embeddings
from index.encoding.embeddings import embed
from index.encoding.encoder import SentenceEncoder, Vectors
from index.library import Library
from index.progress import silent
from index.search import whole_passages, windows
from index.store import Store
from qa import building
from qa.building import build_pipeline
from qa.training import ship
from qa.training.ship import ship_vectors
from tests.conftest import WordEncoder
from tests.index.test_embeddings import TEXTS, CountingEncoder

LONG_AGO = 1_500_000_000.0  # seconds since 1970: in 2017


class OnlyQuestions:
    """The embedded encoder, but no more than one text is encoded at once: a question, no corpus."""

    unrelated = SentenceEncoder().unrelated
    dimensions = SentenceEncoder().dimensions

    @property
    def fingerprint(self) -> str:
        return SentenceEncoder().fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        if len(texts) > 1:
            raise AssertionError(f"{len(texts)} texts are encoded at the start, such as {texts[0]!r}: ship the vectors")
        return SentenceEncoder().encode(texts)


def test_a_new_users_first_start_encodes_nothing(article: Article, tmp_path: Path) -> None:
    told: list[str] = []
    pipeline = build_pipeline(
        article,
        OnlyQuestions(),
        reader="none",
        bank=read_bank(BUILT_IN_BANK, article),
        cache=tmp_path / "cache",
        progress=lambda what, done, total: told.append(what),
    )
    assert told == []
    assert not (tmp_path / "cache").exists(), "what ships need not be kept"
    best = pipeline.candidates("When did the United States recognize Pakistan?").citations[0]
    assert "the United States recognized Pakistan on August 15, 1947" in best.quote


def test_without_its_bank_the_article_needs_no_more(article: Article, tmp_path: Path) -> None:
    build_pipeline(article, OnlyQuestions(), cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_the_vectors_are_those_that_the_encoder_makes(article: Article, tmp_path: Path) -> None:
    """Each twentieth sentence, encoded by itself."""
    units = [whole_passages(article), windows(article, 1), windows(article, 2)]
    texts = list(dict.fromkeys(units[1].texts))[::20]
    found = embed(OnlyQuestions(), [[text for unit in units for text in unit.texts]], tmp_path, silent).of(texts)
    alone = np.concatenate([SentenceEncoder().encode([text]) for text in texts])
    cosines = found @ alone.T
    assert cosines.diagonal().min() > 0.985
    assert cosines.argmax(axis=1).tolist() == list(range(len(texts)))


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of vectors that ship, of ``TEXTS``, last changed long ago."""
    folder = tmp_path / "shipped"
    embed(CountingEncoder(), [TEXTS], folder, silent)
    (file,) = folder.iterdir()
    os.utime(file, (LONG_AGO, LONG_AGO))
    monkeypatch.setattr(embeddings, "SHIPPED", folder)
    return file


def test_what_ships_is_read_and_not_touched(shipped: Path, tmp_path: Path) -> None:
    encoder = CountingEncoder()
    found = embed(encoder, [TEXTS], tmp_path / "cache", silent).of(TEXTS)
    assert np.array_equal(found, CountingEncoder().encode(TEXTS))
    assert encoder.encoded == 0
    assert shipped.stat().st_mtime == LONG_AGO
    assert not (tmp_path / "cache").exists()


def test_the_same_file_in_a_cache_is_marked_as_used(shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    kept = Path(shutil.copy2(shipped, tmp_path / "cache"))
    assert kept.stat().st_mtime == LONG_AGO
    shipped.unlink()
    embed(CountingEncoder(stop_after=0), [TEXTS], tmp_path / "cache", silent)
    assert kept.stat().st_mtime > LONG_AGO


def test_what_does_not_ship_is_encoded_and_kept_in_the_cache_alone(shipped: Path, tmp_path: Path) -> None:
    encoder = CountingEncoder()
    texts = [*TEXTS, "Four.", "Five."]
    found = embed(encoder, [TEXTS, ["Four.", "Five."]], tmp_path / "cache", silent).of(texts)
    assert encoder.encoded == 2
    assert np.allclose(found, CountingEncoder().encode(texts))
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert list(shipped.parent.iterdir()) == [shipped]


def test_damaged_vectors_that_ship_are_computed_again_and_left_as_they_are(
    shipped: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = shipped.read_bytes()[:-1]
    shipped.write_bytes(damaged)
    for encoded in (3, 0):
        encoder = CountingEncoder()
        with caplog.at_level(logging.WARNING):
            found = embed(encoder, [TEXTS], tmp_path / "cache", silent).of(TEXTS)
        assert np.array_equal(found, CountingEncoder().encode(TEXTS))
        assert encoder.encoded == encoded
    assert shipped.read_bytes() == damaged
    assert "computed again" in caplog.text


def test_a_store_that_ships_takes_nothing_and_drops_nothing(shipped: Path) -> None:
    store = Store(shipped.parent, "embeddings", ".vectors", shipped=True)
    store.put("a" * 64, b"words")
    assert store.get("a" * 64) is None
    assert list(shipped.parent.iterdir()) == [shipped]


@pytest.fixture
def small_ship(tiny: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ships is a small article's, by the small encoder."""
    monkeypatch.setattr(ship, "built_in", lambda: Library(tiny))
    monkeypatch.setattr(building, "SentenceEncoder", lambda name: WordEncoder())


@pytest.mark.usefixtures("small_ship")
def test_shipping_replaces_the_vectors_that_lie_there(
    tiny: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / f"{'a' * 64}.vectors").write_bytes(b"of another encoder")
    monkeypatch.setattr(embeddings, "SHIPPED", out)
    monkeypatch.setattr(ship, "SHIPPED", out)
    ship_vectors()
    (file,) = out.iterdir()
    assert file.suffix == ".vectors"
    build_pipeline(tiny, WordEncoder(), cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists(), "what was written is all that a start needs"
