"""The last answers that were given: a question asked again is not read again."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from .answer import Answer
from .conversation import Turn

_KEPT = 256  # answers

Asked = tuple[str, tuple[Turn, ...], int]  # a cleaned question, the turns before it, and how many hits


class GivenAnswers:
    """The answers to what was asked last, the least recently asked dropped first. Safe to share between threads."""

    def __init__(self) -> None:
        """Empty at first."""
        self._answers: OrderedDict[Asked, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Asked) -> Answer | None:
        """The answer that was kept, None where there is none."""
        with self._lock:
            if asked in self._answers:
                self._answers.move_to_end(asked)
            return self._answers.get(asked)

    def keep(self, asked: Asked, answer: Answer) -> None:
        """Keep an answer, in place of the least recently asked one where there are too many."""
        with self._lock:
            self._answers[asked] = answer
            self._answers.move_to_end(asked)
            if len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
