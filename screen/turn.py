"""Turn: one question of a conversation and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import Article
from qa import Answer

_REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """number: 1, 2, ... in the conversation; article: the one that was asked; why: for each of the answer's
    hits, why it was found, in words; read_as: what was searched for where that is not the question itself,
    else ""; leans: whether words of the turns before are in it; verdict: what the reader said of the answer,
    "" before."""

    number: int
    article: Article
    answer: Answer
    why: tuple[str, ...]
    read_as: str = ""
    leans: bool = False
    verdict: str = ""


def history(turns: Sequence[Turn]) -> list[dict[str, str]]:
    """The last turns as ``Pipeline.ask`` takes them: the assistant's content is the plain text of its quotes."""
    said = []
    for turn in turns[-_REMEMBERED:]:
        said.append({"role": "user", "content": turn.answer.question})
        said.append({"role": "assistant", "content": turn.answer.text})
    return said
