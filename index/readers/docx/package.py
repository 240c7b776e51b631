"""The zip archive of a .docx, checked against its limits before any of it is parsed."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import IO

from ..markup import MAX_BYTES as MAX_PART

MAX_MEMBERS = 5_000  # files in the archive
MAX_UNPACKED = 300_000_000  # bytes of all members together
MAX_RATIO = 200  # bytes unpacked for one packed: deflate ends at 1,032; text in XML reaches 50
_SMALL = 1_000_000  # bytes: a member up to this size may be packed however tightly
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_package(path: Path) -> BytesIO:
    """The file's bytes, unpacked once to see that they stay within the limits.

    A document in Strict Open XML, which differs in the names of its namespaces, is given those of the usual kind.

    ValueError for a file that is no zip archive, is encrypted or damaged, or unpacks to more than it may.
    """
    data = path.read_bytes()
    if not data:
        raise ValueError(f"{path.name} is empty: expected a Word document")
    if data.startswith(_OLE):
        raise ValueError(
            f"{path.name} is locked with a password or is of the older kind .doc: save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check(archive, path.name)
            if _is_strict(archive):
                return _transitional(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError, zlib.error) as error:
        raise ValueError(f"{path.name} is no .docx, or is damaged ({error}): save it again as .docx") from None
    return BytesIO(data)


def _check(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise _bomb(name, f"holds {len(members):,} files", f"{MAX_MEMBERS:,}")
    if any(member.flag_bits & 1 for member in members):
        raise ValueError(f"{name} is locked with a password: save it without one")
    _check_total(sum(member.file_size for member in members), name)
    total = 0
    for member in members:
        size = 0
        with _opened(archive, member) as stream:  # the size that a member states may be wrong
            while chunk := stream.read(1 << 20):
                size += len(chunk)
                _check_total(total + size, name)
        total += size
        if size > _SMALL and size > MAX_RATIO * member.compress_size:
            raise _bomb(
                name,
                f"holds {member.filename}, packed {size // max(1, member.compress_size)} to 1",
                f"{MAX_RATIO} to 1",
            )
        if size > MAX_PART and member.filename.endswith((".xml", ".rels")):
            raise _bomb(name, f"holds {member.filename} of {size / 1e6:.0f} MB", f"{MAX_PART / 1e6:.0f} MB")


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return archive.open(member)
    except ValueError as error:  # it should lie before the archive's first byte
        raise zipfile.BadZipFile(str(error)) from None


def _is_strict(archive: zipfile.ZipFile) -> bool:
    return "_rels/.rels" in archive.namelist() and _STRICT.search(archive.read("_rels/.rels")) is not None


def _transitional(archive: zipfile.ZipFile) -> BytesIO:
    """The archive with the namespaces of ISO/IEC 29500 Transitional in its XML."""
    rewritten = BytesIO()
    with zipfile.ZipFile(rewritten, "w", zipfile.ZIP_STORED) as written:
        for member in archive.infolist():
            data = archive.read(member)
            if member.filename.endswith((".xml", ".rels")):
                data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
            written.writestr(member.filename, data)
    rewritten.seek(0)
    return rewritten


def _check_total(size: int, name: str) -> None:
    if size > MAX_UNPACKED:
        raise _bomb(name, f"unpacks to {size / 1e6:,.0f} MB or more", f"{MAX_UNPACKED / 1e6:.0f} MB")


def _bomb(name: str, found: str, limit: str) -> ValueError:
    return ValueError(f"{name} {found}, the limit is {limit}: save its text as .txt, or leave out its pictures")
