"""Store: what is dear to compute, kept on disk. It never lies, and when it cannot write it costs time only."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from pathlib import Path

_LOG = logging.getLogger(__name__)


class Store:
    """Files of a folder, each named by the key of what it holds and begun with the hash of key and content.

    A file that does not agree with its hash is as good as none: truncated, tampered with, or another's. A
    file is written under another name and then renamed, so that a process that is killed, or that writes
    the same file at the same time, leaves a whole one or none. After a failure to write nothing more is
    written, and one warning says so.

    what    it holds, in words for a warning
    suffix  of the files' names
    """

    def __init__(self, folder: Path, what: str, suffix: str) -> None:
        self._folder = folder
        self._what = what
        self._suffix = suffix
        self._writes = True

    def get(self, key: str) -> bytes | None:
        """What was put under a key (hexadecimal digits); None when there is nothing, or nothing sound."""
        file = self._file(key)
        try:
            data = file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            _LOG.warning("the %s in %s cannot be read and are computed again: %s", self._what, file.name, error)
            return None
        digest, payload = data[:32], data[32:]
        if digest != _digest(key, payload):
            _LOG.warning("the %s in %s are not what was written, and are computed again", self._what, file.name)
            return None
        return payload

    def put(self, key: str, payload: bytes) -> None:
        """Keep something under a key."""
        if not self._writes:
            return
        temporary = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix=key[:16], suffix=".part", delete=False) as file:
                temporary = Path(file.name)
                file.write(_digest(key, payload))
                file.write(payload)
            temporary.replace(self._file(key))
            temporary = None
        except OSError as error:
            self._writes = False
            _LOG.warning(
                "%s cannot be kept in %s (%s): the next start computes them again", self._what, self._folder, error
            )
        finally:  # also when a person stops the program here
            if temporary is not None:
                temporary.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}{self._suffix}"


def _digest(key: str, payload: bytes) -> bytes:
    return hashlib.sha256(key.encode() + payload).digest()
