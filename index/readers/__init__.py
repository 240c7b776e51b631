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


def read_manuscript(path: Path) -> Manuscript:
    """Read a file with the reader for its name's ending; see ``read_article`` for the errors."""
    if not path.is_file():
        found = "is a folder" if path.is_dir() else "does not exist"
        raise FileNotFoundError(f"the article {path} {found}: give the path of a file ({kinds()})")
    name = READERS.get(path.suffix.lower())
    if name is None:
        raise ValueError(f"{path.name} is no article that can be read ({kinds()}): save it as one of these")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ValueError(f"{path.name} has {size / 1e6:.0f} MB, the limit is {MAX_BYTES / 1e6:.0f} MB: split it")
    manuscript: Manuscript = import_module(f".{name}", __name__).read(path)
    return manuscript


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
