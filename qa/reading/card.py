"""The card of a trained reader's folder, and the names of what lies in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

WEIGHTS = "weights.safetensors"
CARD = "reader.json"
FORMAT = 2


@dataclass(frozen=True)
class ReaderCard:
    """What a reader's folder says of its weights: their SHA-256, and the lengths to use, in word pieces.

    Neighbouring windows of a long text share ``stride`` of them.
    """

    sha256: str
    max_length: int = 256
    stride: int = 96
    max_answer: int = 40
    format: int = FORMAT


def read_card(folder: Path) -> ReaderCard:
    """The card of a reader's folder; one that was changed, or is of another format, is a ValueError."""
    try:
        card = ReaderCard(**json.loads((folder / CARD).read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise ValueError(f"{folder / CARD} is not what a reader was saved with ({error}): restore it") from None
    if card.format != FORMAT:
        raise ValueError(f"{folder / CARD} has format {card.format}, expected {FORMAT}: train the reader again")
    return card
