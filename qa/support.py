"""The word for how sure an answer is."""

from __future__ import annotations

from typing import Literal

from .kinds import Asks
from .tuned import TUNED

Support = Literal["strong", "moderate", "weak"]


def support(confidence: float, asks: Asks) -> Support:
    """strong, moderate or weak; from the confidence and the kind of question, whose answers are right more or less
    often at the same confidence."""
    bands = TUNED.support
    if confidence >= bands.strong_by_kind.get(asks, bands.strong):
        return "strong"
    return "moderate" if confidence >= bands.moderate else "weak"
