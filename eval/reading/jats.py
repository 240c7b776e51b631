"""JATS, the XML of journals -> Gold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from .gold import Gold, GoldHeading, GoldParagraph, GoldReference, inside, is_under, said, tag_of

_NO_PARAGRAPH = frozenset(
    "fig fig-group table-wrap table-wrap-group table-wrap-foot caption boxed-text fn supplementary-material media ref"
    " sub-article response author-notes def-list bio".split()
)
_NOT_ITS_OWN = _NO_PARAGRAPH | frozenset(
    "list disp-quote disp-formula disp-formula-group inline-formula chem-struct-wrap code preformat verse-group"
    " speech statement graphic inline-graphic label".split()
)
_SECTIONS = frozenset("sec ack app notes fn-group glossary".split())
_CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation")
_SURNAMES = ("name/surname", "name-alternatives/name/surname", "collab", "string-name")
_TITLES = ("article-title", "chapter-title", "part-title", "data-title", "source")
_NOTE_MARKS = frozenset(("fn", "table-fn", "aff", "corresp"))
_NOT_PRINTED = frozenset("graphical teaser toc precis short".split())  # kinds of abstract
_DASH = re.compile(r"\s*[-‐‑–—]\s*$")


def gold_of(root: etree._Element) -> Gold:
    """The gold of an <article>: its own front, body and back, without reviews and replies."""
    meta = root.find("front/article-meta")
    if meta is None:
        raise ValueError("it has no <front> with <article-meta>")
    ids = [ref.get("id", "") for ref in root.iterfind("back//ref")]
    abstracts = [a for a in meta.iterfind("abstract") if a.get("abstract-type", "") not in _NOT_PRINTED]
    parts = [*abstracts, *root.iterfind("body"), *root.iterfind("back")]
    return Gold(
        title=": ".join(_said(e) for e in meta.iterfind("title-group/*") if e.tag in ("article-title", "subtitle")),
        headings=tuple(_headings(root)),
        optional=tuple(_optional(root)),
        paragraphs=tuple(_paragraph(p, ids) for part in parts for p in part.iter("p") if _is_paragraph(p)),
        references=tuple(_reference(ref) for ref in root.iterfind("back//ref")),
        authors=tuple(filter(None, _authors(meta))),
        years=frozenset(_said(year) for year in meta.iterfind("pub-date/year")),
        journals=tuple(filter(None, map(_said, _journal_names(root)))),
        doi=next((_said(e) for e in meta.iterfind("article-id[@pub-id-type='doi']")), ""),
    )


def _said(element: etree._Element | None) -> str:
    """The words of a title, a name or the like, without footnotes and their marks."""
    return said(element, lambda child: tag_of(child) == "fn" or _is_note_mark(child))


def _is_note_mark(element: etree._Element) -> bool:
    return tag_of(element) == "xref" and element.get("ref-type") in _NOTE_MARKS


def _is_paragraph(p: etree._Element) -> bool:
    """Whether a <p> is text: neither in a float or note, nor round an entry, as of a data set."""
    return not is_under(p, _NO_PARAGRAPH) and next(p.iter(*_CITATIONS, "related-object"), None) is None


def _headings(root: etree._Element) -> Iterator[GoldHeading]:
    for part in (*root.iterfind("body"), *root.iterfind("back")):
        for title in part.iter("title"):
            section = title.getparent()
            if section is not None and tag_of(section) in _SECTIONS and not is_under(title, _NO_PARAGRAPH):
                text = " ".join(filter(None, (_said(section.find("label")), _said(title))))
                if text:
                    yield GoldHeading(text, section.find("p") is not None)


def _optional(root: etree._Element) -> Iterator[str]:
    for title in root.iter("title", "label"):
        if not is_under(title, frozenset(("sub-article", "response"))):
            yield _said(title)
    for tag in ("subject", "kwd-group/title"):
        yield from map(_said, root.iterfind(f"front//{tag}"))


def _paragraph(p: etree._Element, ids: Sequence[str]) -> GoldParagraph:
    cited: list[str] = []
    before: list[str] = []  # the ids of an <xref> after which a dash stands
    for xref in inside(p, _is_not_its_own):
        if tag_of(xref) == "xref" and xref.get("ref-type") == "bibr":
            found = [rid for rid in xref.get("rid", "").split() if rid in ids]
            if before and found:
                cited += ids[ids.index(before[-1]) + 1 : ids.index(found[0])]
            cited += found
            before = found if _is_range(xref) else []
    return GoldParagraph(said(p, _is_not_its_own), tuple(cited), _lead(p))


def _lead(p: etree._Element) -> str:
    part = p.getparent()
    in_abstract = part is not None and tag_of(part) == "sec" and is_under(part, frozenset(("abstract",)))
    return _said(part.find("title")) if part is not None and in_abstract else ""


def _is_range(xref: etree._Element) -> bool:
    following = xref.getnext()
    return bool(_DASH.fullmatch(xref.tail or "")) and following is not None and tag_of(following) == "xref"


def _is_not_its_own(element: etree._Element) -> bool:
    """Whether an element in a paragraph is none of its words: a block of another kind, or a footnote's mark."""
    return tag_of(element) in _NOT_ITS_OWN or _is_note_mark(element)


def _reference(ref: etree._Element) -> GoldReference:
    citation = next(ref.iter(*_CITATIONS), ref)
    surname = next((_said(e) for tag in ("surname", "collab", "string-name") for e in citation.iter(tag)), "")
    title = next((text for tag in _TITLES for e in citation.iter(tag) if (text := _said(e))), "")
    if not title:
        return GoldReference(ref.get("id", ""), _said(citation))
    return GoldReference(ref.get("id", ""), f"{surname} {_said(citation.find('.//year'))} {title}")


def _authors(meta: etree._Element) -> Iterator[str]:
    for person in meta.iterfind("contrib-group/contrib"):
        if person.get("contrib-type", "author") == "author":
            names = (e for path in _SURNAMES for e in person.iterfind(path))
            yield next((text for e in names if (text := said(e, lambda child: tag_of(child) == "contrib-group"))), "")


def _journal_names(root: etree._Element) -> Iterator[etree._Element]:
    meta = root.find("front/journal-meta")
    if meta is not None:
        yield from meta.iter("journal-title", "abbrev-journal-title")
        yield from meta.iterfind("journal-id")
