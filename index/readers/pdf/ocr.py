"""Pages of a PDF without text, as scanners make them: their words by optical character recognition (extra ``[ocr]``).

rapidocr carries its models in its wheel, and nothing is fetched. It gives lines with the corners of their boxes; they
become words in their places, so that columns, headings and paragraphs are found as in any other PDF.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from math import isfinite
from pathlib import Path
from typing import Any

from ...environment import default_cache
from ...progress import PAGES
from ...store import Store
from .layout import LAYOUT
from .words import Word

MAX_PAGES = 100  # that are read so, of one file

_DOTS = 200 / 72  # of the picture, for one point
_HEIGHT = 0.75  # of a line's box: its type size
_DESCENT = 0.22  # of a line's box, from its foot: the base line
_SURE = 0.5  # of a line, at least

Row = tuple[str, float, float, float, float]
"""A line: its text, left, top, right and bottom edge in points, from the page's upper left corner."""


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None


def read_scans(raw: Any, document: Any, pages: list[list[Word]], path: Path, *, every: bool) -> tuple[int, ...]:
    """Put the words of pages that are pictures into ``pages``; the numbers of those pages, from 1.

    raw    ``pypdfium2.raw``
    every  whether all pages are read so, for fonts that do not tell their letters

    Nothing is read without the extra, or of a file with more than ``MAX_PAGES`` such pages. ``progress.PAGES`` is told
    of each page.
    """
    numbers = [i for i, words in enumerate(pages) if every or (not _has_text(words) and _has_picture(raw, document, i))]
    if not numbers or len(numbers) > MAX_PAGES or not is_installed():
        return ()
    digest = sha256(path.read_bytes()).hexdigest()
    for done, i in enumerate(numbers):
        PAGES.get()(f"Reading the scanned pages of {path.name}", done, len(numbers))
        page = document[i]
        try:
            pages[i] = _scanned_words(page, digest, i)
        finally:
            page.close()
    return tuple(i + 1 for i in numbers)


def _has_text(words: Sequence[Word]) -> bool:
    return sum(sum(map(str.isalpha, word.text)) for word in words) >= LAYOUT.documents.page_letters


def _has_picture(raw: Any, document: Any, number: int) -> bool:
    page = document[number]
    try:
        return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])), None) is not None
    finally:
        page.close()


def _scanned_words(page: Any, digest: str, number: int) -> list[Word]:
    """The words of a pypdfium2 page that holds a picture of them; kept for the next time.

    digest  of the file; ``number`` the page's in it
    """
    store = Store(default_cache(), "pages read by OCR", ".ocr")
    key = sha256(f"{digest} {number} rapidocr {metadata.version('rapidocr')} {_DOTS}".encode()).hexdigest()
    kept = store.get(key)
    rows = _rows(kept) if kept is not None else None
    if rows is None:
        rows = _read(page)
        store.put(key, json.dumps(rows).encode())
    return words_of(rows, float(page.get_height()))


def _rows(kept: bytes) -> list[Row] | None:
    """The lines that were kept of a page; None for what is no list of them."""
    try:
        rows = [
            (str(text), float(left), float(top), float(right), float(bottom))
            for text, left, top, right, bottom in json.loads(kept)
        ]
    except (ValueError, TypeError, RecursionError):
        return None
    return rows if all(isfinite(edge) for _, *edges in rows for edge in edges) else None


def words_of(rows: Sequence[Row], height: float) -> list[Word]:
    """The words of lines, each as wide as its share of the line's characters; ``height`` of the page in points."""
    found = []
    for text, left, top, right, bottom in rows:
        size = _HEIGHT * (bottom - top)
        base = bottom - _DESCENT * (bottom - top) - height
        wide = (right - left) / max(1, len(text))
        at = 0
        for word in text.split(" "):
            if word:
                x0 = left + at * wide
                found.append(Word(word, x0, x0 + len(word) * wide, base, size, 0, at > 0))
            at += len(word) + 1
    return found


def _read(page: Any) -> list[Row]:
    """The lines of a page that are read with some certainty, in the engine's order."""
    picture = page.render(scale=_DOTS).to_numpy()
    result = _engine()(picture)
    if result.boxes is None or result.txts is None:
        return []
    rows: list[Row] = []
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        across, down = box[:, 0] / _DOTS, box[:, 1] / _DOTS
        # A tilted line's box leans: its own height is the mean of its left and right edges.
        tall = float(((down[3] - down[0]) + (down[2] - down[1])) / 2)
        middle = float(down.mean())
        if float(score) >= _SURE and text.strip():
            rows.append((text.strip(), float(across.min()), middle - tall / 2, float(across.max()), middle + tall / 2))
    return rows


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR  # takes seconds to load

    return RapidOCR(params={"Global.log_level": "error"})
