"""The gold of an article, from XML in JATS or in BMC's older form, by code that imports no reader."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

_APART = frozenset("break p title label list-item abbr abbrgrp year source article-title surname st".split())
_RAISED = "\0"  # before raised and lowered characters, which XML cannot hold itself
_BROKEN = re.compile(rf"\s*\n\s*{_RAISED}")  # a line of the file that ends before them

LeftOut = Callable[[etree._Element], bool]


@dataclass(frozen=True, slots=True)
class GoldHeading:
    """The title of a section, with its label if it has one; ``own_text``: a paragraph stands directly under it."""

    text: str
    own_text: bool


@dataclass(frozen=True, slots=True)
class GoldParagraph:
    """A paragraph of the abstract, the body or the back, and the ids of the entries that it cites, in order.

    No paragraph: anything in a figure, table, caption, box, footnote, supplement or life of an author. The words of
    formulas, code and lists inside a paragraph are not its own; a list's items are paragraphs themselves. An entry
    that is cited twice stands twice, and "[1–3]" cites the second entry too.

    lead  the title of its part of the abstract, which print may put at its head: "Methods:"; "" if there is none
    """

    text: str
    cited: tuple[str, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class GoldReference:
    """An entry of the bibliography: its id and the words by which it is known.

    These are the first author's surname, the year, and the title (the book's, where there is no other); all the
    words of an entry whose parts are not marked.
    """

    id: str
    key: str


@dataclass(frozen=True, slots=True)
class Gold:
    """All that is asked of a reading.

    headings  of the body and back, without the bibliography's
    optional  headings that a reading may give or leave: titles inside the abstract, and of boxes and captions
    authors   the surnames, in order
    years     of every date of publication: the issue's may be another than the article's
    journals  the journal's name and its abbreviations
    """

    title: str
    headings: tuple[GoldHeading, ...]
    optional: tuple[str, ...]
    paragraphs: tuple[GoldParagraph, ...]
    references: tuple[GoldReference, ...]
    authors: tuple[str, ...]
    years: frozenset[str]
    journals: tuple[str, ...]
    doi: str


def parsed(path: Path) -> etree._Element:
    """The root of an XML file; nothing is fetched. ValueError if it is not well-formed."""
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False, huge_tree=True)
    try:
        return etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{path.name} is no gold: it is not well-formed XML ({error})") from error


def tag_of(node: etree._Element) -> str:
    """The name of an element without its name space, "" for a comment, instruction or entity."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _nothing(element: etree._Element) -> bool:
    return False


def said(element: etree._Element | None, left_out: LeftOut = _nothing) -> str:
    """The characters of an element on one line, but for those in elements that are left out."""
    if element is None:
        return ""
    return " ".join(_BROKEN.sub("", "".join(_pieces(element, left_out))).replace(_RAISED, "").split())


def inside(element: etree._Element, left_out: LeftOut) -> Iterator[etree._Element]:
    """The elements in an element, in order, but for those that are left out and what is in them."""
    for child in element:
        if tag_of(child) and not left_out(child):
            yield child
            yield from inside(child, left_out)


def is_under(element: etree._Element, tags: frozenset[str]) -> bool:
    """Whether an element stands in one with such a tag."""
    return any(tag_of(outer) in tags for outer in element.iterancestors())


def _pieces(element: etree._Element, left_out: LeftOut) -> Iterator[str]:
    """The text of an element piece by piece; anything left out, a break, a block and a raised mark part words."""
    yield element.text or ""
    for child in element:
        tag = tag_of(child)
        if isinstance(child, etree._Entity):
            yield html.unescape(str(child.text))
        elif tag and left_out(child):
            yield "" if tag == "xref" else " "
        elif tag:
            apart = " " if tag in _APART or _is_mark(child) else ""
            yield _RAISED if tag in ("sup", "sub") and not apart else apart
            yield from _pieces(child, left_out)
            yield apart
        yield child.tail or ""


def _is_mark(element: etree._Element) -> bool:
    """Whether an element is the raised number of an entry."""
    holds = element.find(".//xref[@ref-type='bibr']") is not None
    return (tag_of(element) == "sup" and holds) or (tag_of(element) == "xref" and element.find("sup") is not None)
