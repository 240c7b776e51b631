"""The streams of a PDF, measured before PDFium unpacks them: a few bytes of deflate can stand for gigabytes.

What is hidden from this look, behind another filter or a cipher, meets the limit of the reading process's memory.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

MAX_UNPACKED = 100_000_000  # bytes of one stream, in whatever step of its unpacking; a page's text has under a million

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DEFLATED = re.compile(rb"/Fl(?:ateDecode)?\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_DICTIONARY = 2_000  # bytes before a stream in which its dictionary is sought
_AT_A_TIME = 1 << 16  # bytes


def check_streams(path: Path) -> None:
    """ValueError for a PDF with a stream, other than of an image, that unpacks to more than ``MAX_UNPACKED`` bytes."""
    data = path.read_bytes()
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b"obj")[2]
        layers = len(_DEFLATED.findall(before))
        if layers and not _IMAGE.search(before) and _is_beyond(memoryview(data)[match.end() :], layers):
            raise ValueError(
                f"{path.name} holds a stream that unpacks to more than {MAX_UNPACKED / 1e6:.0f} MB:"
                " print it to a new PDF, or save its text as .txt"
            )


def _is_beyond(packed: memoryview, layers: int) -> bool:
    """Whether data that were deflated some times over unpack to more than they may, in any of these steps."""
    pieces: Iterator[bytes] = (bytes(packed[start : start + _AT_A_TIME]) for start in range(0, len(packed), _AT_A_TIME))
    for _ in range(layers):
        pieces = _unpacked(pieces)
    try:
        for _ in pieces:
            pass
    except _Beyond:
        return True
    return False


class _Beyond(Exception):
    pass


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Deflated data unpacked as far as they can be: what is damaged is PDFium's affair."""
    unpacking, size = zlib.decompressobj(), 0
    for piece in pieces:
        while piece and not unpacking.eof:
            try:
                found = unpacking.decompress(piece, _AT_A_TIME)
            except zlib.error:
                return
            piece = unpacking.unconsumed_tail
            size += len(found)
            if size > MAX_UNPACKED:
                raise _Beyond
            yield found
        if unpacking.eof:
            return
