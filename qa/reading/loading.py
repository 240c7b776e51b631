"""A span model from a folder or a name. torch is imported for another model than the shipped kind only."""

from __future__ import annotations

from pathlib import Path

from index.encoding.encoder import EMBEDDED_SHA256, embedded_tokenizer, embedded_weights
from index.encoding.weights import read_weights

from .card import CARD, LAYERS, WORD_EMBEDDINGS, read_card
from .network import TrainedNetwork
from .span_model import SpanModel


def load_span_model(source: str | Path) -> SpanModel:
    """A reader from the folder that ``save_reader`` wrote, or any other model of transformers, by folder or hub name.

    A reader's layers are laid over the embedded encoder's word embeddings. Raises ValueError when a file is not
    the one its card names, OSError when a model cannot be had.
    """
    folder = Path(source)
    if not (folder / CARD).is_file():
        from .torch_network import load_other

        return load_other(str(source))
    card = read_card(folder)
    if card.base_sha256 != EMBEDDED_SHA256:
        raise ValueError(
            f"{folder} was trained over weights of SHA-256 {card.base_sha256}, expected the embedded encoder's,"
            f" {EMBEDDED_SHA256}: train it again without --base"
        )
    layers = read_weights(folder / LAYERS, card.sha256)
    base = embedded_weights()[WORD_EMBEDDINGS.removeprefix("bert.")]
    try:
        network = TrainedNetwork(layers | {WORD_EMBEDDINGS: base})
    except KeyError as error:
        raise ValueError(f"{folder / LAYERS} lacks the weights {error}: train it again") from None
    lengths = {"max_length": card.max_length, "stride": card.stride, "max_answer": card.max_answer}
    return SpanModel(network, embedded_tokenizer(), **lengths)
