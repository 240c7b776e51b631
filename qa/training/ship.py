"""Trained weights -> those that ship: ``python -m qa.training.ship encoder FOLDER`` or ``... reader FOLDER``.

FOLDER is the one that the training wrote. The weights are put into 8 bits, as ``index.encoding.quantised`` says, and
written with their card into the package, or into ``--out``. After another encoder, or another reading of the built-in
article, ``python -m qa.training.ship vectors`` makes the vectors that ship of that article and its bank.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file, save

from index.encoding import encoder
from index.encoding.embeddings import SHIPPED
from index.encoding.quantised import quantise
from index.library import built_in

from ..building import TRAINED_READER, Parts, library_pipeline
from ..reading import card
from .saved_reader import WEIGHTS

_BERT = "bert."


def ship_encoder(folder: Path, out: Path) -> None:
    """Write the encoder's weights and card; the tokenizer is the one that lies there."""
    weights = load_file(folder / "model.safetensors")
    named = {name: array for name, array in weights.items() if name.startswith(("embeddings.", "encoder."))}
    digest = _write(quantise(named), out / encoder.WEIGHTS)
    (out / encoder.CARD).write_text(json.dumps({"sha256": digest}, indent=2) + "\n", encoding="utf-8")


def ship_reader(folder: Path, out: Path) -> None:
    """Write the reader's weights and card: the network in 8 bits, the heads as they are."""
    weights = load_file(folder / WEIGHTS)
    network = {name.removeprefix(_BERT): array for name, array in weights.items() if name.startswith(_BERT)}
    heads = {name: array for name, array in weights.items() if not name.startswith(_BERT)}
    digest = _write({**quantise(network), **heads}, out / card.WEIGHTS)
    (out / card.CARD).write_text(json.dumps(asdict(card.ReaderCard(digest)), indent=2) + "\n", encoding="utf-8")


def ship_vectors() -> None:
    """Write the vectors of the built-in article and its bank into the package, in place of those that lie there."""
    shutil.rmtree(SHIPPED, ignore_errors=True)
    SHIPPED.mkdir()
    with TemporaryDirectory() as folder:
        library_pipeline(built_in(), Parts(reader="none", cache=folder))
        for file in Path(folder).glob("*.vectors"):
            (SHIPPED / file.name).write_bytes(file.read_bytes())


def _write(weights: Mapping[str, npt.NDArray[Any]], file: Path) -> str:
    """Write weights and return the SHA-256 of the file."""
    data = save({name: np.ascontiguousarray(array) for name, array in sorted(weights.items())})
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m qa.training.ship", description=__doc__)
    parser.add_argument("what", choices=["encoder", "reader", "vectors"])
    parser.add_argument("folder", type=Path, metavar="FOLDER", nargs="?", help="of the training; vectors need none")
    parser.add_argument("--out", type=Path, help="another folder than the package's; not for vectors")
    chosen = parser.parse_args(arguments)
    if chosen.what == "vectors":
        ship_vectors()
        return
    if chosen.folder is None:
        parser.error(f"which {chosen.what}: name the folder that the training wrote")
    if chosen.what == "encoder":
        ship_encoder(chosen.folder, chosen.out or encoder.MODEL)
    else:
        ship_reader(chosen.folder, chosen.out or TRAINED_READER)


if __name__ == "__main__":
    main()
