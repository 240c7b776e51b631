"""Word: what a document is, from its core properties, where its first lines show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...metadata import Metadata, doi_in, listed_people
from ..manuscript import Block

_FIRST = 12  # blocks in which a document names its authors


def metadata_of(properties: Any, blocks: Sequence[Block]) -> Metadata:
    """The fields that a document's properties state.

    Its creator is often the program's user, or another paper's author whose file was written over: persons count
    only where the first blocks name them all. The dates are the file's and never the article's.

    properties  ``core_properties`` of a python-docx document
    """
    shown = _letters(" ".join(block.text for block in blocks[:_FIRST]))
    # A part with another root element has none of its properties, and python-docx says so at each.
    author, identifier = (getattr(properties, name, "") or "" for name in ("author", "identifier"))
    named = listed_people([author])
    known = named and all(name.given and _letters(name.given + name.family) in shown for name in named)
    doi = doi_in(identifier)
    return Metadata(named if known else (), doi=doi if _letters(doi) in shown else "")


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
