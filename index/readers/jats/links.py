"""The links of JATS: <xref> to entries and notes, by their ids."""

from __future__ import annotations

from lxml import etree

from ..links import Links
from ..markup import cited

_MARKS = frozenset("fn table-fn aff corresp author-notes contrib".split())  # the kinds of target whose <xref> is a mark


def reference_text(xref: etree._Element, text: str, links: Links) -> str:
    """The text of an <xref> with the signs of its link; none but signs for a mark."""
    kind, names = xref.get("ref-type", ""), xref.get("rid", "").split()
    if kind in ("fn", "table-fn"):
        return links.mark(names, text)
    if kind == "bibr":
        return links.around(cited(text) if xref.find("sup") is not None else text, names)
    return "" if kind in _MARKS else text


def places_in(ref: etree._Element, links: Links) -> str:
    """The sign of the place that bears all ids in an entry."""
    return links.place(*(part.get("id") for part in ref.iter()))


def note_name(note: etree._Element) -> str:
    """The id of a note; of one without, a name of its own."""
    return note.get("id") or f" note {note.getroottree().getpath(note)}"
