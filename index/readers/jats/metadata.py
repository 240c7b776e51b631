"""JATS: what an article is, from <article-meta> and <journal-meta>."""

from __future__ import annotations

from lxml import etree

from ...metadata import Metadata, Name, doi_in, page_range

_DATES = ("ppub", "epub-ppub", "collection", "pub", "epub", "")  # the date is the one that is cited


def metadata_of(article: etree._Element) -> Metadata:
    """The fields that an <article> states."""
    meta = article.find("front/article-meta")
    if meta is None:
        return Metadata()
    journal = article.find("front/journal-meta")
    dois = (_text(e) for e in meta.iterfind("article-id") if e.get("pub-id-type") == "doi")
    pages = page_range(_text(meta.find("fpage")), _text(meta.find("lpage")))
    return Metadata(
        tuple(name for person in meta.iterfind("contrib-group/contrib") if (name := _author(person)).family),
        _year(meta),
        _journal(journal),
        _text(meta.find("volume")),
        _text(meta.find("issue")),
        pages or page_range(_text(meta.find("elocation-id"))),
        next((doi for text in dois if (doi := doi_in(text))), ""),
    )


def _author(person: etree._Element) -> Name:
    if person.get("contrib-type", "author") != "author":
        return Name("")
    name = next((e for e in person.iter("name", "string-name", "collab")), None)
    if name is None:
        return Name("")
    family = name.find("surname")
    if family is None:
        return Name(_text(name, "contrib-group"))
    return Name(_text(family), _text(name.find("given-names")))


def _journal(meta: etree._Element | None) -> str:
    if meta is None:
        return ""
    names = (meta.find(path) for path in (".//journal-title", ".//abbrev-journal-title", "journal-id"))
    return next((text for name in names if (text := _text(name))), "")


def _year(meta: etree._Element) -> str:
    dates = {d.get("pub-type", d.get("date-type", "")): _text(d.find("year")) for d in meta.iterfind("pub-date")}
    return next((dates[kind] for kind in _DATES if dates.get(kind)), "")


def _text(element: etree._Element | None, without: str = "") -> str:
    """An element's characters on one line, but for those of the children named ``without``."""
    if element is None:
        return ""
    texts = [element.text or ""]
    for child in element:
        texts += ["" if child.tag == without else "".join(child.itertext()), child.tail or ""]
    return " ".join("".join(texts).split())
