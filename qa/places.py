"""The part of an article that a question names: a section by its heading or number, a page, or by a usual name.

A part that is not there is told as such, and is no reason to answer from another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index import Article, Passage
from index.text import content_terms

from .kinds import Asks

# A part by the name that readers use: what they write, the headings that it stands under, the kinds of its passages.
_USUAL = (
    ("abstract", r"abstract", r"abstract\b", {"abstract"}),
    ("summary", r"(?:author|plain|lay|executive) summary", r"(?:author|plain|lay|executive).*summary", ()),
    ("introduction", r"introduction", r"introduction|background\b", ()),
    ("literature review", r"literature(?: review)?|review of (?:the )?literature|related work",
     r"literature|related work|previous (?:work|research|studies)|state of the art", ()),
    ("methods", r"methods?|methodology", r"(?:(?:materials|data) and )?method|experimental section", ()),
    ("results", r"(?:results|findings) (?:section|part|chapter)", r"results|findings", ()),
    ("discussion", r"discussion", r"(?:results and )?discussion", ()),
    ("conclusion", r"conclusions?|concluding (?:remarks|section|part)", r"(?:summary and )?conclu|closing remarks", ()),
    ("acknowledgments", r"acknowledge?ments?", r"acknowledg", ()),
    ("appendix", r"appendix|appendices|supplement", r"append|supplement|supporting information", ()),
    ("notes", r"footnotes?|endnotes?", r"notes\b|endnotes", {"note"}),
)  # fmt: skip
_PART = r"(?:sub)?(?:section|chapter|part|passage|paragraph|heading)s?"
_OPENS = r"(?:in|from|of|by|to|under|inside|within|on|the|its|their|this|main points)"
_USED = (
    r"(?:^{name}\s?[:,-]|\b{opens} (?:the )?{name}\b(?! (?:of|for) (?!this|the (?:article|paper|study)))"
    r"|\b{name}\W*(?:$| for me))"
)
_PAGE = re.compile(r"\b(?:pages?|pp?\.|pg\.?) ?(\d+)\b", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"\b(?:{_PART}|sec\.?) (\d+(?:\.\d+)*)\b|\b(?:in|under) (\d+\.\d+(?:\.\d+)*)\b(?! ?%)", re.IGNORECASE
)
_END = (
    r"(?=[,.?!:;]|$| (?:say|tell|mention|state|describe|claim|report|give|recommend|name|write|explain|what|do|does|"
    r"did)\w*\b)"
)
_PHRASES = (
    (r"^([\w'’/& -]{3,60}?)\s?:", 1.0),
    (
        rf"\b{_PART} (?:(?:on|about|called|entitled|titled|headed|named|of|covering|dealing with|that deals with) |"
        rf"(?=(?-i:[A-Z\"“‘])))[\"“'‘]?(.+?)[\"”'’]?{_END}",
        0.6,
    ),
    (rf"\b(?:in|from|of|the|what) ((?:[\w'’/&-]+ ){{1,6}}){_PART}\b", 0.6),
    (rf"^((?:[\w'’/&-]+ ){{1,5}}){_PART}\s?[:–-]", 0.6),
    (r"\b(?:in|under) [\"“‘]([^\"”’]+)[\"”’]", 0.6),
    (
        r"\b(?:points|overview|summary|gist|argument|summari[sz]e|sum up|learn about|findings) (?:of|in|on|about|"
        r"from)? ?"
        r"(?:the )?(.+?)(?=[,.?!:;]|$)",
        1.0,
    ),
)
_LEAD = re.compile(r"(?:(?:in|from|of|by|to|under|inside|within|on|what) )+", re.IGNORECASE)
_LABEL = re.compile(r"\s?[:,–-]\s?")
_WHOLE = re.compile(r"\b(?:how|what|when|where|which|who|whom|whose|why|is|are|was|were|do|does|did)\b", re.IGNORECASE)
_ALIKE = {"befor": "pre", "prior": "pre", "earlier": "pre", "after": "post", "sinc": "post", "follow": "post"}
_NO_MATTER = frozenset("time year period era section part chapter one paper articl studi".split())


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the article that a question names.

    name       as the question, or the article's heading, has it; "" where the question names none
    positions  of its passages in the article; none where the article has no such part
    phrase     the words of the question that name it
    """

    name: str = ""
    positions: frozenset[int] = frozenset()
    phrase: str = ""

    @property
    def missing(self) -> bool:
        """Whether the question names a part that the article has not."""
        return bool(self.name) and not self.positions


EVERYWHERE = Place()


def place_of(question: str, asks: Asks, article: Article) -> Place:
    """The part of an article that a question of a kind is about."""
    if asks not in ("place", "overview"):
        return EVERYWHERE
    finders = (_page, _number, _usual, _headed)
    return next((place for finder in finders if (place := finder(question, article)).name), EVERYWHERE)


def without_place(question: str, place: Place) -> str:
    """A question as it is read inside a place: what names the place is "the article" there.

    >>> without_place("What does the appendix say about mules?", Place("appendix", frozenset({9}), "the appendix"))
    'What does the article say about mules?'
    """
    opening, named, behind = question.partition(place.phrase) if place.positions else (question, "", "")
    if not named:
        return question
    if not opening.strip() and (label := _LABEL.match(behind)):
        rest = behind[label.end() :]
        return rest if _WHOLE.search(rest) else f"What is said about {rest.rstrip(' ?.')}?"
    lead = _LEAD.match(named)
    return f"{opening}{lead[0] if lead else ''}the article{behind}"


def _page(question: str, article: Article) -> Place:
    named = _PAGE.search(question)
    if not named:
        return EVERYWHERE
    return Place(f"page {named[1]}", _where(article, lambda passage: named[1] in _pages_of(passage)), named[0])


def _pages_of(passage: Passage) -> set[str]:
    return set(passage.labels) if any(passage.labels) else {str(page) for page in passage.pages}


def _number(question: str, article: Article) -> Place:
    named = _NUMBERED.search(question)
    if not named:
        return EVERYWHERE
    number = named[1] or named[2]
    starts = re.compile(rf"{re.escape(number)}(?![\d])(?!\.\d)")
    found = _where(article, lambda passage: any(starts.match(part) for part in _path(passage)))
    if (
        not found
        and number.isdigit()
        and not any(re.match(r"\d+\.? ", passage.section) for passage in article.passages)
    ):
        tops = list(dict.fromkeys(part for passage in article.passages for part in _path(passage)[:1]))
        inside = [top for top in tops if not re.match(r"abstract|references|bibliography", top, re.IGNORECASE)]
        wanted = inside[int(number) - 1] if 0 < int(number) <= len(inside) else None
        found = _where(article, lambda passage: wanted in _path(passage)[:1])
    return Place(f"section {number}", found, named[0])


def _usual(question: str, article: Article) -> Place:
    for name, asked, headed, kinds in _USUAL:
        named = re.search(_USED.format(name=f"(?:{asked})", opens=_OPENS), question, re.IGNORECASE)
        if named:
            head = re.compile(rf"(?:[\dIVX]+[.\d]*\.? )?(?:{headed})", re.IGNORECASE)
            found = _where(article, lambda p: p.kind in kinds or any(map(head.match, _path(p))))  # noqa: B023
            return Place(name, found, named[0].rstrip(" :,-?."))
    return EVERYWHERE


def _headed(question: str, article: Article) -> Place:
    """The part under the heading that has most of the words by which the question names it."""
    headings = list(dict.fromkeys(part for passage in article.passages for part in _path(passage)))
    for pattern, share in _PHRASES:
        for phrase in re.finditer(pattern, question, re.IGNORECASE):
            wanted = _terms(phrase[1])
            heading = _closest(wanted, headings, share)
            if heading:
                found = _where(article, lambda passage: heading in _path(passage))  # noqa: B023
                return Place(heading, found, phrase[0].strip(" :–-"))
            if wanted and re.search(r"\b(?:sub)?(?:section|chapter)\b", phrase[0], re.IGNORECASE):
                return Place(phrase[1].strip(' ,."“”'))
    return EVERYWHERE


def _closest(wanted: set[str], headings: Sequence[str], share: float) -> str:
    """The heading with the largest share of the words, at least so much; of equals that with the fewest others."""
    scored = [(len(wanted & own) / len(wanted), len(wanted & own) / len(own), heading)
              for heading in headings if wanted and (own := _terms(heading))]  # fmt: skip
    best = max(scored, key=lambda one: one[:2], default=(0.0, 0.0, ""))
    return best[2] if best[0] >= share and best[0] > 0 else ""


def _terms(text: str) -> set[str]:
    """The words of a heading, or of what names one; "prior to" and "before" are "pre-", "after" is "post-"."""
    spelt = re.sub(r"\b(before|prior|earlier)\b", " pre ", text, flags=re.IGNORECASE)
    spelt = re.sub(r"\b(after|since|following)\b", " post ", spelt, flags=re.IGNORECASE)
    return {_ALIKE.get(term, term) for term in content_terms(spelt)} - _NO_MATTER


def _path(passage: Passage) -> list[str]:
    """The headings that a passage stands under, the outermost first."""
    return [part.strip() for part in passage.section.split(" > ") if part.strip()]


def _where(article: Article, holds: Callable[[Passage], bool]) -> frozenset[int]:
    return frozenset(
        position
        for position, passage in enumerate(article.passages)
        if passage.kind not in ("reference", "header") and holds(passage)
    )
