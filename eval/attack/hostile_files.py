"""Files that were made to hurt their reader: each a small file that asks for much, or one that lies about itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

Maker = Callable[[], bytes]


def _ten(number: int) -> str:
    return f"&e{number};" * 10


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_ENTITIES = "".join(f'<!ENTITY e{n} "{_ten(n - 1)}">' for n in range(1, 10))


def pdf(content: bytes, filters: str = "", more: str = "", resources: str = "") -> bytes:
    """A PDF of one page with this content stream; ``more``: further objects, numbered from 6 on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            f"/Resources << /Font << /F1 5 0 R >> {resources} >> >>"
        ).encode(),
        f"<< /Length {len(content)} {filters} >>\nstream\n".encode() + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + more.encode() + b"trailer << /Root 1 0 R /Size 99 >>\n%%EOF\n"


def docx(body: str, parts: Mapping[str, bytes] | None = None) -> bytes:
    """A Word document with this body, and further parts of its archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        document = f'<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return made.getvalue()


def _deflated(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _forms(depth: int, each: int) -> bytes:
    """Forms in one another, each drawn some times by the one around it: the words of the last one each^depth times."""
    more = []
    for level in range(depth):
        inner = "BT /F1 9 Tf 9 9 Td (salt road) Tj ET" if level == depth - 1 else f"/X{level + 1} Do " * each
        names = f"/XObject << /X{level + 1} {level + 7} 0 R >>" if level < depth - 1 else ""
        more.append(
            f"{level + 6} 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Length {len(inner)} "
            f"/Resources << /Font << /F1 5 0 R >> {names} >> >>\nstream\n{inner}\nendstream\nendobj\n"
        )
    return pdf(b"/X0 Do " * each, more="".join(more), resources="/XObject << /X0 6 0 R >>")


def _glyphs(count: int) -> bytes:
    lines = b"".join(b"BT /F1 9 Tf 9 %d Td (%s) Tj ET\n" % (n % 780, b"salt road " * 100) for n in range(count // 1000))
    return pdf(zlib.compress(lines), "/Filter /FlateDecode")


def _xml(body: str) -> bytes:
    return f"<article><body><sec>{body}</sec></body></article>".encode()


def _attributes(count: int) -> str:
    return " ".join(f'a{number}=""' for number in range(count))


def _many(piece: str, size: int) -> str:
    return piece * (size // len(piece))


FILES: Mapping[str, tuple[str, Maker]] = {
    "a stream deflated twice, 1 GB": (
        ".pdf",
        lambda: pdf(_deflated(b" " * 1_000_000_000, 2), "/Filter [/FlateDecode /FlateDecode]"),
    ),
    "a stream deflated four times": (
        ".pdf",
        lambda: pdf(_deflated(b" " * 400_000_000, 4), "/Filter [/Fl /Fl /Fl /Fl]"),
    ),
    "a deflated stream that hides its filter's name": (
        ".pdf",
        lambda: pdf(_deflated(b" " * 400_000_000, 2), "/Filter [/#46lateDecode /Fl#61teDecode]"),
    ),
    "forms in forms, ten million times": (".pdf", lambda: _forms(7, 10)),
    "ten million glyphs": (".pdf", lambda: _glyphs(10_000_000)),
    "pages that are their own parents": (
        ".pdf",
        lambda: pdf(b"").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R 2 0 R]"),
    ),
    "a page of a million by a million inches": (
        ".pdf",
        lambda: pdf(b"BT /F1 9 Tf (salt) Tj ET").replace(b"612 792", b"1e9 1e9"),
    ),
    "45 MB of paragraphs without words": (".docx", lambda: docx(_many("<w:p/>", 45_000_000))),
    "30 MB of runs in one paragraph": (
        ".docx",
        lambda: docx(f"<w:p>{_many('<w:r><w:t>a</w:t></w:r>', 30_000_000)}</w:p>"),
    ),
    "a table of a million cells": (
        ".docx",
        lambda: docx(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 1_000_000}</w:tr></w:tbl>"),
    ),
    "a member packed 1,000 to 1": (".docx", lambda: docx("", {"word/media/a.bin": bytes(250_000_000)})),
    "49 MB of short paragraphs": (".html", lambda: f"<body>{_many('<p>a</p>', 49_000_000)}".encode()),
    "49 MB of open tags": (".html", lambda: _many("<i>a", 49_000_000).encode()),
    "a million nested tags": (".html", lambda: b"<div>" * 1_000_000),
    "49 MB of empty elements": (
        ".xml",
        lambda: _xml(_many("<p/>", 49_000_000)),
    ),
    "49 MB of attributes": (
        ".xml",
        lambda: _xml(f"<p {_attributes(2_000_000)}/>"),
    ),
    "entities in entities": (
        ".xml",
        lambda: f'<!DOCTYPE article [<!ENTITY e0 "salt">{_ENTITIES}]>'.encode() + _xml("<p>&e9;</p>"),
    ),
    "an entity of another file": (
        ".xml",
        lambda: b'<!DOCTYPE article [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + _xml("<p>Words &e; and words.</p>"),
    ),
    "one line of 99 MB": (".txt", lambda: b"salt " * 19_800_000),
    "one word of 14 MB": (".txt", lambda: b"a" * 14_000_000),
    "one paragraph of 14 MB": (".txt", lambda: b"The road is long. " * 770_000),
    "14 MB of lines": (".txt", lambda: b"a\n" * 7_000_000),
    "14 MB of paragraphs": (".txt", lambda: b"The road is long.\n\n" * 730_000),
    "10 MB of brackets": (".md", lambda: b"[" * 10_000_000),
    "10 MB of quotes in quotes": (".md", lambda: b"> " * 5_000_000),
    "10 MB of stars": (".md", lambda: b"*a_ " * 2_500_000),
    "NUL bytes": (".txt", lambda: bytes(1_000_000)),
    "an archive in place of text": (".txt", lambda: docx("<w:p/>")),
    "nothing": (".pdf", lambda: b""),
}
"""Hostile files by what they are: the ending of the name, and what makes the bytes."""
