"""The endpoints that programs call: ``ask`` and ``retrieve``, as plain data.

Gradio reads the types of the functions themselves, so this file has no postponed annotations.
"""

from collections.abc import Callable
from typing import Any, TypedDict, TypeVar

import gradio as gr

from qa.answer_json import AnswerJson, HitJson, answer_json, hit_json

from .loading import Loading
from .plain_words import told

MAX_PASSAGES = 100

_Result = TypeVar("_Result")


class Said(TypedDict):
    """A turn of a conversation; the role is "user" or "assistant"."""

    role: str
    content: str


class Endpoints:
    """``ask`` and ``retrieve`` over the pipeline that is being loaded."""

    def __init__(self, loading: Loading) -> None:
        """loading: of the pipeline; each call waits until it has ended."""
        self._loading = loading

    @property
    def all(self) -> tuple[Callable[..., object], ...]:
        """The endpoints themselves, called by the names of their functions."""
        return self.ask, self.retrieve

    def ask(self, question: str, history: list[Said] | None = None, k: int = 5) -> AnswerJson:
        """Answer a question in the article's own words, with citations, or say that the article does not.

        Args:
            question: The question, at most 1,000 characters.
            history: Earlier turns, oldest first, each with the role "user" or "assistant" and its content.
            k: How many passages to list, best first.
        """

        def asked() -> AnswerJson:
            return answer_json(self._loading.pipeline().ask(question, _checked(history), _bounded(k)))

        return _in_plain_words(asked)

    def retrieve(self, question: str, k: int = 5) -> list[HitJson]:
        """Find the passages of the article that matter most for a question, best first.

        Args:
            question: The question, at most 1,000 characters.
            k: How many passages to return.
        """

        def found() -> list[HitJson]:
            return [hit_json(hit) for hit in self._loading.pipeline().retrieve(question, _bounded(k))]

        return _in_plain_words(found)


def _in_plain_words(result: Callable[[], _Result]) -> _Result:
    try:
        return result()
    except (OSError, TypeError, ValueError) as error:
        raise gr.Error(told(error), print_exception=False) from error


def _bounded(k: Any) -> int:
    if isinstance(k, float) and k.is_integer():  # as JavaScript has every number: 5.0
        k = int(k)
    if not isinstance(k, int) or isinstance(k, bool) or k > MAX_PASSAGES:
        raise ValueError(f"k is how many to return: expected a whole number up to {MAX_PASSAGES}, found {k!r}")
    return k


def _checked(history: Any) -> list[dict[str, str]]:
    turns = history or []
    try:
        return [{"role": str(turn["role"]), "content": str(turn["content"])} for turn in turns]
    except (TypeError, KeyError):
        raise ValueError('history is a list of {"role": "user" or "assistant", "content": text}') from None
