"""Text that nobody sees: white on the white of the page, as keywords for search engines are. Text without ink, as lies
over the picture of a scanned page, is no such text: it is the page's."""

from __future__ import annotations

import ctypes
from functools import cached_property
from typing import Any

from .layout import LAYOUT

_WHITE = 250  # of 255: the least of red, green and blue


class Backgrounds:
    """The coloured areas and pictures of a page, on which white text can be seen; looked for at the first need."""

    def __init__(self, raw: Any, page: Any) -> None:
        """``page``: of pypdfium2, ``raw`` is ``pypdfium2.raw``."""
        self._raw = raw
        self._page = page

    def hides(self, text_page: Any, i: int, at: tuple[float, float]) -> bool:
        """Whether a character is white and nothing lies under it; ``at``: a point in it, in the page's own points."""
        channels = [ctypes.c_uint() for _ in range(4)]
        if not self._raw.FPDFText_GetFillColor(text_page, i, *channels):
            return False
        if min(channel.value for channel in channels[:3]) < _WHITE:
            return False
        if len(self._areas) > LAYOUT.words.most_areas:
            return False
        x, y = at
        return not any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self._areas)

    @cached_property
    def _areas(self) -> list[tuple[float, float, float, float]]:
        found = []
        for number in range(min(self._raw.FPDFPage_CountObjects(self._page), LAYOUT.words.most_areas + 1)):
            item = self._raw.FPDFPage_GetObject(self._page, number)
            if self._raw.FPDFPageObj_GetType(item) != self._raw.FPDF_PAGEOBJ_TEXT and not self._is_blank(item):
                edges = [ctypes.c_float() for _ in range(4)]
                if self._raw.FPDFPageObj_GetBounds(item, *edges):
                    left, bottom, right, top = (edge.value for edge in edges)
                    found.append((left, bottom, right, top))
        return found

    def _is_blank(self, item: Any) -> bool:
        """Whether an object is a path without a colour: neither filled nor drawn with a stroke as wide as a bar."""
        raw = self._raw
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            return False
        filled, stroked, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
        raw.FPDFPath_GetDrawMode(item, filled, stroked)
        raw.FPDFPageObj_GetStrokeWidth(item, width)
        bar = stroked.value and width.value >= LAYOUT.words.bar
        coloured = (filled.value and self._is_coloured(raw.FPDFPageObj_GetFillColor, item)) or (
            bar and self._is_coloured(raw.FPDFPageObj_GetStrokeColor, item)
        )
        return not coloured

    def _is_coloured(self, colour: Any, item: Any) -> bool:
        channels = [ctypes.c_uint() for _ in range(4)]
        return not colour(item, *channels) or min(channel.value for channel in channels[:3]) < _WHITE
