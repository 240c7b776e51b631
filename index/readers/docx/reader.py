"""Word's .docx as it shows once its tracked changes are accepted, by its styles.

Pages are the breaks that the document holds: its author's, and those kept, as Word does, by the program that last
laid it out. A document without any has no pages.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from ...headings import NOTES, looks_like_heading
from .. import needs
from ..links import plain
from ..manuscript import BlockKind, Draft, Manuscript, counted
from ..markup import Flow, beyond_limit, tag_of
from ..table_rows import MAX_SPAN, cells
from .metadata import metadata_of
from .numbering import Numbering
from .package import open_package
from .runs import Runs, local_name
from .styles import Role, Styles, W, value

_WRAPPERS = frozenset("ins moveTo sdt sdtContent customXml smartTag AlternateContent Choice".split())
_CAPTION = re.compile(r"(?:Table|Figure|Fig\.?)\s+(?:\d+|[IVX]+)\s*[.:|–—-]\s")


def read(path: Path) -> Manuscript:
    """The manuscript of a Word document.

    ModuleNotFoundError without python-docx; ValueError for a file that is no Word document, is locked, damaged or
    blank, or is beyond a limit (see package.py).
    """
    library = needs("docx", ".docx", "python-docx")
    package = open_package(path)
    try:
        document = library.Document(package)
        body, styles = document.element.body, Styles(document.styles.element)
        notes, numbering = _notes(document.part), Numbering(_numbering(document.part))
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
    draft = Draft()
    manuscript = _Walk(body, styles, Flow(draft), Runs(body, notes, draft.links), numbering).manuscript()
    metadata = metadata_of(document.core_properties, manuscript.blocks)
    return replace(manuscript, metadata=metadata, left_out=_left_out(body))


def _left_out(body: etree._Element) -> tuple[str, ...]:
    """What of a document is not read: parts that Word would import, objects of other programs, comments, deletions."""
    names = {"altChunk": "imported part", "object": "embedded object", "commentReference": "comment", "del": "deletion"}
    found = Counter(names[name] for element in body.iter("{*}*") if (name := local_name(element)) in names)
    return counted({name: found[name] for name in names.values()})


def _numbering(part: Any) -> etree._Element | None:
    """The element of a document's lists, None if it has none."""
    for relation in part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return etree.fromstring(relation.target_part.blob, _parser())
    return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)


def _notes(part: Any) -> dict[str, etree._Element]:
    """Foot- and endnotes by the reference to them: "footnoteReference 2"."""
    notes = {}
    for relation in part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in ("footnotes", "endnotes") and not relation.is_external:
            for note in etree.fromstring(relation.target_part.blob, _parser()).iter(f"{W}{kind[:-1]}"):
                if note.get(f"{W}type", "normal") == "normal":  # the others are the lines above the notes
                    notes[f"{kind[:-1]}Reference {note.get(f'{W}id')}"] = note
    return notes


class _Walk:
    """A walk through a document, in reading order."""

    def __init__(self, body: etree._Element, styles: Styles, flow: Flow, runs: Runs, numbering: Numbering) -> None:
        self.flow = flow
        self._numbering = numbering
        self._body = body
        self._styles = styles
        self._runs = runs
        self._entries = 0
        paragraphs = list(body.iter(f"{W}p"))
        self._title = next((p for p in paragraphs if styles.role(p) == "title"), None)
        self._marked = sum(styles.role(p) == "heading" for p in paragraphs) > 1

    def manuscript(self) -> Manuscript:
        if self._runs.paged:
            self.flow.draft.page()
        if self._title is not None:
            self._add(self._runs.text(self._title), "heading")
        self._blocks(self._body)
        self.flow.end()
        return self.flow.draft.manuscript(headings=self._marked)

    def _blocks(self, container: etree._Element) -> None:
        for element in container:
            match local_name(element):
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
            self.flow.text(self._runs.page())
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._runs.put_off(paragraph)
            return
        text = self._runs.text(paragraph)
        kind, text = self._kind(paragraph, role, text)
        self._add(text, kind, self._styles.level(paragraph) if role == "heading" else 0)
        self._hand_out()
        section = paragraph.find(f"{W}pPr/{W}sectPr")
        if section is not None and value(section, "type") != "continuous":
            self.flow.text(self._runs.page())

    def _kind(self, paragraph: etree._Element, role: Role, text: str) -> tuple[BlockKind, str]:
        """The kind of a paragraph, and its text with the number that Word sets before a heading or an entry."""
        words = plain(text).replace("\f", "").strip()
        number = self._numbering.next(*self._styles.list_of(paragraph)) if words else ""
        if role == "contents":
            return "text", "\f" * text.count("\f")
        if role == "heading":
            return "heading", f"{number} {text}" if number else text
        if self._is_first() and looks_like_heading(words):
            return "heading", text
        if role == "caption" or _CAPTION.match(words):
            return "caption", text
        if self.flow.section in NOTES:
            return "note", text
        if not self._styles.is_list_item(paragraph):
            return "text", text
        if words and self.flow.in_references and self.flow.numbered:
            self._entries += 1
            return "text", f"[{self._entries}] {text}"
        return "item", text

    def _is_first(self) -> bool:
        return self._title is None and self.flow.draft.is_blank

    def _add(self, text: str, kind: BlockKind, level: int = 0) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.flow.break_line()
            self.flow.text(line)
        self.flow.end(kind, level)

    def _hand_out(self) -> None:
        """Add the notes and text boxes that are held, after the paragraph or table that holds them."""
        for element in self._runs.take_held():
            if local_name(element) == "txbxContent":
                self._blocks(element)
            else:
                place = self._runs.fields.place_of(element)
                self._add(place + " ".join(self._runs.text(p) for p in element.iter(f"{W}p")), "note")

    def _table(self, table: etree._Element) -> None:
        """Add a table row by row; a table of one cell is a frame around text."""
        rows = [row for row in _own(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        if [len(_own(row, "tc")) for row in rows] == [1]:
            self._blocks(_own(rows[0], "tc")[0])
            return
        self.flow.end()
        above: dict[int, str] = {}  # by column: the words of the cell that may go on below
        lines = []
        for row in rows:
            line = self._row(row, above)
            page = "\f" if any("\f" in text for text in line) else ""  # each cell may say that the page begins
            lines.append(page + cells(text.replace("\f", " ") for text in line))
        self.flow.draft.add_lines(lines, "table")
        self._hand_out()

    def _row(self, row: etree._Element, above: dict[int, str]) -> list[str]:
        """The texts of a row's cells by column; a cell that goes on from the row above has that one's words."""
        texts: list[str] = []
        for cell in _own(row, "tc"):
            said = " ".join(self._runs.text(p) for p in cell.iter(f"{W}p"))
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(f"{W}val", "continue") == "continue":
                said = above.get(len(texts), "") or said
            wide = value(cell, "tcPr", "gridSpan")
            columns = min(int(wide), MAX_SPAN) if wide.isdigit() and len(wide) < 6 else 1
            for i in range(max(1, columns) if len(_own(row, "tc")) > 1 else 1):
                above[len(texts)] = said.replace("\f", " ") if merged is not None else ""
                texts.append(said if not i else said.replace("\f", " "))
        return texts


def _own(element: etree._Element, name: str) -> list[etree._Element]:
    """A table's rows or a row's cells, without those of tables inside it."""
    return [e for e in element.iter(f"{W}{name}") if next(e.iterancestors(tag_of(element))) is element]
