"""A web page before it is walked: its characters, its tree, the part that is the article, its title."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from ..markup import beyond_limit, check_depth
from .metadata import stated_title
from .surroundings import innermost

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

_CHARSET = re.compile(rb"<(?:meta|\?xml)\s[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHARSETS = re.compile(r"ascii|utf-(8(-sig)?|16)|cp\d+|iso(8859-|2022_)\w+|(koi8|mac|tis|gb|big5|euc|shift)[\w-]*")
_AS_BROWSERS_DO = {"utf-16": "utf-8", "iso8859-1": "cp1252", "ascii": "cp1252"}  # stated -> real character set
_FEW, _ONE_IN = 1, 2_000  # bytes that are not in a page's character set: so many are a slip
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decode(data: bytes, name: str) -> str:
    """A page's characters, by its byte order mark, else the character set that it names, else UTF-8.

    A byte that is not in it becomes the sign for an unknown character. ValueError, with ``name`` for the file, if the
    character set is unknown or many bytes are not in it.
    """
    mark = next((charset for mark, charset in _BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    named = None if mark else _CHARSET.search(data[:4096])
    charset = mark or (named[1].decode() if named else "utf-8")
    try:
        known = codecs.lookup(charset).name
    except LookupError:
        known = ""
    if not _CHARSETS.fullmatch(known):
        raise ValueError(f"{name} names a character set that is not known, {charset}: save it as UTF-8")
    if named:
        known = _AS_BROWSERS_DO.get(known, known)
    try:
        return data.decode(known)
    except UnicodeDecodeError as error:
        replaced = data.decode(known, "replace")
        if replaced.count("\ufffd") <= max(_FEW, len(data) // _ONE_IN):
            return replaced
        said = f"{charset}, as it says" if named else "UTF-8"
        raise ValueError(
            f"{name} is not {said} (byte 0x{data[error.start]:02x} at {error.start}): save it as UTF-8 and try again"
        ) from None


def parse(text: str, name: str) -> etree._Element:
    """The page's tree, every tag closed as browsers do; ValueError for a page that is blank or beyond a limit."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        page = etree.fromstring(text.encode("utf-8"), parser)
    except etree.ParserError:
        page = None
    if page is None:
        raise ValueError(f"{name} is empty: expected a page with paragraphs of text")
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":  # the parser stops there and says nothing more
            raise beyond_limit(name, entry.line, entry.message)
    check_depth(page, name)
    return page


def article_part(body: etree._Element) -> etree._Element:
    """The first <article>, or else <main>, if it holds most of the paragraphs' text; else see ``innermost``."""
    whole = _length_of_paragraphs(body)
    for found in (body.findall(".//article"), body.findall(".//main")):
        if found and 2 * _length_of_paragraphs(found[0]) > whole:
            part: etree._Element = found[0]
            return part
    return innermost(body)


def _length_of_paragraphs(element: etree._Element) -> int:
    return sum(len("".join(p.itertext())) for p in element.iter("p"))


def title_of(page: etree._Element, body: etree._Element, root: etree._Element) -> etree._Element | None:
    """The element of the article's title, None if there is none.

    It is the heading, or other element, with the words that the page's head states for citing; else the only <h1> of
    the article (``root``), the longest heading or paragraph that the page's <title> names, the first <h1>, or <title>.
    What the head states stands for itself where no element has its words and the one found has others.
    """
    found = _shown_title(page, body, root)
    told = stated_title(page)
    if not told or (found is not None and _is_same(text_of(found), told)):
        return found
    same = (
        e
        for e in body.iter(*HEADINGS, "p", "div", "span", "td", "strong", "b")
        if _letters(text_of(e)) == _letters(told)
    )
    element = next(same, None)
    if element is None:
        element = etree.Element("h1")
        element.text = told
    return element


def _is_same(shown: str, told: str) -> bool:
    """Whether two titles are one, perhaps without a subtitle or with a label before it."""
    a, b = _letters(shown), _letters(told)
    return bool(a) and (a == b or b.startswith(a) or (a.endswith(b) and len(b) > len(a) / 2))


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _shown_title(page: etree._Element, body: etree._Element, root: etree._Element) -> etree._Element | None:
    first = list(root.iter("h1"))
    if len(first) == 1:
        return first[0]
    first = first or list(body.iter("h1"))
    named = page.find("head/title")
    name = text_of(named) if named is not None else ""
    by_name = [e for e in root.iter(*HEADINGS) if text_of(e) and text_of(e) in name]
    by_name += [e for e in root.iter("p") if name and text_of(e) == name]  # as Word writes a title
    return max(by_name, key=lambda e: len(text_of(e)), default=first[0] if first else named)


def text_of(element: etree._Element) -> str:
    """All characters in an element, on one line, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def is_layout(table: etree._Element) -> bool:
    """Whether a table only arranges the page."""
    said = table.get("role") in ("presentation", "none")
    return said or next(table.iterdescendants("table", *HEADINGS), None) is not None
