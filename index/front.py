"""An article's front: title, names, abstract; and what tells of the document alone: a licence, an address, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .headings import ABSTRACT, ends_sentence, is_known, looks_like_heading, section_name
from .passage import Span
from .readers.manuscript import Block, Manuscript

_DATE = r"[:\s]+(?:in (?:revised|final) form[:\s]+)?(?:on )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_ABOUT = re.compile(
    r"\W{0,3}(?:"
    r"(?:(?:author )?for correspondence|corresponding authors?|correspondence|address for reprints|reprint requests)"
    r"\s*(?:[:.(]|(?:author|to|should|concerning)\b(?=.*(?:@|e-?mail|addressed|universit|department|institut|author))|$)"
    r"|(?:tele)?(?:fax|phone)(?: number)?\s*[:.+]|tel\.?:|e-?mail(?: address(?:es)?)?\s*:"
    r"|(?:(?:article )?history:?\s*)?(?:received|accepted|revised|submitted|first published|published(?: online)?|"
    r"available online|manuscript received)"
    + _DATE
    + r"|(?:copyright\b\W{0,3}|\(c\)\s*)(?:the authors?\b|by\b|\d{4}\b|©)|©\s*\w"
    r"|\d{4} the authors?\b|(?:this|the) (?:is an open[- ]access|"
    r"(?:open[- ]access )?(?:article|work|paper) (?:is|was) (?:an open|"
    r"distributed|licensed|published|made available|available) (?:\w+ ){0,3}(?:under|access|by))"
    r"|licensees?\b|all rights reserved|downloaded (?:from|by)\b|(?:to )?cite this (?:article|paper|work)"
    r"|how to cite|(?:suggested|recommended) citation|citation:\s|(?:academic |handling )?editors?:\s"
    r"|(?:edited|reviewed) by:?\s*$|present address|reprints and permissions?|p?issn\b|doi:?\s*10\."
    r"|https?://(?:dx\.)?doi\.org/\S+\s*$|subject (?:category|areas?|headings?):|article type:"
    r"|(?:rights and )?permissions?:"
    r")",
    re.IGNORECASE,
)
_LIFE = re.compile(
    r"about the (?:authors?|contributors?)|notes on (?:the )?contributors?|biograph(?:y|ies)|biographical notes?"
    r"|author(?:s['’]?|['’]s)? (?:biograph(?:y|ies)|information|details|notes?|bio)"
    r"|(?:über|zu) (?:den|die|der) autor\w*|autoreninformation\w*",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"@|\b(?:universit\w+|department|institut\w*|faculty|school of|college|cent(?:re|er) for|laborator\w+|hospital|"
    r"ph\.?d)\b",
    re.IGNORECASE,
)
KEYWORDS = re.compile(
    r"\W{0,2}(key ?-?words|index terms|schlüsselwörter|schlagwörter|mots[- ]clés|palabras clave)\b", re.IGNORECASE
)
_NO_TITLE = ABSTRACT | {"introduction", "background", "contents", "preface"}
_RUN_IN = re.compile(
    r"\W{0,3}(?P<name>abstract|summary|zusammenfassung|résumé|resumen)[\s*_]*(?:[.:—–]|\s-\s?)[\s*_—–-]*", re.IGNORECASE
)
_RUN_IN_WORDS = 12  # words after "Abstract:" that make it an abstract
_FRONT_BLOCKS = 20  # blocks at the head, in one of which an abstract may begin
_AUTHOR_LINES = 12  # lines of names and addresses under a title, at most
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_NO_NAMES = re.compile(
    r"\b(?:journal|annals|proceedings|volume|vol|issue|series|bulletin|archives?|working papers?)\b", re.IGNORECASE
)
_SMALL = frozenset("and und et y e by von van der den de la le di da del dos zu ter ten".split())  # in names,
_IN_PLACES = frozenset("the of for in at für".split())  # and in those of universities
_LONGEST = 40  # words of the names or of an address under a title
_NOTE_LENGTH = 600  # characters of a note on the document; longer text is the article's


def is_about_document(text: str) -> bool:
    """Whether a paragraph tells of the document and not of its subject: correspondence, licence, dates, a citation.

    >>> is_about_document("Received: 4 May 1931"), is_about_document("Received wisdom says so.")
    (True, False)
    """
    return len(text) <= _NOTE_LENGTH and bool(_ABOUT.match(text))


def tells_lives(heading: str) -> bool:
    """Whether a heading stands above lives of the authors."""
    return bool(_LIFE.fullmatch(heading.strip(" .:*")))


def is_author_line(text: str) -> bool:
    """Whether a line under a title holds names or an address: short, no sentence, and in words with capitals.

    >>> is_author_line("Orla Tann and Mirek Dolan"), is_author_line("The harbour was dredged in the spring.")
    (True, False)
    """
    words = _WORD.findall(text)
    if not words or len(words) > _LONGEST or _NO_NAMES.search(text):
        return False
    if "@" in text and len(words) < _LONGEST // 2:
        return True
    small = [word for word in words if word[0].islower() and word not in _SMALL and len(word) > 1]
    if _PLACE.search(text):
        small = [word for word in small if word not in _IN_PLACES]
        return 3 * len(small) <= len(words) and not (ends_sentence(text) and small)
    names = [word for word in words if word[0].isupper()]
    return not small and len(names) > 1 and len(words) > 1 and not text.rstrip().endswith((":", "?", "!"))


def split_front(manuscript: Manuscript) -> tuple[Sequence[Block], Sequence[Block]]:
    """The title with its authors, or with all blocks up to the abstract; then the other blocks."""
    body, marked = manuscript.blocks, manuscript.headings
    if not body or section_name(body[0].text) in _NO_TITLE or not _is_title(body, marked):
        return (), body
    end = next((i for i, b in enumerate(body) if i and b.kind != "authors"), len(body))
    if end == 1:
        end = next((i for i, b in enumerate(body) if i and _ends_front(b, marked)), 0)
        end = end if section_name(body[end].text) in ABSTRACT else _end_of_names(body)
    return body[:end], body[end:]


def _is_title(blocks: Sequence[Block], marked: bool) -> bool:
    first = blocks[0]
    return first.kind == "heading" or (not marked and len(first.lines) == 1 and looks_like_heading(first.text))


def _end_of_names(blocks: Sequence[Block]) -> int:
    """The place after the names and addresses under the title, which is the first block."""
    end = 1
    while end < min(len(blocks), _AUTHOR_LINES) and blocks[end].kind == "text":
        text = blocks[end].text
        if is_known(text) or KEYWORDS.match(text) or not (is_author_line(text) or is_about_document(text)):
            break
        end += 1
    return end


def _ends_front(block: Block, marked: bool) -> bool:
    """Whether a block is the abstract's heading or, in a file that marks headings, any heading.

    A summary after other headings is no abstract.
    """
    return section_name(block.text) in ABSTRACT or (marked and block.kind == "heading")


def with_abstract(blocks: Sequence[Block], text: str) -> list[Block]:
    """The blocks, an abstract that begins "Abstract. We ..." as a heading and its text."""
    head = blocks[:_FRONT_BLOCKS]
    if any(section_name(block.text) in ABSTRACT for block in head):
        return list(blocks)
    for i, block in enumerate(head):
        match = _RUN_IN.match(block.lines[0].of(text)) if block.kind == "text" and block.lines else None
        if match and len(block.text.split()) > _RUN_IN_WORDS:
            start = block.lines[0].start
            name = Span(start + match.start("name"), start + match.end("name"))
            first = Span(start + match.end(), block.lines[0].end)
            rest = replace(block, lines=(first, *block.lines[1:]), text=block.text[match.end() :])
            return [*blocks[:i], Block((name,), name.of(text), "heading", 1), rest, *blocks[i + 1 :]]
    return list(blocks)
