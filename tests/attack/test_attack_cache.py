"""Whoever can write the cache: whatever is wrong with a kept file, it is computed again, to the same answers."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import Article, article_cache
from index.article_cache import ArticleCache
from index.article_json import from_json, to_json
from index.encoding.embeddings import embed
from index.extraction import Extraction
from index.files import digest_of
from index.library import read_library
from index.progress import silent
from index.store import Store
from tests.conftest import WordEncoder

TEXTS = ["Mules were dear.", "A railway reached the hills.", "Salt and wool."]


def tampered(file: Path, payload: bytes) -> None:
    """Put another payload in a kept file, under a hash that agrees."""
    key = file.name.partition(".")[0]
    file.write_bytes(hashlib.sha256(key.encode() + payload).digest() + payload)


def saved(array: Any) -> bytes:
    made = io.BytesIO()
    np.save(made, array, allow_pickle=False)
    return made.getvalue()


def zipped() -> bytes:
    made = io.BytesIO()
    np.savez(made, vectors=np.ones((3, 64), np.float32))
    return made.getvalue()


GOOD = np.full((3, 64), 0.125, np.float32)
VECTORS: dict[str, bytes] = {
    "one dimension too few": saved(GOOD[:, :63]),
    "no dimension": saved(GOOD[:, :0]),
    "one text too few": saved(GOOD[:2]),
    "not a number": saved(np.where(np.eye(3, 64) > 0, np.nan, GOOD).astype(np.float32)),
    "infinite": saved(np.where(np.eye(3, 64) > 0, np.inf, GOOD).astype(np.float32)),
    "of twice the width": saved(GOOD.astype(np.float64)),
    "by columns": saved(np.asfortranarray(GOOD)),
    "an archive": zipped(),
    "a header of deep brackets": b"\x93NUMPY\x01\x00\xf0\xff" + b"(" * 0xFFF0,
    "a header that calls": b"\x93NUMPY\x01\x00\x30\x00" + b"__import__('os').abort()".ljust(0x30),
    "a header without an end": saved(GOOD)[:40],
    "more than it says": saved(GOOD) + b"more",
    "nothing": b"",
    "words": b"no vectors at all",
}


@pytest.mark.parametrize("damage", VECTORS)
def test_vectors_that_are_none_are_computed_again(damage: str, tmp_path: Path) -> None:
    encoder = WordEncoder()
    clean = embed(encoder, [TEXTS], tmp_path, silent).of(TEXTS)
    (file,) = tmp_path.glob("*.vectors")
    tampered(file, VECTORS[damage])
    assert np.array_equal(embed(encoder, [TEXTS], tmp_path, silent).of(TEXTS), clean)
    tampered(file, saved(GOOD))
    assert np.array_equal(embed(encoder, [TEXTS], tmp_path, silent).of(TEXTS), GOOD), "sound ones are not"


def changed(change: Callable[[list[Any]], object]) -> Callable[[bytes], bytes]:
    def of(payload: bytes) -> bytes:
        kept = json.loads(payload)
        change(kept)
        return json.dumps(kept).encode()

    return of


ARTICLES: dict[str, Callable[[bytes], bytes]] = {
    "no passages": changed(lambda kept: kept[3].clear()),
    "a title that is none": changed(lambda kept: kept.__setitem__(0, None)),
    "a text that is a number": changed(lambda kept: kept.__setitem__(2, 7)),
    "another's text": changed(lambda kept: kept.__setitem__(2, kept[2].replace("salt", "gold"))),
    "a passage that the file does not hold": changed(lambda kept: kept[3][2].__setitem__(4, "Salt was free.")),
    "a kind that there is not": changed(lambda kept: kept[3][2].__setitem__(1, "footer")),
    "a sentence beyond the end": changed(lambda kept: kept[3][2].__setitem__(5, [[0, 10_000]])),
    "a sentence with half a place": changed(lambda kept: kept[3][2].__setitem__(5, [[0.5, 7.5]])),
    "a page beyond the last": changed(lambda kept: kept[3][2].__setitem__(3, [99])),
    "an entry that there is not": changed(lambda kept: kept[3][4].__setitem__(8, [[0, 3, 77]])),
    "an entry before the first": changed(lambda kept: kept[3][4].__setitem__(8, [[0, 3, -9]])),
    "metadata of another kind": changed(lambda kept: kept.__setitem__(5, [1])),
    "the digest of another file": changed(lambda kept: kept.__setitem__(6, "0" * 64)),
    "one value too few": changed(lambda kept: kept.pop()),
    "brackets without end": lambda _: b"[" * 100_000,
    "a word": lambda _: b'"article"',
    "nothing": lambda _: b"",
    "not a number": lambda payload: payload.replace(b'"The Salt Road"', b"NaN", 1),
}


@pytest.mark.parametrize("damage", ARTICLES)
def test_an_article_that_is_none_is_read_again_with_a_line_in_the_log(
    damage: str, tiny_file: Path, tiny: Article, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache = tmp_path / "cache"
    read_library([tiny_file], cache, silent)
    (file,) = cache.glob("*.article")
    payload = file.read_bytes()[32:]
    assert from_json(payload) == tiny
    tampered(file, ARTICLES[damage](payload))
    with caplog.at_level(logging.WARNING):
        found = read_library([tiny_file], cache, silent)
    assert found.article == tiny
    assert (found.report.read, found.report.kept) == (1, 0)
    assert "salt.txt" in caplog.text
    assert read_library([tiny_file], cache, silent).report.kept == 1, "and it is kept anew"


def test_every_change_of_one_value_is_noticed_or_harmless(tiny_file: Path, tiny: Article, tmp_path: Path) -> None:
    """Each number of the kept article in turn is another: it is refused, or the article still is slices of its file."""
    kept = json.loads(to_json(tiny))
    values: tuple[Any, ...] = (-1, 10**9, None, "x", [[]], 1.5)
    store = ArticleCache(tmp_path)
    digest = digest_of(tiny_file)
    key = article_cache._key(digest, tiny_file)
    articles = Store(tmp_path, "articles", ".article")
    for row in range(len(kept[3])):
        for column in range(len(kept[3][row])):
            for value in values:
                changed_one = json.loads(json.dumps(kept))
                changed_one[3][row][column] = value
                articles.put(key, json.dumps(changed_one).encode())
                found = store.kept(digest, tiny_file)
                if found is not None:
                    assert [p.text for p in found.passages] == [p.text for p in tiny.passages]


def test_a_refusal_from_the_future_refuses_nothing(tiny_file: Path, tmp_path: Path) -> None:
    """As after a clock was set back."""
    digest = digest_of(tiny_file)
    key = article_cache._key(digest, tiny_file, "60 seconds")
    for since in (time.time() + 10**8, float("inf"), float("nan")):
        Store(tmp_path, "names", ".refused").put(key, json.dumps([since, "it took too long"]).encode())
        with Extraction() as reader:
            assert ArticleCache(tmp_path).read(reader, digest, tiny_file).title == "The Salt Road"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_in_the_place_of_a_kept_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"{'a' * 64}.kept")
    os.symlink("/dev/zero", tmp_path / f"{'b' * 64}.kept")
    store = Store(tmp_path, "words", ".kept")
    assert (store.get("a" * 64), store.get("b" * 64)) == (None, None)


def test_an_article_from_the_cache_is_the_one_that_was_read(tiny_file: Path, tmp_path: Path) -> None:
    first = read_library([tiny_file], tmp_path / "cache", silent)
    again = read_library([tiny_file], tmp_path / "cache", silent)
    assert (first.report.read, again.report.kept) == (1, 1)
    assert replace(again.article) == first.article
    assert again.article.origin == first.article.origin


PAPERS = Path(__file__).parents[3] / "shared" / "papers"


@pytest.mark.slow
def test_every_real_paper_from_the_cache_is_the_one_that_was_read(tmp_path: Path) -> None:
    papers = [path for path in sorted(PAPERS.rglob("*")) if path.suffix in (".pdf", ".docx", ".html", ".xml", ".txt")]
    if not papers:
        pytest.skip("no folder papers beside the checkout")
    few = papers[:: max(1, len(papers) // 8)][:8]
    for path in few:
        try:
            first = read_library([path], tmp_path, silent)
        except ValueError as error:
            if "it needs OCR" not in str(error):
                raise
            continue  # a scan, where no OCR is installed
        again = read_library([path], tmp_path, silent)
        assert again.report.kept == 1
        assert again.article == first.article, path.name
