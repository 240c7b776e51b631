"""A span model from a folder or a name. torch is imported for another model than the shipped kind only."""

from __future__ import annotations

from pathlib import Path

from index.encoding.encoder import embedded_tokenizer
from index.encoding.weights import read_weights

from .card import CARD, WEIGHTS, read_card
from .network import TrainedNetwork
from .span_model import SpanModel


def load_span_model(source: str | Path) -> SpanModel:
    """A reader from the folder that ``qa.training.ship`` wrote, or any other model of transformers, by folder or hub
    name.

    Raises ValueError when a file is not the one its card names, OSError when a model cannot be had.
    """
    folder = Path(source)
    if not (folder / CARD).is_file():
        from .torch_network import load_other

        return load_other(str(source))
    card = read_card(folder)
    weights = read_weights(folder / WEIGHTS, card.sha256)
    try:
        network = TrainedNetwork(weights, card.max_length)
    except KeyError as error:
        raise ValueError(f"{folder / WEIGHTS} lacks the weights {error}: train it again") from None
    lengths = {"max_length": card.max_length, "stride": card.stride, "max_answer": card.max_answer}
    return SpanModel(network, embedded_tokenizer(), **lengths)
