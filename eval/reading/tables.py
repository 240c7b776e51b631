"""The measures of all files as one section in Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..intervals import mean
from ..report import READING, block
from ..tables import NONE, cell, number, table
from .measures import LOST, MEASURES, ORDER, Measured, Share, total
from .pairs import FORMATS

_WITHOUT_INTERVAL = (LOST, ORDER)  # neighbours are not independent

LEGEND = """\
Gold: an article's XML, read by code of its own, or a list of references typed by hand. Paragraphs: those of ten
words or more. whole: one passage has the same words but for 2 %; merged: one has them and ten words or more of
something else; cut: several have them; other kind: filed as a caption, note, table, heading or the like; altered, lost:
words lack. Citations: pairs of paragraph and entry; wrong: of all links made, those to an entry that the paragraph does
not cite. Author-year mentions: names with a year, of typed references. Typed links: mentions whose entry people looked
up on the page. Metadata: by field, of files. In brackets 95 % intervals, Wilson's."""


def section(measured: Sequence[Measured], by_file: bool = False) -> str:
    """The section of the report, between its markers: all measures by format, then the files that failed."""
    parts = ["## How well files are read", described(measured), summary(measured)]
    failed = [f"- {file.name}: {file.failed}" for file in measured if file.failed]
    if failed:
        parts.append("\n".join(["Not read:", "", *failed]))
    if by_file:
        parts += [of_files(measured, name) for name in FORMATS if any(file.format == name for file in measured)]
    return block(READING, "\n\n".join([*parts, LEGEND]) + "\n")


def described(measured: Sequence[Measured]) -> str:
    """The number of files of each format, and of those that failed."""
    counts = [f"{sum(file.format == name for file in measured)} {name}" for name in FORMATS]
    shown = "; ".join(count for count in counts if not count.startswith("0 "))
    return f"Files with gold: {shown}; not read: {sum(bool(file.failed) for file in measured)}."


def summary(measured: Sequence[Measured]) -> str:
    """A row for each measure, a column for each format."""
    shown = [name for name in FORMATS if any(file.format == name for file in measured)]
    rows = []
    for measure in MEASURES:
        shares = [total([file for file in measured if file.format == name], measure) for name in shown]
        if any(share.whole for share in shares):
            rows.append([measure, *(_shown(share, measure not in _WITHOUT_INTERVAL) for share in shares)])
    return table(["measure", *shown], rows)


def of_files(measured: Sequence[Measured], format_name: str) -> str:
    """A row for each measure, a column for each file of a format; counts alone."""
    files = [file for file in measured if file.format == format_name]
    rows = []
    for measure in MEASURES:
        shares = [file.shares.get(measure, Share()) for file in files]
        if any(share.whole for share in shares):
            rows.append([measure, *(f"{s.part}/{s.whole}" if s.whole else NONE for s in shares)])
    return table([format_name, *(file.name for file in files)], rows)


def renewed(written: str, new: str) -> str:
    """A report with its block of these figures put in place, or appended to a report that has none."""
    old = re.compile(rf"<!-- eval:{READING} -->\n.*?<!-- /eval:{READING} -->\n", re.DOTALL)
    if old.search(written):
        return old.sub(lambda _: new, written)
    return f"{written.rstrip()}\n\n{new}" if written.strip() else new


def _shown(share: Share, interval: bool) -> str:
    """``45/50 .900 [.786, .957]``"""
    if not share.whole:
        return NONE
    counts = f"{share.part}/{share.whole}"
    if not interval:
        return f"{counts} {number(share.part / share.whole)}"
    return f"{counts} {cell(mean([1.0] * share.part + [0.0] * (share.whole - share.part)))}"
