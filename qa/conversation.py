"""A follow-up question -> the words of the conversation that it needs.

Words tell whether a question may lean on what was said before: when it points back ("Why did they object
to it?"), opens with "and", or has next to no matter of its own ("Since when?"). Then it is searched for
with the words of the questions before it, back to the last one that stands alone, and the rarest words
of the last answer's first quote. No language model is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.text import TYPED, content_terms, split_sentences, words

from .tuned import TUNED

_OPENINGS = {"and", "but", "so", "or"}
_POINTING = frozenset(
    "it he him she they them these those then same such latter one ones other others another else also too".split()
)
_OWNERS = frozenset("its his her hers their theirs".split())
_TO_BE = frozenset("is are was were be".split())
_THE_ARTICLE = frozenset("article paper study text".split())
_MORE = frozenset("else other others another more".split())

Rarity = Callable[[str], float]  # a term -> its idf


@dataclass(frozen=True, slots=True)
class Turn:
    """Something said in a conversation; the role is "user" or "assistant"."""

    role: str
    content: str


def turns_of(history: Iterable[Mapping[str, str]]) -> tuple[Turn, ...]:
    """The turns of a history as ``qa.ask`` takes it, oldest first; a role or content that is lacking is ""."""
    return tuple(Turn(turn.get("role", ""), turn.get("content", "")) for turn in history)


def carried_over(question: str, turns: Sequence[Turn], rarity: Rarity) -> tuple[str, ...]:
    """The words of the conversation that are searched for with a question; none where it stands alone.

    turns  the conversation before the question, oldest first

    >>> carried_over("Since when?", [Turn("user", "Who recognised Pakistan?")], rarity)
    ('recognised', 'Pakistan')
    """
    asked = [turn.content for turn in turns if turn.role == "user" and turn.content.strip()]
    if not asked or stands_alone(question):
        return ()
    known = set(content_terms(question))
    answer = turns[-1].content if turns[-1].role == "assistant" else ""
    quote = answer.strip().split("\n")[0]  # further quotes stand on lines of their own
    of_questions = _rarest(_chain(asked), known, TUNED.asking.from_questions, rarity)
    known.update(term for word in of_questions for term in content_terms(word))
    return (*of_questions, *_rarest([quote], known, TUNED.asking.from_answer, rarity))


def with_carried(question: str, carried: Iterable[str]) -> str:
    """A question with the words of the conversation behind it, in one line.

    >>> with_carried("Since when?", ("recognised", "Pakistan"))
    'Since when? (recognised, Pakistan)'
    """
    listed = ", ".join(carried)
    return f"{question} ({listed})" if listed else question


def stands_alone(question: str) -> bool:
    """Whether a question surely needs nothing of the turns before it."""
    few = len(content_terms(_last_sentence(question))) < TUNED.asking.few_terms
    return not (few or goes_on(question) or _points_back(question))


def goes_on(question: str) -> bool:
    """Whether a question surely goes on from the turns before it: it opens with "and", or is short and
    points back. In a longer one a pronoun may stand for a thing that the question itself names."""
    opens = words(_last_sentence(question))[:1]
    short = len(content_terms(question)) < TUNED.asking.short
    return not _OPENINGS.isdisjoint(opens) or (short and _points_back(question))


def asks_for_more(question: str) -> bool:
    """Whether a question asks for nothing but more of the same: "And who else?", "Any others?"."""
    found = words(question)
    return len(found) <= TUNED.asking.short and not _MORE.isdisjoint(found)


def was_said(quote: str, turns: Iterable[Turn]) -> bool:
    """Whether an earlier answer has shown a quote."""
    return any(quote in turn.content for turn in turns if turn.role == "assistant")


def _points_back(question: str) -> bool:
    last = _last_sentence(question)
    found = words(last)
    return any(_is_pointing(last, found, i) for i in range(len(found)))


def _last_sentence(question: str) -> str:
    """The sentence that tells: "Got it. Now, who published Rubin?" has a topic of its own."""
    sentences = split_sentences(question)
    return sentences[-1].of(question) if sentences else ""


def _is_pointing(sentence: str, found: Sequence[str], i: int) -> bool:
    """Whether the word at ``i`` stands for something that the sentence itself does not name."""
    word, before, after = found[i], found[i - 1] if i else "", found[i + 1] if i + 1 < len(found) else ""
    if word in _OWNERS:  # "its" is Pakistan's in "Why did Pakistan change its policy?"
        return not _names_before(sentence, word)
    if word == "this":
        return after not in _THE_ARTICLE
    if word == "that":  # but not in "the raid that killed bin Laden"
        return not after or not content_terms(before)
    if word == "there":  # but not in "Are there sanctions?"
        return not after or before not in _TO_BE
    return word in _POINTING


def _names_before(sentence: str, word: str) -> bool:
    places = [match.start() for match in _written(sentence) if match[0].casefold() == word]
    return any(
        match[0][0].isupper() and content_terms(match[0])
        for match in _written(sentence)
        if 0 < match.start() < min(places, default=0)
    )


def _chain(asked: Sequence[str]) -> list[str]:
    """The last questions from the one that stands alone on."""
    chain: list[str] = []
    for earlier in reversed(asked):
        chain.insert(0, earlier)
        if stands_alone(earlier):
            break
    return chain


def _rarest(texts: Iterable[str], known: set[str], count: int, rarity: Rarity) -> list[str]:
    """The rarest words of content that are not known yet, as they are written and in their order."""
    found: dict[tuple[str, ...], str] = {}
    for match in (match for text in texts for match in _written(text)):
        terms = tuple(content_terms(match[0]))
        if terms and not known.issuperset(terms) and match[0].casefold() not in _POINTING:
            found.setdefault(terms, match[0])
    kept = sorted(found, key=lambda terms: -max(map(rarity, terms)))[:count]
    return [word for terms, word in found.items() if terms in kept]


def _written(text: str) -> Iterator[re.Match[str]]:
    """The words of a text as they are written, without initials and figures that stand alone."""
    return (match for match in TYPED.finditer(text) if len(match[0]) > 1)
