"""The times of calls when each question is encoded, and each passage read for it, only once for all the rows that are
compared."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from index.encoding.encoder import Encoder, Vectors
from qa.reading.span_model import Network, SpanModel
from qa.reading.span_search import PieceLogits

if TYPE_CHECKING:
    from tokenizers import Encoding

Charge = Callable[[Hashable, float], None]
Result = TypeVar("Result")


class RememberingEncoder:
    """An encoder that keeps every single text's vector, and charges each timed call for its first cost.

    Without that charge a row would be quick because the row before it had asked the same question.
    """

    def __init__(self, encoder: Encoder) -> None:
        """Keep the vectors of ``encoder``."""
        self._encoder = encoder
        self._known: dict[str, tuple[Vectors, float]] = {}  # the vector, and the milliseconds it took
        self._due: dict[Hashable, float] = {}

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the encoder behind it."""
        return self._encoder.fingerprint

    @property
    def dimensions(self) -> int:
        """See ``Encoder.dimensions``."""
        return self._encoder.dimensions

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
            self.charge(text, 0.0)  # this call's own clock has run meanwhile
        vectors, milliseconds = self._known[text]
        self.charge(text, milliseconds)
        return vectors

    def charge(self, thing: Hashable, milliseconds: float) -> None:
        """Charge the call that is timed for a thing that it did not have to do, once."""
        self._due.setdefault(thing, milliseconds)

    def timed(self, call: Callable[[], Result]) -> tuple[Result, float]:
        """A call's result, and the milliseconds it takes or would take if it had to encode and read for itself."""
        self._due.clear()
        start = perf_counter()
        result = call()
        return result, 1000 * (perf_counter() - start) + sum(self._due.values())


class RememberingNetwork:
    """A reader's network that keeps what it said of each window, a question with a text, and charges for it likewise.

    A window is read by itself, so it is the same whatever it is read with.
    """

    def __init__(self, network: Network, charge: Charge) -> None:
        """Keep the logits of ``network``; charge: see ``RememberingEncoder.charge``."""
        self._network = network
        self._charge = charge
        self._known: dict[bytes, tuple[PieceLogits, float]] = {}  # and the milliseconds, its share of those of a call

    def logits(self, windows: Sequence[Encoding]) -> list[PieceLogits]:
        """See ``Network.logits``."""
        keys = [_digest(window) for window in windows]
        new = {key: window for key, window in zip(keys, windows, strict=True) if key not in self._known}
        if new:
            start = perf_counter()
            found = self._network.logits(list(new.values()))
            milliseconds = 1000 * (perf_counter() - start) / sum(len(window) for window in new.values())
            for (key, window), logits in zip(new.items(), found, strict=True):
                self._known[key] = (logits, milliseconds * len(window))
                self._charge(key, 0.0)
        for key in keys:
            self._charge(key, self._known[key][1])
        return [self._known[key][0] for key in keys]


@contextmanager
def remembered(model: SpanModel, encoder: RememberingEncoder) -> Iterator[None]:
    """Within it the model reads each window once, and ``encoder.timed`` charges for it."""
    network = model.network
    model.network = RememberingNetwork(network, encoder.charge)
    try:
        yield
    finally:
        model.network = network


def _digest(window: Encoding) -> bytes:
    pieces = np.array([window.ids, window.type_ids], dtype=np.int32)
    return blake2b(pieces.tobytes(), digest_size=16).digest()
