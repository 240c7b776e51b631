"""The signs by which a question leans on the conversation before it: words that point back, ellipsis, few words.

>>> signs("Why did they go?").pointing
frozenset({'they'})
>>> signs("Which publisher?").ellipsis  # no verb: the question before it has one
True
>>> stands_alone("How many Muslims did Marshall speak of?")
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.text import TYPED, content_terms, split_sentences, words

from .tuned import TUNED

PERSONS = frozenset("he she him his her hers".split())
POINTING = PERSONS | frozenset(
    "it they them their theirs its these those this that then there same such latter former one ones other others"
    " another else also too".split()
)
_OWNERS = frozenset("its his her hers their theirs".split())
_ALWAYS = POINTING - _OWNERS - {"this", "that", "there"}
_OPENINGS = frozenset("and but so or".split())
_TO_BE = frozenset("is are was were be".split())
_AUXILIARIES = _TO_BE | frozenset("do does did has have had can could will would should may might must".split())
_ASKING = frozenset("how what when where which who whom whose why".split())
_DOCUMENT = frozenset("article paper study text".split())
# Parts that an article has, whatever was spoken of before: "What is the conclusion?" asks for one of them.
_PARTS = _DOCUMENT | frozenset(
    "abstract introduction methodology methods results findings discussion conclusion conclusions bibliography"
    " references title authors".split()
)
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs that a question has.

    pointing   the words that stand for something that it does not name itself
    opens      it opens with "and" or its like
    ellipsis   it has a question word and next to nothing else, no verb either
    parallel   it asks the same of something else, which it names: "What about Rubin's?"
    few        it has so few words of content, and names nothing, that it may go on or open a topic
    terms      its words of content, those of all its sentences: a pronoun may stand for what one before the last names
    """

    pointing: frozenset[str]
    opens: bool
    ellipsis: bool
    parallel: bool
    few: bool
    terms: int

    @property
    def none(self) -> bool:
        """Whether there is no sign at all."""
        return not (self.pointing or self.opens or self.ellipsis or self.few)

    @property
    def sure(self) -> bool:
        """Whether it surely leans; a pronoun in a longer question may stand for a thing that the question names."""
        return self.opens or self.ellipsis or bool(self.pointing and self.terms < TUNED.asking.short)


@lru_cache(maxsize=256)
def signs(question: str) -> Signs:
    """The signs of a question; of several sentences the last one tells: "Got it. Now, who published Rubin?"."""
    last = last_sentence(question)
    found = words(last)
    terms = len(content_terms(last))
    names, bare = _names_something(last), terms < TUNED.asking.few_terms
    pointing = frozenset(word for i, word in enumerate(found) if _points(last, found, i))
    opens, ellipsis = not _OPENINGS.isdisjoint(found[:1]), _is_ellipsis(found, terms)
    return Signs(
        pointing=pointing,
        opens=opens,
        ellipsis=ellipsis,
        parallel=names and ((bare and (opens or ellipsis)) or _asks_the_same(pointing, terms)),
        few=(bare or (terms < TUNED.asking.few_nameless and not names)) and _PARTS.isdisjoint(found),
        terms=len(content_terms(question)),
    )


def stands_alone(question: str) -> bool:
    """Whether a question surely needs nothing of the turns before it."""
    return signs(question).none


def goes_on(question: str) -> bool:
    """Whether a question surely goes on from the turns before it."""
    return signs(question).sure


def last_sentence(text: str) -> str:
    """The last sentence of a text, "" where it has none."""
    sentences = split_sentences(text)
    return sentences[-1].of(text) if sentences else ""


def _asks_the_same(pointing: frozenset[str], terms: int) -> bool:
    """Whether "same" is all that a question has beside a word: "Same for Rubin's?"."""
    return "same" in pointing and terms - len(content_terms("same")) < TUNED.asking.few_terms


def _is_ellipsis(found: Sequence[str], terms: int) -> bool:
    short = terms < TUNED.asking.few_terms and len(found) <= TUNED.asking.short
    return short and not _ASKING.isdisjoint(found[:2]) and _AUXILIARIES.isdisjoint(found)


def _names_something(sentence: str) -> bool:
    return any(match[0][0].isupper() for match in TYPED.finditer(sentence) if match.start() and len(match[0]) > 1)


def _points(sentence: str, found: Sequence[str], i: int) -> bool:
    """Whether the word at ``i`` stands for something that the sentence itself does not name."""
    word, before, after = found[i], found[i - 1] if i else "", found[i + 1] if i + 1 < len(found) else ""
    if word in _OWNERS:  # "its" is Pakistan's in "Why did Pakistan change its policy?"
        return not _names_before(sentence, word)
    if word == "this":
        return after not in _DOCUMENT
    if word == "that":  # but not in "the raid that killed bin Laden"
        return not after or not content_terms(before)
    if word == "there":  # but not in "Are there sanctions?"
        return not after or before not in _TO_BE
    if word == "so":  # "Who says so?", but not "so far"
        return bool(before) and not after
    return word in _ALWAYS


def _names_before(sentence: str, word: str) -> bool:
    typed = [match for match in TYPED.finditer(sentence) if len(match[0]) >= _SHORTEST_NAME]
    first = min((match.start() for match in typed if match[0].casefold() == word), default=0)
    return any(0 < m.start() < first and m[0][0].isupper() and content_terms(m[0]) for m in typed)
