"""Progress: how far a long task is, told step by step."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

Progress = Callable[[str, int, int], None]
"""A function of three arguments: the task in words, steps done, steps in all."""


def silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


PAGES: ContextVar[Progress] = ContextVar("PAGES", default=silent)
"""Is told how far the reading of one file is, where that takes long: a page at a time."""
