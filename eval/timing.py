"""The times of calls when each question is encoded only once for all the rows that are compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TypeVar

from index.encoding.encoder import Encoder, Vectors

Result = TypeVar("Result")


class RememberingEncoder:
    """An encoder that keeps every single text's vector, and charges each timed call for its first cost.

    Without that charge a row would be quick because the row before it had asked the same question.
    """

    def __init__(self, encoder: Encoder) -> None:
        """Keep the vectors of ``encoder``."""
        self._encoder = encoder
        self._known: dict[str, tuple[Vectors, float]] = {}  # the vector, and the milliseconds it took
        self._due: dict[str, float] = {}

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the encoder behind it."""
        return self._encoder.fingerprint

    @property
    def unrelated(self) -> float:
        """See ``Encoder.unrelated``."""
        return self._encoder.unrelated

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder.encode``; a single text is encoded once, several at once are not kept."""
        if len(texts) != 1:
            return self._encoder.encode(texts)
        text = texts[0]
        if text not in self._known:
            start = perf_counter()
            vectors = self._encoder.encode(texts)
            self._known[text] = (vectors, 1000 * (perf_counter() - start))
            self._due[text] = 0.0  # this call's own clock has run meanwhile
        vectors, milliseconds = self._known[text]
        self._due.setdefault(text, milliseconds)
        return vectors

    def timed(self, call: Callable[[], Result]) -> tuple[Result, float]:
        """A call's result, and the milliseconds it takes or would take if it had to encode for itself."""
        self._due.clear()
        start = perf_counter()
        result = call()
        return result, 1000 * (perf_counter() - start) + sum(self._due.values())
