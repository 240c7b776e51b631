"""A tiny literal article and a small deterministic encoder: real things, only small."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import qa
from index import Article, built_in_article, read_article
from index.encoding.encoder import Vectors
from index.text import content_terms
from qa.pipeline import Pipeline

# No test reads, or writes, what a person corrected.
os.environ["ARTICLE_QA_CORRECTIONS"] = os.path.join(tempfile.gettempdir(), "article-qa-no-corrections")
# Whatever asks a model hub fails at once instead of waiting for a network: read when the hub's client is imported.
os.environ["HF_HUB_OFFLINE"] = "1"

TINY = """\
The Salt Road

Abstract

This study follows the salt road from the coast to the hills.

Journal of Small Roads

Keywords: salt, roads

Origins

Traders opened the road in 1820 (Moss, 1999). They carried salt, wool and

Journal of Small Roads

letters over the pass. Mules were dear (Fern & Moss, 2004).

Decline

A railway reached the hills in 1901, and the road fell silent (Fern, 2010).

References

- Fern, A. (2010). *Rails and Silence*. Leeds: Hill Press.
- Fern, A., & Moss, B. (2004). Mules of the

Journal of Small Roads

- northern passes. *Roads*, 3(1), 5-19.
- Moss, B. (1999). *Salt*. York: Coast Press.
"""


class WordEncoder:
    """Each content word is a fixed direction; a text is the unit sum of its words' directions."""

    fingerprint = "word-encoder"
    dimensions = 64
    unrelated = 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [sum((_direction(term) for term in content_terms(text)), _direction("")) for text in texts]
        return np.stack([row / np.linalg.norm(row) for row in rows]).astype(np.float32)


def _direction(term: str) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(term.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).normal(size=64) * (1.0 if term else 0.1)


@pytest.fixture(scope="session")
def small_encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def tiny_file(tmp_path: Path) -> Path:
    path = tmp_path / "salt.txt"
    path.write_text(TINY, encoding="utf-8")
    return path


@pytest.fixture
def tiny(tiny_file: Path) -> Article:
    return read_article(tiny_file)


@pytest.fixture(scope="session")
def article() -> Article:
    """The built-in article."""
    return built_in_article()


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The built-in article with the embedded encoder and the trained reader: what a user has."""
    return qa.load()
