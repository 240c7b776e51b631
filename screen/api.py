"""The endpoints that programs call: ``ask`` and ``retrieve``, as plain data.

Gradio reads the types of the functions themselves, so this file has no postponed annotations.
"""

from collections.abc import Callable
from typing import Any, TypedDict, TypeVar, cast

import gradio as gr

from qa.cli import as_json, hit_as_json

from .loading import Loading

MAX_PASSAGES = 100

_Result = TypeVar("_Result")


class Said(TypedDict):
    """A turn of a conversation; the role is "user" or "assistant"."""

    role: str
    content: str


class PassageJson(TypedDict):
    """A passage as ``index.Passage`` has it; article is "" unless it is one of a library's."""

    article: str
    kind: str
    number: int
    section: str
    pages: list[int]
    text: str


class SpanJson(TypedDict):
    """Characters of a passage's text, from start up to end."""

    start: int
    end: int


class HitJson(PassageJson):
    """A passage that was found: rank 1 is the best; the score orders the hits of one question."""

    rank: int
    score: float
    locator: str


class CitationJson(TypedDict):
    """A quote, where it stands, and the bibliography entries it rests on; spans are characters of the passage."""

    quote: str
    short: str
    locator: str
    span: SpanJson
    answer: SpanJson
    references: list[str]
    next_reference: list[str]
    passage: PassageJson


class MendedJson(TypedDict):
    """A word that was taken for misspelt."""

    typed: str
    read: str


class AnswerJson(TypedDict):
    """An answer: no citations, and the reason, when the article does not say."""

    question: str
    searched: str
    mended: list[MendedJson]
    found: bool
    short: str
    confidence: float
    reason: str
    unanswered: list[str]
    citations: list[CitationJson]
    hits: list[HitJson]


class Endpoints:
    """``ask`` and ``retrieve`` over the pipeline that is being loaded."""

    def __init__(self, loading: Loading) -> None:
        self._loading = loading

    def ask(self, question: str, history: list[Said] | None = None, k: int = 5) -> AnswerJson:
        """Answer a question in the article's own words, with citations, or say that the article does not.

        Args:
            question: The question, at most 1,000 characters.
            history: Earlier turns, oldest first, each with the role "user" or "assistant" and its content.
            k: How many passages to list, best first.
        """

        def asked() -> AnswerJson:
            answer = self._loading.pipeline().ask(question, _checked(history), _bounded(k))
            return cast(AnswerJson, as_json(answer))

        return _in_plain_words(asked)

    def retrieve(self, question: str, k: int = 5) -> list[HitJson]:
        """Find the passages of the article that matter most for a question, best first.

        Args:
            question: The question, at most 1,000 characters.
            k: How many passages to return.
        """

        def found() -> list[HitJson]:
            hits = self._loading.pipeline().retrieve(question, _bounded(k))
            return [cast(HitJson, hit_as_json(hit)) for hit in hits]

        return _in_plain_words(found)


def _in_plain_words(result: Callable[[], _Result]) -> _Result:
    try:
        return result()
    except (OSError, TypeError, ValueError) as error:
        raise gr.Error(str(error), print_exception=False) from error


def _bounded(k: Any) -> int:
    if not isinstance(k, int) or isinstance(k, bool) or k > MAX_PASSAGES:
        raise ValueError(f"k is how many to return: expected a whole number up to {MAX_PASSAGES}, found {k!r}")
    return k


def _checked(history: Any) -> list[dict[str, str]]:
    turns = history or []
    try:
        return [{"role": str(turn["role"]), "content": str(turn["content"])} for turn in turns]
    except (TypeError, KeyError):
        raise ValueError('history is a list of {"role": "user" or "assistant", "content": text}') from None
