"""JATS, the XML of journal articles: front, body and back. Nothing is fetched and no entity is expanded."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from lxml import etree

from ...headings import REFERENCES, section_name
from ..manuscript import BlockKind, Draft, Manuscript
from ..markup import Flow, check_size, cited, is_mark, parse_xml, tag_of
from ..table_rows import Cell, cells, filled, span_of
from .entry import author_names, entry
from .metadata import metadata_of

_FLOATS = frozenset("fig fig-group table-wrap table-wrap-group supplementary-material".split())
_BLOCKS = _FLOATS | frozenset(
    "ack app app-group attrib bio boxed-text break code def-item def-list disp-quote fn fn-group glossary list"
    " list-item notes p preformat sec speech statement td term th title tr verse-group verse-line".split()
)
_LEFT_OUT = frozenset(
    "alt-text graphic index-term inline-graphic label long-desc media object-id permissions processing-meta ref-list"
    " sec-meta sub-article".split()
)
_MARKS = frozenset(
    "fn table-fn aff corresp author-notes contrib".split()
)  # the kinds of target of an <xref> that is a mark
_UNTITLED = {"ack": "Acknowledgments", "bio": "About the author", "fn-group": "Notes", "notes": "Notes"}
_TEX = re.compile(r"\\begin\{document\}(.*)\\end\{document\}", re.DOTALL)


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
    walk = _Walk(Flow(Draft()))
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

    notes  the list for footnotes in the running text, of a walk that makes one line; else they follow their block
    """

    def __init__(self, flow: Flow, notes: list[etree._Element] | None = None) -> None:
        self.flow = flow
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
                title = self._words(part.find("title"))
                self.flow.add(title if section_name(title) in REFERENCES else "References", "heading")
                for number, ref in enumerate(part.iter("ref"), 1):
                    self._entry(ref, number)
            elif part.tag not in _LEFT_OUT:
                if part.find("title") is None:
                    self.flow.add(_UNTITLED.get(tag_of(part), ""), "heading")
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
                self._reference(element)
            case "sup":
                self._superscript(element)
            case "fn" if _parent_tag(element) not in ("fn-group", "table-wrap-foot"):
                self._notes.append(element)
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
                self._block(element, "note" if tag == "fn" else kind)
                self._end("note" if tag == "fn" else kind)
            case _:
                self.inside(element, kind)

    def _block(self, element: etree._Element, kind: BlockKind) -> None:
        match element.tag:
            case "title" if _parent_tag(element) not in ("list", "def-list", "disp-quote", "statement"):
                label = self._words(element.find("../label"))
                self.flow.add(f"{label} {self._words(element)}", "heading")
            case "def-item":
                for part in element.iterchildren("term", "def"):
                    self.flow.text(self._words(part))
                    self.flow.break_line()
            case "preformat" | "code":
                for line in "".join(element.itertext()).split("\n"):
                    self.flow.text(line)
                    self.flow.break_line()
            case tag if tag in _FLOATS:
                self._float(element)
            case "sec" | "app" if element.find("title") is None:
                self.flow.add(self._words(element.find("label")), "heading")
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
                    rows = [
                        list(map(self._cell, row.iterchildren("td", "th", "entry"))) for row in part.iter("tr", "row")
                    ]
                    for texts in filled(rows):
                        self.flow.text(cells(texts))
                        self.flow.break_line()
                    self._end("table")
                case "table-wrap-foot":
                    self.inside(part, "note")
                    self._end("note")
                case tag if tag not in _LEFT_OUT and tag != "caption":
                    self._element(part, "text")

    def _cell(self, cell: etree._Element) -> Cell:
        # CALS tables count the rows that follow, and name their columns.
        more = cell.get("morerows", "")
        rows = int(more) + 1 if re.fullmatch(r"\d{1,4}", more) else span_of(cell, "rowspan")
        return Cell(self._words(cell), rows, span_of(cell, "colspan"))

    def _abstract(self, abstract: etree._Element) -> None:
        """Add an abstract under a heading; the parts of a structured one begin with their titles."""
        title = self._words(abstract.find("title"))
        default = (abstract.get("abstract-type") or "abstract").replace("-", " ").capitalize()
        if not "".join(abstract.itertext()).strip():
            return
        self.flow.add(title or default, "heading")
        for part in abstract:
            lead = self._words(part.find("title")) if part.tag == "sec" else ""
            for child in part if part.tag == "sec" else [part]:
                if child.tag == "p" and lead:
                    self.flow.text(f"{lead.rstrip(' .:')}: {self._words(child)}")
                    self._end()
                    lead = ""
                elif child.tag not in _LEFT_OUT and child.tag != "title":
                    self._element(child, "text")

    def _entry(self, ref: etree._Element, number: int) -> None:
        """Add an entry, with its number if the article cites by number."""
        label = re.search(r"\d+", self._words(ref.find("label")))
        said = f"[{label[0] if label else number}] " if self.flow.numbered else ""
        self.flow.add(said + entry(ref))

    def _reference(self, xref: etree._Element) -> None:
        text = self._words(xref)
        kind = xref.get("ref-type", "")
        if kind not in _MARKS:
            self.flow.text(cited(text) if kind == "bibr" and xref.find("sup") is not None else text)

    def _superscript(self, sup: etree._Element) -> None:
        """Drop a footnote's mark; keep the number of an entry and any other raised text."""
        text = self._words(sup)
        if sup.find(".//xref[@ref-type='bibr']") is not None:
            self.flow.text(cited(text))
        elif not is_mark(self.flow.tail, text):
            self.flow.text(text)

    def _formula(self, element: etree._Element) -> None:
        """Add a formula: its MathML if there is one, else the formula in a TeX document, else the element's text."""
        math, tex = element.find(".//math"), element.find(".//tex-math")
        if math is not None:
            self.flow.text(" ".join(text.strip() for text in math.itertext() if text.strip()))
        elif tex is not None:
            text = "".join(tex.itertext())
            self.flow.text((found[1] if (found := _TEX.search(text)) else text).strip(" \n$"))
        else:
            self.inside(element)

    def _end(self, kind: BlockKind = "text") -> None:
        self.flow.end(kind)
        while self._notes and not self._flat:
            self.flow.add(self._words(self._notes.pop(0)), "note")

    def _words(self, element: etree._Element | None) -> str:
        """An element as one line."""
        if element is None:
            return ""
        flat = _Walk(Flow(Draft()), self._notes)
        flat.inside(element)
        return " ".join(flat.flow.line.split())


def _parent_tag(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else tag_of(parent)
