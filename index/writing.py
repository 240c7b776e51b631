"""Writing a file so that it is whole or what it was before, whatever goes wrong meanwhile: a full disk, a kill."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LONGEST_WAIT = 1.0  # seconds, for a file that is being made while the program ends

_unfinished: set[Path] = set()  # files that are being written, by whatever thread
_making = threading.RLock()  # held from a file's making until it is among them


@contextmanager
def unfinished(folder: Path, prefix: str) -> Iterator[Path]:
    """A new file to be written and renamed; where it was not renamed, it is gone at the end, also when a person stops
    the program meanwhile. OSError if it cannot be made."""
    file = None
    try:
        with _making:
            number, name = tempfile.mkstemp(dir=folder, prefix=prefix, suffix=".part")
            file = Path(name)
            _unfinished.add(file)
        os.close(number)
        yield file
    finally:
        if file is not None:
            with suppress(OSError):
                file.unlink(missing_ok=True)
            _unfinished.discard(file)


def drop_unfinished() -> None:
    """Remove the files that other threads are writing; for a program that ends and does not wait for them.

    No thread begins another file afterwards.
    """
    _making.acquire(timeout=_LONGEST_WAIT)  # for good
    for file in list(_unfinished):
        with suppress(OSError):
            file.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text, as UTF-8, in the place of a file; OSError if that cannot be done, and the file stays as it was."""
    with unfinished(path.parent, f".{path.name[:40]}.") as file:
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        if path.exists():
            file.chmod(path.stat().st_mode & 0o777)
        file.replace(path)
