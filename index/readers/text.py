"""UTF-8 text and Markdown: paragraphs separated by blank lines."""

from __future__ import annotations

from pathlib import Path

from ..blocks import cut_blocks
from ..manuscript import Manuscript


def read(path: Path) -> Manuscript:
    """ValueError when the file is not UTF-8 text, or is blank."""
    data = path.read_bytes()
    if b"\x00" in data:
        raise ValueError(f"{path.name} is a binary file (it holds NUL bytes): expected UTF-8 text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise ValueError(
            f"{path.name} is not UTF-8 (byte 0x{byte:02x} at {error.start}): save it as UTF-8 and try again"
        ) from None
    if not text.strip("\ufeff \t\r\n\f"):
        raise ValueError(f"{path.name} is empty: expected paragraphs of text, separated by blank lines")
    return cut_blocks(text)
