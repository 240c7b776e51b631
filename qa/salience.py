"""The topic of a conversation: how present each word of it is in the mind, a turn fading what was said before it.

A word gains with each turn that says it, and a follow-up says the words that it leaned on too, so that a topic stays
present while pronouns stand for it. Names and rare words are what pronouns mostly stand for. The numbers are those of
``TUNED.following``, and words of a name go together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from index.text import TYPED, content_terms, split_sentences

from .signs import PERSONS, POINTING, Signs, signs
from .tuned import TUNED

Rarity = Callable[[str], float]  # a term -> its idf
Key = tuple[str, ...]  # the terms of a word

# Words with which people ask for something, and that are no part of what they ask about.
_REQUESTS = frozenset(
    "tell give know mean show describe explain say says said think want happen happened thing things kind kinds type"
    " types example examples interesting yes no ok okay cool wow great thanks please really like".split()
)
# Words after which a verb comes, that has no capital.
_BEFORE_VERBS = frozenset("to i you we they he she it who not can could should would will may might must there".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of content in a text: as it is written, its terms, and what tells whether it is part of the topic.

    run     the number of its run of words with nothing between them, all names or none of them
    verb    it stands where a verb stands
    late    how far behind in the text it stands, in [0, 1)
    """

    written: str
    key: Key
    name: bool
    run: int
    verb: bool
    late: float


@dataclass(frozen=True, slots=True)
class Presence:
    """The presence of a word in a conversation.

    opens_topic   the last question that stood alone has it
    just_asked    the last question has it
    just_said     the answer to it has it
    whole         the longest name, or run of words, that it is part of
    """

    written: str
    weight: float = 0.0
    name: bool = False
    opens_topic: bool = False
    just_asked: bool = False
    just_said: bool = False
    whole: tuple[Key, ...] = ()


Topic = Mapping[Key, Presence]


def after_question(topic: Topic, question: str, rarity: Rarity) -> Topic:
    """The topic when a question has been asked."""
    weights = TUNED.following
    leaning = leaned_on(topic, question, rarity)
    opens = signs(question).none
    faded = {
        key: Presence(
            known.written,
            known.weight * weights.fading + (weights.leaned if key in leaning else 0.0),
            known.name,
            opens_topic=known.opens_topic and not opens,
            whole=known.whole,
        )
        for key, known in topic.items()
    }
    return _with_words(faded, question, weights.asked, late=weights.late, asked=True, opens=opens)


def after_answer(topic: Topic, quote: str) -> Topic:
    """The topic when a quote has been given as the answer."""
    said = {word.key for word in words_of(quote)}
    present = _with_words(topic, quote, TUNED.following.answered)
    return {key: replace(known, just_said=True) if key in said else known for key, known in present.items()}


def leaned_on(topic: Topic, question: str, rarity: Rarity) -> tuple[Key, ...]:
    """The words of the topic that a question needs, in the order in which they came up; none where it stands alone."""
    found = signs(question)
    asked = set(content_terms(question))
    open_words = {
        key: known
        for key, known in topic.items()
        if not asked.issuperset(key) and not (found.parallel and known.name)  # another name takes their place
    }
    if found.none or not open_words:
        return ()
    scores = _scores(open_words, found, rarity)
    return _chosen(open_words, scores, found)


def _scores(topic: Topic, found: Signs, rarity: Rarity) -> dict[Key, float]:
    weights = TUNED.following
    rare = {key: max(map(rarity, key)) for key in topic}
    rarest = max(rare.values()) or 1.0
    person = weights.person if PERSONS & found.pointing else 0.0
    goes_on = found.opens or found.ellipsis
    meant = weights.meant if (found.pointing - PERSONS or goes_on) and not found.parallel else 0.0
    unfinished = weights.unfinished if goes_on or found.parallel else 0.0
    return {
        key: known.weight
        + weights.rare * rare[key] / rarest
        + (weights.name + person if known.name else -person)
        + (weights.opened if known.opens_topic else 0.0)
        + (unfinished if known.just_asked else 0.0)
        + (meant if known.just_said else 0.0)
        for key, known in topic.items()
    }


def _chosen(topic: Topic, scores: Mapping[Key, float], found: Signs) -> tuple[Key, ...]:
    weights = TUNED.following
    sure = bool(found.pointing or found.opens or found.ellipsis)
    order = sorted(scores, key=lambda key: -scores[key])
    chosen: list[Key] = []
    for key in order:
        needed = sure and len(chosen) < weights.least
        present = scores[key] >= max(weights.enough, weights.beside * scores[order[0]])
        if len(chosen) >= weights.most or not (needed or present):
            break
        chosen += [other for other in (topic[key].whole or (key,)) if other in scores and other not in chosen]
    return tuple(key for key in topic if key in chosen)


def _with_words(
    topic: Topic, text: str, gain: float, late: float = 0.0, asked: bool = False, opens: bool = False
) -> Topic:
    """The topic with the words of a text more present, each once, by where it stands last."""
    found = words_of(text)
    runs: dict[int, tuple[Key, ...]] = {}
    for word in found:
        runs[word.run] = (*runs.get(word.run, ()), word.key)
    present = dict(topic)
    for key, word in {word.key: word for word in found}.items():
        known = present.get(key, Presence(word.written))
        weight = known.weight + gain * (not word.verb) + late * word.late
        present[key] = Presence(
            known.written,
            weight,
            known.name,
            known.opens_topic or opens,
            known.just_asked or asked,
            whole=known.whole,
        )
    for word in found:
        known, run = present[word.key], runs[word.run]
        longer = len(run) > len(known.whole) and (word.name or len(run) <= TUNED.following.phrase)
        if longer or (word.name and not known.name):
            present[word.key] = replace(known, name=known.name or word.name, whole=run if longer else known.whole)
    return present


@lru_cache(maxsize=512)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of content of a text in their order, those left out that only ask for something or point back."""
    starts = {sentence.start for sentence in split_sentences(text)}
    typed = [match for match in TYPED.finditer(text) if len(match[0]) > 1]
    found: list[Word] = []
    run, before, end = 0, "", 0
    openings: dict[int, bool] = {}  # run -> whether it is one capitalised word that opens a sentence
    for i, match in enumerate(typed):
        word = match[0].casefold().replace("’", "'")
        key = _key(word)
        if key:
            capital, verb = match[0][0].isupper(), before in _BEFORE_VERBS and not match[0][0].isupper()
            goes_on = found and not text[end : match.start()].strip(" ") and found[-1].run == run
            if not (goes_on and found[-1].name == capital and not found[-1].verb):
                run += 1
                openings[run] = capital and match.start() in starts
            else:
                openings[run] = False
            found.append(Word(match[0], key, capital, run, verb, i / len(typed)))
        else:
            run += 1
        before, end = word, match.end()
    return tuple(replace(word, name=word.name and not openings[word.run]) for word in found)


def _key(word: str) -> Key:
    head = word.split("'")[0]  # "what's" asks as "what" does
    if word in _REQUESTS or word in POINTING or not content_terms(head):
        return ()
    return tuple(content_terms(word))
