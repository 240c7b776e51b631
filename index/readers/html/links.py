"""The links of a page: to entries, to notes, and back from them; and the elements that are notes."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

from .page import text_of

# Notes, references to them and links back, by role, EPUB type or class, as pandoc, LaTeXML and Word write them.
_NOTES_PARTS = frozenset(
    "doc-endnotes doc-endnote doc-footnote footnotes footnote endnotes endnote rearnotes ltx_note_outer MsoFootnoteText"
    " MsoEndnoteText".split()
)
_NOTE_LINKS = frozenset("doc-noteref noteref footnote-ref ltx_note_mark".split())
_BACK_LINKS = frozenset("doc-backlink footnote-back footnote-backref ltx_tag_note".split())
_TO_NOTE = re.compile(r"#_?(?:fn|ftn|edn|footnote|endnote|note)[-_:]?\d", re.IGNORECASE)
_FROM_NOTE = re.compile(r"#_?(?:fn|ftn|edn)_?ref", re.IGNORECASE)
_TO_ENTRY = re.compile(r"#(?:ref|bib|cit|(?:b|c|r|cr)-?\d)", re.IGNORECASE)
_ARROW = re.compile(r"[↩︎↑^]+")


def targets(root: etree._Element) -> frozenset[str]:
    """The fragments that links name, of the same page or of what may be its address."""
    return frozenset(fragment(link) for link in root.iter("a")) - {""}


def fragment(link: etree._Element) -> str:
    """The part of a link's address behind "#", "" if it has none."""
    return unquote(link.get("href", "").partition("#")[2])


def own_name(note: etree._Element) -> str:
    """A name for a note in the running text: no link leads to it."""
    return f" note {note.getroottree().getpath(note)}"


def holds_notes(element: etree._Element) -> bool:
    """Whether an element is a note or a part of notes."""
    return _is(element, _NOTES_PARTS)


def refers_to_note(element: etree._Element) -> bool:
    """Whether an element is a note's mark in the text."""
    return _is(element, _NOTE_LINKS) or (element.tag == "a" and leads_to_note(element.get("href", "")))


def leads_to_note(address: str) -> bool:
    """Whether a link leads to a note, by its address."""
    return bool(_TO_NOTE.search(address))


def leads_to_entry(address: str) -> bool:
    """Whether a link leads to an entry of the bibliography, by its address."""
    return bool(_TO_ENTRY.search(address))


def is_back_link(element: etree._Element) -> bool:
    """Whether an element leads from a note back to the text."""
    if element.tag == "a" and (_FROM_NOTE.search(element.get("href", "")) or _ARROW.fullmatch(text_of(element))):
        return True
    return _is(element, _BACK_LINKS)


def _is(element: etree._Element, names: frozenset[str]) -> bool:
    """Whether an element's role, class or EPUB type is one of the names."""
    said = f"{element.get('role', '')} {element.get('class', '')} {element.get('epub:type', '')}"
    return not names.isdisjoint(said.split())
