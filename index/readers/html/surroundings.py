"""What surrounds an article on a web page: menus, tabs, lists of links, counters, adverts. By names, links and place.

A page's authors seldom say <nav> or <aside>. The class or id of a part says what it is, as browsers' reading views
know; a list of nothing but links is a menu, headings alone side by side are tabs. A part that holds much of the page's
prose is never one of these, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

LEFT_OUT = frozenset(
    "script style noscript template nav footer aside button input select textarea svg canvas iframe object audio video"
    " dialog menu head del annotation annotation-xml rt rp".split()
)
"""Elements that are no part of an article by their tags."""

PROSE = 80  # characters of a paragraph or list item, at least
_MUCH = 0.1  # of the page's prose: a part with more is the article's
_MOST = 0.95  # of the prose: an element with so much holds all of it
_LONG = 200  # characters of a paragraph that is not given up for being outside
_ITEM, _ITEMS = 60, 3  # characters of an entry, and entries of a list of them, at least
_LINKED = 0.8  # of a menu's characters, at least, are links
_LINKS = 3  # of a menu, at least
_ENTRY = 40  # characters of a menu's entry, at most
_SERVICES = 3  # entries that have the same link, which leads away and is no part of them

_NAMES = frozenset(
    "menu menus nav navbar navigation topnav subnav breadcrumb breadcrumbs sidebar share sharing social footer masthead"
    " toolbar toolbox tools tabs tablist tabbar cookie cookies advert advertisement ads banner promo login signin"
    " related recommended recommendations metrics altmetric altmetrics citedby crossmark newsletter popup modal"
    " pagination pager skip skiplink comments permissions toc jumplinks downloads download ibar topmenu".split()
)
_KEPT = frozenset("author authors contrib contributors byline reference references keywords affiliations".split())
_SERVICE = re.compile(
    r"\W*(?:google scholar|cross ?ref|pub ?med(?: central| abstract)?|view (?:article|record|in \w+)|"
    r"full ?text(?: pdf)?|publisher full text|web of science|scopus|isi|medline|cas|open ?url|pdf|html|"
    r"abstract|free pmc article|find this article online|search ads|green version|download citation|show context)\W*",
    re.IGNORECASE,
)
_HOLDERS = frozenset("article center div main section table tbody td tr form".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BLOCKS = ("div", "ul", "ol", "section", "table", "dl", "p", "span", "header")


class Surroundings:
    """The parts of a page that surround its article, told apart once for the whole page."""

    def __init__(self, root: etree._Element, title: etree._Element | None) -> None:
        """root: the element that holds the article; title: that of the article, which no part left out may hold."""
        self._prose = prose(root)
        self._kept = set(title.iterancestors()) | {title} if title is not None else set()

    def holds(self, element: etree._Element, *, in_references: bool) -> bool:
        """Whether an element is no part of the article.

        in_references  among the entries of a bibliography a list of links is no menu
        """
        tag = element.tag
        if element in self._kept or tag not in _BLOCKS:
            return False
        names = _names_of(element)
        if names & _KEPT or (tag in ("p", "span") and not names & _NAMES):
            return False
        if prose(element) > _MUCH * self._prose:
            return False
        if names & _NAMES or {"cited", "by"} <= names:
            return True
        return (not in_references and tag in ("ul", "ol", "div") and _is_menu(element)) or _is_tabs(element)


def innermost(body: etree._Element) -> etree._Element:
    """The innermost element that holds the page's prose, without leaving any long paragraph outside."""
    whole, root = prose(body), body
    while whole:
        inside = next((child for child in root if child.tag in _HOLDERS and prose(child) > _MOST * whole), None)
        if inside is None or any(_holds_text(child) for child in root if child is not inside):
            break
        root = inside
    return root


def prose(element: etree._Element) -> int:
    """The characters of an element's paragraphs and list items of some length, those of links apart."""
    return sum(_said(part) for part in _shown(element) if part.tag in ("p", "li") and _said(part) >= PROSE)


def is_service(link: etree._Element, times: int) -> bool:
    """Whether a link of a bibliography's entry leads to an index of articles: by its words, or as many entries have it.

    times  how often the bibliography has a link of these words
    """
    text = " ".join("".join(link.itertext()).split())
    away = not link.get("href", "").startswith("#")
    return away and bool(_SERVICE.fullmatch(text) or (times >= _SERVICES and text and not re.search(r"\d", text)))


def _said(element: etree._Element) -> int:
    """The characters of an element that are no link's."""
    return len("".join(element.itertext())) - sum(len("".join(link.itertext())) for link in element.iter("a"))


def _shown(element: etree._Element) -> Iterator[etree._Element]:
    """An element and those in it, but for what is left out by its tag."""
    if _is_element(element) and element.tag not in LEFT_OUT and element.tag != "form":
        yield element
        for child in element:
            yield from _shown(child)


def _holds_text(element: etree._Element) -> bool:
    """Whether an element holds a long paragraph or a list of entries."""
    items = [_said(part) > _ITEM for part in _shown(element) if part.tag == "li"]
    paragraphs = any(_said(part) > _LONG for part in _shown(element) if part.tag == "p")
    return paragraphs or sum(items) >= _ITEMS


def _is_element(node: etree._Element) -> bool:
    return isinstance(node.tag, str)


def _names_of(element: etree._Element) -> set[str]:
    """The words of an element's class, id and role: "share-bar" and "shareBar" -> share, bar."""
    said = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    return {word.casefold() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", said)}


def _is_menu(element: etree._Element) -> bool:
    """Whether an element is links, each of a few words, and next to nothing else."""
    links = element.findall(".//a[@href]")
    texts = [" ".join("".join(link.itertext()).split()) for link in links]
    whole = len(" ".join("".join(element.itertext()).split()))
    short = all(len(text) <= _ENTRY for text in texts)
    return len(links) >= _LINKS and short and sum(map(len, texts)) >= _LINKED * (whole - len(links))


def _is_tabs(element: etree._Element) -> bool:
    """Whether an element is two headings or more of one level and nothing else."""
    headings = [part for part in element.iter() if part.tag in _HEADINGS]
    if len(headings) < 2 or len({part.tag for part in headings}) > 1:
        return False
    within = "".join("".join(part.itertext()) for part in headings)
    return "".join("".join(element.itertext()).split()) == "".join(within.split())
