"""The older XML of BioMed Central, an <art> -> Gold."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .gold import Gold, GoldHeading, GoldParagraph, GoldReference, inside, is_under, said, tag_of

_NO_PARAGRAPH = frozenset("st title caption table tbl tblbdy tfoot fig fn note suppl bibl formula".split())
_NOT_ITS_OWN = _NO_PARAGRAPH | frozenset("ul ol list graphic inline-formula display-formula".split())


def gold_of(root: etree._Element) -> Gold:
    """The gold of an <art>: <fm>, <bdy> and <bm>."""
    about = root.find("fm/bibl")
    if about is None:
        raise ValueError("it has no <fm> with <bibl>")
    _print_ranges(root)
    parts = [*root.iterfind("fm/abs"), *root.iterfind("bdy"), *root.iterfind("bm")]
    return Gold(
        title=said(about.find("title")),
        headings=tuple(_headings(root)),
        optional=tuple(said(e) for e in root.iter("st", "dochead") if is_under(e, frozenset(("fm",)))),
        paragraphs=tuple(_paragraph(p) for part in parts for p in part.iter("p") if not is_under(p, _NO_PARAGRAPH)),
        references=tuple(_reference(bibl) for bibl in root.iterfind("bm/refgrp/bibl")),
        authors=tuple(said(name) for name in about.iterfind("aug/au/snm")),
        years=frozenset(said(year) for year in about.iterfind("pubdate")),
        journals=tuple(said(source) for source in about.iterfind("source")),
        doi=next((said(e) for e in about.iter("pubid") if e.get("idtype") == "doi"), ""),
    )


def _headings(root: etree._Element) -> Iterator[GoldHeading]:
    for part in (*root.iterfind("bdy"), *root.iterfind("bm")):
        for title in part.iter("st"):
            section = title.getparent()
            if section is not None and said(title):
                yield GoldHeading(said(title), section.find("p") is not None)


def _is_not_its_own(element: etree._Element) -> bool:
    return tag_of(element) in _NOT_ITS_OWN


def _paragraph(p: etree._Element) -> GoldParagraph:
    marks = (e for e in inside(p, _is_not_its_own) if tag_of(e) == "abbr")
    part = p.getparent()
    lead = said(part.find("st")) if part is not None and is_under(part, frozenset(("abs",))) else ""
    return GoldParagraph(said(p, _is_not_its_own), tuple(e.get("bid", "") for e in marks), lead)


def _print_ranges(root: etree._Element) -> None:
    """Take the number out of every mark that print leaves out: "17 18 19" is printed "17–19"."""
    for group in root.iter("abbrgrp"):
        numbers = [(abbr, int(said(abbr))) for abbr in group.iter("abbr") if said(abbr).isdigit()]
        known = {number for _, number in numbers}
        for abbr, number in numbers:
            if {number - 1, number + 1} <= known:
                abbr.text = ""


def _reference(bibl: etree._Element) -> GoldReference:
    name = next((said(e) for tag in ("snm", "cnm") for e in bibl.iter(tag)), "")
    title = said(bibl.find("title")) or said(bibl.find("source"))
    if not title:
        return GoldReference(bibl.get("id", ""), said(bibl))
    return GoldReference(bibl.get("id", ""), f"{name} {said(bibl.find('pubdate'))} {title}")
