"""How sure an answer is, in a line."""

from __future__ import annotations

from qa.kinds import Asks
from qa.support import support
from qa.tuned import TUNED


def support_in_words(confidence: float, asks: Asks) -> str:
    """The support of an answer to a kind of question, and its meaning."""
    bands, sure = TUNED.support, "the chance that the article answers this is put at"
    strong = bands.strong_by_kind.get(asks, bands.strong)
    match support(confidence, asks):
        case "strong":
            return f"Strong support: {sure} {strong:.0%} or more."
        case "moderate":
            most = f"{bands.moderate:.0%} to {strong:.0%}" if strong < 1 else f"{bands.moderate:.0%} or more"
            return f"Moderate support: {sure} {most}."
        case _:
            return f"Weak support: {sure} less than {bands.moderate:.0%}. Read it in its place before you rely on it."
