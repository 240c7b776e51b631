"""The cover that a repository or archive puts before a PDF: what is printed there is no text of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...headings import section_name
from .layout import LAYOUT
from .lines import Line

_SIGNS = re.compile(
    r"(suggested citation|recommended citation|empfohlene zitierung|zitierhinweis|to cite this (?:version|article)|"
    r"citation for published version|citation of this paper)|(downloaded from|downloaded by|posted at)|"
    r"(terms (?:of|and) (?:use|conditions)|nutzungsbedingungen|take ?down policy|copyright and moral rights|"
    r"made available under|zur verfügung gestellt)|(this is the (?:published|accepted|author)|postprint|preprint|"
    r"veröffentlichungsversion|version of record|document version|this version is available)|"
    r"(repository|institutional archive|open archive|multi-disciplinary open access|publication server)",
    re.IGNORECASE,
)
_ARTICLE = frozenset({"abstract", "introduction", "keywords", "summary", "background"})


def without_cover(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a cover, [] if the first page is none, and all other lines.

    A cover says in several ways (a citation to copy, terms of use, a version, a repository's name) that it is one,
    or in one way and hardly anything else. A page that begins the article (with its abstract or first section), one
    of many words and the only page are none.
    """
    first = [line for line in lines if line.page == 0]
    rest = [line for line in lines if line.page > 0]
    text = " ".join(line.text for line in first)
    signs = {match.lastindex for match in _SIGNS.finditer(text)}
    layout = LAYOUT.titles
    words = len(text.split())
    enough = layout.cover_signs if words > layout.bare_cover else 1
    begins = any(section_name(line.text) in _ARTICLE for line in first)
    if not rest or begins or len(signs) < enough or words > layout.longest_cover:
        return [], list(lines)
    return first, rest
