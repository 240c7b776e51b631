"""A function that opens files with the small encoder and without a trained reader, and refuses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.opened.asking import Open, opening
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.confidence import Coefficients


@pytest.fixture
def open_article(small_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setattr("eval.configurations.READERS", {"sentences": "none"})
    monkeypatch.setattr("qa.building.load_coefficients", lambda kind: Coefficients(0.0, {"best": 1.0}, 0.0))
    return opening(small_encoder, tmp_path / "cache", silent)
