"""Exchange: one question of a conversation and the answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import Article
from qa import Answer
from qa.explaining import NOT_EXPLAINED, Explanation

from .sources import Selection

_REMEMBERED = 8
ALL = Selection()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer.

    number   1, 2, ... in the conversation
    article  the article or library that was asked
    why      for each of the answer's hits the reason why it was found, in words
    way      how the answer came about
    alone    whether it was asked without the exchanges before
    verdict  the user's on the answer, a key of ``feedback.OF_AN_ANSWER`` or ``OF_NONE``; "" before
    selection  the articles of a library that it was put to
    each     an exchange for each article, where each was asked by itself
    """

    number: int
    article: Article
    answer: Answer
    why: tuple[str, ...]
    way: Explanation = NOT_EXPLAINED
    alone: bool = False
    verdict: str = ""
    selection: Selection = ALL
    each: tuple[Exchange, ...] = ()

    @property
    def read_as(self) -> str:
        """The words searched for where they are not the question itself, else ""."""
        return "" if self.answer.searched == self.answer.question else self.answer.searched

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answer, or one for each article that was asked by itself, the article named before the question."""
        return tuple(
            replace(one.answer, question=f"{one.article.parts[0].passages[0].article}: {one.answer.question}")
            for one in self.each
        ) or (self.answer,)

    @property
    def leans(self) -> bool:
        """Whether words of the exchanges before are in the words searched for."""
        return any(not change.typed for change in self.answer.changes)


def history(exchanges: Sequence[Exchange]) -> list[dict[str, str]]:
    """The last exchanges as ``Pipeline.ask`` takes them: the assistant's content is the plain text of its quotes."""
    said = []
    for exchange in exchanges[-_REMEMBERED:]:
        said.append({"role": "user", "content": exchange.answer.question})
        said.append({"role": "assistant", "content": exchange.answer.text})
    return said
