"""The characters of a Word document's paragraphs, and all that stands among them: pages, fields, notes, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby, zip_longest
from typing import NamedTuple

from lxml import etree

from ...characters import of_symbol_font
from ..equations import linear
from ..links import Links
from ..markup import cited, tag_of
from .fields import Fields
from .styles import W, value

# Deleted, moved away, hidden, or a second version of what stands beside it.
_LEFT_OUT = frozenset(
    "del moveFrom delText instrText rPr pPr tblPr tcPr trPr sdtPr sdtEndPr Fallback rt sectPr".split()
)
_LETTERS = {"tab": " ", "noBreakHyphen": "-", "cr": "\n", "ptab": " "}
_TAIL = 100  # characters before raised text, with signs among them, that tell whether it is a mark
_BREAKS = ".//w:lastRenderedPageBreak | .//w:br[@w:type='page'] | .//w:pageBreakBefore"


class _Run(NamedTuple):
    """A run of characters: whether they are raised, and whether a field that cites made them."""

    text: str
    raised: bool
    citing: bool


class Runs:
    """The runs of a document: each paragraph is read once, in reading order.

    paged   whether the document holds any page break
    fields  its fields, whose links stand as signs among the characters
    """

    def __init__(self, body: etree._Element, notes: Mapping[str, etree._Element], links: Links) -> None:
        """``notes``: foot- and endnotes by the reference to them, such as "footnoteReference 2"; ``links``: of the
        draft."""
        self.fields = Fields(body, links)
        self._links = links
        self.paged = bool(body.xpath(_BREAKS))
        self._notes = notes
        self._held: list[etree._Element] = []
        self._before: list[_Run] = []  # of paragraphs whose end was deleted: they go on in the next
        self._written = False  # whether the page has any text so far

    def text(self, paragraph: etree._Element) -> str:
        """A paragraph's characters: "\\n" ends a line, "\\f" a page; the marks of notes are dropped."""
        runs, self._before = [*self._before, *self._iterate(paragraph, False)], []
        text = ""
        groups = [(raised, list(group)) for raised, group in groupby(runs, key=lambda run: run.raised)]
        for (raised, pieces), following in zip_longest(groups, groups[1:]):
            said = "".join(run.text for run in pieces)
            if raised and any(run.citing for run in pieces):
                said = cited(said)
            elif raised:
                after = "".join(run.text for run in following[1]) if following else ""
                said = self._links.raised(text[-_TAIL:], said.replace("\f", ""), after) + "\f" * said.count("\f")
            text += said
        return text

    def put_off(self, paragraph: etree._Element) -> None:
        """Keep a paragraph's characters: the next text begins with them."""
        self._before += self._iterate(paragraph, False)

    def page(self, *, hard: bool = False) -> str:
        """A form feed if a page begins, else "". A break kept from the layout repeats the author's break before it."""
        if not self.paged or not (hard or self._written):
            return ""
        self._written = False
        return "\f"

    def take_held(self) -> list[etree._Element]:
        """The notes and text boxes met since the last call, in order."""
        held, self._held = self._held, []
        return held

    def _iterate(self, element: etree._Element, raised: bool) -> Iterator[_Run]:
        for child in element:
            name = local_name(child)
            if name == "r":
                if child.find(f"{W}rPr/{W}vanish") is None:
                    yield from self._iterate(child, value(child, "rPr", "vertAlign") == "superscript")
            elif (said := self._said(child, name)) is not None:
                yield _Run(said, raised, self.fields.citing)
            elif name in ("hyperlink", "fldSimple"):
                sign = self.fields.begin(child)
                yield _Run(sign, raised, self.fields.citing)
                yield from self._iterate(child, raised)
                yield _Run(self._links.end(sign), raised, self.fields.citing)
            elif not self._noted(child, name) and name not in _LEFT_OUT:
                yield from self._iterate(child, raised)

    def _said(self, element: etree._Element, name: str) -> str | None:
        """The characters that an element stands for; None for one that stands for none itself."""
        match name:
            case "t":
                self._written = self._written or bool((element.text or "").strip())
                return element.text or ""
            case "br":
                return self.page(hard=True) if element.get(f"{W}type") == "page" else "\n"
            case "lastRenderedPageBreak":
                return self.page()
            case "sym":
                return self._symbol(element)
            case "oMath":
                return linear(element)
            case "bookmarkStart" | "fldChar" | "instrText":
                return self.fields.mark(element, name)
            case "footnoteReference" | "endnoteReference":
                note = self._notes.get(f"{name} {element.get(f'{W}id')}")
                self._held += [note] if note is not None else []
                return self.fields.note(element, name)
        return _LETTERS.get(name)

    def _symbol(self, element: etree._Element) -> str:
        """The character of Word's Insert Symbol; "" for one of a typeface of pictures."""
        self._written = True
        code = element.get(f"{W}char", "")
        if not re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
            return ""
        number = int(code, 16)
        if element.get(f"{W}font", "").casefold() == "symbol":
            return of_symbol_font(number)
        return chr(number) if not 0xD800 <= number <= 0xF8FF and number >= 0x20 else ""

    def _noted(self, element: etree._Element, name: str) -> bool:
        """Whether an element is a text box, which is remembered."""
        if name == "txbxContent":
            self._held.append(element)
        return name == "txbxContent"


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; "" for a comment or a processing instruction."""
    return tag_of(element).rpartition("}")[2]
