"""The mean of span readers' weights: ``python -m qa.training.mean_reader READER READER ... --out DIR``.

READER are folders that ``qa.training.train_reader`` wrote, from the same base. The mean of readers that were trained
from the same weights may be better than each of them, and takes no more time (Wortsman et al., 2022, *Model soups*).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file

from .saved_reader import WEIGHTS, save_weights


def mean_reader(readers: Sequence[Path], out: Path) -> None:
    """Write to ``out`` a reader; each of its weights is the mean of the ``readers``' weights.

    Raises ValueError for fewer than two readers, and for some with different weights by name.
    """
    if len(readers) < 2:
        raise ValueError(f"{len(readers)} reader given, a mean takes two or more: name another folder")
    states = [load_file(folder / WEIGHTS) for folder in readers]
    if any(state.keys() != states[0].keys() for state in states):
        raise ValueError("the readers' weights have different names: give readers of the same kind")
    weights = {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}
    save_weights(weights, out)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m qa.training.mean_reader", description=__doc__)
    parser.add_argument("readers", nargs="+", type=Path, metavar="READER", help="folder of a trained reader")
    parser.add_argument("--out", type=Path, required=True, help="folder of the mean")
    chosen = parser.parse_args(arguments)
    mean_reader(chosen.readers, chosen.out)


if __name__ == "__main__":
    main()
