"""The rooms of files that people opened: shared by those who opened the same, bounded, and given back.

A page holds the key of its own room; nobody else can guess it. A room is put away when all who are in it have left
for a while, and before that where there is not memory enough: then those who left go first, and the oldest.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

KEPT = 10 * 60.0  # seconds that a room waits for someone who left, as a computer that sleeps does
MOST_LEFT = 20  # people who left and are still known
BYTES = 1_000_000_000  # of all rooms
BYTES_LEFT = 50_000_000  # of the rooms in which nobody is any more

_Room = TypeVar("_Room")


@dataclass
class _Kept(Generic[_Room]):
    room: _Room
    size: int
    keys: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Stay:
    """Someone's stay in a room: whose session, and of which content the room is."""

    session: str
    content: str


class OpenRooms(Generic[_Room]):
    """Rooms by their keys, for several threads at once."""

    def __init__(self, forget: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        """forget: drops all else that is kept of a session that has ended; clock: seconds since any moment."""
        self._forget = forget
        self._clock = clock
        self._rooms: dict[str, _Kept[_Room]] = {}  # by content, the one entered last at the end
        self._stays: dict[str, _Stay] = {}  # by key
        self._left: dict[str, float] = {}  # sessions, by the time at which they ended
        self._lock = Lock()

    def enter(self, session: str, content: str, size: int, make: Callable[[], _Room]) -> tuple[str, _Room]:
        """A key, and the room of a content: the one that is open, else a new one of so many bytes.

        A session is in one room: its former key opens nothing any more.
        """
        with self._lock:
            self._leave(session)
            kept = self._rooms.pop(content, None) or _Kept(make(), size)
            self._rooms[content] = kept
            key = secrets.token_urlsafe(24)
            kept.keys.add(key)
            self._stays[key] = _Stay(session, content)
            self._make_space(content)
            return key, kept.room

    def room(self, key: str) -> _Room:
        """The room of a key; LookupError where it was put away."""
        with self._lock:
            stay = self._stays[key]
            self._left.pop(stay.session, None)  # it is back
            return self._rooms[stay.content].room

    def left(self, session: str) -> None:
        """Note that a session's page was closed."""
        with self._lock:
            self._left.pop(session, None)
            self._left[session] = self._clock()
        self.tidy()

    def tidy(self) -> None:
        """Put away what is kept for nobody."""
        with self._lock:
            before = self._clock() - KEPT
            late = [session for session, since in self._left.items() if since <= before]
            many = list(self._left)[: max(0, len(self._left) - MOST_LEFT)]
            gone = dict.fromkeys([*late, *many])
            for session in gone:
                self._leave(session)
                del self._left[session]
            self._make_space("")
        for session in gone:
            self._forget(session)

    def _leave(self, session: str) -> None:
        for key in [key for key, stay in self._stays.items() if stay.session == session]:
            self._drop(key)

    def _drop(self, key: str) -> None:
        content = self._stays.pop(key).content
        self._rooms[content].keys.discard(key)
        if not self._rooms[content].keys:
            del self._rooms[content]

    def _make_space(self, spared: str) -> None:
        """Put away rooms until all fit; not the one that was entered just now."""
        empty = [content for content, kept in self._rooms.items() if self._is_empty(kept) and content != spared]
        others = [content for content in self._rooms if content not in (*empty, spared)]
        for content in [*empty, *others]:
            left = sum(kept.size for kept in self._rooms.values() if self._is_empty(kept))
            if left <= BYTES_LEFT and sum(kept.size for kept in self._rooms.values()) <= BYTES:
                break
            for key in list(self._rooms[content].keys):
                self._drop(key)

    def _is_empty(self, kept: _Kept[_Room]) -> bool:
        return all(self._stays[key].session in self._left for key in kept.keys)
