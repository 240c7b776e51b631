"""JATS, the XML of journal articles: front, body and back. Nothing is fetched and no entity is expanded."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from lxml import etree

from ...headings import REFERENCES, section_name
from ..equations import in_tex, linear
from ..links import Links
from ..manuscript import BlockKind, Draft, Manuscript
from ..markup import Flow, check_size, cited, parse_xml, tag_of
from ..table_rows import cell_of, cells, filled
from .entry import author_names, entry
from .links import note_name, places_in, reference_text
from .metadata import metadata_of

_FLOATS = frozenset("fig fig-group table-wrap table-wrap-group supplementary-material".split())
_BLOCKS = _FLOATS | frozenset(
    "ack app app-group attrib bio boxed-text break code def-item def-list disp-quote fn fn-group glossary list"
    " list-item notes p preformat ref-list sec speech statement td term th title tr verse-group verse-line".split()
)
_SECTIONS = frozenset("sec ack app notes glossary fn-group bio".split())
_LEFT_OUT = frozenset(
    "alt-text graphic index-term inline-graphic label long-desc media object-id permissions processing-meta sec-meta"
    " sub-article".split()
)
_UNTITLED = {"ack": "Acknowledgments", "bio": "About the author", "fn-group": "Notes", "notes": "Notes"}


def read(path: Path) -> Manuscript:
    """The manuscript of an article in JATS.

    A document type is allowed and not loaded. The entities of HTML that name a character (&alpha;) are put in; any
    other entity is an error. Peer reviews and replies (<sub-article>) are left out.

    ValueError for a file that is too large, nested too deeply, not well-formed, blank, or no JATS article.
    """
    check_size(path)
    root = parse_xml(path.read_bytes(), path.name)
    article = root if root.tag == "article" else root.find(".//article")
    if article is None or (article.find("front/article-meta") is None and article.find("body") is None):
        raise ValueError(
            f"{path.name} is XML, but no JATS article (its root is <{tag_of(root)}>): expected <article> with <front>"
            " and <body>; save it as .html or .txt"
        )
    draft = Draft()
    walk = _Walk(Flow(draft), draft.links)
    for part in article:
        match part.tag:
            case "front" if (meta := part.find("article-meta")) is not None:
                walk.front(meta)
            case "body" | "floats-group":
                walk.inside(part)
            case "back":
                walk.back(part)
    manuscript = replace(walk.flow.draft.manuscript(headings=True), metadata=metadata_of(article))
    if not manuscript.blocks:
        raise ValueError(f"{path.name} is empty: expected an article with paragraphs of text")
    return manuscript


class _Walk:
    """A walk through an article, in reading order.

    links  of the whole article: of a walk that makes one line too
    notes  the list for footnotes in the running text, of a walk that makes one line; else they follow their block
    """

    def __init__(self, flow: Flow, links: Links, notes: list[etree._Element] | None = None) -> None:
        self.flow = flow
        self._links = links
        self._flat = notes is not None
        self._notes = [] if notes is None else notes

    def front(self, meta: etree._Element) -> None:
        titles = [self._words(e) for e in meta.iterfind("title-group/*") if e.tag in ("article-title", "subtitle")]
        self.flow.add(": ".join(titles), "heading")
        people = meta.findall("contrib-group/contrib")
        names = author_names(person for person in people if person.get("contrib-type", "author") == "author")
        about = [*meta.iterfind("contrib-group//aff"), *meta.iterfind("aff"), *meta.iterfind("author-notes/corresp")]
        for line in (names, *map(self._words, about)):
            self.flow.text(line)
            self.flow.break_line()
        self._end("authors")
        for abstract in sorted(meta.findall("abstract"), key=lambda a: a.get("abstract-type") is not None):
            self._abstract(abstract)
        for group in meta.iterfind("kwd-group"):
            title = self._words(group.find("title")) or "Keywords"
            words = [self._words(word) for word in group.iterchildren("kwd", "compound-kwd", "nested-kwd")]
            self.flow.add(f"{title.rstrip(' :')}: {', '.join(words)}" if words else "")

    def back(self, back: etree._Element) -> None:
        for part in back:
            if part.tag == "ref-list":
                self._entries(part)
            elif part.tag not in _LEFT_OUT:
                if part.find("title") is None:
                    self.flow.add(_UNTITLED.get(tag_of(part), ""), "heading", 1)
                self._element(part, "text")
                self._end()

    def inside(self, element: etree._Element, kind: BlockKind = "text") -> None:
        self.flow.text(element.text)
        for child in element:
            if child.tag not in _LEFT_OUT:
                self._element(child, kind)
            self.flow.text(child.tail)

    def _element(self, element: etree._Element, kind: BlockKind) -> None:
        match element.tag:
            case "xref":
                self.flow.text(reference_text(element, self._words(element), self._links))
            case "sup":
                self._superscript(element)
            case "fn" if _parent_tag(element) not in ("fn-group", "table-wrap-foot"):
                self._notes.append(element)
                self.flow.text(self._links.mark([note_name(element)], self._words(element.find("label"))))
            case "inline-formula" | "disp-formula" | "alternatives":
                self._formula(element)
            case tag if self._flat:
                apart = " " if tag in _BLOCKS else ""
                self.flow.text(apart)
                self.inside(element, kind)
                self.flow.text(apart)
            case "break":
                self.flow.break_line()
            case tag if tag in _BLOCKS:
                self._end(kind)
                self.flow.text(self._links.place(note_name(element)) if tag == "fn" else "")
                self._block(element, "note" if tag == "fn" else kind)
                self._end("note" if tag == "fn" else kind)
            case _:
                self.inside(element, kind)

    def _block(self, element: etree._Element, kind: BlockKind) -> None:
        match element.tag:
            case "title" if _parent_tag(element) not in ("list", "def-list", "disp-quote", "statement"):
                label = self._words(element.find("../label"))
                self.flow.add(f"{label} {self._words(element)}", "heading", _level(element))
            case "def-item":
                for part in element.iterchildren("term", "def"):
                    self.flow.text(self._words(part))
                    self.flow.break_line()
            case "preformat" | "code":
                for line in "".join(element.itertext()).split("\n"):
                    self.flow.text(line)
                    self.flow.break_line()
            case "ref-list":
                self._entries(element)
            case tag if tag in _FLOATS:
                self._float(element)
            case "sec" | "app" if element.find("title") is None:
                self.flow.add(self._words(element.find("label")), "heading", _level(element) + 1)
                self.inside(element, kind)
            case _:
                self.inside(element, kind)

    def _float(self, element: etree._Element) -> None:
        """Add a figure or table: its caption, its rows, its notes."""
        label, caption = self._words(element.find("label")), self._words(element.find("caption"))
        stop = "" if not label or label.endswith((".", ":")) else "."
        self.flow.add(f"{label}{stop} {caption}" if caption else "", "caption")
        for part in element.iterchildren():
            match part.tag:
                case "table" | "alternatives":
                    rows = [row.iterchildren("td", "th", "entry") for row in part.iter("tr", "row")]
                    for texts in filled([[cell_of(cell, self._words(cell)) for cell in row] for row in rows]):
                        self.flow.text(cells(texts))
                        self.flow.break_line()
                    self._end("table")
                case "table-wrap-foot":
                    self.inside(part, "note")
                    self._end("note")
                case tag if tag not in _LEFT_OUT and tag != "caption":
                    self._element(part, "text")

    def _abstract(self, abstract: etree._Element) -> None:
        """Add an abstract under a heading; the parts of a structured one begin with their titles."""
        title = self._words(abstract.find("title"))
        default = (abstract.get("abstract-type") or "abstract").replace("-", " ").capitalize()
        if not "".join(abstract.itertext()).strip():
            return
        self.flow.add(title or default, "heading", 1)
        for part in abstract:
            lead = self._words(part.find("title")) if part.tag == "sec" else ""
            for child in part if part.tag == "sec" else [part]:
                if child.tag == "p" and lead:
                    self.flow.text(f"{lead.rstrip(' .:')}: {self._words(child)}")
                    self._end()
                    lead = ""
                elif child.tag not in _LEFT_OUT and child.tag != "title":
                    self._element(child, "text")

    def _entries(self, part: etree._Element) -> None:
        """Add a list's entries, with their numbers if the article cites by number."""
        title = self._words(part.find("title"))
        self.flow.add(title if section_name(title) in REFERENCES else "References", "heading", 1)
        for number, ref in enumerate(part.iter("ref"), 1):
            label = re.search(r"\d+", self._words(ref.find("label")))
            said = f"[{label[0] if label else number}] " if self.flow.numbered else ""
            self.flow.add(places_in(ref, self._links) + said + entry(ref))

    def _superscript(self, sup: etree._Element) -> None:
        """Drop a footnote's mark; keep the number of an entry and any other raised text."""
        text = self._words(sup)
        if sup.find(".//xref[@ref-type='bibr']") is not None:
            self.flow.text(cited(text))
        else:
            self.flow.text(self._links.raised(self.flow.tail, text, sup.tail or ""))

    def _formula(self, element: etree._Element) -> None:
        """Add a formula: its MathML if there is one, else the formula in a TeX document, else the element's text."""
        math, tex = element.find(".//math"), element.find(".//tex-math")
        if math is not None:
            self.flow.text(linear(math, " "))
        elif tex is not None:
            self.flow.text(in_tex("".join(tex.itertext())))
        else:
            self.inside(element)

    def _end(self, kind: BlockKind = "text") -> None:
        self.flow.end(kind)
        while self._notes and not self._flat:
            note = self._notes.pop(0)
            self.flow.add(self._links.place(note_name(note)) + self._words(note), "note")

    def _words(self, element: etree._Element | None) -> str:
        """An element as one line."""
        if element is None:
            return ""
        flat = _Walk(Flow(Draft()), self._links, self._notes)
        flat.inside(element)
        return " ".join(flat.flow.line.split())


def _parent_tag(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else tag_of(parent)


def _level(element: etree._Element) -> int:
    """How many sections, appendices and the like an element stands in."""
    return sum(1 for outer in element.iterancestors() if outer.tag in _SECTIONS)
