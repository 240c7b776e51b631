"""The fields and bookmarks of a Word document: which of its words lead to which of its places."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from ..links import Links
from ..markup import tag_of
from .styles import W

_CITING = re.compile(r"ZOTERO_ITEM|CSL_CITATION|EN\.CITE|\bCITATION\b|^\s*REF\s")
_LONGEST = 1_000  # characters of a field's code that are looked at: a reference manager puts a library there
_LEADING = re.compile(r"\s*(?:(?:NOTE)?REF\s+(?P<name>[^\s\\]+)|HYPERLINK\s+\\l\s+\"(?P<quoted>[^\"]+)\")")


class Fields:
    """The fields of a document, as they open and close in reading order: what they add to the text are signs.

    citing  whether a field that cites is open
    """

    def __init__(self, body: etree._Element, links: Links) -> None:
        """``links``: of the draft."""
        self._links = links
        self._open: list[_Field] = []
        self._notes: Counter[str] = Counter()  # so far, by kind, as Word numbers them
        codes = "".join(f"{code.text or ''}\n" for code in body.iter(f"{W}instrText"))
        codes += "".join(f"{field.get(f'{W}instr', '')}\n" for field in body.iter(f"{W}fldSimple"))
        self._names = {match["name"] or match["quoted"] for match in _LEADING.finditer(codes)}
        self._names |= {link.get(f"{W}anchor", "") for link in body.iter(f"{W}hyperlink")} - {""}

    @property
    def citing(self) -> bool:
        """Whether a field that cites is open."""
        return any(field.citing for field in self._open)

    def begin(self, element: etree._Element) -> str:
        """The sign of a link that an element with its own words begins; "" if it leads nowhere."""
        match = _LEADING.match(element.get(f"{W}instr", ""))
        name = (match["name"] or match["quoted"]) if match else element.get(f"{W}anchor", "")
        return self._links.begin(name) if name else ""

    def mark(self, element: etree._Element, name: str) -> str:
        """The sign that a bookmark or a part of a field adds to the text."""
        kind = element.get(f"{W}fldCharType")
        if name == "bookmarkStart":
            return self._links.place(element.get(f"{W}name")) if element.get(f"{W}name") in self._names else ""
        if name == "instrText" and self._open:
            self._open[-1].add(element.text or "")
        elif kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            match = _LEADING.match(self._open[-1].code)
            self._open[-1].sign = self._links.begin(match["name"] or match["quoted"]) if match else ""
            return self._open[-1].sign
        elif kind == "end" and self._open:
            return self._links.end(self._open.pop().sign)
        return ""

    def note(self, element: etree._Element, name: str) -> str:
        """The signs of a note's mark, with the number that Word gives it; a mark of its own follows as text."""
        own = element.get(f"{W}customMarkFollows") in ("1", "true")
        self._notes[name] += 0 if own else 1
        return self._links.mark([f"{name} {element.get(f'{W}id')}"], "" if own else str(self._notes[name]))

    def place_of(self, note: etree._Element) -> str:
        """The sign of the place to which a note's mark leads."""
        return self._links.place(f"{tag_of(note).rpartition('}')[2]}Reference {note.get(f'{W}id')}")


class _Field:
    """An open field: the beginning of its code, whether it cites, and the sign that began its link, "" for none."""

    def __init__(self) -> None:
        self.code = ""
        self.citing = False
        self.sign = ""

    def add(self, code: str) -> None:
        if len(self.code) < _LONGEST:
            self.code = (self.code + code)[:_LONGEST]
            self.citing = bool(_CITING.search(self.code))
