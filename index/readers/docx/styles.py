"""What a Word document's styles make of a paragraph: title, heading, caption, list, contents."""

from __future__ import annotations

import re
from typing import Literal

from lxml import etree

Role = Literal["title", "heading", "caption", "contents", "text"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Styles by the names that Word keeps for its own, whatever the language of its menus.
_ROLES: tuple[tuple[str, Role], ...] = (
    (r"title", "title"),
    (r"heading \d", "heading"),
    (r"caption", "caption"),
    (r"toc \d|toc heading|table of figures|header|footer", "contents"),
)


class Styles:
    """The paragraph styles of a document, and what they say; a style says what the one it is based on says."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = styles.findall(f"{W}style") if styles is not None else []
        self._styles = {style.get(f"{W}styleId"): style for style in found}

    def role(self, paragraph: etree._Element) -> Role:
        outline = value(paragraph, "pPr", "outlineLvl")
        if outline.isdigit():  # the tenth level is body text
            return "heading" if int(outline) < 9 else "text"
        for style in self._based(paragraph):
            name = value(style, "name").casefold()
            role = next((role for pattern, role in _ROLES if re.fullmatch(pattern, name)), None)
            if role:
                return role
            if value(style, "pPr", "outlineLvl") in list("012345678"):
                return "heading"
        return "text"

    def is_list_item(self, paragraph: etree._Element) -> bool:
        number = value(paragraph, "pPr", "numPr", "numId")
        if number:
            return number != "0"
        return any(style.find(f"{W}pPr/{W}numPr") is not None for style in self._based(paragraph))

    def _based(self, paragraph: etree._Element) -> list[etree._Element]:
        chain: list[etree._Element] = []
        style = self._styles.get(value(paragraph, "pPr", "pStyle"))
        while style is not None and style not in chain:
            chain.append(style)
            style = self._styles.get(value(style, "basedOn"))
        return chain


def value(element: etree._Element, *path: str) -> str:
    """The value that a descendant, by the names on the way to it, holds; "" without one."""
    found = element.find("/".join(f"{W}{name}" for name in path))
    return found.get(f"{W}val", "") if found is not None else ""
