"""Files and folders -> the files to be read as articles, and the failures on the way to them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .readers import MAX_BYTES, READERS, kinds, what_is

MAX_FILES = 5000


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or folder, that could not be read, and the error that says why."""

    path: Path
    error: Exception

    def __str__(self) -> str:
        """One line: the path and the error's message."""
        return f"{self.path}: {self.error}"


@dataclass(frozen=True, slots=True)
class Found:
    """The files under some paths.

    files     to be read, each once, in the order of the paths and, in a folder, of their names
    others    how many files of the folders are hidden or of kinds that cannot be read
    failures  folders that cannot be looked into
    """

    files: tuple[Path, ...]
    others: int
    failures: tuple[Failure, ...]


def find_files(asked: Sequence[Path]) -> Found:
    """The files of paths: a file itself, whatever its kind, or all files in a folder and its folders.

    Links to folders are not followed. FileNotFoundError for a path that does not exist, ValueError for more than
    ``MAX_FILES`` files.
    """
    for path in asked:
        if not path.is_file() and not path.is_dir():
            raise FileNotFoundError(
                f"the article {path} {what_is(path)}: give the path of a file ({kinds()}) or folder"
            )
    files: dict[str, Path] = {}
    others = 0
    failures: list[Failure] = []

    def unseen(error: OSError) -> None:
        failures.append(Failure(Path(error.filename), error))

    for path in asked:
        for file in _walk(path, unseen) if path.is_dir() else [path]:
            if file != path and (_hidden(file.name) or file.suffix.lower() not in READERS):
                others += 1
            else:
                files.setdefault(os.path.realpath(file), file)
            if len(files) > MAX_FILES:
                raise ValueError(f"{path} makes more than {MAX_FILES:,} files: load it in parts")
    return Found(tuple(files.values()), others, tuple(failures))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits; its path for a folder or a file beyond ``MAX_BYTES``.

    Such a file is refused when it is read: its bytes are not read only to name it. OSError if it cannot be read.
    """
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        return str(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _walk(folder: Path, unseen: Callable[[OSError], None]) -> Iterator[Path]:
    for here, folders, files in os.walk(folder, onerror=unseen):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        yield from (Path(here) / name for name in sorted(files))


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))  # a word processor names the file beside an open one so: "~$"
