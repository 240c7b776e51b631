"""The folder of a trained span reader, written and read again on torch; and the base that training starts from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from index.encoding.weights import check_weights, read_weights

from ..reading.card import CARD, LAYERS, WORD_EMBEDDINGS, ReaderCard, read_card
from ..reading.span_model import SpanModel
from ..reading.torch_network import torch_span_model

WEIGHTS = "model.safetensors"


def load_torch_reader(folder: Path, base: Path, device: torch.device | None = None) -> SpanModel:
    """A reader that ``save_reader`` wrote, laid over the weights in the folder ``base``."""
    card = read_card(folder)
    model, tokenizer = load_trained(folder, base)
    model.to(device or "cpu")
    return torch_span_model(
        model, tokenizer, max_length=card.max_length, stride=card.stride, max_answer=card.max_answer
    )


def load_trained(folder: Path, base: Path) -> tuple[Any, Any]:
    """(model, tokenizer) of a reader that ``save_reader`` wrote.

    Raises ValueError for a file that is not the one named on the reader's card.
    """
    card = read_card(folder)
    layers = read_weights(folder / LAYERS, card.sha256)
    check_weights(base / WEIGHTS, card.base_sha256)
    model, tokenizer = load_base(base)
    lacking = model.state_dict().keys() - layers.keys() - {WORD_EMBEDDINGS}
    if lacking:
        raise ValueError(f"{folder / LAYERS} lacks {len(lacking)} weights, {min(lacking)} first: train it again")
    model.load_state_dict({name: torch.tensor(array).float() for name, array in layers.items()}, strict=False)
    return model, tokenizer


def load_base(folder: Path) -> tuple[Any, Any]:
    """(model, tokenizer): a BERT folder's weights, its word embeddings frozen, under a new head.

    The head, for question answering, is drawn from torch's random numbers.
    """
    import transformers

    log: Any = transformers.logging
    level = log.get_verbosity()
    log.set_verbosity_error()  # the new head and the unused pooler are meant
    log.disable_progress_bar()
    try:
        model = transformers.BertForQuestionAnswering.from_pretrained(folder)
    finally:
        log.set_verbosity(level)
        log.enable_progress_bar()
    model.get_parameter(WORD_EMBEDDINGS).requires_grad = False
    return model, transformers.AutoTokenizer.from_pretrained(folder)


def save_reader(layers: Mapping[str, torch.Tensor], folder: Path, base: Path) -> None:
    """Write a reader: ``layers``, all weights but the word embeddings, in 16 bits, and the card beside them."""
    from safetensors.torch import save

    data = save({name: weights.detach().cpu().half().contiguous() for name, weights in sorted(layers.items())})
    card = ReaderCard(hashlib.sha256(data).hexdigest(), _digest(base / WEIGHTS))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LAYERS).write_bytes(data)
    (folder / CARD).write_text(json.dumps(asdict(card), indent=2) + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
