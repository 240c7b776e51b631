"""Readers on torch: what training needs, and other models of transformers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from tokenizers import Tokenizer

from .span_model import CARD, LAYERS, WORD_EMBEDDINGS, ReaderCard, SpanModel, read_card
from .span_search import Logits

if TYPE_CHECKING:
    from tokenizers import Encoding

WEIGHTS = "model.safetensors"
_BATCH = 4096  # word pieces, padding included


class TorchNetwork:
    """A transformers question-answering model with its fast tokenizer; see ``span_model.Network``."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self.model = model.eval()
        self._tokenizer = tokenizer

    def logits(self, windows: Sequence[Encoding]) -> list[tuple[Logits, Logits]]:
        """Windows of like length run together: little padding is computed."""
        columns = {"input_ids": "ids", "token_type_ids": "type_ids", "attention_mask": "attention_mask"}
        names = [name for name in self._tokenizer.model_input_names if name in columns]
        found: dict[int, tuple[Logits, Logits]] = {}
        for batch in _batches([len(window) for window in windows]):
            rows = {name: [getattr(windows[i], columns[name]) for i in batch] for name in names}
            inputs = self._tokenizer.pad(rows, return_tensors="pt").to(self.model.device)
            with torch.inference_mode(), half_precision(self.model.device):
                out = self.model(**inputs)
            starts, ends = out.start_logits.float().cpu().numpy(), out.end_logits.float().cpu().numpy()
            for row, i in enumerate(batch):
                found[i] = starts[row, : len(windows[i])], ends[row, : len(windows[i])]
        return [found[i] for i in range(len(windows))]


def torch_span_model(model: Any, tokenizer: Any, *, max_length: int, stride: int, max_answer: int) -> SpanModel:
    """A span model over a transformers model and its fast tokenizer."""
    cutting = Tokenizer.from_str(tokenizer.backend_tokenizer.to_str())
    cutting.no_truncation()
    cutting.no_padding()
    network = TorchNetwork(model, tokenizer)
    return SpanModel(network, cutting, max_length=max_length, stride=stride, max_answer=max_answer)


def load_torch_reader(folder: Path, base: Path, device: torch.device | None = None) -> SpanModel:
    """A reader that ``save_reader`` wrote, laid over the weights in the folder ``base``."""
    card = read_card(folder)
    model, tokenizer = load_trained(folder, base)
    model.to(device or "cpu")
    return torch_span_model(
        model, tokenizer, max_length=card.max_length, stride=card.stride, max_answer=card.max_answer
    )


def load_trained(folder: Path, base: Path) -> tuple[Any, Any]:
    """(model, tokenizer) of a reader that ``save_reader`` wrote. Raises ValueError when a file is not the one its
    card names."""
    from safetensors.torch import load_file

    card = read_card(folder)
    _check(folder / LAYERS, card.sha256)
    _check(base / WEIGHTS, card.base_sha256)
    model, tokenizer = load_base(base)
    layers = load_file(folder / LAYERS)
    lacking = model.state_dict().keys() - layers.keys() - {WORD_EMBEDDINGS}
    if lacking:
        raise ValueError(f"{folder / LAYERS} lacks {len(lacking)} weights, {min(lacking)} first: train it again")
    model.load_state_dict({name: weights.float() for name, weights in layers.items()}, strict=False)
    return model, tokenizer


def load_other(name: str) -> SpanModel:
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(name)
        model = AutoModelForQuestionAnswering.from_pretrained(name)
    except (OSError, ValueError) as error:
        raise OSError(
            f"no question-answering model {name!r}: it is no folder with a {CARD} or a transformers model, and the"
            " hub has none of this name or cannot be reached. Give a folder, or download the model first."
        ) from error
    if not tokenizer.is_fast:
        raise ValueError(f"{name!r} has no fast tokenizer, which finding characters needs: choose another model")
    room = min(384, model.config.max_position_embeddings - 2)  # RoBERTa keeps two positions for itself
    return torch_span_model(model, tokenizer, max_length=room, stride=room // 3, max_answer=40)


def load_base(folder: Path) -> tuple[Any, Any]:
    """(model, tokenizer): a BERT folder's weights, word embeddings frozen, under a new question-answering head,
    which is drawn from torch's random numbers."""
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


def _check(path: Path, expected: str) -> None:
    if not path.is_file():
        raise OSError(f"{path} is missing: install the program again, or train the reader again")
    found = _digest(path)
    if found != expected:
        raise ValueError(f"{path} has SHA-256 {found}, expected {expected}: it was changed, restore it")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def half_precision(device: torch.device) -> torch.autocast:
    """bfloat16 arithmetic where the hardware has it: 40 % less time, and 99.4 % of best spans stay the same."""
    has_it = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)()
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda" or has_it)


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """The windows' numbers, shortest first, in batches of at most ``_BATCH`` pieces with their padding."""
    batches: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not batches or (len(batches[-1]) + 1) * lengths[i] > _BATCH:
            batches.append([])
        batches[-1].append(i)
    return batches
