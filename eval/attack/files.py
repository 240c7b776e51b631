"""Files that were made to hurt, and good files that were damaged by chance: each is read or refused in plain words."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from index.extraction import SECONDS, Extraction

from .hostile_files import FILES, docx, pdf
from .trials import Trial, try_file

_WORDS = "The road of salt went from the coast to the hills (Moss, 1999). Traders opened it in 1820.[1]"
_HTML = f"<html><body><article><h1>Salt</h1><p>{_WORDS}</p><table><tr><td>1</td></tr></table></article></body></html>"
_XML = (
    f"<article><front><article-meta><title-group><article-title>Salt</article-title></title-group></article-meta>"
    f"</front><body><sec><title>Road</title><p>{_WORDS}<xref ref-type='bibr' rid='b1'>1</xref></p></sec></body>"
    f"<back><ref-list><ref id='b1'><mixed-citation>Moss, B. (1999). Salt.</mixed-citation></ref></ref-list></back>"
    f"</article>"
)
_TEXT = f"Salt\n\nAbstract\n\n{_WORDS}\n\nReferences\n\nMoss, B. (1999). Salt. York: Coast Press.\n"
GOOD: Mapping[str, Callable[[], bytes]] = {
    ".txt": _TEXT.encode,
    ".md": f"# Salt\n\n{_WORDS}\n\n> [!note] A note\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: Moss.\n".encode,
    ".html": _HTML.encode,
    ".xml": _XML.encode,
    ".docx": lambda: docx(f"<w:p><w:r><w:t>{_WORDS}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
    ".pdf": lambda: pdf(f"BT /F1 9 Tf 9 700 Td ({_WORDS.replace('(', '').replace(')', '')}) Tj ET".encode()),
}
"""A small good file for each ending."""

_PIECES = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b">",
    b"/",
    b"&#0;",
    b"(",
    b")",
    b"endobj",
    b"stream\n",
    b"1e999",
    b"-1",
    b"[[",
    b"\n\n",
)


def hostile(folder: Path) -> list[Trial]:
    """Every file of the list, read once."""
    found = []
    for name, (ending, make) in FILES.items():
        path = folder / f"hostile{ending}"
        path.write_bytes(make())
        found.append(try_file(f"hostile {ending}", name, path, SECONDS))
        path.unlink()
    return found


def by_chance(folder: Path, chance: random.Random, end: float) -> list[Trial]:
    """Good files, damaged by chance, until the time is over; one process reads them, as long as it lives."""
    found: list[Trial] = []
    with Extraction() as extraction:
        while time.monotonic() < end:
            ending = chance.choice(sorted(GOOD))
            path = folder / f"damaged{ending}"
            path.write_bytes(damaged(GOOD[ending](), chance))
            found.append(_read(extraction, path))
    return found


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Data with one to eight pieces of damage: bytes changed, left out, repeated, or put in."""
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        upto = min(len(data), at + chance.randint(0, 40))
        piece = data[at:upto]
        data = chance.choice(
            [
                data[:at] + data[upto:],
                data[:at] + piece * chance.choice([2, 3, 200]) + data[upto:],
                data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :],
                data[:at] + chance.choice(_PIECES) * chance.choice([1, 2, 500]) + data[at:],
                data[:upto],
            ]
        )
    return data


def _read(extraction: Extraction, path: Path) -> Trial:
    start, kind = time.monotonic(), f"damaged {path.suffix}"
    try:
        came, fault = f"read, {len(extraction.read(path).passages)} passages", ""
    except ValueError as error:
        came = str(error)
        fault = "" if path.name in came and "crashed" not in came else "it is not refused as it should be"
        fault = "a library's error is not understood" if "its reader failed" in came else fault
    except Exception as error:
        came, fault = f"{type(error).__name__}: {error}", "the error is none that a file may cause"
    return Trial(kind, path.name, fault, came, time.monotonic() - start)
