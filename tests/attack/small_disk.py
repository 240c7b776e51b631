"""A disk that is full, or broken: a file system of a few bytes, and a file whose writes fail in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """A file system of so many bytes at a place, which is made; the test is skipped where none may be mounted."""
    place.mkdir()
    if not sys.platform.startswith("linux") or os.getuid() != 0:
        pytest.skip("only root on Linux may mount a file system of a few bytes")
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if subprocess.run(["mount", *options], capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path) -> Path:
    """A file that takes all the room that is left at a place."""
    path = place / "full"
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(1_000)):
                pass
        except OSError:
            return path
    return path


def python(code: str, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """What comes of Python code in a process of its own."""
    known = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    return subprocess.run([sys.executable, "-c", code, *arguments], env=known, cwd=ROOT, capture_output=True, text=True)
