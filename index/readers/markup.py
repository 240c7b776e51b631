"""Marked-up formats: running text that becomes blocks, entries cited in superscript, XML and its limits."""

from __future__ import annotations

import re
from html.entities import html5
from pathlib import Path

from lxml import etree

from ..headings import REFERENCES, section_name
from .links import plain
from .manuscript import BlockKind, Draft
from .raised import TAIL

MAX_BYTES = 50_000_000  # of a file of HTML or XML, whose tree takes many times as much memory
MAX_DEPTH = 200  # elements in one another

_NUMBERS = r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*"
_CITED = re.compile(rf"\[{_NUMBERS}\]")


class Flow:
    """Running text on its way into a draft: runs of text, cut into lines and blocks as tags begin and end.

    section   the last heading, as ``section_name`` has it
    numbered  whether the text so far cites by number: [12]
    headings  how many there were so far
    """

    def __init__(self, draft: Draft) -> None:
        """``draft``: receives the blocks."""
        self.draft = draft
        self.section = ""
        self.numbered = False
        self.headings = 0
        self._lines: list[list[str]] = [[]]

    @property
    def line(self) -> str:
        """The line so far."""
        return "".join(self._lines[-1])

    @property
    def tail(self) -> str:
        """The last pieces of the line so far, enough to tell a mark: a long line is not joined for each of them."""
        return plain("".join(self._lines[-1][-TAIL:]))

    @property
    def in_references(self) -> bool:
        """Whether the last heading is the bibliography's."""
        return self.section in REFERENCES

    def text(self, text: str | None) -> None:
        """Go on with more characters; None is none."""
        if text:
            self._lines[-1].append(text)

    def break_line(self) -> None:
        """End the line; the block goes on."""
        self._lines.append([])

    def end(self, kind: BlockKind = "text", level: int = 0) -> None:
        """End the block and add it to the draft; a block without words adds nothing. ``level``: of a heading."""
        lines, self._lines = ["".join(line) for line in self._lines], [[]]
        text = plain(" ".join(" ".join(lines).split()))
        if kind == "text" and section_name(text) in REFERENCES:
            kind = "heading"
        if kind == "heading" and text:
            self.section = section_name(text)
            self.headings += 1
        self.numbered = self.numbered or bool(_CITED.search(text))
        self.draft.add_lines(lines, kind, level)

    def add(self, text: str, kind: BlockKind = "text", level: int = 0) -> None:
        """Add a whole block, after the end of the block before it."""
        self.end()
        self.text(text)
        self.end(kind, level)


def cited(superscript: str) -> str:
    """A superscript that cites entries by number, as it reads in a line: "12,13" -> "[12,13]"."""
    text = superscript.strip()
    return f"[{text}]" if re.fullmatch(_NUMBERS, plain(text).strip()) else text


def check_size(path: Path) -> None:
    """ValueError for a file whose tree would be too large to hold."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ValueError(
            f"{path.name} has {size / 1e6:.0f} MB, the limit for HTML and XML is {MAX_BYTES / 1e6:.0f} MB:"
            " split it, or leave out the pictures that it holds"
        )


def parse_xml(data: bytes, name: str) -> etree._Element:
    """A document's tree: names without their namespace, and every entity a character.

    No document type is loaded, nothing is fetched, no entity that the file declares is expanded. ValueError, with
    ``name`` for the file, if such an entity is used, or for data that are blank, not well-formed or beyond a limit.
    """
    if not data.strip():
        raise ValueError(f"{name} is empty: expected an article in XML")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        worst = parser.error_log.last_error
        if worst is not None and worst.type_name in ("ERR_RESOURCE_LIMIT", "ERR_ENTITY_LOOP"):
            raise beyond_limit(name, worst.line, worst.message) from None
        raise ValueError(
            f"{name} is not well-formed XML ({error.msg}): save it again with the program it is from"
        ) from None
    check_depth(root, name)
    for parent in {parent for entity in root.iter(etree.Entity) if (parent := entity.getparent()) is not None}:
        _spell_out(parent, name)
    for element in root.iter():
        element.tag = _local(tag_of(element))
    etree.strip_elements(root, "annotation", "annotation-xml", with_tail=False)
    return root


def tag_of(element: etree._Element) -> str:
    """An element's name as the parser gives it, with its namespace; "" for a comment or processing instruction."""
    return element.tag if isinstance(element.tag, str) else ""


def _local(tag: str) -> str:
    """A name without its namespace, or without a prefix for which none is declared."""
    name = re.split("[}:]", tag)[-1]
    return name if re.match(r"[^\W\d]", name) else "nameless"  # "w:1b" is well-formed, "1b" is not


def _spell_out(parent: etree._Element, name: str) -> None:
    """Put characters in the place of the entities that name them."""
    texts: dict[etree._Element | None, list[str]] = {None: [parent.text or ""]}  # by the element before them
    after = None
    for child in list(parent):
        if not isinstance(child, etree._Entity):
            after = child
            texts[after] = [child.tail or ""]
            continue
        character = html5.get(f"{child.name};")
        if character is None:
            raise ValueError(
                f"{name} uses the entity &{child.name}; at line {child.sourceline}, and entities are not expanded:"
                " put its text in its place"
            )
        texts[after] += [character, child.tail or ""]
        child.tail = None
        parent.remove(child)
    parent.text = "".join(texts.pop(None))
    for element, pieces in texts.items():
        if element is not None:
            element.tail = "".join(pieces)


def check_depth(root: etree._Element, name: str) -> None:
    """ValueError for more than ``MAX_DEPTH`` elements in one another: too deep to be walked."""
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise beyond_limit(name, element.sourceline, f"more than {MAX_DEPTH} elements in one another")


def beyond_limit(name: str, line: int | None, found: str) -> ValueError:
    """The error for a limit at which a parser or ``check_depth`` stopped.

    line   of the file, from 1; None if unknown
    found  the limit in words
    """
    found = found.partition(", use ")[0]  # the parser's advice is for programmers
    return ValueError(f"{name} is beyond a limit at line {line or 1} ({found}): simplify it, or save it as text")
