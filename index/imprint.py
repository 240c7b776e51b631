"""The imprint: where an article says that it appeared, in lines at the edge of a page or beside its title.

"J Roads (2009) 17:71–76", "Roads 54 (2002) 331–343", "Annals of Roads, Vol. 8, No. 3", "Cite this article: ...". Only
lines in which an article speaks of itself may be given: an entry of a bibliography reads in the same way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .metadata import Metadata, doi_in, page_range, year_in

_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_KEY = r"(?:vol(?:ume|\.)?|jg\.?|jahrgang|bd\.?|band|tome)\s*"
_ISSUE = (
    r"(?:\s*\((?P<issue>\w{1,4}(?:[/–-]\d{1,3})?)\)|"
    r"[\s,./]+(?:no|nr|number|issue|heft|h)\.?\s*(?P<number>\d{1,4})(?:\(\d{1,4}\))?)?"
)
_PAGES = r"(?:pp?\.?|S\.|pages?)?\s*(?P<first>e?\d{1,6})(?:\s*[-–—]\s*(?P<last>e?\d{1,6}))?(?!\d)"
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|spring|summer|autumn|fall|winter)[^\W\d]*\.?"
)
# What may follow a journal's name, the most telling first. A number alone behind a name tells nothing.
_SERIALS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\(?\b{_YEAR}\)?\s*[,;:.]?\s*(?:{_KEY})?(?P<volume>\d{{1,4}}){_ISSUE}\s*[,:]\s*{_PAGES}",
        rf"(?:{_KEY})?(?P<volume>\b\d{{1,4}}){_ISSUE}\s*[,(]\s*(?:{_MONTH}\s*)?{_YEAR}\)?\s*[,:;.]?\s*{_PAGES}",
        rf"(?:{_KEY})?(?P<volume>\d{{1,4}}){_ISSUE}\s*:\s*{_PAGES}(?:\s*[,(]\s*{_YEAR})?",
        rf"\(?\b{_YEAR}\)?\s*[,;:.]?\s*{_KEY}(?P<volume>\d{{1,4}}){_ISSUE}",
        rf"{_KEY}(?P<volume>\d{{1,4}}){_ISSUE}(?:\s*[,(|]?\s*(?:{_MONTH}\s*)?{_YEAR})?(?:\)?\s*[,:]\s*{_PAGES})?",
        rf"(?P<volume>\b\d{{1,4}})\((?P<issue>\d{{1,3}}(?:[/–-]\d{{1,3}})?)\)(?:\s*[,(]?\s*{_YEAR})?",
        rf"\b{_YEAR},\s*(?P<volume>\d{{1,4}})\b",
        rf"\(\s*{_YEAR}\s*\)\s*$",
    )
)
_WORD = r"(?:[^\W\d_]['’]?[\w.'’-]*|&)"
_NAME = re.compile(rf"{_WORD}(?:[\s:,]+{_WORD}){{0,11}}")
_LINKING = frozenset("of and the in on for de des du der die das und für et la le les del y open sci. sci soc.".split())
_BEFORE = re.compile(
    r"^.*\bet al\b\.?,?\s*|^(?:page\s*)?\d{1,5}\s+|"
    r"^(?:(?:original|research|review|short|full|regular|special)\s+)?"
    r"(?:article|paper|contribution|report|communication)s?[:|]?\s+(?!of\b|in\b)|^in:?\s+|^published in:?\s+",
    re.IGNORECASE,
)
_NO_JOURNAL = re.compile(
    r"\b(?:page|fig(?:ure)?|table|vol|volume|issue|copyright|published|received|accepted|downloaded|university|"
    r"department|by|et al|figure|section|chapter|licen[cs]e|number|no|article|www|https?)\b|^(?:the|an?|in|on)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\d?\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|ac\.uk|de)\b\S*|\S+@\S+")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi[:\s]*)*10\.\d{4,9}/\S+", re.IGNORECASE)
CUE = re.compile(
    r"(?:(?:how )?to cite this \w+|cite this (?:article|paper)(?: as)?|(?:suggested|recommended) citation|^citation|"
    r"zitierweise|zitiervorschlag|zitierhinweis|empfohlene zitierung)\b[^:]{0,40}:",
    re.IGNORECASE,
)
"""The words before a citation that may be copied."""

_SENTENCE = re.compile(r"(?<=[^\W\d_]{4})[.?!]\s*(?=[A-Z])")
_DASH = re.compile(r"\s[–—]\s|\s/\s")

_CUED = 7  # lines of such a citation, at most
_WHOLE = 150  # characters of a line that holds all of it
_MOST, _LONGEST = 300, 500  # lines, and characters of one, that are looked at
_DATED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bpublished\b[^.;|/]{{0,30}}?\b{_YEAR}",
        rf"(?:©|\bcopyright\b|\(c\)|^#)\D{{0,40}}?\b{_YEAR}\b|^\W*(?:19|20)\d\d the authors?\b",
        rf"^(?:[^\W\d_][\w -]+,\s*)?(?:\d{{1,2}}\.?\s*)?{_MONTH}\s+(?:\d{{1,2}},\s*)?{_YEAR}$",
        rf"\b{_KEY}\d{{1,4}}{_ISSUE}[\s,|(]+(?:{_MONTH}\s*)?{_YEAR}",
    )
)
_GOES_ON = re.compile(r"(?:&|\b(?:and|of|the|for|in|und|der|des|für))$")
_ALONE = 6  # from this one on, a pattern counts only for a journal that another line names too


def stated_in(lines: Sequence[str]) -> Metadata:
    """The fields that lines state; fields on which they do not agree stay empty.

    >>> stated_in(["Fern et al. J Roads (2009) 17:71–76", "doi: 10.1000/r.17"]).pages
    ('71', '76')
    """
    lines = [line[:_LONGEST] for line in lines[:_MOST]]
    cued = (
        line if len(line) > _WHOLE else " ".join(lines[i : i + _CUED])
        for i, line in enumerate(lines)
        if CUE.search(line)
    )
    cited = [CUE.split(line, maxsplit=1)[1] for line in cued]
    several = [*(text for line in cited for text in _SENTENCE.split(line)), *_wrapped(lines)]
    serials = [serial for line in several for serial in _serials(line)]
    year = next((year for text in cited if (year := year_in(text))), "") or _year(lines)
    return _agreeing(serials).or_else(Metadata(year=year, doi=_doi(lines)))


def _wrapped(lines: Sequence[str]) -> Iterator[str]:
    """Each line alone, and with one and two more; none begins where the line before it must go on."""
    for i, line in enumerate(lines):
        if i and _GOES_ON.search(lines[i - 1]):
            continue
        yield line
        yield from (" ".join(lines[i:end]) for end in (i + 2, i + 3) if end <= len(lines))


def _serials(line: str) -> Iterator[tuple[int, Metadata]]:
    """The journals that a line names with a volume or year, each with the number of the pattern that found it."""
    text = " ".join(_DASH.sub(", ", _DOI.sub(" ", _ADDRESS.sub(" ", line))).split())
    if barred := _barred(text):
        yield 0, barred
    for rank, pattern in enumerate(_SERIALS):
        for match in pattern.finditer(text):
            journal = _journal(text[: match.start()])
            if journal:
                part = match.groupdict(default="")
                pages = page_range(part.get("first", ""), part.get("last", ""))
                issue = part.get("issue") or part.get("number") or ""
                yield rank, Metadata((), part.get("year", ""), journal, part.get("volume", ""), issue, pages)


def _barred(text: str) -> Metadata | None:
    """The fields of "Roads in Theory | Volume 5 | Article 1582 | January 2015"; None for another line."""
    first, *others = (part.strip() for part in text.split("|"))
    dated = re.fullmatch(rf"(?P<name>.*?)\s+(?:{_MONTH}\s+)(?:\d{{1,2}},\s*)?{_YEAR}", first, re.IGNORECASE)
    journal = _journal(dated["name"] if dated else first)
    if not others or not journal:
        return None
    rest = " | ".join(others)
    volume, article = re.search(rf"{_KEY}(\d+)", rest, re.I), re.search(r"article\s*(\d+)", rest, re.I)
    year = dated["year"] if dated else (found[0] if (found := re.search(_YEAR, rest)) else "")
    if not year:
        return None
    return Metadata((), year, journal, volume[1] if volume else "", "", (article[1],) if article else ())


def _journal(before: str) -> str:
    """The name of a journal at the end of a text, "" if no name stands there."""
    name = before.strip(" ,;:|([-–—·•*")
    while (shorter := _BEFORE.sub("", name, count=1).strip(" ,;:|.“”\"'")) != name.strip(" ,;:|.“”\"'"):
        name = shorter
    words = name.strip(" ,;:|“”\"'").removeprefix(".").split()
    if len(words) > 2 and words[-1] == "".join(word[0] for word in words[:-1] if word[0].isupper()):
        del words[-1]  # its initials, which stand beside it
    if words[: len(words) // 2] == words[len(words) // 2 :]:  # once in each of two lines
        words = words[: len(words) // 2]
    name = " ".join(words)
    if not _NAME.fullmatch(name) or not 2 < len(name) < 90 or _NO_JOURNAL.search(name):
        return ""
    capital = [word[0].isupper() or word == "&" for word in words]
    named = all(big or word.casefold() in _LINKING for big, word in zip(capital, words, strict=True))
    return name if named and any(capital) else ""


def _agreeing(found: Sequence[tuple[int, Metadata]]) -> Metadata:
    """The fields of the journal told best, filled up from other lines that name it and do not contradict."""
    times = Counter(_key(serial.journal) for _, serial in found)
    telling = [(rank, serial) for rank, serial in found if rank < _ALONE or times[_key(serial.journal)] > 1]
    if not telling:
        return Metadata()
    _, best = min(telling, key=lambda pair: (-times[_key(pair[1].journal)], pair[0]))
    for _, serial in telling:
        if _key(serial.journal) == _key(best.journal) and serial.volume in ("", best.volume):
            best = best.or_else(serial)
    return best


def _key(journal: str) -> str:
    return re.sub(r"\W+", "", journal).casefold()


def _year(lines: Sequence[str]) -> str:
    """The year of publication that lines state; "" if they state none, or several in the same way."""
    for pattern in _DATED:
        years = {year_in(match[0]) for line in lines for match in pattern.finditer(line)}
        if len(years) == 1:
            return years.pop()
    return ""


def _doi(lines: Sequence[str]) -> str:
    """The DOI that lines name, the most frequent one; "" if several are named as often."""
    dois = Counter(doi.casefold() for line in lines if (doi := doi_in(line)))
    ranked = dois.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return next(doi for line in lines if (doi := doi_in(line)).casefold() == ranked[0][0])
