"""What was found for the last questions: a question asked again is not read again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

_KEPT = 256

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class LastFound(Generic[Key, Found]):
    """What was found for what was asked last, the least recently asked dropped first. Safe to share between threads."""

    def __init__(self) -> None:
        """Empty at first."""
        self._found: OrderedDict[Key, Found] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Key) -> Found | None:
        """What was kept for it, None where there is nothing."""
        with self._lock:
            if asked in self._found:
                self._found.move_to_end(asked)
            return self._found.get(asked)

    def keep(self, asked: Key, found: Found) -> None:
        """Keep what was found, in place of the least recently asked where there are too many."""
        with self._lock:
            self._found[asked] = found
            self._found.move_to_end(asked)
            if len(self._found) > _KEPT:
                self._found.popitem(last=False)
