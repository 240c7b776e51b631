"""The arrays of a safetensors file, checked before they are used."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Weights = dict[str, npt.NDArray[Any]]

_TYPES = {"F32": np.float32, "F16": np.float16, "I8": np.int8, "I64": np.int64}


def read_weights(file: Path, sha256: str) -> Weights:
    """The arrays of a file by name: read-only views of the bytes that were checked, nothing copied.

    Raises the errors of ``check_weights``, and ValueError for an array of an unknown type.
    """
    data = check_weights(file, sha256)
    # The format: the header's length in 8 bytes, the header (JSON), then the arrays, one after another.
    start = 8 + int.from_bytes(data[:8].tobytes(), "little")
    header = json.loads(data[8:start].tobytes())
    return {name: _array(data[start:], entry) for name, entry in header.items() if name != "__metadata__"}


def check_weights(file: Path, sha256: str) -> npt.NDArray[np.uint8]:
    """The bytes of a file, mapped and read-only, shape (bytes,).

    Raises OSError for a file that is missing, ValueError for one that is empty or has another SHA-256.
    """
    if not file.is_file():
        raise OSError(f"{file} is missing: install the program again, or train the model again")
    if not file.stat().st_size:  # an empty file cannot be mapped
        raise ValueError(f"{file} is empty: it was changed, restore it")
    data = np.memmap(file, dtype=np.uint8, mode="r")
    found = hashlib.sha256(data.data).hexdigest()
    if found != sha256:
        raise ValueError(f"{file} has SHA-256 {found}, expected {sha256}: it was changed, restore it")
    return data


def _array(data: npt.NDArray[np.uint8], entry: dict[str, Any]) -> npt.NDArray[Any]:
    if entry["dtype"] not in _TYPES:
        raise ValueError(f"weights of type {entry['dtype']}, expected one of {', '.join(_TYPES)}")
    first, last = entry["data_offsets"]
    return np.asarray(data[first:last].view(_TYPES[entry["dtype"]]).reshape(entry["shape"]))
