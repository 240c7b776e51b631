"""A follow-up question -> the words of the conversation that it needs.

Words tell whether a question leans on what was said before: when it points back ("Why did they object to it?"), opens
with "and", has no verb ("Which publisher?") or next to no matter of its own. Then it is searched for with the words
that are the topic of the conversation at this place. No language model is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.text import content_terms, words

from .listed import Listed, which_of
from .salience import Rarity, Topic, after_answer, after_question, leaned_on
from .signs import stands_alone
from .tuned import TUNED

_MORE = frozenset("else other others another more".split())


@dataclass(frozen=True, slots=True)
class Turn:
    """Something said in a conversation; the role is "user" or "assistant"."""

    role: str
    content: str


def turns_of(history: Iterable[Mapping[str, str]]) -> tuple[Turn, ...]:
    """The turns of a history as ``qa.ask`` takes it, oldest first; a role or content that is lacking is ""."""
    return tuple(Turn(turn.get("role", ""), turn.get("content", "")) for turn in history)


def carried_over(question: str, turns: Sequence[Turn], rarity: Rarity) -> tuple[str, ...]:
    """The words of the conversation that are searched for with a question, as they are written there and in the order
    in which they came up; none where it stands alone.

    turns  the conversation before the question, oldest first

    >>> carried_over("Since when?", [Turn("user", "Who recognised Pakistan?")], rarity)
    ('recognised', 'Pakistan')
    """
    if stands_alone(question) or not any(turn.role == "user" and turn.content.strip() for turn in turns):
        return ()
    topic: Topic = {}
    for turn in turns:
        quote = _first_line(turn)
        topic = after_question(topic, quote, rarity) if turn.role == "user" else after_answer(topic, quote)
    listed = _listed(question, turns)
    passed_over = {term for other in listed.others for term in content_terms(other)} - set(content_terms(listed.meant))
    leaned = [topic[key].written for key in leaned_on(topic, question, rarity) if passed_over.isdisjoint(key)]
    return tuple(dict.fromkeys([*listed.meant.split(), *leaned]))


def with_carried(question: str, carried: Iterable[str]) -> str:
    """A question with the words of the conversation behind it, in one line.

    >>> with_carried("Since when?", ("recognised", "Pakistan"))
    'Since when? (recognised, Pakistan)'
    """
    listed = ", ".join(carried)
    return f"{question} ({listed})" if listed else question


def asks_for_more(question: str) -> bool:
    """Whether a question asks for nothing but more of the same: "And who else?", "Any others?"."""
    found = words(question)
    return len(found) <= TUNED.asking.short and not _MORE.isdisjoint(found)


def was_said(quote: str, turns: Iterable[Turn]) -> bool:
    """Whether an earlier answer has shown a quote."""
    return any(quote in turn.content for turn in turns if turn.role == "assistant")


def _first_line(turn: Turn) -> str:
    """What was asked, or the first quote of an answer: further ones stand on lines of their own."""
    return turn.content.strip().split("\n")[0]


def _listed(question: str, turns: Sequence[Turn]) -> Listed:
    """The item that the question means of the last answer's list, or else of the last question's."""
    found = (which_of(question, _first_line(turn)) for turn in reversed(turns[-2:]))
    return next((listed for listed in found if listed.meant), Listed())
