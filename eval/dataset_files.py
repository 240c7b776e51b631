"""Paths that hold a Dataset: a file in SQuAD's format or a BEIR folder."""

from __future__ import annotations

from pathlib import Path

from .beir import read_beir
from .dataset import Dataset
from .squad import read_squad


def read_dataset(path: Path) -> Dataset:
    """A BEIR folder or a SQuAD-format .json file. Raises FileNotFoundError or ValueError for anything else."""
    if path.is_dir():
        return read_beir(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path} does not exist: give a SQuAD-format .json file or a BEIR folder")
    return read_squad(path)
