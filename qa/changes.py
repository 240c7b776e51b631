"""What a question was read as, beside what was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from index import Span

_WORD = re.compile(r"[^\W_](?:[\w.'’/-]*\w)?")


@dataclass(frozen=True, slots=True)
class Change:
    """Words of what was searched for, and what was typed for them, "" for those that were added."""

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
        # What was added for the conversation's sake stands in brackets, behind what was read in place of words typed.
        end = next((i for i in range(c, d) if searched[: after[i].start()].endswith("(")), d) if b > a else c
        old, new = before[a:b], after[c:end]
        if len(old) == len(new):
            found += [Change(Span(*read.span()), word[0]) for word, read in zip(old, new, strict=True)]
        elif new:
            found.append(Change(Span(new[0].start(), new[-1].end()), typed[old[0].start() : old[-1].end()]))
        if d > end:
            found.append(Change(Span(after[end].start(), after[d - 1].end()), ""))
    return tuple(found)
