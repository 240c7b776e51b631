"""A comparison: the things that a question compares, each asked for by itself, and a quote for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text import content_terms

from ..extent import sentence_before
from ..reading.findings import Finding, Reading
from ..tuned import TUNED
from .shaped import Shaped, same

_END = r"(?=[?.;]|$)"
_BETWEEN = re.compile(
    r"\bbetween (?P<a>.{2,60}?) and (?P<b>.{2,60}?)(?=[?,.;:]|$| (?:in|on|about|over|during|regarding)\b)", re.I
)
_WITH = re.compile(rf"\bcompare (?P<a>.{{2,120}}?) (?:with|against) (?P<b>.{{2,120}}?){_END}", re.I)
_COMPARED = re.compile(rf"\bcompare (?P<a>.{{2,120}}?) (?:and|to) (?P<b>.{{2,120}}?){_END}", re.I)
_VERSUS = re.compile(
    rf"^(?P<a>.{{2,80}}?),? (?:vs\.?|versus|compared (?:with|to)|as opposed to) (?P<b>.{{2,80}}?){_END}", re.I
)
_EITHER = re.compile(r"[,:] (?P<a>[^,?]{2,60}?) or (?P<b>[^,?]{2,60}?)(?=\?|$)", re.I)
_HOW = re.compile(
    r"\bhow (?:\w+ )?(?:do|does|did|is|are|was|were) (?P<a>[^?,]{2,80}?) (?:compare (?:with|to)|and|differ from)"
    r" (?P<b>[^?,]{2,80}?)(?= (?:differ|compare|praised|described|seen|relate|resemble)\b|[?,;:]|$)",
    re.I,
)
_PROPER = r"(?:the )?[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)*"
_AND = re.compile(rf"(?P<a>{_PROPER}) and (?P<b>{_PROPER})")
_LABELLED = re.compile(r"^(?P<a>[^:?]{2,60}?) and (?P<b>[^:?]{2,60}?):")
_PATTERNS = (_BETWEEN, _WITH, _COMPARED, _LABELLED, _EITHER, _HOW, _AND)


@dataclass(frozen=True, slots=True)
class Side:
    """A thing that is compared: its name and the question for it alone, both in the words of the question."""

    name: str
    question: str


def sides_of(question: str, parts: Sequence[str] = ()) -> tuple[Side, ...]:
    """The two things that a question compares; none where they cannot be told.

    parts   the things that it asks one after another, as ``Query.parts`` has them

    >>> [side.name for side in sides_of("What is the difference between the road and the railway?")]
    ['the road', 'the railway']
    """
    if versus := _VERSUS.search(question):
        first, second = versus["a"].strip(), versus["b"].strip()
        return Side(first, _in_place_of(first, second, True)), Side(second, _in_place_of(second, first, False))
    for pattern in _PATTERNS:
        found = pattern.search(question)
        if found and content_terms(found["a"]) and content_terms(found["b"]):
            return tuple(
                Side(found[name].strip(" :,"), question[: found.start("a")] + found[name] + question[found.end("b") :])
                for name in "ab"
            )
    return tuple(Side(part.rstrip("?"), part) for part in parts[:2]) if len(parts) > 1 else ()


def _in_place_of(one: str, other: str, before: bool) -> str:
    """A thing with the words that only the other bears: "size of A vs B" asks for "size of B" too, "A's size vs B's"
    for "B's size", "short vs long term" for "short term". before: whether it is the one before the "vs"."""
    own, longer = one.split(), other.split()
    if len(own) >= len(longer):
        return one
    heads = before or one.endswith(("'s", "’s"))
    return " ".join([*own, *longer[len(own) :]] if heads else [*longer[: -len(own)], *own])


def comparison(reading: Reading) -> Shaped:
    """The best quote for each side that has one that no side before it took; a side without any is not answered."""
    taken: list[Finding] = []
    names, lacking = [], []
    for name, found in reading.sides.items():
        one = next((finding for finding in found if not any(same(finding, other) for other in taken)), None)
        if one is None or one.answer < TUNED.forms.side or not _speaks_of(one, name, reading):
            lacking.append(name)
        else:
            taken.append(one)
            names.append(name)
    if not taken:
        return Shaped((reading.whole[0].citation,))
    return Shaped(tuple(one.citation for one in taken), "comparison", tuple(names), tuple(lacking))


def _speaks_of(finding: Finding, name: str, reading: Reading) -> bool:
    """Whether a quote, with the sentence before it, has a word by which a side differs from the others."""
    others = {term for other in reading.sides if other != name for term in content_terms(other)}
    own = set(content_terms(name)) - others
    citation = finding.citation
    near = set(content_terms(sentence_before(citation).of(citation.passage.text) + " " + citation.quote))
    return not own or not own.isdisjoint(near)
