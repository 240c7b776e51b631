"""Contrasts: what in the words of a text speaks against a statement: numbers, opposites, denial, who does what to whom.

Only words are compared, no meaning: each sign is weak by itself, and a fitted model weighs them with the reader's
verdict (see verdict.py and premises.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.text import content_terms

from .terms import EVERYBODYS

_NUMBER = re.compile(
    r"(?<![\w.,])(?P<value>\d+(?:[.,]\d+)*)(?:-?(?:st|nd|rd|th))?\s*(?P<unit>%|[^\W\d_]+)?", re.UNICODE
)
_MONTH = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_SCALES = ("hundred", "thousand", "million", "billion", "trillion")
_DENYING = re.compile(
    r"\b(not|no|never|none|nobody|nothing|nor|neither|without|cannot|hardly|scarcely|barely|fail(s|ed|ing|ure)?|lack(s|ed|ing)?"
    r"|refus(e|es|ed|ing|al)|den(y|ies|ied|ying|ial)|reject(s|ed|ing|ion)?|oppos(e|es|ed|ing|ition)|unlike(ly)?"
    r"|unable|instead|rather than|stop(s|ped|ping)?|prevent(s|ed|ing)?|avoid(s|ed|ing)?|abandon(s|ed|ing)?)\b|n['’]t\b",
    re.IGNORECASE,
)
_OPPOSITES = Path(__file__).parent / "data" / "opposites.txt"  # a line: words | words that say the contrary of each


@dataclass(frozen=True, slots=True)
class Contrasts:
    """The signs, each 0 or 1 unless it says otherwise.

    covered    share of the statement's words that the text has, in [0, 1]
    numbers    how many of the statement's numbers the text lacks, having another of the same unit, or another year
    numbered   share of the statement's numbers that the text has; 1 for a statement without any
    opposites  how many words of the statement the text lacks, having an opposite
    denial     one of the two denies something and the other does not
    names      share of the statement's names that the text has; 1 for a statement without any
    alike      a name does the same thing in both, or the same thing is done to it
    swapped    two names stand in each other's part
    other      another name stands in the part of one of the statement's names
    """

    covered: float
    numbers: float
    numbered: float
    opposites: float
    denial: float
    names: float
    alike: float
    swapped: float
    other: float


def contrasts(statement: str, text: str) -> Contrasts:
    """The signs that a text says otherwise than a statement or question.

    >>> found = contrasts("Did India invade Nepal in 1953?", "Nepal invaded India in 1954.")
    >>> (found.covered, found.numbers, found.swapped)
    (0.75, 1.0, 1.0)
    """
    asked, told = _terms(statement), _terms(text)
    alike, swapped, other = _parts(statement, text)
    named, there = _names(statement), _names(text)
    years, numbers = _numbers(statement), _numbers(text)
    return Contrasts(
        len(asked & told) / max(1, len(asked)),
        float(sum(_stands_otherwise(one, numbers) for one in years)),
        _share({value for value, _ in years}, {value for value, _ in numbers}),
        float(sum(bool(_opposites_of(term) & (told - asked)) for term in asked - told)),
        float(denies(statement) != denies(text)),
        _share(named, there | {_key(word) for word in told}),
        alike,
        swapped,
        other,
    )


def denies(text: str) -> bool:
    """Whether a text has a word of denial ("not", "failed", "rather than") an odd number of times."""
    return len(_DENYING.findall(text)) % 2 == 1


def _share(some: set[str], all_: set[str]) -> float:
    return len(some & all_) / len(some) if some else 1.0


def _terms(text: str) -> set[str]:
    return set(content_terms(text))


def _numbers(text: str) -> list[tuple[str, str]]:
    """(value, kind) of each number: the kind is "year", or what is counted, "" where no word follows."""
    found = []
    for match in _NUMBER.finditer(text):
        value = match["value"].rstrip(".,").replace(",", "")
        unit = (match["unit"] or "").lower()
        if re.fullmatch(r"1\d{3}|20\d{2}", value) and unit.rstrip("s") not in _SCALES:
            found.append((value, "year"))
        else:
            before = text[max(0, match.start() - 4) : match.start()].lower()
            unit = "day" if _MONTH.match(unit[:3]) or _MONTH.match(before.strip()[-3:]) else unit
            found.append((f"{value} {unit}" if unit in _SCALES else value, "scaled" if unit in _SCALES else unit[:4]))
    return found


def _stands_otherwise(number: tuple[str, str], numbers: Sequence[tuple[str, str]]) -> bool:
    value, kind = number
    same = [other for other, others in numbers if others == kind]
    return bool(kind and same) and value not in same and value not in {other for other, _ in numbers}


@lru_cache(maxsize=1)
def _opposed() -> dict[str, frozenset[str]]:
    """For each stem those of its opposites."""
    found: dict[str, set[str]] = {}
    for line in _OPPOSITES.read_text(encoding="utf-8").splitlines():
        one, other = (set(content_terms(side)) for side in line.split("|"))
        for side, against in ((one, other), (other, one)):
            for term in side:
                found.setdefault(term, set()).update(against - side)
    return {term: frozenset(others) for term, others in found.items()}


def _opposites_of(term: str) -> set[str]:
    """The opposites of a stem that are known, and those that a prefix makes."""
    made = {f"{prefix}{term}" for prefix in ("un", "in", "im", "ir", "dis", "non", "mis")}
    bare = {term[len(p) :] for p in ("un", "dis", "non", "mis") if term.startswith(p) and len(term) > len(p) + 3}
    return set(_opposed().get(term, ())) | made | bare


_TOKEN = re.compile(r"(?P<name>[A-Z][\w.’']*(?:-led)?(?:\s+[A-Z][\w.’']*)*)|(?P<word>[^\W_]+)|(?P<stop>[,;:.?!()])")
_PASSIVE = frozenset("is are was were be been being".split())
_TOGETHER = frozenset({"and", "between", "with"})
_REACH = 7  # words between a name and what it does
_LETTERS = 5  # of a name or a stem by which forms are told to be of one: Pakistan, Pakistani; invade, invasion
_NO_NAME = frozenset("I The A An In On At It This These That Those He She They We What Why How When Where Who Which "
                     "Did Does Do Is Are Was Were Has Have Had Can Could Should Would Will For And But If As By To Of "
                     "However Despite Since After Before During While Although According".split())  # fmt: skip
_SHORT = {long.lower(): group[0].lower() for group in EVERYBODYS for long in group}


@dataclass(frozen=True, slots=True)
class _Act:
    """A word, and the names of who does it and to whom it is done; "" where there is none."""

    word: str
    agent: str
    theme: str


def _parts(statement: str, text: str) -> tuple[float, float, float]:
    """(alike, swapped, other) of ``Contrasts``: the parts of the names around the words that both have."""
    alike = swapped = other = False
    there = list(_acts(text))
    for act in _acts(statement):
        for found in there:
            if not _one_word(act.word, found.word):
                continue
            same_agent, same_theme = act.agent == found.agent != "", act.theme == found.theme != ""
            alike |= (same_agent and same_theme) or (same_agent and not act.theme) or (same_theme and not act.agent)
            swapped |= bool(act.agent and act.theme) and (act.agent, act.theme) == (found.theme, found.agent)
            other |= bool(act.agent and found.agent and same_theme and not same_agent)
            other |= bool(act.theme and found.theme and same_agent and not same_theme)
    return float(alike), float(swapped and not alike), float(other and not alike)


def _acts(text: str) -> Iterator[_Act]:
    """Each word of content that is no name, with the nearest name before it and after it in its clause."""
    tokens = [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(text)]
    for i, (kind, token) in enumerate(tokens):
        if kind != "word" or not (stems := content_terms(token)):
            continue
        before, after = _name(tokens[max(0, i - _REACH) : i][::-1]), _name(tokens[i + 1 : i + 1 + _REACH])
        following = [word.lower() for _, word in tokens[i + 1 : i + 3]]
        passive = any(word.lower() in _PASSIVE for _, word in tokens[max(0, i - 2) : i])
        if following[:1] == ["by"] or ("by" in following and (passive or not before)):
            before, after = after, before
        if before or after:
            yield _Act(stems[0], before, after)


def _name(tokens: Sequence[tuple[str, str]]) -> str:
    """The first name of some tokens; "" if there is none, or the clause ends before it, or it does the same too."""
    for kind, token in tokens:
        if kind == "stop" or token in _TOGETHER:
            return ""
        if kind == "name" and (key := _key_of_run(token)):
            return key
    return ""


def _key_of_run(run: str) -> str:
    """The key of the name in a run of capitalised words, "" where there is none."""
    kept = run.split()
    while kept and kept[0] in _NO_NAME:
        kept = kept[1:]
    return _key(" ".join(kept)) if kept else ""


def _key(name: str) -> str:
    """What the forms of one name share: its abbreviation, or the first letters of its first word."""
    plain = re.sub(r"['’]s$|-led$", "", name).lower().replace(".", "")
    plain = _SHORT.get(plain, _SHORT.get(plain.rstrip("ns"), plain))
    return plain.split()[0][:_LETTERS] if plain.split() else ""


def _names(text: str) -> set[str]:
    runs = (match["name"] for match in _TOKEN.finditer(text) if match["name"])
    return {key for run in runs if (key := _key_of_run(run))}


def _one_word(one: str, other: str) -> bool:
    """Whether two stems are of one word, or a verb and its noun: "invad" and "invas"."""
    return one == other or (min(len(one), len(other)) >= _LETTERS and one[: _LETTERS - 1] == other[: _LETTERS - 1])
