"""Ask an article, get its own words back, cited.

>>> import qa
>>> qa.ask("Who did Marshall write to?").citations[0].locator
'p. 4, Dynamics Of Pak-US Relations, para. 2'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, overload

from .answer import Answer, Citation, Hit

if TYPE_CHECKING:
    from index.progress import Progress

    from .pipeline import Pipeline
    from .stored.pipeline import StoredPipeline

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


@overload
def load(
    article: str | Path | Sequence[str | Path] | None = None,
    *,
    encoder: str | None = None,
    reader: str | None = None,
    bank: str | Path | None = None,
    cache: str | Path | None = None,
    progress: Progress | None = None,
    library: None = None,
) -> Pipeline: ...


@overload
def load(
    article: None = None,
    *,
    encoder: str | None = None,
    reader: str | None = None,
    bank: None = None,
    cache: str | Path | None = None,
    progress: Progress | None = None,
    library: str,
) -> StoredPipeline: ...


def load(
    article: str | Path | Sequence[str | Path] | None = None,
    *,
    encoder: str | None = None,
    reader: str | None = None,
    bank: str | Path | None = None,
    cache: str | Path | None = None,
    progress: Progress | None = None,
    library: str | None = None,
) -> Pipeline | StoredPipeline:
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
    library   the address of a library in PostgreSQL, in place of an article: a pipeline over it has no ``.article``

    Raises FileNotFoundError or ValueError for an article or bank that cannot be read, ModuleNotFoundError
    where the library that its format needs is not installed, OSError for an encoder or reader that cannot be
    had. Of several files one that cannot be read is in the report, and raises nothing while there are others. Of a
    library ValueError where it was made with another encoder or form, OSError where it cannot be reached.
    """
    from index.progress import silent

    if library is not None:
        if article is not None or bank is not None:
            raise ValueError("a library is asked alone: give it, or an article and its bank")
        from .stored.loading import stored_pipeline

        return stored_pipeline(library, encoder, reader)

    from .building import Parts, library_pipeline, open_library

    parts = Parts(encoder, reader, bank, cache, progress or silent)
    return library_pipeline(open_library(article, parts), parts)


def _default() -> Pipeline:
    with _lock:
        if not _built_in:
            _built_in.append(load())
        return _built_in[0]
