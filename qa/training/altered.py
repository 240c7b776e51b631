"""Questions changed so that their own text no longer answers them: training examples of "not stated here".

One name, year, number or word of contrast is swapped for another that the text does not hold. The kinds
of change are some of those of SQuAD 2.0's unanswerable questions (Rajpurkar, Jia & Liang, 2018, table 2).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(?<![\w.,])(?>\d+(?:[.,]\d+)*)(?![\w.,]*\d)")
_NAME = re.compile(r"(?<![\w'’-])(?!I\b|I['’])[A-Z][\w'’-]*[a-zA-Z](?: [A-Z][\w'’-]*[a-zA-Z])*")
_SENTENCE_STARTS = re.compile(r"[.?!:\"“\n]\s*$")
_POSSESSIVE = re.compile(r"['’]s?$")
_CONTRASTS = (
    ("before", "after"), ("first", "last"), ("increase", "decrease"), ("increased", "decreased"),
    ("largest", "smallest"), ("highest", "lowest"), ("most", "least"), ("more", "fewer"), ("best", "worst"),
    ("oldest", "youngest"), ("won", "lost"), ("win", "lose"), ("begin", "end"), ("began", "ended"), ("start", "stop"),
    ("started", "stopped"), ("support", "oppose"), ("supported", "opposed"), ("north", "south"), ("east", "west"),
    ("northern", "southern"), ("eastern", "western"), ("friend", "enemy"), ("early", "late"), ("good", "bad"),
    ("like", "dislike"), ("liked", "disliked"), ("love", "hate"), ("loved", "hated"), ("easy", "hard"),
    ("accept", "refuse"), ("accepted", "refused"), ("agree", "disagree"), ("agreed", "disagreed"), ("gain", "lose"),
    ("gained", "lost"), ("positive", "negative"), ("cause", "prevent"), ("caused", "prevented"), ("join", "leave"),
    ("joined", "left"), ("help", "hinder"), ("helped", "hindered"), ("open", "close"), ("opened", "closed"),
    ("attack", "defend"), ("attacked", "defended"), ("strong", "weak"), ("stronger", "weaker"), ("new", "old"),
    ("allow", "forbid"), ("allowed", "forbidden"), ("public", "private"), ("advantage", "drawback"),
)  # fmt: skip
_OPPOSITE = {word: other for pair in _CONTRASTS for word, other in (pair, pair[::-1])}


def alter(question: str, text: str, names: Sequence[str], rng: random.Random) -> str | None:
    """``question`` with one swap, or None if it holds nothing to swap.

    A name gives way to one of ``names`` with as many words; ``text`` does not hold the name, number or word put in.

    >>> alter("Who led Iran in 1979?", "Khomeini led Iran in 1979.", ["Oman"], random.Random(3))
    'Who led Oman in 1979?'
    """
    swaps = [*_swapped_numbers(question, text, rng), *_swapped_names(question, text, names, rng)]
    swaps = swaps or list(_swapped_contrasts(question, text))
    return rng.choice(swaps) if swaps else None


def names_in(text: str) -> list[str]:
    """The capitalised runs of words in a text, the first word of a sentence left out; each once, in order."""
    names = []
    for match in _NAME.finditer(text):
        name = match[0]
        if not match.start() or _SENTENCE_STARTS.search(text[max(0, match.start() - 4) : match.start()]):
            name = name.partition(" ")[2]
        names.append(_POSSESSIVE.sub("", name))
    return [name for name in dict.fromkeys(names) if name]


def _swapped_numbers(question: str, text: str, rng: random.Random) -> Iterator[str]:
    for match in _NUMBER.finditer(question):
        digits = match[0].replace(",", "")
        if not digits.isdigit() or len(digits) > 12:
            continue
        value = int(digits)
        year = len(match[0]) == 4 and 1000 <= value < 2100
        far = 15 if year else max(3, value // 2)
        other = value + rng.choice([-1, 1]) * rng.randint(1, far)
        shown = str(abs(other) + (other <= 0))
        if shown not in text and shown != digits:
            yield question[: match.start()] + shown + question[match.end() :]


def _swapped_names(question: str, text: str, names: Sequence[str], rng: random.Random) -> Iterator[str]:
    lower = text.lower()
    for name in names_in(question):
        length = len(name.split())
        fitting = [n for n in names if len(n.split()) == length and n.lower() not in lower and n not in question]
        if fitting and name.lower() in lower:  # swapping a name that is not in the text teaches nothing
            yield question.replace(name, rng.choice(fitting), 1)


def _swapped_contrasts(question: str, text: str) -> Iterator[str]:
    words = set(WORD.findall(text.lower()))
    for match in WORD.finditer(question):
        other = _OPPOSITE.get(match[0])
        if other and other not in words:
            yield question[: match.start()] + other + question[match.end() :]
