"""Vectors come from the right weights and are those of sentence-transformers, as near as 8 bits come."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from index import Article
from index.bank import read_bank
from index.built_in import BUILT_IN_BANK
from index.dense import Cosines
from index.encoding import encoder as module
from index.encoding.encoder import (
    MODEL,
    UNRELATED,
    SentenceEncoder,
    Vectors,
    embedded_digest,
    embedded_tokenizer,
    embedded_weights,
    vocabulary,
)
from index.encoding.sentence_transformer import kept_sentence_transformer, write_sentence_transformer
from index.search import SearchText

TEXTS = ["Mules were dear.", "A railway reached the hills.", "Salt and wool."]
ODD = [
    "",
    " ",
    "🙂🙂",
    "?!",
    "ab" * 400,
    "word " * 2000,
    "naïve “café”\n– İstanbul",
    "中国 и Россия",
    "a\tb\x00c",
    "[CLS] x",
]


def test_the_embedded_encoder_knows_what_is_close() -> None:
    vectors = SentenceEncoder().encode(["The army left the country.", "Troops withdrew.", "He baked bread."])
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.7 > vectors[0] @ vectors[2]


def test_texts_that_have_nothing_to_do_with_each_other_have_the_cosine_that_the_encoder_names() -> None:
    apart = [
        "The army left the country.",
        "He baked bread.",
        "The equation has two roots.",
        "Her violin was out of tune.",
        "Frogs lay their eggs in ponds.",
    ]
    vectors = SentenceEncoder().encode(apart)
    cosines = (vectors @ vectors.T)[np.triu_indices(len(apart), 1)]
    assert SentenceEncoder().unrelated == UNRELATED
    assert cosines.mean() == pytest.approx(UNRELATED, abs=0.05)
    assert cosines.max() < 0.62
    assert SentenceEncoder("no-such/model").unrelated == 0, "and nothing is loaded to know it"


class Plane:
    """Texts are directions in a plane, given in degrees."""

    fingerprint = "plane"
    dimensions = 2

    def __init__(self, unrelated: float) -> None:
        self.unrelated = unrelated

    def encode(self, texts: Sequence[str]) -> Vectors:
        angles = np.deg2rad([float(text) for text in texts])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@pytest.mark.parametrize(
    ("unrelated", "scores"), [(0.0, [1, 0.5, 0, -1]), (0.5, [1, 0, -1, -3]), (-1.0, [1, 0.75, 0.5, 0])]
)
def test_scores_are_0_where_texts_are_unrelated_and_1_where_they_are_the_same(
    unrelated: float, scores: list[float]
) -> None:
    plane = Plane(unrelated)
    found = Cosines(plane.encode(["10", "70", "100", "190"]), plane).of(SearchText("10"))
    assert found == pytest.approx(scores, abs=1e-6)
    assert found.dtype == np.float32


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers(article: Article, tmp_path: Path) -> None:
    """200 questions, every passage of the article, the long ones cut, and odd texts; all compared by their cosines."""
    questions = [entry.question for entry in read_bank(BUILT_IN_BANK, article)][:200]
    texts = [*questions, *(passage.text for passage in article.passages), *ODD]
    folder = kept_sentence_transformer(tmp_path)
    assert folder.name.endswith(embedded_digest()[:16])
    written = (folder / "modules.json").stat().st_mtime_ns
    by_folder = SentenceEncoder(str(kept_sentence_transformer(tmp_path)))
    assert (folder / "modules.json").stat().st_mtime_ns == written, "it is written once"
    expected = by_folder.encode(texts)
    found = SentenceEncoder().encode(texts)
    assert found.shape == expected.shape
    cosines = (found * expected).sum(axis=1)
    assert cosines[: -len(ODD)].min() > 0.99
    assert cosines.min() > 0.98
    assert np.median(cosines) > 0.995
    assert (found[:-1] * expected[1:]).sum(axis=1).min() < 0.7  # which a mixed-up order would not pass
    assert by_folder.fingerprint != embedded_digest()


@pytest.mark.slow
def test_the_folder_has_the_files_of_a_published_model_and_nothing_else(tmp_path: Path) -> None:
    write_sentence_transformer(tmp_path / "model")
    assert {path.name for path in tmp_path.iterdir()} == {"model"}
    assert not (tmp_path / "model" / "plain").exists()
    modules = json.loads((tmp_path / "model" / "modules.json").read_text())
    assert [module["type"].rpartition(".")[2] for module in modules] == ["Transformer", "Pooling", "Normalize"]
    long = "word " * 2000
    found = SentenceEncoder(str(tmp_path / "model")).encode([long, "word " * 254, "word " * 100])
    assert found[0] == pytest.approx(found[1], abs=1e-5), "256 pieces are read, two of them marks"
    assert np.abs(found[0] - found[2]).max() > 1e-3


def test_a_text_has_the_same_vector_alone_and_among_others() -> None:
    texts = [*TEXTS, *ODD]
    together = SentenceEncoder().encode(texts)
    alone = np.concatenate([SentenceEncoder().encode([text]) for text in texts])
    assert np.array_equal(together, alone)
    # Each text is nearest to itself, or to one of the same pieces: "" and " ", two words that are not known.
    pieces = [embedded_tokenizer().encode(text).ids for text in texts]
    assert [pieces[i] for i in (together @ alone.T).argmax(axis=1)] == pieces


def test_no_texts_have_no_vectors() -> None:
    assert SentenceEncoder().encode([]).shape == (0, 384)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The embedded encoder's folder, copied to where it may be changed."""
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    embedded_digest.cache_clear()
    monkeypatch.setattr(module, "MODEL", folder)
    yield folder
    embedded_digest.cache_clear()


def test_the_weights_are_those_of_the_card(copied: Path) -> None:
    assert json.loads((copied / "encoder.json").read_text()) == {"sha256": SentenceEncoder().fingerprint}
    assert len(embedded_weights()) > 100


def test_tampered_weights_are_refused(copied: Path) -> None:
    file = copied / "weights.safetensors"
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    digest = embedded_digest()
    with pytest.raises(
        OSError, match=rf"install the program again: .*weights.safetensors has SHA-256 \w+, expected {digest}"
    ):
        embedded_weights()
    file.unlink()
    with pytest.raises(OSError, match=r"weights.safetensors is missing: install the program again"):
        embedded_weights()


def test_another_card_is_another_fingerprint_and_refuses_the_weights(copied: Path) -> None:
    (copied / "encoder.json").write_text(json.dumps({"sha256": "0" * 64}))
    assert SentenceEncoder().fingerprint == "0" * 64
    with pytest.raises(OSError, match=f"install the program again: .*expected {'0' * 64}"):
        embedded_weights()


def test_the_tokenizer_neither_cuts_nor_pads() -> None:
    tokenizer = embedded_tokenizer()
    assert [len(found) for found in tokenizer.encode_batch(["word " * 3000, "word"])] == [3002, 3]
    assert tokenizer.encode("Mules were dear.").tokens == ["[CLS]", "mule", "##s", "were", "dear", ".", "[SEP]"]


def test_the_vocabulary_is_of_whole_words() -> None:
    words = vocabulary()
    assert {"army", "pakistan", "the", "café"} - words == {"café"}
    assert {"##s", "[cls]", "[CLS]", "2", "'", "mules"} & words == set()
    assert all(word == word.lower() for word in words)


def test_an_encoder_that_cannot_be_had_is_named() -> None:
    with pytest.raises(OSError, match="the encoder 'no-such/model' cannot be had"):
        SentenceEncoder("no-such/model").encode(["a", "b"])
