"""The embedded encoder as a folder of sentence-transformers, with weights of 32 bits.

``python -m index.encoding.sentence_transformer FOLDER``: for other programs, and for measuring against them.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from .encoder import LONGEST, MODEL, TOKENIZER, embedded_digest, embedded_weights
from .network import DIMENSIONS, LAYERS
from .quantised import restore

_CONFIG = {
    "architectures": ["BertModel"],
    "model_type": "bert",
    "hidden_size": DIMENSIONS,
    "num_hidden_layers": LAYERS,
    "num_attention_heads": 12,
    "intermediate_size": 4 * DIMENSIONS,
    "vocab_size": 30522,
    "max_position_embeddings": 512,
    "type_vocab_size": 2,
    "hidden_act": "gelu",
    "layer_norm_eps": 1e-12,
    "pad_token_id": 0,
}


def kept_sentence_transformer(cache: Path) -> Path:
    """The folder in a cache, written if it is not there yet."""
    folder = cache / f"sentence-transformer-{embedded_digest()[:16]}"
    if not (folder / "modules.json").is_file():
        write_sentence_transformer(folder)
    return folder


def write_sentence_transformer(folder: Path) -> None:
    """Write the folder, which ``SentenceTransformer(str(folder))`` and ``SentenceEncoder(str(folder))`` load."""
    from safetensors.numpy import save_file
    from sentence_transformers import SentenceTransformer, models

    plain = folder / "plain"
    plain.mkdir(parents=True, exist_ok=True)
    save_file(restore(embedded_weights()), plain / "model.safetensors", metadata={"format": "pt"})
    (plain / "config.json").write_text(json.dumps(_CONFIG), encoding="utf-8")
    settings = {"tokenizer_class": "BertTokenizerFast", "model_max_length": LONGEST}
    (plain / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    shutil.copyfile(MODEL / TOKENIZER, plain / TOKENIZER)
    network = models.Transformer(str(plain), max_seq_length=LONGEST)
    modules = [network, models.Pooling(DIMENSIONS, pooling_mode="cls"), models.Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder))
    shutil.rmtree(plain)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m index.encoding.sentence_transformer", description=__doc__)
    parser.add_argument("folder", type=Path)
    write_sentence_transformer(parser.parse_args(arguments).folder)


if __name__ == "__main__":
    main()
