"""How people turn an answerable question into a near miss: the edits mined from pairs (UnAnsQ, Zhu et al., 2019)."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_AUXILIARY = re.compile(r"\b(did|does|do|is|are|was|were|could|would|should|has|have|had)\b(?!n't)", re.IGNORECASE)
_SENSES = ("n't", "not", "never", "no longer")
_LEAST = 4  # times that people made an edit; rarer ones mostly swap one topic's names


@dataclass(frozen=True)
class Edits:
    """swaps: for a lower-case word, what people put in its place and how often; senses: negations, likewise."""

    swaps: dict[str, tuple[tuple[str, int], ...]]
    senses: tuple[tuple[str, int], ...]

    def changed(self, question: str, text: str, draws: random.Random) -> str | None:
        """The question with one edit, drawn by how often people make it; None if none fits. ``text`` lacks the word
        put in."""
        found = [*self._swapped(question, set(re.findall(r"[\w']+", text.lower()))), *self._negated(question)]
        if not found:
            return None
        return draws.choices([changed for changed, _ in found], [count for _, count in found])[0]

    def _swapped(self, question: str, held: set[str]) -> Iterator[tuple[str, float]]:
        for match in re.finditer(r"[\w']+", question):
            for other, count in self.swaps.get(match[0].lower(), ()):
                if not set(other.split()) & held:
                    yield question[: match.start()] + other + question[match.end() :], count

    def _negated(self, question: str) -> Iterator[tuple[str, float]]:
        match = _AUXILIARY.search(question)
        if match:
            for sense, count in self.senses:
                put = match[0] + ("n't" if sense == "n't" else f" {sense}")
                # A negation fits nearly any question, a swap few: so its count is weighed down.
                yield question[: match.start()] + put + question[match.end() :], count / 20


def read_edits(path: Path) -> Edits:
    """The edits of the file mined-edits.json: a list of {op, frm, to, n}."""
    swaps: dict[str, list[tuple[str, int]]] = {}
    senses = []
    for edit in json.loads(path.read_text(encoding="utf-8")):
        if edit["n"] < _LEAST:
            continue
        if edit["op"] == "replace" and "'" not in edit["to"] and "-" not in edit["to"]:
            swaps.setdefault(edit["frm"], []).append((edit["to"], edit["n"]))
        elif edit["op"] == "insert" and edit["to"] in _SENSES:
            senses.append((edit["to"], edit["n"]))
    return Edits({word: tuple(others) for word, others in swaps.items()}, tuple(senses))
