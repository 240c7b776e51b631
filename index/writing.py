"""Writing a file so that it is whole or what it was before, whatever goes wrong meanwhile: a full disk, a kill."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text, as UTF-8, in the place of a file; OSError if that cannot be done, and the file stays as it was."""
    data = text.encode("utf-8", "surrogatepass")
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        if path.exists():
            os.chmod(name, path.stat().st_mode & 0o777)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
