"""A PDF's page as a picture."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

from .document import opened

MOST_PIXELS = 16_000_000  # of a picture: an A4 page at 400 dots an inch


def picture(path: Path, number: int, width: int) -> bytes:
    """A page, from 1 on, as a PNG of a width in pixels: narrower if it would have more than ``MOST_PIXELS``.

    ValueError for a page that the file does not have or a width below 1, and for a file that cannot be opened.
    """
    if width < 1:
        raise ValueError(f"a picture needs a width of 1 pixel or more, found {width}")
    with opened(path) as document:
        if not 1 <= number <= len(document):
            raise ValueError(f"{path.name} has pages 1 to {len(document)}, page {number} was asked for")
        page = document[number - 1]
        across, down = page.get_size()
        # A half less than the width: PDFium rounds up.
        scale = min((width - 0.5) / max(across, 1.0), (MOST_PIXELS / max(across * down, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        return _png(bitmap)


def _png(bitmap: Any) -> bytes:
    """A bitmap of red, green and blue as a PNG."""
    pixels, line = bytes(bitmap.buffer), 3 * bitmap.width
    rows = b"".join(b"\0" + pixels[i * bitmap.stride : i * bitmap.stride + line] for i in range(bitmap.height))
    header = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(named: tuple[bytes, bytes]) -> bytes:
    name, data = named
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
