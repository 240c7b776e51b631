"""A file -> a Manuscript: one small reader a format, each with ``read(path)``, imported when it is needed."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from .manuscript import Manuscript

# The ending of a file's name -> the module that reads it.
READERS = {
    ".txt": "text",
    ".md": "markdown",
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xml": "jats",
}
# By module, the packages whose other versions may read otherwise; files of every kind are cut into sentences.
_PACKAGES = {
    "markdown": ("markdown-it-py",),
    "pdf": ("pypdfium2",),
    "docx": ("python-docx", "lxml"),
    "html": ("lxml",),
    "jats": ("lxml",),
}
_SENTENCES = "yasbd-lib"
MAX_BYTES = 100_000_000  # of any file
MAX_CHARACTERS = 15_000_000  # of a file's text: 2,000 pages have 8 million


def check_length(text: str, name: str) -> None:
    """ValueError for a file, called by its name, whose text has more than ``MAX_CHARACTERS``."""
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"{name} has {len(text):,} characters, the limit is {MAX_CHARACTERS:,}: split it")


def read_manuscript(path: Path) -> Manuscript:
    """Read a file with the reader for its name's ending; see ``read_article`` for the errors."""
    if not path.is_file():
        raise FileNotFoundError(f"the article {path} {what_is(path)}: give the path of a file ({kinds()})")
    name = READERS.get(path.suffix.lower())
    if name is None:
        raise ValueError(f"{path.name} is no article that can be read ({kinds()}): save it as one of these")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ValueError(f"{path.name} has {size / 1e6:.0f} MB, the limit is {MAX_BYTES / 1e6:.0f} MB: split it")
    manuscript: Manuscript = import_module(f".{name}", __name__).read(path)
    check_length(manuscript.text, path.name)
    return manuscript


def what_is(path: Path) -> str:
    """What stands at a path in the place of a file, as the end of a sentence: "does not exist", "is a folder"."""
    if path.is_symlink() and not path.exists():
        return "is a link that leads nowhere"
    known = {
        "is a folder": path.is_dir(),
        "is a pipe": path.is_fifo(),
        "is a socket": path.is_socket(),
        "is a device": path.is_char_device() or path.is_block_device(),
    }
    return next((words for words, so in known.items() if so), "does not exist")


@lru_cache
def versions(ending: str) -> str:
    """The packages that files of an ending are read with, and their versions.

    >>> versions(".pdf")
    'pypdfium2 5.1.0, yasbd-lib 1.0.4'
    """
    packages = (*_PACKAGES.get(READERS.get(ending.lower(), ""), ()), _SENTENCES)
    return ", ".join(f"{package} {_version(package)}" for package in packages)


def _version(package: str) -> str:
    from importlib import metadata  # takes long to import, and is not always needed

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # then no file that needs it is read
        return "missing"


def needs(module: str, ending: str, package: str) -> Any:
    """The library that files of an ending are read with, imported.

    ModuleNotFoundError, with the line that installs it, if it is missing: the extra is named as the ending.

    >>> needs("docx", ".docx", "python-docx").__name__
    'docx'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise  # it is there, and lacks something itself
        raise ModuleNotFoundError(
            f"reading a {ending} needs {package}: pip install 'article-qa[{ending[1:]}]'", name=error.name
        ) from None


def kinds() -> str:
    """The endings that can be read, for a message."""
    return ", ".join(READERS)
