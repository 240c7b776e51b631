"""JATS: the people of an article, and the entries of its bibliography, which may be given in parts only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from ...text import LETTERS

_CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation")
_NAMES = ("name", "string-name", "collab")


def author_names(people: Iterable[etree._Element]) -> str:
    """The names of <contrib> elements in their order: "Anna Fern, Ben Moss"."""
    found = (next((e for e in person.iter(*_NAMES)), None) for person in people)
    return ", ".join(_full_name(name) for name in found if name is not None)


def entry(ref: etree._Element) -> str:
    """An entry's words; a <ref> of nothing but parts is put together: "Fern, A. (1904). Title. Source, 3(1), 5-19."."""
    texts = []
    for part in ref.iterchildren(*_CITATIONS, "citation-alternatives", "note"):
        if part.tag == "citation-alternatives":
            part = next(part.iterchildren(*_CITATIONS), part)
        texts.append(_from_parts(part) if part.tag != "note" and _has_parts_only(part) else _text(part))
    return " ".join(text for text in texts if text)


def _has_parts_only(citation: etree._Element) -> bool:
    said = [citation.text, *(child.tail for child in citation)]
    return len(citation) > 0 and not any(re.search(r"\w|[.,;:()]", text or "") for text in said)


def _from_parts(citation: etree._Element) -> str:
    """A citation put together in the order of APA, the dates and titles as they stand."""

    def part(*tags: str) -> str:
        return next((text for tag in tags if (text := _text(citation.find(tag)))), "")

    year, title, source = (
        part("year"),
        part("article-title", "chapter-title", "part-title", "data-title"),
        part("source"),
    )
    pages = "-".join(filter(None, (part("fpage"), part("lpage")))) or part("elocation-id", "page-range")
    issue = f"({part('issue')})" if part("issue") else ""
    serial = ", ".join(filter(None, (source, part("volume") + issue, pages)))
    publisher = ": ".join(filter(None, (part("publisher-loc"), part("publisher-name"))))
    link = next((_text(e) for e in citation.iterchildren("pub-id", "ext-link", "uri", "comment")), "")
    people = _people(citation)
    dated = " ".join(filter(None, (people, f"({year})" if year else "")))
    parts = (dated, title, serial, publisher, link)
    return " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in parts if text)


def _people(citation: etree._Element) -> str:
    groups = citation.findall("person-group")
    group = next((g for g in groups if g.get("person-group-type") == "author"), groups[0] if groups else citation)
    names = [_listed_name(e) for e in group.iterchildren(*_NAMES)]
    if group.find("etal") is not None or citation.find("etal") is not None:
        return ", ".join([*names, "et al."])
    return _all_of(names)


def _all_of(names: Sequence[str]) -> str:
    return ", & ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _full_name(name: etree._Element) -> str:
    if name.find("surname") is None:
        return _text(name)
    return " ".join(filter(None, (_text(name.find(tag)) for tag in ("prefix", "given-names", "surname", "suffix"))))


def _listed_name(name: etree._Element) -> str:
    """A <name> as "Fern, A. B."; the given names may be "Anna Beth", "A.B." or "AB"."""
    if name.find("surname") is None:
        return _text(name)
    given = _text(name.find("given-names"))
    words = list(given) if re.fullmatch(r"[^\W\d_a-z]{1,3}", given) else LETTERS.findall(given)
    initials = " ".join(f"{word[0]}." for word in words)
    return ", ".join(filter(None, (_text(name.find("surname")), initials, _text(name.find("suffix")))))


def _text(element: etree._Element | None) -> str:
    return " ".join(_said(element).split()) if element is not None else ""


def _said(element: etree._Element) -> str:
    """An element's characters; names of people without any sign between them are parted by commas."""
    texts = [element.text or ""]
    for child in element:
        match child.tag:
            case "name":
                texts.append(_listed_name(child))
            case "person-group" if _has_parts_only(child):
                texts.append(_all_of([_listed_name(e) for e in child.iterchildren(*_NAMES)]))
            case _:
                texts.append(_said(child))
        texts.append(child.tail or "")
    return "".join(texts)
