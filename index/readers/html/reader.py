"""HTML: the article's own part of a page, block by block. Nothing is fetched and no script is run."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from lxml import etree

from ...headings import NOTES
from ..equations import linear
from ..links import Links, plain, signs_of
from ..manuscript import BlockKind, Draft, Manuscript, counted
from ..markup import Flow, check_size, cited
from ..table_rows import cell_of, cells, filled
from .links import (
    fragment,
    holds_notes,
    is_back_link,
    leads_to_entry,
    leads_to_note,
    own_name,
    refers_to_note,
    targets,
)
from .metadata import metadata_of
from .page import HEADINGS, article_part, decode, is_layout, parse, text_of, title_of
from .surroundings import LEFT_OUT, Surroundings, is_service

_BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure form header"
    " hgroup hr li main ol p pre section summary table td th tr ul".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read(path: Path) -> Manuscript:
    """The manuscript of a page.

    Of a page with an <article> or <main> that holds most of its paragraphs' text only that element is read, of another
    the innermost element that holds all. Hidden elements and those that surround an article (menus, tabs, sidebars,
    forms, scripts) are left out, and so are links from its entries to indexes; no link is followed.

    ValueError for a page that is too large, nested too deeply, blank, or mostly not in the character set it names.
    """
    check_size(path)
    page = parse(decode(path.read_bytes(), path.name), path.name)
    body = page.find("body")
    if body is None or not "".join(body.itertext()).strip():
        raise ValueError(f"{path.name} is empty: expected a page with paragraphs of text")
    root = article_part(body)
    title = title_of(page, body, root)
    draft = Draft()
    walk = _Walk(Flow(draft), title, draft.links, targets(root), around=Surroundings(root, title))
    walk.read(root)
    manuscript = walk.flow.draft.manuscript(headings=walk.flow.headings > 2)
    embedded = sum(1 for _ in root.iter("iframe", "frame", "object", "embed"))
    return replace(manuscript, metadata=metadata_of(page), left_out=counted({"embedded page": embedded}))


class _Walk:
    """A walk through a page, in reading order.

    title  the element that comes first, wherever it stands
    links  of the whole page: of a walk that makes one line too
    ids    of the elements that links of the page lead to
    notes  the list for notes in the running text, of a walk that makes one line; else they follow their block
    around    tells what surrounds the article, for a walk through a page
    services  how often the entries of a bibliography have a link of certain words, for a walk through an entry
    """

    def __init__(
        self,
        flow: Flow,
        title: etree._Element | None,
        links: Links,
        ids: frozenset[str],
        notes: list[etree._Element] | None = None,
        around: Surroundings | None = None,
        services: Counter[str] | None = None,
    ) -> None:
        self.flow = flow
        self._around = around
        self._services = services
        self._title = title
        self._links = links
        self._ids = ids
        self._flat = notes is not None
        self._notes = [] if notes is None else notes
        self._list: etree._Element | None = None  # the last list of entries, and the place of each of its elements
        self._places: dict[etree._Element, int] = {}
        self._entries = 0, False  # the number of the heading of a list of entries, and whether there was one
        self._linked: etree._Element | None = None  # the last list of which the links were counted
        self._link_words: Counter[str] = Counter()

    def read(self, root: etree._Element) -> None:
        if self._title is not None:
            self.flow.add(self._words(self._title), "heading")
        self._inside(root, "text")
        self._end("text")

    def _inside(self, element: etree._Element, kind: BlockKind) -> None:
        self.flow.text(self._links.place(*self._ids.intersection((element.get("id", ""), element.get("name", "")))))
        self.flow.text(_spaced(element.text))
        for child in element:
            if isinstance(child.tag, str) and child is not self._title and not self._is_left_out(child):
                if not holds_notes(child):
                    self._element(child, kind)
                elif child.tag in _BLOCKS:
                    self._element(child, "note")
                else:
                    self._notes.append(child)
                    self.flow.text(self._links.mark([own_name(child)], ""))
            self.flow.text(_spaced(child.tail))

    def _element(self, element: etree._Element, kind: BlockKind) -> None:
        tag = element.tag
        if tag == "sup" or refers_to_note(element) or self._is_raised_link(element):
            self._superscript(element)
        elif tag == "math":
            self.flow.text(linear(element))
        elif self._leads(element):
            self.flow.text(self._links.around(self._words(element), [fragment(element)]))
        elif self._flat:
            apart = " " if tag in _BLOCKS or tag == "br" else ""
            self.flow.text(apart)
            self._inside(element, kind)
            self.flow.text(apart)
        elif tag == "br":
            self._break(kind)
        elif tag == "dt":
            self._end(kind)
            self._inside(element, kind)
        elif tag == "dd":  # on from the term that it explains
            self.flow.break_line()
            self.flow.text(self._words(element))
        elif tag not in _BLOCKS:
            self._inside(element, kind)
        else:
            self._end(kind)
            self._block(element, kind)
            self._end(kind)

    def _block(self, element: etree._Element, kind: BlockKind) -> None:
        tag = element.tag
        if tag in HEADINGS:
            self.flow.add(self._words(element), "heading", int(tag[1]))
        elif tag in ("figcaption", "caption"):
            self.flow.add(self._words(element), "caption")
        elif tag == "table" and not is_layout(element):
            self._table(element)
        elif tag == "li" and self.flow.in_references and kind == "text":
            self.flow.add(self._number(element) + self._words(element, self._links_beside(element)), kind)
            self._entries = self.flow.headings, True
        elif tag == "pre":
            for line in "".join(element.itertext()).split("\n"):
                self.flow.text(line)
                self.flow.break_line()
        else:
            self._inside(element, "note" if tag == "li" and self.flow.section in NOTES else kind)

    def _break(self, kind: BlockKind) -> None:
        """End the line; at a second break, which leaves a blank line, end the paragraph."""
        if self.flow.tail.strip():
            self.flow.break_line()
        else:
            self._end(kind)

    def _table(self, table: etree._Element) -> None:
        for caption in table.iter("caption"):
            self.flow.add(self._words(caption), "caption")
        rows = [[cell_of(cell, self._words(cell)) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
        for texts in filled(rows):
            self.flow.text(cells(texts))
            self.flow.break_line()
        self.flow.end("table")

    def _superscript(self, element: etree._Element) -> None:
        """Drop a footnote's mark; keep the number of an entry and any other raised text."""
        text = self._words(element)
        link = element if element.tag == "a" else element.find(".//a[@href]")
        target = link.get("href", "") if link is not None else ""
        names = [fragment(link)] if link is element and link is not None else []
        if leads_to_entry(target):
            self.flow.text(self._links.around(cited(text), names))
        elif leads_to_note(target) or refers_to_note(element) or ("#" in target and text[:1] != "["):
            self.flow.text(signs_of(text) or self._links.mark(names, plain(text)))
        elif "#" in target:
            self.flow.text(text)
        else:
            self.flow.text(self._links.raised(self.flow.tail, text, element.tail or ""))

    def _leads(self, element: etree._Element) -> bool:
        """Whether an element is a link to another of the page."""
        return element.tag == "a" and fragment(element) in self._ids

    def _is_raised_link(self, element: etree._Element) -> bool:
        """Whether a link to another element holds nothing but raised text."""
        inner = element.find("sup") if self._leads(element) else None
        return inner is not None and text_of(inner) == text_of(element)

    def _number(self, item: etree._Element) -> str:
        """The number of an entry, which a browser shows and the page's text does not hold."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or not self.flow.numbered:
            return ""
        if parent is not self._list:
            self._list, self._places = parent, {child: place for place, child in enumerate(parent, start=1)}
        return f"[{self._places[item]}] "

    def _links_beside(self, item: etree._Element) -> Counter[str]:
        """The words of all links of a list of entries, counted once for the list."""
        parent = item.getparent()
        if parent is not self._linked:
            self._linked = parent
            self._link_words = Counter(text_of(link) for link in parent.iter("a")) if parent is not None else Counter()
        return self._link_words

    def _words(self, element: etree._Element, services: Counter[str] | None = None) -> str:
        flat = _Walk(Flow(Draft()), None, self._links, self._ids, self._notes, services=services)
        flat._inside(element, "text")
        return " ".join(flat.flow.line.split())

    def _end(self, kind: BlockKind) -> None:
        # A licence or a form below a list of entries is no entry.
        behind = kind == "text" and self.flow.in_references and self._entries == (self.flow.headings, True)
        self.flow.end("note" if behind else kind)
        while self._notes and not self._flat:
            note = self._notes.pop(0)
            self.flow.add(self._links.place(own_name(note)) + self._words(note), "note")

    def _is_left_out(self, element: etree._Element) -> bool:
        if element.tag in LEFT_OUT:
            return not holds_notes(element)
        if self._around is not None and self._around.holds(element, in_references=self.flow.in_references):
            return True
        if self._services is not None and element.tag == "a" and is_service(element, self._services[text_of(element)]):
            return True
        if element.tag in ("header", "form"):  # the page's own, unless the title stands in it
            return self._title is None or element not in self._title.iterancestors()
        hidden = element.get("aria-hidden") == "true" or "hidden" in element.attrib
        return hidden or bool(_HIDDEN.search(element.get("style", ""))) or is_back_link(element)


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
