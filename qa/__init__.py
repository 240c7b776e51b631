"""Ask an article, get its own words back, cited.

>>> import qa
>>> qa.ask("Who did Marshall write to?").citations[0].locator
'p. 4, Dynamics Of Pak-US Relations, para. 2'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from .answer import Answer, Citation, Hit

if TYPE_CHECKING:
    from index.progress import Progress

    from .pipeline import Pipeline

__all__ = ["Answer", "Citation", "Hit", "ask", "load", "retrieve"]

_lock = Lock()
_built_in: list[Pipeline] = []


def retrieve(question: str, k: int = 5) -> list[Hit]:
    """The ``k`` passages of the built-in article that matter most for a question, best first.

    ``k`` may exceed the number of passages. A blank or over-long question and k < 1 are a ValueError.
    """
    return _default().retrieve(question, k)


def ask(question: str, history: Sequence[Mapping[str, str]] = (), k: int = 5) -> Answer:
    """Answer a question in the built-in article's own words.

    history   earlier turns, oldest first: {"role": "user" | "assistant", "content": text}
    k         how many passages ``Answer.hits`` holds

    A question that the article does not answer gets an Answer without citations, never an error; a blank or
    over-long question and k < 1 are a ValueError.
    """
    return _default().ask(question, history, k)


def load(
    article: str | Path | Sequence[str | Path] | None = None,
    *,
    encoder: str | None = None,
    reader: str | None = None,
    bank: str | Path | None = None,
    cache: str | Path | None = None,
    progress: Progress | None = None,
) -> Pipeline:
    """A pipeline over an article: ``.article``, ``.retrieve`` and ``.ask`` as the functions of this module.

    article   a file of a kind that ``index.readers`` names, a folder of them, or several of these, which are
              asked together as one library: a passage's ``article`` tells whose it is, and ``.report`` the
              outcome of each file; None is the built-in article
    encoder   the name or folder of a sentence-transformers model; None is the embedded one
    reader    the name or folder of an extractive question-answering model of transformers, "none" for
              the sentence reader, which needs no model; None is the trained one
    bank      a question bank for the article (see index/bank.py); the built-in article has its own
    cache     the folder that keeps articles read and vectors; None is ARTICLE_QA_CACHE or the user's cache folder
    progress  called with the name of the work, steps done and steps in all

    Raises FileNotFoundError or ValueError for an article or bank that cannot be read, ModuleNotFoundError
    where the library that its format needs is not installed, OSError for an encoder or reader that cannot be
    had. Of several files one that cannot be read is in the report, and raises nothing while there are others.
    """
    from index.progress import silent

    from .building import Parts, library_pipeline, open_library

    parts = Parts(encoder, reader, bank, cache, progress or silent)
    return library_pipeline(open_library(article, parts), parts)


def _default() -> Pipeline:
    with _lock:
        if not _built_in:
            _built_in.append(load())
        return _built_in[0]
