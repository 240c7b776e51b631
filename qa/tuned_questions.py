"""The numbers that decide how a question is understood; ``tuned.TUNED`` holds them with all others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asking:
    """The limits of a question, and the words of a conversation that go with it; all by looking at dev questions."""

    most_characters: int = 1000
    """Characters of a question; a longer one is refused."""
    most_parts: int = 3
    """Things asked in one question that are read apart: each takes as long as the whole question."""
    few_terms: int = 2
    """Terms of content; a question with fewer needs the conversation."""
    few_nameless: int = 4
    """The same for a question that names nothing; of those of CANARD and CAsT nine of ten needed it
    (eval/experiments/follow_ups.py)."""
    short: int = 4
    """Words, or terms where some word points back, up to which a question goes on from the one before."""
    clearly_closer: float = 0.08
    """Weighted mean of scores: by how much more the carried words must bring a question to some passage where its own
    words do not tell whether it goes on. On dev, words of an unrelated exchange brought less, its own mostly more;
    measured by eval/experiments/topic_changes.py, in ``python -m eval --report``."""


@dataclass(frozen=True)
class Following:
    """The words that a follow-up takes over: a word's score is its presence in the conversation and what adds to it.
    Chosen on one half of the conversations of CANARD and CAsT by ``python -m eval.experiments.follow_ups``, which
    prints the other half too; units of score, the presence of a word that the last question had being 1."""

    asked: float = 1.0
    """Presence that a question gives its words."""
    fading: float = 0.6
    """Share of its presence that a word keeps with each question after."""
    leaned: float = 1.8
    """Presence that a follow-up gives the words that it leans on itself."""
    answered: float = 0.9
    """Presence that an answer's first quote gives its words."""
    late: float = 0.3
    """Presence that a question gives more to its last word than to its first: what is asked about stands last."""
    rare: float = 2.0
    """Score of the rarest word, others by their share of its idf."""
    name: float = 1.0
    """Score of a name."""
    person: float = 0.5
    """Score that names gain, and other words lose, where the question has "he" or "she"."""
    opened: float = 0.4
    """Score of the words of the last question that stood alone."""
    unfinished: float = 1.0
    """Score of the last question's words where the question opens with "and" or lacks a verb: it goes on from there."""
    meant: float = 1.0
    """Score of the last answer's words in the same questions and where it has "that", "they" or their like, which may
    stand for what was quoted; by looking at dev follow-ups."""
    enough: float = 3.0
    """Score from which on a word is taken over."""
    beside: float = 0.55
    """Share of the best word's score that a further one must have."""
    phrase: int = 2
    """Words in a row, and no name, that are taken over together, at most."""
    most: int = 10
    """Words taken over, from which on no further one is."""
    least: int = 2
    """Words taken over at least where the question surely leans, if there are any."""


@dataclass(frozen=True)
class Spelling:
    """Which words are taken for misspelt; by looking at dev questions. What mending is worth is measured by
    eval/experiments/misspelling.py, in ``python -m eval --report``."""

    one_slip: int = 5
    """Letters from which on one slip is forgiven."""
    two_slips: int = 9
    """Letters from which on two are."""
    name: int = 7
    """Letters from which on a slip in a name is forgiven."""
    any_letter: int = 7
    """Letters from which on a letter may stand in place of one that sounds otherwise."""
    rarer: int = 10
    """Times as frequent in the article as the spelling typed that its own must be to be searched for in its place."""
    most_spellings: int = 50
    """Spellings of one name; letters that a text explains in more ways are no name."""


@dataclass(frozen=True)
class Wanting:
    """What is made of the words that say what a question asks for; by looking at dev questions, those of the voices
    and those on other articles."""

    lacking: float = 0.3
    """By how much the score of a quote falls that lacks the number, date, sum, measure or identifier asked for: of the
    evidence of dev questions 39 of 40 hold it, of all sentences one in four."""
    hinting: float = 0.1
    """The same for a person or place, which words only hint at: of the evidence 35 of 37 name one."""
    opening: float = 0.5
    """Share of the part of a question that asks in the score of a passage, where something only leads up to it."""
    stands_alone: float = 0.85
    """Share of the whole question's best score from which on that part is read alone: of twenty dev questions with an
    opening most were then found, and those that are about what the opening names stayed whole."""
