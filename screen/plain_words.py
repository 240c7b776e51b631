"""Errors in words for whoever is at the page, who need not know where on the server a file lies."""

from __future__ import annotations

import re
from pathlib import Path

# A path from the root, or a drive, on: its folders; not the // of a URL, nor a stroke between two words.
_FOLDERS = re.compile(r"(?<![\w/:.])(?:[A-Za-z]:)?[\\/](?:[^\\/\n'\"“”:,;()]+[\\/])+(?=[^\\/\s])")


def told(error: BaseException) -> str:
    """The message of an error; a file that it names is named without its folders.

    >>> told(ValueError("/tmp/7d5e/notes.txt is empty"))
    'notes.txt is empty'
    """
    if isinstance(error, OSError) and error.strerror:
        name = Path(str(error.filename)).name if error.filename else ""
        return f"{name}: {error.strerror}" if name else error.strerror
    return _FOLDERS.sub("", str(error))
