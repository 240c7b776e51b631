"""What stands around an article's text and is none of it: names under the title, a licence, an address to write to."""

from __future__ import annotations

import re

from .headings import ends_sentence

_DATE = r"[:\s]+(?:in (?:revised|final) form[:\s]+)?(?:on )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_ABOUT = re.compile(
    r"\W{0,3}(?:"
    r"(?:(?:author )?for correspondence|corresponding authors?|correspondence|address for reprints|reprint requests)"
    r"\s*(?:[:.(]|to\b|should\b|concerning\b|author\b|$)"
    r"|(?:tele)?(?:fax|phone)(?: number)?\s*[:.+]|tel\.?:|e-?mail(?: address(?:es)?)?\s*:"
    r"|(?:(?:article )?history:?\s*)?(?:received|accepted|revised|submitted|first published|published(?: online)?|"
    r"available online|manuscript received)"
    + _DATE
    + r"|(?:copyright\b\W{0,3}|©\s*|\(c\)\s*)(?:the authors?|by|\d{4}|[A-Z])"
    r"|\d{4} the authors?\b|(?:this|the) (?:is an open[- ]access|"
    r"(?:open[- ]access )?(?:article|work|paper) (?:is|was) (?:an open|"
    r"distributed|licensed|published|made available|available) (?:\w+ ){0,3}(?:under|access|by))"
    r"|licen[cs]ee? |all rights reserved|downloaded (?:from|by)\b|(?:to )?cite this (?:article|paper|work)"
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
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_NO_NAMES = re.compile(
    r"\b(?:journal|annals|proceedings|volume|vol|issue|series|bulletin|archives?|working papers?)\b", re.IGNORECASE
)
_SMALL = frozenset("and und et y e by von van der den de la le di da del dos und zu the of for in at".split())
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
        return 3 * len(small) <= len(words) and not (ends_sentence(text) and small)
    names = [word for word in words if word[0].isupper()]
    return not small and len(names) > 1 and len(words) > 1 and not text.rstrip().endswith((":", "?", "!"))
