"""A written entry of a bibliography as HTML, with the italics of its style guide."""

from __future__ import annotations

from html import escape
from typing import Literal

from .reference_fields import Fields


def with_italics(fields: Fields, entry: str, style: Literal["apa", "mla", "chicago"]) -> str:
    """An entry, as ``styles`` writes it of these fields, as HTML.

    In italics stand the title of a whole work and the journal, newspaper or site that holds a part; in APA the volume
    of a journal too, and the title of a web page in place of its site.

    >>> with_italics(Fields("book", title="Allies", year="2001"), "Kux, D. (2001). Allies. Wilson.", "apa")
    'Kux, D. (2001). <i>Allies</i>. Wilson.'
    """
    whole = not fields.container or fields.kind in ("book", "unknown") or (style == "apa" and fields.kind == "web")
    part = fields.title if whole else fields.container
    with_volume = f"{part}, {fields.volume}"
    if style == "apa" and not whole and fields.volume and with_volume in entry:
        part = with_volume
    at = entry.find(part) if whole else entry.rfind(part)
    if not part or at < 0:
        return escape(entry)
    return f"{escape(entry[:at])}<i>{escape(part)}</i>{escape(entry[at + len(part) :])}"
