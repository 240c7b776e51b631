"""HTML: what an article is, from the <meta> elements of its head: citation_*, Dublin Core, PRISM, eprints and bepress.

A field is taken from the first kind of name that the page uses for it: Highwire's citation_* are made for citing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from ...metadata import Metadata, Name, doi_in, listed_people, page_range, year_in

_SCHEMES = ("citation_", "bepress_citation_", "eprints.", "prism.", "dc.", "dcterms.", "")
_AUTHORS = ("author", "authors", "creators_name", "creator", "creator.personalname")
_YEAR = ("publication_date", "date", "year", "publicationdate", "cover_date", "date.issued", "issued", "online_date")
_JOURNAL = ("journal_title", "publicationname", "publication", "source.journaltitle", "ispartof", "journal_abbrev")
_BETWEEN = re.compile(r"\s*[-–]\s*")


def metadata_of(page: etree._Element) -> Metadata:
    """The fields that a page's head states."""
    stated = _stated(page)

    def all_of(names: tuple[str, ...], schemes: tuple[str, ...] = _SCHEMES) -> list[str]:
        found = (stated.get(f"{scheme}{name}", []) for scheme in schemes for name in names)
        return next((texts for texts in found if texts), [])

    def one(*names: str) -> str:
        return next(iter(all_of(names, _SCHEMES[:-1])), "")

    people = listed_people(all_of(_AUTHORS, _SCHEMES[:-1])) or _shown(stated.get("author", []), page)
    first = one("firstpage", "startingpage", "source.uri.pages")
    dois = (doi_in(text) for text in (one("doi"), *all_of(("identifier", "identifier.doi"))))
    return Metadata(
        people,
        year_in(one(*_YEAR)),
        one(*_JOURNAL),
        one("volume", "source.volume"),
        one("issue", "number", "source.issue"),
        page_range(first, one("lastpage", "endingpage")) or page_range(*_BETWEEN.split(one("pages", "pagerange"))[:2]),
        next((doi for doi in dois if doi), ""),
    )


def stated_title(page: etree._Element) -> str:
    """The article's title as a page's head states it for citing; "" if it states none."""
    stated = _stated(page)
    return next((stated[name][0] for name in ("citation_title", "dc.title", "dcterms.title") if name in stated), "")


def _stated(page: etree._Element) -> dict[str, list[str]]:
    """The contents of <meta> elements by their names, in small letters and with a full stop behind the scheme."""
    stated: dict[str, list[str]] = {}
    for element in page.iterfind("head//meta"):
        name = (element.get("name") or element.get("property") or "").casefold()
        content = " ".join((element.get("content") or "").split())
        if content:
            stated.setdefault(name.replace("dc:", "dc.").replace("prism:", "prism."), []).append(content)
    return stated


def _shown(authors: Sequence[str], page: etree._Element) -> tuple[Name, ...]:
    """The persons of the plain "author", which may be the site's or its editor's: those alone that the page shows."""
    body = page.find("body")
    text = " ".join("".join(body.itertext()).split()) if body is not None else ""
    return tuple(name for name in listed_people(authors) if name.given and f"{name.given} {name.family}" in text)
