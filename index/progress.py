"""Progress: how far something is that takes its time, told step by step."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""What is being done, steps done, steps in all."""


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody is told of."""
