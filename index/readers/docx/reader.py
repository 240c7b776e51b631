"""Word's .docx: what it shows once its tracked changes are accepted, by its styles.

Pages are the breaks that the document holds: those its author set, and those that the program which laid it out
last has kept, as Word does. A document without any has no pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from ...headings import looks_like_heading
from .. import needs
from ..manuscript import BlockKind, Draft, Manuscript
from ..markup import NOTES, Flow, beyond_limit, cells, cited, is_mark
from .package import open_package
from .styles import Styles, W, value

# Deleted, moved away, hidden, or a second version of what stands beside it.
_LEFT_OUT = frozenset(
    "del moveFrom delText instrText rPr pPr tblPr tcPr trPr sdtPr sdtEndPr Fallback rt sectPr".split()
)
_WRAPPERS = frozenset("ins moveTo sdt sdtContent customXml smartTag AlternateContent Choice".split())
_LETTERS = {"tab": " ", "noBreakHyphen": "-", "cr": "\n", "ptab": " "}
_CITING_FIELD = re.compile(r"ZOTERO_ITEM|CSL_CITATION|EN\.CITE|\bCITATION\b")
_CAPTION = re.compile(r"(?:Table|Figure|Fig\.?)\s+(?:\d+|[IVX]+)\s*[.:|–—-]\s")
_BREAKS = ".//w:lastRenderedPageBreak | .//w:br[@w:type='page'] | .//w:pageBreakBefore"


class _Run(NamedTuple):
    """A run of characters: whether they are raised, and whether a field that cites made them."""

    text: str
    raised: bool
    citing: bool


def read(path: Path) -> Manuscript:
    """ModuleNotFoundError without python-docx; ValueError for a file that is no Word document, is locked,
    damaged, blank, or beyond a limit (see docx_package.py)."""
    library = needs("docx", ".docx", "python-docx")
    package = open_package(path)
    try:
        document = library.Document(package)
        body, styles = document.element.body, Styles(document.styles.element)
        notes = _notes(document.part)
    except etree.XMLSyntaxError as error:
        if re.search("depth|amplification|huge", error.msg):
            raise beyond_limit(path.name, error.lineno, error.msg) from None
        raise ValueError(f"{path.name} is damaged ({error.msg}): save it again as .docx") from None
    except (library.opc.exceptions.PackageNotFoundError, KeyError, ValueError, AttributeError) as error:
        raise ValueError(f"{path.name} is no Word document ({error}): save it again as .docx") from None
    if body is not None and body.getroottree().docinfo.doctype:
        raise ValueError(f"{path.name} declares a document type, as no Word document does: save it again as .docx")
    if body is None or not any(text.text for text in body.iter(f"{W}t")):
        raise ValueError(f"{path.name} is empty: expected a document with paragraphs of text")
    return _Walk(body, styles, notes).manuscript()


def _notes(part: Any) -> dict[str, etree._Element]:
    """Foot- and endnotes by what refers to them: "footnoteReference 2"."""
    notes = {}
    for relation in part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in ("footnotes", "endnotes") and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
            for note in etree.fromstring(relation.target_part.blob, parser).iter(f"{W}{kind[:-1]}"):
                if note.get(f"{W}type", "normal") == "normal":  # the others are the lines above the notes
                    notes[f"{kind[:-1]}Reference {note.get(f'{W}id')}"] = note
    return notes


class _Walk:
    """A walk through a document, in reading order."""

    def __init__(self, body: etree._Element, styles: Styles, notes: dict[str, etree._Element]) -> None:
        self.flow = Flow(Draft())
        self._body = body
        self._styles = styles
        self._notes = notes
        self._held: list[etree._Element] = []  # notes and text boxes: they follow the paragraph that holds them
        self._before: list[_Run] = []  # paragraphs whose end was deleted: they go on in the next
        self._written = False  # whether the page has any text so far
        self._citing = False  # whether a field that cites is open
        self._entries = 0
        self._paged = bool(body.xpath(_BREAKS))
        paragraphs = list(body.iter(f"{W}p"))
        self._title = next((p for p in paragraphs if styles.role(p) == "title"), None)
        self._marked = sum(styles.role(p) == "heading" for p in paragraphs) > 1

    def manuscript(self) -> Manuscript:
        if self._paged:
            self.flow.draft.page()
        if self._title is not None:
            self._add(self._text(self._title), "heading")
        self._blocks(self._body)
        self.flow.end()
        return self.flow.draft.manuscript(headings=self._marked)

    def _blocks(self, container: etree._Element) -> None:
        for element in container:
            match _name(element):
                case "p" if element is not self._title:
                    self._paragraph(element)
                case "tbl":
                    self._table(element)
                case name if name in _WRAPPERS:
                    self._blocks(element)
        self._hand_out()

    def _paragraph(self, paragraph: etree._Element) -> None:
        role = self._styles.role(paragraph)
        if (
            paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None
            and value(paragraph, "pPr", "pageBreakBefore") != "0"
        ):
            self.flow.text(self._page())
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._before += self._runs(paragraph)
            return
        text = self._text(paragraph)
        words = text.replace("\f", "").strip()
        kind: BlockKind = "text"
        if role == "contents":
            text = "\f" * text.count("\f")
        elif role == "heading" or (self._is_first() and looks_like_heading(words)):
            kind = "heading"
        elif role == "caption" or _CAPTION.match(words):
            kind = "caption"
        elif self.flow.section in NOTES:
            kind = "note"
        elif words and self.flow.in_references and self.flow.numbered and self._styles.is_list_item(paragraph):
            self._entries += 1
            text = f"[{self._entries}] {text}"
        self._add(text, kind)
        self._hand_out()
        section = paragraph.find(f"{W}pPr/{W}sectPr")
        if section is not None and value(section, "type") != "continuous":
            self.flow.text(self._page())

    def _is_first(self) -> bool:
        return self._title is None and self.flow.draft.is_blank

    def _add(self, text: str, kind: BlockKind) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.flow.break_line()
            self.flow.text(line)
        self.flow.end(kind)

    def _hand_out(self) -> None:
        """Notes and text boxes, after what they stand in."""
        held, self._held = self._held, []
        for element in held:
            if _name(element) == "txbxContent":
                self._blocks(element)
            else:
                self._add(" ".join(self._text(p) for p in element.iter(f"{W}p")), "note")

    def _table(self, table: etree._Element) -> None:
        """Row by row; a table of one cell is a frame around text."""
        rows = [row for row in _own(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        if [len(_own(row, "tc")) for row in rows] == [1]:
            self._blocks(_own(rows[0], "tc")[0])
            return
        self.flow.end()
        lines = []
        for row in rows:
            texts = [" ".join(self._text(p) for p in cell.iter(f"{W}p")) for cell in _own(row, "tc")]
            page = "\f" if any("\f" in text for text in texts) else ""  # each cell may say that the page begins
            lines.append(page + cells(text.replace("\f", " ") for text in texts))
        self.flow.draft.add_lines(lines, "table")
        self._hand_out()

    def _text(self, paragraph: etree._Element) -> str:
        """A paragraph's characters: "\\n" ends a line, "\\f" a page; the marks of notes are dropped."""
        runs, self._before = [*self._before, *self._runs(paragraph)], []
        text = ""
        for raised, group in groupby(runs, key=lambda run: run.raised):
            pieces = list(group)
            said = "".join(run.text for run in pieces)
            if raised and any(run.citing for run in pieces):
                said = cited(said)
            elif raised and is_mark(text, said):
                said = "\f" * said.count("\f")
            text += said
        return text

    def _runs(self, element: etree._Element, raised: bool = False) -> list[_Run]:
        return list(self._iterate(element, raised))

    def _iterate(self, element: etree._Element, raised: bool) -> Iterator[_Run]:
        for child in element:
            name = _name(child)
            match name:
                case "t":
                    self._written = self._written or bool((child.text or "").strip())
                    yield _Run(child.text or "", raised, self._citing)
                case "r":
                    if child.find(f"{W}rPr/{W}vanish") is None:
                        yield from self._iterate(child, value(child, "rPr", "vertAlign") == "superscript")
                case "br":
                    hard = child.get(f"{W}type") == "page"
                    yield _Run(self._page(hard=True) if hard else "\n", raised, self._citing)
                case "lastRenderedPageBreak":
                    yield _Run(self._page(), raised, self._citing)
                case "footnoteReference" | "endnoteReference":
                    note = self._notes.get(f"{name} {child.get(f'{W}id')}")
                    self._held += [note] if note is not None else []
                case "txbxContent":
                    self._held.append(child)
                case "fldChar":
                    self._citing = self._citing and child.get(f"{W}fldCharType") != "end"
                case "instrText":
                    self._citing = self._citing or bool(_CITING_FIELD.search(child.text or ""))
                case _ if name in _LETTERS:
                    yield _Run(_LETTERS[name], raised, self._citing)
                case _ if name not in _LEFT_OUT:
                    yield from self._iterate(child, raised)

    def _page(self, *, hard: bool = False) -> str:
        """A form feed where a page begins. A break kept from the layout repeats the author's break before it."""
        if not self._paged or not (hard or self._written):
            return ""
        self._written = False
        return "\f"


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _own(element: etree._Element, name: str) -> list[etree._Element]:
    """A table's rows or a row's cells, without those of tables inside it."""
    return [e for e in element.iter(f"{W}{name}") if next(e.iterancestors(element.tag)) is element]
