"""The role of a Word document's paragraph by its styles: title, heading, caption, list item, contents."""

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
    """The paragraph styles of a document; a style takes over the properties of the one it is based on."""

    def __init__(self, styles: etree._Element | None) -> None:
        """``styles``: the element of all styles, None if the document has none."""
        found = styles.findall(f"{W}style") if styles is not None else []
        self._styles = {style.get(f"{W}styleId"): style for style in found}

    def role(self, paragraph: etree._Element) -> Role:
        """The role of a paragraph: by its own outline level, else by its style and those that it is based on."""
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

    def level(self, paragraph: etree._Element) -> int:
        """The level of a heading: 1 for the highest, 0 for an unknown one."""
        for element in (paragraph, *self._based(paragraph)):
            outline = value(element, "pPr", "outlineLvl")
            named = re.fullmatch(r"heading (\d)", value(element, "name").casefold())
            if named or (outline.isdigit() and int(outline) < 9):
                return int(named[1]) if named else int(outline) + 1
        return 0

    def is_list_item(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph is numbered or has a bullet, by itself or by its style."""
        number = value(paragraph, "pPr", "numPr", "numId")
        if number:
            return number != "0"
        return any(style.find(f"{W}pPr/{W}numPr") is not None for style in self._based(paragraph))

    def list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list that numbers a paragraph, by itself or by its style, and its level there from 0; "" for none."""
        level = ""
        for element in (paragraph, *self._based(paragraph)):
            level = level or value(element, "pPr", "numPr", "ilvl")
            if name := value(element, "pPr", "numPr", "numId"):
                return ("" if name == "0" else name), int(level) if level.isdecimal() else max(
                    0, self.level(paragraph) - 1
                )
        return "", 0

    def _based(self, paragraph: etree._Element) -> list[etree._Element]:
        chain: list[etree._Element] = []
        style = self._styles.get(value(paragraph, "pPr", "pStyle"))
        while style is not None and style not in chain:
            chain.append(style)
            style = self._styles.get(value(style, "basedOn"))
        return chain


def value(element: etree._Element, *path: str) -> str:
    """The w:val of a descendant, found by the names on the way to it; "" if there is none."""
    found = element.find("/".join(f"{W}{name}" for name in path))
    return found.get(f"{W}val", "") if found is not None else ""
