"""The mean of span readers' weights: ``python -m qa.training.mean_reader READER READER ... --out DIR``.

READER are folders that ``qa.training.train_reader`` wrote, over the same base. The mean of readers that were trained
from the same weights may be better than each of them, and takes no more time (Wortsman et al., 2022, *Model soups*).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from index.encoding.encoder import embedded_folder

from ..reading.card import WORD_EMBEDDINGS
from .saved_reader import load_trained, save_reader


def mean_reader(readers: Sequence[Path], out: Path, *, base: Path | None = None) -> None:
    """Write to ``out`` a reader; each of its weights is the mean of the ``readers``' weights.

    Raises ValueError for fewer than two readers, and for one that is damaged or stands on another base.
    """
    if len(readers) < 2:
        raise ValueError(f"{len(readers)} reader given, a mean takes two or more: name another folder")
    base = base or embedded_folder()
    states = [load_trained(folder, base)[0].state_dict() for folder in readers]
    layers = {
        name: torch.stack([state[name] for state in states]).mean(0) for name in states[0] if name != WORD_EMBEDDINGS
    }
    save_reader(layers, out, base)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m qa.training.mean_reader", description=__doc__)
    parser.add_argument("readers", nargs="+", type=Path, metavar="READER", help="folder of a trained reader")
    parser.add_argument("--out", type=Path, required=True, help="folder of the mean")
    parser.add_argument("--base", type=Path, help="folder of another BERT than the embedded encoder")
    chosen = parser.parse_args(arguments)
    mean_reader(chosen.readers, chosen.out, base=chosen.base)


if __name__ == "__main__":
    main()
