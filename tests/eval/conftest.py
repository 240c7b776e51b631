"""A small SQuAD file about a canal, and ``python -m eval`` on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from index.encoding.encoder import Encoder
from qa.confidence import Coefficients

ASKED = {
    "The canal was dug in 1790 by miners.": [("Who dug the canal?", "miners"), ("When was the canal dug?", "1790")],
    "Barges carried coal to the glass works.": [("What did the barges carry?", "coal")],
    "A lock keeper lived beside every bridge.": [("Where did the lock keeper live?", "beside every bridge")],
    "Frost closed the water for a month each winter.": [("What closed the water in winter?", "Frost")],
    "The railway company bought the canal and let it silt up.": [("Who bought the canal?", "The railway company")],
    "Herons nest there now, and anglers come at dawn.": [("Which birds nest there now?", "Herons")],
}

Command = Callable[..., int]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    paragraphs: list[dict[str, Any]] = []
    for context, asked in ASKED.items():
        qas = [
            {
                "id": f"q{len(paragraphs)}-{i}",
                "question": text,
                "answers": [{"text": a, "answer_start": context.index(a)}],
            }
            for i, (text, a) in enumerate(asked)
        ]
        paragraphs.append({"context": context, "qas": qas})
    nothing = {"id": "none", "question": "Which opera did the mayor hum?", "is_impossible": True, "answers": []}
    paragraphs[0]["qas"].append(nothing)
    path = tmp_path / "canal.json"
    path.write_text(json.dumps({"data": [{"title": "Canal", "paragraphs": paragraphs}]}))
    return path


@pytest.fixture
def command(small_encoder: Encoder, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs the command on the file, without a trained reader, refusing nothing, whatever was fitted last."""
    monkeypatch.setenv("ARTICLE_QA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("eval.configurations.READERS", {"sentences": "none"})
    monkeypatch.setattr("qa.building.load_coefficients", lambda kind: Coefficients(0.0, {"best": 1.0}, 0.0))
    return lambda *options: main(["--dataset", str(file), *options], small_encoder)
