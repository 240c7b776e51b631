"""The folder of a reader in training: its weights in 16 bits, and the base that training starts from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from index.encoding.quantised import restore

from ..reading.card import ReaderCard
from ..reading.span_model import SpanModel
from ..reading.torch_network import torch_span_model
from .reader_model import ReaderModel

WEIGHTS = "weights.safetensors"
_NETWORK = "bert."
_HEADS = ("qa_outputs.", "verdict.")
WORD_EMBEDDINGS = "bert.embeddings.word_embeddings.weight"


def span_model(model: ReaderModel, tokenizer: Any) -> SpanModel:
    """A network with its tokenizer as a span model, with the lengths of the shipped kind."""
    lengths = ReaderCard("")
    return torch_span_model(
        model, tokenizer, max_length=lengths.max_length, stride=lengths.stride, max_answer=lengths.max_answer
    )


def load_base(folder: Path) -> tuple[ReaderModel, Any]:
    """(model, tokenizer): a BERT folder's weights, its word embeddings frozen, under new heads.

    The heads are drawn from torch's random numbers.
    """
    import transformers

    log: Any = transformers.logging
    log.set_verbosity_error()  # the unused pooler is meant
    log.disable_progress_bar()
    model = ReaderModel(folder)
    model.get_parameter(WORD_EMBEDDINGS).requires_grad = False
    return model, transformers.AutoTokenizer.from_pretrained(folder)


def load_weights(model: ReaderModel, folder: Path) -> None:
    """Lay the weights that ``save_weights`` wrote, or those that ship, over a model's.

    Raises OSError where there are none.
    """
    from safetensors.numpy import load_file

    file = folder / WEIGHTS
    if not file.is_file():
        raise OSError(f"{file} is missing: give the folder that a training wrote")
    weights = load_file(file)
    if not any(name.startswith(_NETWORK) for name in weights):
        heads = {name: array for name, array in weights.items() if name.startswith(_HEADS)}
        network = restore({name: array for name, array in weights.items() if name not in heads})
        weights = {_NETWORK + name: array for name, array in network.items()} | heads
    model.load_state_dict({name: torch.from_numpy(array.astype(np.float32)) for name, array in weights.items()})


def save_weights(weights: Mapping[str, torch.Tensor], folder: Path) -> None:
    """Write all weights of a model in 16 bits."""
    from safetensors.torch import save

    folder.mkdir(parents=True, exist_ok=True)
    data = save({name: tensor.detach().cpu().half().contiguous() for name, tensor in sorted(weights.items())})
    (folder / WEIGHTS).write_bytes(data)
