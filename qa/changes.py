"""What a question was read as, beside what was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from index import Span

_WORD = re.compile(r"[^\W_](?:[\w.'’/-]*\w)?")


@dataclass(frozen=True, slots=True)
class Change:
    """A word of what was searched for, and what was typed for it; or the words that were added, typed ""."""

    read: Span
    typed: str


def changes(typed: str, searched: str) -> tuple[Change, ...]:
    """Where what was searched for differs from what was typed, in order; empty when it does not.

    >>> changes("a missle?", "a missile? (Stinger)")
    (Change(read=Span(start=2, end=9), typed='missle'), Change(read=Span(start=12, end=19), typed=''))
    """
    before, after = list(_WORD.finditer(typed)), list(_WORD.finditer(searched))
    matcher = SequenceMatcher(None, [m[0] for m in before], [m[0] for m in after], autojunk=False)
    found = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        pairs = zip(before[a:b], after[c:d], strict=False)  # a word is read as one word; what is left was added
        found += [Change(Span(*new.span()), old[0]) for old, new in pairs]
        if d - c > b - a:
            found.append(Change(Span(after[c + b - a].start(), after[d - 1].end()), ""))
    return tuple(found)
