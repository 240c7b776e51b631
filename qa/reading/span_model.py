"""An extractive question-answering model: which span of a text answers a question, and how sure it is.

>>> model = loading.load_span_model("qa/data/reader")                                           # doctest: +SKIP
>>> model.best_spans("When did Ada Lovelace die?", ["She was born in 1815 and died in 1852."])  # doctest: +SKIP
[TextSpan(start=33, end=37, score=13.2, null=-4.8)]

Scores are logit sums that see no softmax, so they compare across texts; ``score - null`` says whether
a text answers at all (Devlin et al., 2019, section 4.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index import Passage

from .span_search import Logits, PieceLogits, SentenceReading, TextSpan, Window, best_spans, read_sentences

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer


class Network(Protocol):
    """The part of a model that computes."""

    def logits(self, windows: Sequence[Encoding]) -> list[PieceLogits]:
        """The logits of each window's pieces, in the windows' order."""
        ...


class SpanModel:
    """A question-answering network and its tokenizer, which neither cuts nor pads; lengths as in ``ReaderCard``."""

    def __init__(
        self, network: Network, tokenizer: Tokenizer, *, max_length: int, stride: int, max_answer: int
    ) -> None:
        """Lengths in word pieces."""
        self.network = network
        self.tokenizer = tokenizer
        self.max_length = max_length
        self.stride = stride
        self.max_answer = max_answer

    def best_spans(self, question: str, texts: Sequence[str]) -> list[TextSpan]:
        """The best span of each text, in the texts' order; 0:0 with score -inf for a text without a word."""
        return [spans[0] for spans in self.spans(question, texts, n=1)]

    def spans(self, question: str, texts: Sequence[str], n: int = 3) -> list[list[TextSpan]]:
        """For each text one to ``n`` spans that do not overlap, best first; see ``span_search.best_spans``.

        Of a long question the first quarter of a window's length is read. n < 1 is a ValueError.
        """
        if n < 1:
            raise ValueError(f"n is {n}: ask for at least one span")
        return [
            best_spans(text, windows, self.max_answer, n)
            for text, windows in zip(texts, self._read(question, texts), strict=True)
        ]

    def sentences(self, question: str, passages: Sequence[Passage]) -> list[list[SentenceReading]]:
        """For each passage the reading of each of its sentences, in order."""
        read = self._read(question, [passage.text for passage in passages])
        return [
            read_sentences(passage.text, passage.sentences, windows, self.max_answer)
            for passage, windows in zip(passages, read, strict=True)
        ]

    def verdicts(self, question: str, texts: Sequence[str]) -> list[Logits]:
        """What each text says to a yes/no question or a claim: the logits of yes, no and open, shape (3,); zeros from a
        network that cannot tell. Of a text of several windows their mean."""
        read = self._read(question, texts)
        return [np.mean([window.logits.verdict for window in windows], axis=0, dtype=np.float32) for windows in read]

    def _read(self, question: str, texts: Sequence[str]) -> list[list[Window]]:
        """The windows of each text, read."""
        question = self._shortened(question)
        cut = [self.windows(question, text) for text in texts]
        logits = iter(self.network.logits([window for windows in cut for window in windows]))
        return [[_window(window, next(logits)) for window in windows] for windows in cut]

    def windows(self, question: str, text: str) -> list[Encoding]:
        """The question with the text, or with as much of it as there is room for, neighbours sharing ``stride``."""
        asked = self.tokenizer.encode(question, add_special_tokens=False)
        pieces = self.tokenizer.encode(text, add_special_tokens=False)
        pieces.truncate(self.max_length - len(asked) - self.tokenizer.num_special_tokens_to_add(True), self.stride)
        # Each part by itself: of a text marked together with its overflow, only the first part gets its segments.
        return [self.tokenizer.post_process(asked, part) for part in (pieces, *pieces.overflowing)]

    def _shortened(self, question: str) -> str:
        offsets = self.tokenizer.encode(question, add_special_tokens=False).offsets
        most = self.max_length // 4
        return question if len(offsets) <= most else question[: offsets[most][0]]


def _window(pieces: Encoding, logits: PieceLogits) -> Window:
    inside = np.array([part == 1 for part in pieces.sequence_ids], dtype=np.bool_)
    return Window(logits, np.array(pieces.offsets, dtype=np.int64), inside)
