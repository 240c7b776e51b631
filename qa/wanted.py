"""The kind of thing that a question asks for, and whether a text holds one.

>>> wanted(SearchText("How many men crossed?"))
Wanted(kind='number', words=())
>>> holds(wanted(SearchText("When did they cross?")), "They crossed over two decades (Fern, 2010).")
False
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.search import SearchText

from .amounts import counted_in, currency_in, holds_amount, holds_count, holds_date, holds_money, holds_number, unit_in
from .answer import Citation
from .asking import AUXILIARIES, QUESTION_WORDS, asking_part
from .identifiers import identifiers
from .reading.findings import Finding, best_first
from .tuned import TUNED

Kind = Literal["", "number", "date", "money", "unit", "person", "place", "identifier", "reason"]

_MONEY_VERBS = (
    r"cost|costs|charged?|cheap|earn(?:s|ed)?|expensive|invest(?:s|ed)?|lend|lent|loaned|paid|pay(?:s|ing)?|spen[dt]|"
    r"spending|worth"
)
_MONEY_NOUNS = (
    r"budget|costs?|debts?|fees?|fines?|income|loans?|money|payments?|prices?|revenues?|salary|salaries|wages?"
)
_MEASURED = r"big|cold|deep|far|fast|frequently|heavy|high|hot|large|long|often|old|tall|thick|warm|wide"
_CUES: tuple[tuple[str, Kind], ...] = (
    (rf"\bhow\s+much\s+(?:(?:of\s+)?(?:the|their|its)\s+)?(?:{_MONEY_NOUNS})\b", "money"),
    (rf"\bhow\s+much\b(?=[^?.,;]*\b(?:{_MONEY_VERBS})\b)", "money"),
    (
        r"\b(?:what|which)\s+(?:(?:exact|total)\s+)?(?:sum|salary)\b|\bprice\s+of\b|\bwhat\b[^?.,;]*\bcosts?\s*\?*$",
        "money",
    ),
    (r"\bhow\s+long\s+ago\b", "date"),
    (
        rf"\b(?:how|hw)\s+(?:many|{_MEASURED})\b"
        r"|\bhow\s+much\b(?![^?.,;]*\b(?:agree|care|depend|differ|like|matter|need|rely|trust)\b)",
        "number",
    ),
    (
        r"\b(?:what|which)\s+(?:(?:exact|total)\s+)?(?:percentages?|proportion|share|number|distance|size|length|height|"
        r"width|weight|age|temperature|amount)\b|\b(?:number|percentage|amount)\s+of\b(?!.*\b(?:how|wh\w+)\b)"
        r"|^\W*sample\s+size\b",
        "number",
    ),
    (
        r"\b(?:what|which|exact)\s+(?:(?:calendar|exact|same)\s+)?(?:year|date|day|month|decade|century|years|days|months|"
        r"decades)\b|\b(?:date|year)\s+of\b(?!.*\b(?:how|wh\w+)\b)|\b(?:with|in)\s+years\b",
        "date",
    ),
    (rf"\bwhen\s+(?:{AUXILIARIES})\b|\b(?:since|from|until|till|by|and|say|tell|know)\s+when\b|\bwhen\W*$", "date"),
    (r"\bdois?\b|\bisbn\b|\be-?mail\b|\bversion\s+number\b|\b(?:grant|part|phone|serial)\s+number\b", "identifier"),
    (r"\bwhich\s+(?:version|rule|clause|article|section|paragraph|page)s?\b", "identifier"),
    (
        r"(?:^|[,;:]|\b(?:and|by|for|from|of|to|with))\W*(?:who|whom|whose)\b"
        r"|\bwhich\s+(?:person|man|woman|author|president)\b",
        "person",
    ),
    (
        rf"\bwhere\s+(?:exactly\s+)?(?:{AUXILIARIES})\b"
        r"(?![^?.,;]*\b(?:come\s+up|describe|differ|discuss|mention|read|say|state|talk)\b)|\bwhere\W*$",
        "place",
    ),
    (
        r"\b(?:in|at|to|from)\s+(?:what|which)\s+(?:city|country|place|province|region|state|town|village)\b",
        "place",
    ),
    (
        r"\bwhy\b|\bhow\s+come\b|\bfor\s+(?:what|which)\s+reasons?\b|\bwhat\s+(?:are|is|was|were)\s+the\s+reasons?\b",
        "reason",
    ),
)
_RULES = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _CUES)
# "When the US left, what did Pakistan do?" asks what; "when usa recogniz pakistan" asks when.
_WHEN_FIRST = re.compile(rf"^\W*when\b(?!.*[,;]\s*(?:\w+\s+)?(?:{QUESTION_WORDS}|{AUXILIARIES})\b)", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:because|since|due\s+to|owing\s+to|thanks\s+to|as\s+a\s+result|result(?:s|ed|ing)?|therefore|thus|hence|reasons?|"
    r"caus(?:e[sd]?|ing)|led|lead(?:s|ing)?|in\s+order|so\s+that|so\s+as|in\s+response|aim(?:s|ed|ing)?|seek(?:s|ing)?|"
    r"sought|driven|prompt(?:s|ed|ing)?|contribut\w+|enabl\w+|allow\w*|mean(?:s|t|ing)?|motivat\w+|concerns?|view(?:s|ed|ing)?|"
    r"to\s+(?!the\b|a\b|an\b|its\b|their\b|this\b|that\b)[a-z]+|given|for\s+fear|fear(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[^\W\d_a-z][\w’'-]+")
_PEOPLE = re.compile(
    r"\b(?:\w+(?:ers|ors|ists|ians|ants|ents|ees)|author|child|children|critics?|people|person|men|man|women|woman|others?|"
    r"president|secretary|minister|groups?|forces?|government|scholars?|they|he|she|we)\b"
)
_PLACES = re.compile(
    r"\b(?:at|across|along|around|behind|beside|between|from|in|inside|near|off|on|outside|over|through|to|under|within)"
    r"\s+(?:(?:the|its|their|a|an|what|all)\s+)?(?:[a-z-]+\s+){0,2}?(?:[^\W\d_a-z]|area|border|building|capital|cit(?:y|ies)|"
    r"coast|countr|district|frontier|ground|north|east|south|west|place|region|river|site|square|street|town|university|village)"
    r"|[^\W\d_a-z]\w+:\s"  # a publisher's place
)


_SEVERAL = re.compile(
    rf"\b(?:{QUESTION_WORDS})\b.*(?:\band|[?])\s+(?:\w+\s+)?(?:{QUESTION_WORDS})\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The kind of thing that a question asks for, "" where it may be any.

    words   the currency or unit that it must be given in, by their name in ``amounts``, or the terms of what is to be
            counted; none where any will do
    """

    kind: Kind
    words: tuple[str, ...] = ()

    @property
    def measurable(self) -> bool:
        """Whether it is written in figures or words for them, so that a text surely shows it."""
        return self.kind in ("number", "date", "money", "unit", "identifier")


def wanted(question: SearchText) -> Wanted:
    """What a question asks for; read once for a text. Of several things asked at once a quote may hold any."""
    return question.once(wanted, lambda text: _wanted(asking_part(text.text)))


def _wanted(question: str) -> Wanted:
    if _SEVERAL.search(question):
        return Wanted("")
    found = [(match.start(), kind) for pattern, kind in _RULES if (match := pattern.search(question))]
    if _WHEN_FIRST.search(question):
        found.append((0, "date"))
    kind = min(found, key=lambda pair: pair[0])[1] if found else ""
    if kind not in ("", "number", "money"):
        return Wanted(kind)
    if currency := currency_in(question):
        return Wanted("money", (currency,))
    if kind == "number" and (unit := unit_in(question)):
        return Wanted("unit", (unit,))
    return Wanted(kind, counted_in(question) if kind == "number" else ())


def holds(asked: Wanted, text: str) -> bool:
    """Whether a text holds what is asked for; addresses, marks of citations and of notes are no numbers that answer."""
    match asked.kind:
        case "number":
            return holds_number(text, count=bool(asked.words))
        case "date":
            return holds_date(text)
        case "money":
            return holds_money(text, asked.words)
        case "unit":
            return holds_amount(text, asked.words)
        case "identifier":
            return bool(identifiers(text)) or re.search(r"\d|@", text) is not None
        case "person":
            return _NAME.search(text) is not None or _PEOPLE.search(text) is not None
        case "place":
            return _PLACES.search(text) is not None
        case "reason":
            return _CAUSE.search(text) is not None
        case _:
            return True


def counts(asked: Wanted, text: str) -> bool:
    """Whether a text counts the very things that a question wants to be counted; true where it names none."""
    return asked.kind != "number" or not asked.words or holds_count(text, asked.words)


def quote_holds(asked: Wanted, citation: Citation) -> bool:
    """Whether a quote holds what is asked for; the years and pages of an entry of the bibliography count nothing."""
    if citation.passage.kind == "reference" and asked.kind in ("number", "money", "unit"):
        return False
    return holds(asked, f"{citation.header} {citation.quote}")


def holding_first(question: SearchText, findings: Sequence[Finding]) -> list[Finding]:
    """Findings best first, those that lack what is asked for put back by ``TUNED.wanting.lacking`` or ``.hinting``, but
    for a reason, which the second look is for; a short answer that lacks what a text surely shows is the whole quote.
    """
    asked = wanted(question)
    return (
        best_first([_judged(asked, finding) for finding in findings])
        if asked.kind not in ("", "reason")
        else list(findings)
    )


def _judged(asked: Wanted, finding: Finding) -> Finding:
    citation = finding.citation
    fall = TUNED.wanting.lacking if asked.measurable else TUNED.wanting.hinting
    score = finding.score - (0.0 if quote_holds(asked, citation) else fall)
    if asked.measurable and not holds(asked, f"{citation.header} {citation.short}"):
        citation = replace(citation, answer=citation.span)
    return replace(finding, score=score, citation=citation)
