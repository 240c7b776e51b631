"""The link annotations of a PDF's pages: boxes on a page that lead to a point of the file."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .layout import LAYOUT
from .lines import Line
from .words import Word

MAX_LINKS = 20_000  # of a page: a register of names has hundreds

_Point = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class PdfLink:
    """A box and the point that it leads to, in points from the page's lower left corner, as PDF counts.

    page, to_page  from 0
    box            left, bottom, right, top
    to             x and y of the point; not a number where the file leaves one out
    """

    page: int
    box: tuple[float, float, float, float]
    to_page: int
    to: tuple[float, float]

    def letters_of(self, word: Word) -> range | None:
        """The letters of a word that lie in the box, None for none; letters are taken to be equally wide."""
        left, bottom, right, top = self.box
        slack = LAYOUT.links.slack * word.size
        if not (bottom - slack <= -word.y <= top + slack / 2) or word.x1 <= left or word.x0 >= right or not word.text:
            return None
        step = (word.x1 - word.x0) / len(word.text)
        inside = [i for i in range(len(word.text)) if left <= word.x0 + (i + 0.5) * step <= right]
        return range(inside[0], inside[-1] + 1) if inside else None


def page_links(raw: Any, document: Any, number: int) -> list[PdfLink]:
    """The links of a page, from 0 on, of a pypdfium2 document to points of it, in the order of the file; ``raw``:
    pypdfium2.raw."""
    # As the file has it: a page with its form drawn on it has no links any more.
    page = raw.FPDF_LoadPage(document.raw, number)
    try:
        return list(_links_on(raw, document, page, number)) if page else []
    finally:
        raw.FPDF_ClosePage(page)


def _links_on(raw: Any, document: Any, page: Any, number: int) -> Iterator[PdfLink]:
    at, link = ctypes.c_int(0), raw.FPDF_LINK()
    for _ in range(MAX_LINKS):
        if not raw.FPDFLink_Enumerate(page, at, link):
            break
        target = raw.FPDFLink_GetDest(document.raw, link)
        box = raw.FS_RECTF()
        if not target or not raw.FPDFLink_GetAnnotRect(link, box):
            continue
        to_page = raw.FPDFDest_GetDestPageIndex(document.raw, target)
        if to_page >= 0:
            left, right = sorted((box.left, box.right))
            bottom, top = sorted((box.bottom, box.top))
            yield PdfLink(number, (left, bottom, right, top), to_page, _point(raw, target))


def _point(raw: Any, target: Any) -> tuple[float, float]:
    has_x, has_y, has_zoom = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    x, y, zoom = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not raw.FPDFDest_GetLocationInPage(target, has_x, has_y, has_zoom, x, y, zoom):
        return math.nan, math.nan
    return (x.value if has_x.value else math.nan), (y.value if has_y.value else math.nan)


def lines_at(links: Sequence[PdfLink], lines: Sequence[Line]) -> dict[int, list[Line]]:
    """The lines that each link's point may mean, the likeliest first, by the link's ``id``; links to none left out.

    A program puts all its points as far above their lines: of several lines near a point the likeliest is at the
    distance that most points have; where a point names no column, one of each. ``lines``: those that begin a block.
    """
    on_page: dict[int, list[Line]] = {}
    for line in lines:
        on_page.setdefault(line.page, []).append(line)
    near = {id(link): _near(link, on_page.get(link.to_page, ())) for link in links}
    steps = Counter(round(below / LAYOUT.links.step) for found in near.values() for below, _ in found)
    usual = max(steps, key=lambda step: (steps[step], step >= 0, -abs(step)), default=0) * LAYOUT.links.step
    ordered = {link: sorted(found, key=lambda item: abs(item[0] - usual)) for link, found in near.items() if found}
    return {
        link: [line for below, line in found if abs(below - found[0][0]) < LAYOUT.links.step]
        for link, found in ordered.items()
    }


def _near(link: PdfLink, lines: Iterable[Line]) -> list[tuple[float, Line]]:
    """The lines near a link's point, with the distance of their base line below it, in their size."""
    layout = LAYOUT.links
    x, y = link.to
    found = []
    for line in lines:
        below = (-line.y - y) / -line.size
        aside = 0.0 if math.isnan(x) or x < line.column[0] - layout.aside else abs(line.x0 - x)
        if -layout.above <= below <= layout.below and aside <= layout.aside:
            found.append((below, line))
    return found


def by_page(links: Sequence[PdfLink]) -> dict[int, list[PdfLink]]:
    """Links by the page on which they stand."""
    found: dict[int, list[PdfLink]] = {}
    for link in links:
        found.setdefault(link.page, []).append(link)
    return found
