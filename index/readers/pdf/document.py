"""A PDF opened with PDFium, one at a time, and its pages with what was filled into their forms."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .. import needs
from .streams import check_streams

MAX_PAGES = 2_000

_PASSWORD, _SECURITY = 4, 5  # PDFium's error codes
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not safe to use from several threads


def pdfium() -> Any:
    """The module pypdfium2; ModuleNotFoundError, with the line that installs it, if it is missing."""
    return needs("pypdfium2", ".pdf", "pypdfium2")


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A file's pypdfium2 document, closed at the end; no other thread has one open meanwhile.

    ValueError for a file that is encrypted, damaged or no PDF, has more than ``MAX_PAGES`` pages, or unpacks to more
    than it may.
    """
    library = pdfium()
    check_streams(path)
    with _ONE_AT_A_TIME:
        try:
            document = library.PdfDocument(path)
        except library.PdfiumError as error:
            if error.err_code in (_PASSWORD, _SECURITY):
                raise ValueError(f"{path.name} is encrypted: save a copy without a password and read that") from None
            raise ValueError(f"{path.name} is damaged, or no PDF: open it in a viewer and save it anew") from None
        try:
            if len(document) > MAX_PAGES:
                raise ValueError(f"{path.name} has {len(document):,} pages, the limit is {MAX_PAGES:,}: split it")
            document.init_forms()  # the values of fields get the look that the file may not have given them
            yield document
        finally:
            document.close()


@contextmanager
def page_of(document: Any, number: int) -> Iterator[Any]:
    """A page, from 0 on, what was filled into its form drawn on it as text; closed at the end."""
    raw = pdfium().raw
    page = document[number]
    if document.get_formtype() != raw.FORMTYPE_NONE or _has_fields(raw, page):
        drawn = raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        if drawn == raw.FLATTEN_SUCCESS:
            page.close()
            page = document[number]
    try:
        yield page
    finally:
        page.close()


def _has_fields(raw: Any, page: Any) -> bool:
    """Whether fields of a form stand on a page."""
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if annotation:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            raw.FPDFPage_CloseAnnot(annotation)
            if kind == raw.FPDF_ANNOT_WIDGET:
                return True
    return False
